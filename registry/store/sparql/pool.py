"""The workers of one server: started when they are first needed, kept warm, ended and replaced when they go too far."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from registry.errors import AnswerTooLarge, InternalError, QueryError, QueryTooHeavy, QueryTooSlow, ServerBusy
from registry.store.sparql.process import Ended, Left, TimeIsUp, Worker
from registry.store.sparql.question import Limits, Question, Unwritable
from registry.store.sparql.snapshots import Snapshot, Source

_LOG: Final = logging.getLogger("registry.store")


class Pool:
    """At most `size` workers. Safe to use from several threads; one that finds no worker free waits for one.

    Without a `source` the workers judge queries and convert answers, and have nothing to ask.
    """

    def __init__(
        self, limits: Limits, size: int, source: Source | None = None, new_worker: Callable[[], Worker] = Worker
    ) -> None:
        self.limits = limits
        self._source = source
        self._size = size
        self._new_worker = new_worker
        self._free = threading.Condition()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._snapshots: dict[Worker, Snapshot] = {}
        self._closed = False

    @property
    def pids(self) -> set[int]:
        """The numbers of the processes that there are."""
        with self._free:
            return {worker.pid for worker in self._all}

    def ask(self, question: Question, files: Sequence[BinaryIO] = ()) -> Mapping[str, Any]:
        """What a worker says to the question; the first file takes the answer, the second has one to be converted.

        Raises `QueryError` and what is below it, `Unwritable`, `ServerBusy` when no worker becomes free, `StoreError`,
        and `Left` when whoever asked has gone: the worker is ended, since it would work for nobody.
        """
        with self._worker(question.is_left) as worker:
            message = {
                "snapshot": self._snapshot_for(worker),
                "megabytes": self.limits.megabytes,
                "bytes": self.limits.answer_bytes,
                "text": question.text,
                "default": question.default_graphs,
                "named": question.named_graphs,
                "public": question.public,
                "rows_as": question.rows_as,
                "graph_as": question.graph_as,
            }
            try:
                reply = worker.ask(message, files, self.limits.seconds, question.is_left)
            except TimeIsUp as error:
                raise QueryTooSlow(self.limits.seconds) from error
            except Ended as error:
                if self._closed:
                    raise ServerBusy from error
                raise QueryTooHeavy(self.limits.megabytes) from error
            if reply["tired"]:
                self._end(worker)
        self._raise_failure(reply)
        return reply

    def close(self) -> None:
        """Ends every worker, also one that is at work."""
        with self._free:
            self._closed = True
            for worker in tuple(self._all):
                self._end(worker)
            self._free.notify_all()
        if self._source is not None:
            self._source.close()

    def _raise_failure(self, reply: Mapping[str, Any]) -> None:
        match reply:
            case {"failed": "query", "message": str(message)}:
                raise QueryError(message)
            case {"failed": "form", "form": str(form)}:
                raise Unwritable(form)
            case {"failed": "size"}:
                raise AnswerTooLarge(self.limits.answer_megabytes)
            case {"failed": "memory"}:
                raise QueryTooHeavy(self.limits.megabytes)
            case {"failed": _, "message": message}:
                _LOG.error("a SPARQL query failed: %s", message)
                raise InternalError

    @contextmanager
    def _worker(self, is_left: Callable[[], bool]) -> Iterator[Worker]:
        """A worker that nobody else uses meanwhile; one that fails is replaced."""
        with self._free:
            found = self._free.wait_for(self._is_free, self.limits.seconds)
            if self._closed or not found:
                raise ServerBusy
            if is_left():
                self._free.notify()  # for whoever is next
                raise Left
            worker = self._idle.pop() if self._idle else self._start()
        try:
            yield worker
        except BaseException:
            self._end(worker)
            raise
        finally:
            self._give_back(worker)

    def _give_back(self, worker: Worker) -> None:
        with self._free:
            if worker in self._all:
                self._idle.append(worker)
            elif not self._closed and len(self._all) < self._size:
                self._idle.insert(0, self._start())  # it gets ready while nobody needs it
            self._free.notify()

    def _is_free(self) -> bool:
        for worker in [each for each in self._idle if not each.is_alive]:
            self._idle.remove(worker)
            self._end(worker)
        return self._closed or bool(self._idle) or len(self._all) < self._size

    def _start(self) -> Worker:
        worker = self._new_worker()
        self._all.add(worker)
        return worker

    def _end(self, worker: Worker) -> None:
        with self._free:
            self._all.discard(worker)
            snapshot = self._snapshots.pop(worker, None)
        worker.end()
        if snapshot is not None and self._source is not None:
            self._source.give_back(snapshot)

    def _snapshot_for(self, worker: Worker) -> str | None:
        """The path of the present snapshot, which the worker holds from now on in place of the one before."""
        if self._source is None:
            return None
        snapshot = self._source.take()
        with self._free:
            before = self._snapshots.get(worker)
            self._snapshots[worker] = snapshot
        if before is not None:
            self._source.give_back(before)
        return str(snapshot.path)
