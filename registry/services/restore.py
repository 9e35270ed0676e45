"""A registry made of a backup again, on either kind of store; and whether a backup is whole.

Only a place with nothing in it is taken. What is cut off in the middle leaves no registry that could be mistaken for
one: the embedded store gets its name last, and a server the statement that says where the head is.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from registry.errors import BackupDamaged, InputError, Misuse
from registry.namespaces import DCTERMS, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Quad
from registry.settings import Settings
from registry.store.copies import CopyReader, Manifest, write_manifest
from registry.store.dataset import Dataset
from registry.store.journal.durable import put_in_place, settle
from registry.store.journal.journal import Journal
from registry.store.lock import HeldLock
from registry.store.open import open_store
from registry.store.oxigraph import journal_folder
from registry.store.queries import Statements, bind
from registry.store.remote import RemoteStore
from registry.store.revisions import Position, position, revision_number

_HEAD = Iri(TERMS + "head")
_TOKEN = Iri(DCTERMS + "identifier")


def verify(path: Path) -> Manifest:
    """Reads all of a backup; raises `BackupDamaged` unless it is there, whole, and holds what its manifest says."""
    manifest = _manifest_of(path)
    counts: Counter[str] = Counter(dict.fromkeys(manifest.graphs, 0))
    heads, tokens = set(), set()
    with _opened(path, manifest) as copy:
        for quads in _quads(path, copy):
            for quad in quads:
                counts[quad.graph.value if isinstance(quad.graph, Iri) else ""] += 1
                if quad.predicate == _HEAD:
                    heads.add(revision_number(quad.object))
                elif quad.predicate == _TOKEN and revision_number(quad.subject) == manifest.revision:
                    tokens.add(quad.object.value if isinstance(quad.object, Iri) else None)
        copy.checked()
    if dict(counts) != dict(manifest.graphs) or sum(counts.values()) != manifest.statements:
        raise BackupDamaged(
            f"{path} has {sum(counts.values()):,} statements; its manifest says {manifest.statements:,}."
        )
    if (heads or {0}) != {manifest.revision} or (tokens or {None}) != {manifest.token}:
        raise BackupDamaged(f"{path} is not of revision {manifest.revision}, as its manifest says.")
    return manifest


def restore(settings: Settings, path: Path) -> Manifest:
    """Makes a registry of a backup in the empty place that the settings name.

    Raises `Misuse` when there is anything in it, `BackupDamaged`, and what stores raise.
    """
    manifest = _manifest_of(path)
    if settings.store == "embedded":
        _restore_embedded(settings.data_dir / "store", path, manifest)
    else:
        with open_store(settings) as store:
            assert isinstance(store, RemoteStore)  # noqa: S101  # as the settings say
            _restore_server(store, path, manifest)
    shutil.rmtree(settings.data_dir / "index", ignore_errors=True)  # of whatever store was here before
    return manifest


def _restore_embedded(directory: Path, path: Path, manifest: Manifest) -> None:
    directory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = HeldLock(directory.with_name(directory.name + ".lock"), shared=False)
    try:
        for place in (directory, journal_folder(directory)):
            if place.exists() and any(place.iterdir()):
                raise Misuse(f"There is a registry in {directory.parent} already; name an empty data directory.")
        building = directory.with_name(directory.name + ".restoring")
        shutil.rmtree(building, ignore_errors=True)
        try:
            _fill(building, path, manifest)
            _begin_journal(Journal(journal_folder(directory)), path, manifest)
            if directory.exists():
                directory.rmdir()
            building.replace(directory)
            settle(directory.parent)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    finally:
        lock.release()


def _fill(directory: Path, path: Path, manifest: Manifest) -> None:
    with Dataset(directory) as dataset, _opened(path, manifest) as copy:
        dataset.fill_from(copy)
        copy.checked()
        if position(dataset) != Position(manifest.revision, manifest.token):
            raise BackupDamaged(f"{path} is not of revision {manifest.revision}, as its manifest says.")


def _begin_journal(journal: Journal, path: Path, manifest: Manifest) -> None:
    """The backup is the first checkpoint."""
    journal.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = journal.checkpoint_path(manifest.revision)
    unfinished = target.with_name(target.name + ".part")
    shutil.copyfile(path, unfinished)
    unfinished.chmod(0o600)
    put_in_place(unfinished, target)
    write_manifest(replace(manifest, place=None), target)


def _restore_server(store: RemoteStore, path: Path, manifest: Manifest) -> None:
    if store.ask(bind("any")):
        raise Misuse("There are statements in that store already; name an empty one, or empty it first.")
    last: list[Quad] = []
    with _opened(path, manifest) as copy:
        for quads in _quads(path, copy):
            now: list[Quad] = []
            for quad in quads:
                # A nameless node is one node only within one request, and the head is to come when all else is there.
                (last if _comes_last(quad) else now).append(quad)
            store.load(_by_graph(now))
        copy.checked()
    store.load(_by_graph(last))


def _comes_last(quad: Quad) -> bool:
    return quad.predicate == _HEAD or isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _by_graph(quads: list[Quad]) -> Iterator[Statements]:
    for graph, of_graph in groupby(quads, key=lambda quad: quad.graph):
        if isinstance(graph, Iri):
            yield Statements(graph.value, [quad.triple for quad in of_graph])


def _manifest_of(path: Path) -> Manifest:
    if not path.exists():
        raise BackupDamaged(f"There is no file {path}.")
    return Manifest.read(path)


def _opened(path: Path, manifest: Manifest) -> CopyReader:
    try:
        return CopyReader(path, manifest)
    except OSError as error:
        raise BackupDamaged(f"{path} cannot be read: {error.strerror}.") from error


def _quads(path: Path, copy: CopyReader) -> Iterator[list[Quad]]:
    """The statements, some thousands at a time."""
    try:
        for lines in copy.lines():
            yield list(parse(b"\n".join(lines), "n-quads"))
    except InputError as error:
        raise BackupDamaged(f"{path} cannot be read: {error.message}") from error
