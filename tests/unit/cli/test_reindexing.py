import re
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from registry.cli.verifying import check_index
from registry.errors import FINE, INVALID, STORE_OUT_OF_REACH
from registry.index.folder import Folder
from registry.model.reader import read_model
from registry.namespaces import CODES, PUBLISHED, RDF_TYPE, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.services.seed import by_record, load_vocabulary
from registry.settings import Settings
from registry.store.open import open_store
from tests.contract.changes import change
from tests.unit.cli.conftest import Run

MODEL = read_model()
PLACE = Iri(RECORDS + "place/atlantis")


def place(title: str) -> list[Triple]:
    return [
        Triple(PLACE, Iri(RDF_TYPE), Iri(TERMS + "Place")),
        Triple(PLACE, Iri(TERMS + "title"), text(title, "en")),
    ]


def write(folder: Path, insert: list[Triple], delete: list[Triple]) -> None:
    with open_store(Settings(data_dir=folder)) as store:
        store.write(change(store.head(), insert, delete))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data directory of a registry with one record and no index."""
    write(tmp_path / "data", place("Atlantis"), [])
    return tmp_path / "data"


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    settings = Settings(data_dir=folder)
    with open_store(settings, read_only=True) as store:
        agrees = check_index(store, MODEL, settings, by_record(quad.triple for quad in store.quads(PUBLISHED)))
    return agrees, capsys.readouterr().out


def test_an_index_is_made_anew_and_its_records_are_counted(run: Run, folder: Path) -> None:
    printed = run("reindex", folder=folder)
    assert printed.code == FINE
    assert re.fullmatch(r"Revision 1: 1 records indexed in \d+\.\d seconds\.\n", printed.out)
    assert printed.err == ""
    before = Folder(folder / "index").current()
    assert run("reindex", folder=folder).code == FINE
    assert Folder(folder / "index").current() != before is not None


def test_an_index_that_a_server_has_is_not_made_anew_and_who_has_it_is_told(run: Run, folder: Path) -> None:
    registry = Registry.open(Settings(data_dir=folder))
    try:
        printed = run("reindex", folder=folder)
    finally:
        registry.close()
    assert printed.code == STORE_OUT_OF_REACH
    assert "is in use by process" in printed.err
    assert "Stop that process" in printed.err


def test_a_registry_without_an_index_has_nothing_to_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agrees, said = checked(folder, capsys)
    assert agrees
    assert said.startswith("Index: none")


def test_an_index_that_agrees_is_told(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("reindex", folder=folder)
    assert checked(folder, capsys) == (True, "Index: agrees with the store at revision 1.\n")


def test_an_index_behind_the_store_is_told(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("reindex", folder=folder)
    write(folder, place("Another Atlantis"), [])
    agrees, said = checked(folder, capsys)
    assert not agrees
    assert "of revision 1, and the store is at 2" in said
    assert "reindex" in said


def test_records_that_differ_are_counted(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("reindex", folder=folder)
    settings = Settings(data_dir=folder)
    with open_store(settings, read_only=True) as store:
        other = {PLACE.value: place("Lemuria"), PLACE.value + "-2": []}
        assert not check_index(store, MODEL, settings, other)
        assert not check_index(store, MODEL, settings, {})
    first, second = capsys.readouterr().out.splitlines()
    assert "0 records are missing, 1 differ from the store, 0 are too many" in first
    assert "0 records are missing, 0 differ from the store, 1 are too many" in second


def test_check_fails_when_the_index_does_not_agree(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kind = Triple(PLACE, Iri(TERMS + "placeKind"), Iri(CODES + "place-kind/country"))
    with open_store(Settings(data_dir=folder)) as store:
        load_vocabulary(store, MODEL)
    write(folder, [*place("Atlantis"), kind], [])
    run("reindex", folder=folder)
    printed = run("check", folder=folder)
    assert (printed.code, "Index: agrees with the store at revision 2." in printed.out) == (FINE, True)
    write(folder, [Triple(PLACE, Iri(TERMS + "title"), text("Platsen", "sv"))], [])
    printed = run("check", folder=folder)
    assert (printed.code, "`mission-registry reindex` mends it" in printed.out) == (INVALID, True)
