"""The worker process itself: takes questions over the socket that is its standard input, one after the other.

    python -m registry.store.sparql.child

A message is a line of JSON; the file for the answer (and one with what is to be converted) come along as open files, so
no name is ever handed over. The process ends when its server does, and works only when the server has nothing to do.
"""

import json
import os
import resource
import signal
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final

from registry.errors import QueryError, RegistryError
from registry.store.dataset import in_our_words
from registry.store.queries import BoundQuery
from registry.store.sparql.evaluation import (
    Sink,
    Snapshot,
    TooLarge,
    judged,
    read_results,
    results_of,
    write_results,
)
from registry.store.sparql.question import Unwritable

STATM: Final = Path("/proc/self/statm")
Message = Mapping[str, Any]


class Memory:
    """Ends the process when it takes more than `megabytes` above what it had when that was first said.

    Where the system has no /proc there is no limit.
    """

    def __init__(self, statm: Path = STATM) -> None:
        self._statm = statm
        self._begin = 0
        self._most = 0

    def hold_to(self, megabytes: int) -> None:
        """Sets the limit; a second time does nothing."""
        if not self._most and self._statm.exists():
            self._begin, self._most = self._size(), megabytes * 1_000_000
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (self._begin + self._most, hard))

    @property
    def is_tired(self) -> bool:
        """Whether so much is kept from earlier questions that the next would have too little."""
        return bool(self._most) and self._size() - self._begin > self._most // 2

    def _size(self) -> int:
        return int(self._statm.read_text().split()[0]) * resource.getpagesize()


class Answerer:
    """Answers messages; keeps the snapshot open between them."""

    def __init__(self, memory: Memory) -> None:
        self._snapshot = Snapshot()
        self._memory = memory

    def reply(self, message: Message, files: list[BinaryIO]) -> dict[str, Any]:
        """What to say: the answer's format and size, or what failed."""
        try:
            said = self._said(message, files)
        except Unwritable as error:
            said = {"failed": "form", "form": error.form}
        except TooLarge:
            said = {"failed": "size"}
        except MemoryError:
            said = {"failed": "memory"}
        except RegistryError as error:
            said = {"failed": "query" if isinstance(error, QueryError) else "store", "message": error.message}
        except Exception as error:
            said = {"failed": "store", "message": f"{type(error).__name__}: {error}"}
        return said | {"tired": self._memory.is_tired or said.get("failed") == "memory"}

    def _said(self, message: Message, files: list[BinaryIO]) -> dict[str, Any]:
        if message["snapshot"]:
            self._snapshot.at(message["snapshot"])  # what an open store takes is not the query's
        self._memory.hold_to(message["megabytes"])
        # The parser keeps what called it alive for a while: answers, which may be large, are made elsewhere.
        graphs = (tuple(message[name]) for name in ("default", "named", "public"))
        query = judged(message["text"], *graphs)
        if message["snapshot"] or len(files) > 1:
            return self._written(message, query, files)
        return {"form": query.form, "default": query.default_graphs, "named": query.named_graphs}

    def _written(self, message: Message, query: BoundQuery, files: list[BinaryIO]) -> dict[str, Any]:
        form, sink = query.form or "", Sink(files[0], message["bytes"])
        try:
            if path := message["snapshot"]:
                results = results_of(self._snapshot.at(path), query)
            else:
                results = read_results(files[1].read(), form)
            written_as = write_results(results, form, message["rows_as"], message["graph_as"], sink)
        except SyntaxError as error:
            raise QueryError(f"The query cannot be read: {error.msg}") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise in_our_words(error, "the snapshot") from error
        return {"form": form, "written_as": written_as, "size": sink.size}


def receive(channel: socket.socket, questions: "SimpleQueue[tuple[bytes, list[int]] | None]") -> None:
    """Puts each message with its files into the queue, and None when there will be no more."""
    line, files = b"", list[int]()
    while True:
        with suppress(OSError):
            data, came, _, _ = socket.recv_fds(channel, 1 << 16, 2)
            files += came
            line += data
            if data:
                if line.endswith(b"\n"):
                    questions.put((line, files))
                    line, files = b"", []
                continue
        questions.put(None)
        return


def watch(channel: socket.socket, questions: "SimpleQueue[tuple[bytes, list[int]] | None]") -> None:
    """As `receive`, and ends the process with its server, whatever it is doing."""
    receive(channel, questions)
    os._exit(0)


def answer_all(
    channel: socket.socket, questions: "SimpleQueue[tuple[bytes, list[int]] | None]", answerer: Answerer
) -> None:
    """Answers until nobody asks any more."""
    channel.sendall(b'{"ready": true}\n')
    while (asked := questions.get()) is not None:
        line, numbers = asked
        files: list[BinaryIO] = [os.fdopen(number, "r+b", buffering=0) for number in numbers]
        try:
            said = answerer.reply(json.loads(line), files)
        finally:
            for file in files:
                file.close()
        channel.sendall(json.dumps(said).encode() + b"\n")


def main() -> None:
    """Serves until the server's end of the socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is told, and tells its workers
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = socket.socket(fileno=os.dup(0))
    questions: SimpleQueue[tuple[bytes, list[int]] | None] = SimpleQueue()
    threading.Thread(target=watch, args=(channel, questions), daemon=True).start()
    answer_all(channel, questions, Answerer(Memory()))


if __name__ == "__main__":
    main()
