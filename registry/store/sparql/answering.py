"""Answers users' queries: over snapshots of the embedded store, or by a SPARQL server, with the same guard and limits.

The only module of this package that faces use; `open_answers` chooses.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from registry.namespaces import SITE
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from registry.store.queries import BoundQuery
from registry.store.remote import RemoteStore
from registry.store.sparql.pool import Pool
from registry.store.sparql.process import new_file
from registry.store.sparql.question import GRAPH_TYPES, ROW_TYPES, TABLE, Answer, Limits, Question, Unwritable
from registry.store.sparql.snapshots import Snapshots, Source, Unchanging

FOLDER: Final = "snapshots"
"""Where snapshots stand beside the embedded store."""


class Answers(Protocol):
    """Answers questions. Safe to use from several threads."""

    def answer(self, question: Question) -> Answer:
        """The whole answer.

        Raises `QueryError` for a query that cannot be read or asks for what is not open, `QueryTooSlow`,
        `QueryTooHeavy` and `AnswerTooLarge` for one that was stopped, `ServerBusy` when nobody is free in time,
        `Unwritable` when its form comes in no format that the question names, `Left` when whoever asked has gone, and
        `StoreError`.
        """
        ...

    def close(self) -> None:
        """Ends what is being answered."""
        ...


class PoolAnswers:
    """Answers by workers that ask snapshots."""

    def __init__(self, limits: Limits, workers: int, source: Source) -> None:
        self.pool = Pool(limits, workers, source)

    def answer(self, question: Question) -> Answer:
        """The answer of a worker."""
        file = new_file()
        try:
            reply = self.pool.ask(question, [file])
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return Answer(reply["form"], reply["written_as"], file, reply["size"])

    def close(self) -> None:
        """Ends the workers and removes the snapshots."""
        self.pool.close()


class ForwardedAnswers:
    """Answers by a SPARQL server; workers judge the query before, and convert what the server does not write."""

    def __init__(self, limits: Limits, workers: int, store: RemoteStore) -> None:
        self.pool = Pool(limits, workers)
        self._store = store

    def answer(self, question: Question) -> Answer:
        """The answer of the server."""
        judged = self.pool.ask(question)
        form: str = judged["form"]
        written_as, wanted, otherwise = _types(form, question)
        # On the query's first line, so that the lines in messages stay those that the asker counts.
        query = BoundQuery(f"BASE <{SITE}> {question.text}", tuple(judged["default"]), tuple(judged["named"]))
        file, converted = new_file(), new_file()
        try:
            limits = self.pool.limits
            got, size = self._store.answer(query, wanted, otherwise, file, limits.answer_bytes, limits.seconds)
            file.seek(0)
            if got != wanted or written_as == TABLE:
                size = self.pool.ask(question, [converted, file])["size"]
                converted.seek(0)
                file, converted = converted, file
        except BaseException:
            file.close()
            raise
        finally:
            converted.close()
        return Answer(form, written_as, file, size)

    def close(self) -> None:
        """Ends the workers."""
        self.pool.close()


def _types(form: str, question: Question) -> tuple[str, str, str]:
    """The format to answer in, its media type, and the one that every server writes and workers read."""
    is_rows = form in ("SELECT", "ASK")
    written_as = question.rows_as if is_rows else question.graph_as
    if written_as is None:
        raise Unwritable(form)
    types: Mapping[str, Any] = {**ROW_TYPES, **GRAPH_TYPES, TABLE: ROW_TYPES["json"]}
    return written_as, types[written_as], ROW_TYPES["json"] if is_rows else GRAPH_TYPES["n-triples"]


def snapshot_source(store: EmbeddedStore, data_dir: Path) -> Source:
    """Snapshots of a store that is open for writing, or the store itself where this process only reads it."""
    return Unchanging(data_dir / "store") if store.is_read_only else Snapshots(store, data_dir / FOLDER)


def open_answers(store: Store, source: Source | None, limits: Limits, workers: int) -> Answers:
    """What answers users' queries over this store; `source` has the snapshots of an embedded one."""
    if source is not None:
        return PoolAnswers(limits, workers, source)
    if not isinstance(store, RemoteStore):
        raise TypeError("an embedded store is asked by its snapshots")
    return ForwardedAnswers(limits, workers, store)
