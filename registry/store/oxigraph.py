"""The embedded store: Oxigraph in this process, on disk, owned by one process at a time.

The only module that opens an Oxigraph dataset. What Oxigraph raises is turned into the tree of `registry.errors` here.
"""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import pyoxigraph as ox

from registry.errors import (
    Misuse,
    QueryError,
    RegistryError,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
)
from registry.rdf.parsing import quad_from_oxigraph, term_from_oxigraph
from registry.rdf.terms import Quad, Triple, checked_iri
from registry.store.lock import HeldLock
from registry.store.port import Change, Row
from registry.store.queries import BoundQuery
from registry.store.revisions import confirmed, head_of, update_text


class EmbeddedStore:
    """An Oxigraph dataset in `directory`, or in memory when that is None.

    Several readers or one writer may have it open. Raises `StoreLocked`, `StoreDamaged` or `StoreUnreachable`.
    """

    def __init__(self, directory: Path | None, *, read_only: bool = False) -> None:
        self._where = "memory" if directory is None else str(directory)
        self._read_only = read_only
        self._writing = threading.Lock()
        self._lock: HeldLock | None = None
        self._dataset: ox.Store | None = None
        try:
            with self._our_errors():
                self._dataset = ox.Store() if directory is None else self._opened(directory)
        except RegistryError:
            self.close()
            raise

    def _opened(self, directory: Path) -> ox.Store:
        if self._read_only and not directory.exists():
            raise StoreUnreachable(f"There is no store at {directory} yet; `mission-registry seed` makes one.")
        directory.parent.mkdir(parents=True, exist_ok=True)
        self._lock = HeldLock(directory.with_name(directory.name + ".lock"), shared=self._read_only)
        if directory.is_dir() and any(directory.iterdir()) and not (directory / "CURRENT").exists():
            # RocksDB would start an empty database over what is left.
            raise StoreDamaged(f"The store at {directory} is damaged: its file CURRENT is missing.")
        return ox.Store.read_only(str(directory)) if self._read_only else ox.Store(directory)

    def select(self, query: BoundQuery) -> list[Row]:
        """The rows of a SELECT."""
        query.require("SELECT")
        with self._our_errors():
            solutions = cast("ox.QuerySolutions", self._answer(query))
            names = [variable.value for variable in solutions.variables]
            return [
                {name: term_from_oxigraph(term) for name, term in zip(names, row, strict=True) if term is not None}
                for row in solutions
            ]

    def ask(self, query: BoundQuery) -> bool:
        """The answer of an ASK."""
        query.require("ASK")
        with self._our_errors():
            return bool(self._answer(query))

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        """The statements that a CONSTRUCT or DESCRIBE makes."""
        query.require("CONSTRUCT", "DESCRIBE")
        with self._our_errors():
            for triple in cast("ox.QueryTriples", self._answer(query)):
                yield quad_from_oxigraph(triple).triple

    def quads(self, graph: str) -> Iterator[Quad]:
        """Every statement of one graph, as it was when reading began."""
        with self._our_errors():
            for quad in self._open().quads_for_pattern(None, None, None, ox.NamedNode(checked_iri(graph).value)):
                yield quad_from_oxigraph(quad)

    def head(self) -> int:
        """The number of the last revision."""
        return head_of(self)

    def write(self, change: Change) -> int:
        """Applies the change; it is in the store's files when this returns."""
        if self._read_only:
            raise Misuse(f"The store at {self._where} was opened for reading only.")
        update = update_text(change)
        # On disk, Oxigraph runs updates side by side, each on its own snapshot: two would find the guard true.
        with self._writing, self._our_errors():
            dataset = self._open()
            dataset.update(update)
            revision = confirmed(self, change)
            dataset.flush()
            return revision

    def copy_to(self, directory: Path) -> None:
        """Makes a copy of the whole store, by hard links where the disk is the same; the directory must not exist."""
        with self._our_errors():
            self._open().backup(directory)

    @property
    def is_read_only(self) -> bool:
        """Whether this process only reads the store, so that no other writes it."""
        return self._read_only

    def close(self) -> None:
        """Closes the files and lets go of the lock."""
        self._dataset = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> ox.Store:
        if self._dataset is None:
            raise StoreUnreachable(f"The store at {self._where} is closed.")
        return self._dataset

    def _answer(self, query: BoundQuery) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if not query.default_graphs:
            return self._open().query(query.text)
        return self._open().query(
            query.text,
            default_graph=[ox.NamedNode(graph) for graph in query.default_graphs],
            named_graphs=[ox.NamedNode(graph) for graph in query.named_graphs],
        )

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except SyntaxError as error:
            raise QueryError(f"The query cannot be read: {error.msg}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise in_our_words(error, self._where) from error


def in_our_words(error: Exception, where: str) -> RegistryError:
    """What an error of Oxigraph or of the file system means for the user of the store at `where`."""
    text = str(error)
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left" in text:
        return StoreFull(f"There is no room left on the disk of the store at {where}.")
    if isinstance(error, PermissionError) or "Permission denied" in text:
        return StoreUnreachable(f"The store at {where} may not be opened: permission denied.")
    if text.startswith("Corruption") or isinstance(error, FileNotFoundError):
        return StoreDamaged(f"The store at {where} is damaged: {text}")
    if "/LOCK:" in text:
        return StoreLocked(where, "a program that does not use this registry's lock")
    if isinstance(error, OSError):
        return StoreUnreachable(f"The store at {where} cannot be used: {text}")
    return QueryError(f"The query cannot be answered: {text}")
