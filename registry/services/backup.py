"""Backups: the whole registry as two files, taken at any moment, of which a registry on either kind of store is made.

Taken from whatever is at hand: from the embedded store when nobody writes it; from its checkpoint and journal, which
are whole up to the last accepted write, while a server does; from a SPARQL server by one query, which sees one state.
`registry.store.copies` says what the files are.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from registry.errors import InputError, Misuse, StoreLocked, StoreUnreachable
from registry.namespaces import TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Quad, to_ntriples
from registry.settings import Settings
from registry.store.copies import ENDING, CopyWriter, Manifest, manifest_path
from registry.store.journal.copying import copy_from_journal
from registry.store.open import open_store
from registry.store.oxigraph import EmbeddedStore, journal_folder
from registry.store.queries import bind
from registry.store.remote import RemoteStore
from registry.store.revisions import position_at, revision_number

_ROWS_AT_ONCE: Final = 5_000
_HEAD: Final = Iri(TERMS + "head")


def back_up(settings: Settings, target: Path) -> tuple[Path, Manifest]:
    """Writes a backup to a file, or under a name with the date into a folder; gives its path and what is in it.

    Raises `Misuse` when there is such a file already, `OSError`, and what stores raise.
    """
    path = _named(target)
    if path.exists() or manifest_path(path).exists():
        raise Misuse(f"There is a file {path} already; a backup overwrites nothing.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path, _embedded(settings, path) if settings.store == "embedded" else _server(settings, path)


def _named(target: Path) -> Path:
    if target.is_dir():
        return target / f"mission-registry-{datetime.now(UTC):%Y%m%dT%H%M%SZ}{ENDING}"
    return target if target.name.endswith(ENDING) else target.with_name(target.name + ENDING)


def _embedded(settings: Settings, path: Path) -> Manifest:
    try:
        with open_store(settings, read_only=True) as store, CopyWriter(path) as copy:
            assert isinstance(store, EmbeddedStore)  # noqa: S101  # as the settings say
            return store.write_copy(copy)
    except StoreLocked:
        # A server writes it. Reading beside a writer is not safe; its journal is.
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder, CopyWriter(path) as copy:
            return copy_from_journal(journal_folder(settings.data_dir / "store"), Path(folder), copy)


def _server(settings: Settings, path: Path) -> Manifest:
    with open_store(settings, read_only=True) as store, CopyWriter(path) as copy:
        assert isinstance(store, RemoteStore)  # noqa: S101  # as the settings say
        rows, head = store.table(bind("all")), 0
        next(rows, None)  # the names of the columns
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            for graph, of_graph in groupby(some, key=lambda row: row.partition(b"\t")[0]):
                copy.begin(graph.decode()[1:-1])
                for quad in _quads(of_graph):
                    copy.write((" ".join(map(to_ntriples, quad.triple)) + " .\n").encode())
                    if quad.predicate == _HEAD:
                        head = revision_number(quad.object) or 0
        return copy.finish(position_at(store, head))


def _quads(rows: Iterable[bytes]) -> Iterator[Quad]:
    """Rows of terms as Turtle has them, short forms of numbers included."""
    turtle = b"".join(row.partition(b"\t")[2].replace(b"\t", b" ") + b" .\n" for row in rows)
    try:
        yield from parse(turtle, "turtle")
    except InputError as error:
        raise StoreUnreachable(f"The server's table of statements cannot be read: {error.message}") from error
