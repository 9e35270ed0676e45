"""Backups of every kind of store, taken while it is written, restored on every kind, and damaged ones refused."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from registry.bootstrap import Registry
from registry.cli.main import main
from registry.errors import BackupDamaged, Misuse, StoreUnreachable
from registry.model.reader import read_model
from registry.namespaces import HISTORY, PUBLISHED, RDF_TYPE, RECORDS, SUBMISSIONS, TERMS, VOCABULARY, XSD
from registry.rdf.canonical import canonical
from registry.rdf.parsing import serialize
from registry.rdf.terms import BlankNode, Iri, Literal, Triple, text
from registry.services.backup import back_up
from registry.services.find import Listing, PageRequest
from registry.services.history import History
from registry.services.restore import restore, verify
from registry.services.seed import load_vocabulary
from registry.settings import Settings
from registry.store.copies import manifest_path
from registry.store.open import open_store
from registry.store.oxigraph import EmbeddedStore, journal_folder
from registry.store.port import Change, GraphChange, Store
from tests.contract.changes import change, iri, statements, triple
from tests.contract.conftest import emptied

GRAPHS = (PUBLISHED, VOCABULARY, SUBMISSIONS, HISTORY)
AWKWARD = [
    triple("a", "p", 'He said: "no" \\ \n\r\ttab .\n'),
    triple("a", "p", "a tab\tand a dot .\nnext"),
    triple("a", "p", Literal("5", XSD + "integer")),
    triple("a", "p", Literal("1.50", XSD + "decimal")),
    triple("a", "p", Literal("true", XSD + "boolean")),
    triple("a", "p", Literal("1000000", XSD + "double")),
    triple("a", "p", Literal("2030-06", XSD + "gYearMonth")),
    triple("a", "p", text("Klimatneutrala städer 🌍", "sv")),
    triple("a", "p", ""),
    triple("a", "p", iri("b#part-1")),
]
LIST = [
    Triple(iri("shape"), iri("or"), BlankNode("x")),
    Triple(BlankNode("x"), iri("first"), Literal("1")),
    Triple(BlankNode("x"), iri("rest"), BlankNode("y")),
    Triple(BlankNode("y"), iri("first"), Literal("2")),
]


def fill(settings: Settings) -> None:
    with open_store(settings) as store:
        store.write(change(0, LIST, graph=VOCABULARY))
        store.write(change(1, AWKWARD))
        store.write(change(2, [triple("draft", "p", "1")], graph=SUBMISSIONS, author="https://example.org/ana"))
        store.write(change(3, [triple("a", "p", "2")], [triple("a", "p", "")]))


def graphs(store: Store) -> dict[str, Graph]:
    found = {}
    for name in GRAPHS:
        data = serialize([canonical(each) for each in statements(store, name)], "n-triples")
        found[name] = Graph().parse(data=data.decode(), format="nt")
    return found


def assert_same(one: Settings, other: Settings) -> None:
    with open_store(one, read_only=True) as first, open_store(other, read_only=True) as second:
        here, there = graphs(first), graphs(second)
        assert first.head() == second.head()
    assert all(isomorphic(here[name], there[name]) for name in GRAPHS)


def test_a_backup_of_any_store_restores_to_the_embedded_one(settings: Settings, tmp_path: Path) -> None:
    fill(settings)
    path, manifest = back_up(settings, tmp_path / "backup")
    assert path == tmp_path / "backup.nq.gz"
    assert verify(path) == manifest
    assert (manifest.revision, manifest.graphs[PUBLISHED]) == (4, len(AWKWARD))
    target = Settings(data_dir=tmp_path / "restored")
    restore(target, path)
    assert target.data_dir.stat().st_mode & 0o777 == 0o700
    assert_same(settings, target)
    with open_store(target) as store:
        assert store.write(change(4, [triple("b", "p", "1")])) == 5


@pytest.mark.parametrize("server", ["oxigraph_on_disk", "fuseki"])
def test_a_backup_of_the_embedded_store_restores_to_a_server(
    request: pytest.FixtureRequest, tmp_path: Path, server: str
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    fill(settings)
    (tmp_path / "kept").mkdir()
    path, manifest = back_up(settings, tmp_path / "kept")
    assert path.parent == tmp_path / "kept"
    target = emptied(request.getfixturevalue(server))
    assert restore(target, path) == manifest
    assert_same(settings, target)
    with pytest.raises(Misuse, match="empty"):
        restore(target, path)


@contextmanager
def written(store: Store, changes: Iterator[Change]) -> Iterator[threading.Event]:
    """Somebody writes one change after the other, and says after some that it is so."""
    stop, going = threading.Event(), threading.Event()

    def write() -> None:
        for number, each in enumerate(changes):
            store.write(each)
            if number == 20:
                going.set()
            if stop.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    assert going.wait(30)
    try:
        yield going
    finally:
        stop.set()
        writer.join()


def challenge(slug: str, title: str) -> tuple[Triple, ...]:
    record = Iri(f"{RECORDS}challenge/{slug}")
    typed = Triple(record, Iri(RDF_TYPE), Iri(TERMS + "Challenge"))
    return typed, Triple(record, Iri(TERMS + "title"), text(title, "en"))


def titles(slug: str, start: int) -> Iterator[Change]:
    """Gives one record a title after the other, each the number of its revision."""
    number = start
    while True:
        deleted = challenge(slug, str(number - 1))[1:] if number > start else ()
        part = GraphChange(PUBLISHED, delete=deleted, insert=challenge(slug, str(number)))
        yield Change(number - 1, f"Title {number}", datetime.now(UTC), (part,))
        number += 1


def test_a_backup_under_write_load_restores_to_the_moment_that_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with EmbeddedStore(settings.data_dir / "store", journal_bytes=4_000) as store:
        first = load_vocabulary(store, read_model())
        with written(store, titles("ageing", first + 1)):
            path, manifest = back_up(settings, tmp_path / "backup.nq.gz")
            again, later = back_up(settings, tmp_path / "later")
        assert first + 20 < manifest.revision <= later.revision <= store.head()
    assert verify(path) == manifest
    assert verify(again) == later
    target = Settings(data_dir=tmp_path / "restored")
    restore(target, path)
    registry = Registry.open(target)
    try:
        page = registry.finder.page(Listing("Challenge"), PageRequest(first=10))
        assert [record.many("title") for record in page.records] == [(("en", str(manifest.revision)),)]
        [revision] = History(registry.store, registry.model).revisions(first=1)
        assert (revision.number, revision.message) == (manifest.revision, f"Title {manifest.revision}")
    finally:
        registry.close()
    assert main(["check", "--data-dir", str(target.data_dir)]) == 0
    assert "agrees with the store" in capsys.readouterr().out


def test_a_backup_of_a_server_under_write_load_is_of_one_moment(oxigraph_on_disk: str, tmp_path: Path) -> None:
    settings = emptied(oxigraph_on_disk)
    with open_store(settings) as store, written(store, titles("ageing", 1)):
        path, manifest = back_up(settings, tmp_path / "backup")
    assert manifest.revision > 20
    target = Settings(data_dir=tmp_path / "restored")
    restore(target, path)
    with open_store(target, read_only=True) as store:
        assert statements(store) == set(challenge("ageing", str(manifest.revision)))


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    settings = Settings(data_dir=tmp_path / "data")
    fill(settings)
    return back_up(settings, tmp_path / "backup")[0]


def test_nothing_is_overwritten(backup: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with pytest.raises(Misuse, match="overwrites nothing"):
        back_up(settings, backup)
    with pytest.raises(Misuse, match="name an empty data directory"):
        restore(settings, backup)
    assert_same(settings, settings)


@pytest.mark.parametrize("how", ["cut", "changed", "manifest gone", "manifest of another", "statement more", "no file"])
def test_a_damaged_backup_is_told_and_leaves_no_registry(
    backup: Path, tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = backup.read_bytes()
    told = json.loads(manifest_path(backup).read_text())
    if how == "cut":
        backup.write_bytes(data[: len(data) // 2])
    elif how == "changed":
        backup.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    elif how == "manifest gone":
        manifest_path(backup).unlink()
    elif how == "manifest of another":
        manifest_path(backup).write_text(json.dumps({**told, "revision": 3, "token": "urn:x"}))
    elif how == "statement more":
        more = gzip.decompress(data) + b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
        backup.write_bytes(gzip.compress(more))
    else:
        backup.unlink()
    with pytest.raises(BackupDamaged, match="There is no file" if how == "no file" else "."):
        verify(backup)
    target = Settings(data_dir=tmp_path / "restored")
    with pytest.raises(BackupDamaged):
        restore(target, backup)
    assert not (target.data_dir / "store").exists()
    assert not journal_folder(target.data_dir / "store").exists()
    assert main(["verify", str(backup)]) == 1
    assert ("there is no file" if how == "no file" else "damaged") in capsys.readouterr().out


def test_the_commands_say_what_they_did(backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(backup)]) == 0
    assert main(["restore", "--data-dir", str(tmp_path / "restored"), str(backup)]) == 0
    assert main(["backup", "--data-dir", str(tmp_path / "restored"), str(tmp_path / "second")]) == 0
    said = capsys.readouterr().out
    assert "whole. Revision 4" in said
    assert f"{len(AWKWARD)} statements in {PUBLISHED}" in said
    assert "Restored revision 4" in said
    assert "second.nq.gz: revision 4" in said


def test_a_store_whose_first_checkpoint_is_not_there_yet_cannot_be_copied_while_it_is_written(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    fill(settings)
    folder = journal_folder(settings.data_dir / "store")
    for path in folder.iterdir():
        path.unlink()
    (folder / "000000000004.log").touch()
    with EmbeddedStore(settings.data_dir / "store") as store:
        store.make_checkpoint()
        for path in folder.glob("*.nq.gz"):
            path.unlink()
        with pytest.raises(StoreUnreachable, match="first checkpoint"):
            back_up(settings, tmp_path / "backup")
    assert not (tmp_path / "backup.nq.gz").exists()
