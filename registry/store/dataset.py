"""An Oxigraph dataset in this process: asked, updated, copied and filled. `oxigraph` makes the embedded store of it.

What Oxigraph raises is turned into the tree of `registry.errors` here.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self, cast

import pyoxigraph as ox

from registry.errors import (
    BackupDamaged,
    QueryError,
    RegistryError,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
)
from registry.rdf.parsing import quad_from_oxigraph, term_from_oxigraph
from registry.rdf.terms import Quad, Triple, checked_iri
from registry.store.copies import CopyReader, CopyWriter
from registry.store.port import Row
from registry.store.queries import BoundQuery


class Dataset:
    """An open dataset. Every method raises `StoreError` leaves; streams raise when they are read."""

    def __init__(
        self, directory: Path | None, *, read_only: bool = False, on_damage: Callable[[], None] = lambda: None
    ) -> None:
        self.where = "memory" if directory is None else str(directory)
        self._on_damage = on_damage
        self._store: ox.Store | None = None
        with self._our_errors():
            if directory is None:
                self._store = ox.Store()
            else:
                self._store = ox.Store.read_only(str(directory)) if read_only else ox.Store(directory)

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

    def update(self, text: str) -> None:
        """Applies a SPARQL Update, all of it or, when this raises, nothing."""
        with self._our_errors():
            self._open().update(text)

    def flush(self) -> None:
        """Puts what was written into files of its own, so that the next opening has little to read again."""
        with self._our_errors():
            self._open().flush()

    def copy_to(self, directory: Path) -> None:
        """Makes a copy of the files, by hard links where the disk is the same; the directory must not exist."""
        with self._our_errors():
            self._open().backup(directory)

    def write_to(self, copy: CopyWriter) -> None:
        """Hands all statements to a copy, graph by graph."""
        with self._our_errors():
            store = self._open()
            graphs = sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
            for graph in graphs:
                copy.begin(graph)
                store.dump(
                    output=cast("IO[bytes]", copy), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)
                )

    def fill_from(self, copy: CopyReader) -> None:
        """Adds all statements of a copy, past every guard; raises `BackupDamaged` when they cannot be read."""
        with self._our_errors():
            try:
                self._open().bulk_load(input=cast("IO[bytes]", copy), format=ox.RdfFormat.N_QUADS)
            except SyntaxError as error:
                raise BackupDamaged(f"{copy.path} cannot be read: {error.msg}.") from error
            self._open().flush()

    def is_whole_at(self, subject: str, predicate: str) -> bool:
        """Whether a subject has such a statement, and every way of finding it does.

        Oxigraph keeps each statement in six orders; files that were lost may leave some of them. The value must be
        one that few statements have.
        """
        with self._our_errors():
            store = self._open()
            found = list(store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None))
            return bool(found) and all(_is_found(store, quad) for quad in found)

    def close(self) -> None:
        """Closes the files, when no stream is open any more."""
        self._store = None

    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreUnreachable(f"The store at {self.where} is closed.")
        return self._store

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
            with in_words_of(self.where):
                yield
        except StoreDamaged:
            self._on_damage()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_found(store: ox.Store, quad: ox.Quad) -> bool:
    s, p, o, g = quad.subject, quad.predicate, quad.object, quad.graph_name
    plain = ((s, p, None, None), (None, p, o, None), (s, None, o, None))
    of_graph = ((s, p, None, g), (None, p, o, g), (s, None, o, g))
    patterns = (*plain, *of_graph)  # each is answered from another order
    return all(quad in store.quads_for_pattern(*pattern) for pattern in patterns)


@contextmanager
def in_words_of(where: str) -> Iterator[None]:
    """Turns errors of Oxigraph and of the file system into ours; `where` is the store's place."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"The query cannot be read: {error.msg}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise in_our_words(error, where) from error


def in_our_words(error: Exception, where: str) -> RegistryError:
    """What an error of Oxigraph or of the file system means for the user of the store at `where`."""
    text = str(error)
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left" in text:
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
