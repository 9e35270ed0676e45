"""Stores whose files were lost, cut short or exchanged, opened again: all is there, or it is said what is wrong."""

import logging
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import BackupDamaged, Misuse, QueryError, StoreDamaged, StoreFull
from registry.namespaces import HISTORY
from registry.rdf.terms import Iri, Triple
from registry.store.copies import Manifest
from registry.store.oxigraph import EmbeddedStore, journal_folder
from tests.contract.changes import change, statements, triple

REVISIONS = 6


def record(number: int) -> list[Triple]:
    return [triple(f"r-{number}", f"p{n}", f"revision {number} " + "x" * 100) for n in range(30)]


@pytest.fixture(params=["journal alone", "checkpoint and journal", "checkpoint alone"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store of six revisions, closed, that can be made anew from its journal, from a checkpoint, or from both."""
    after = {"journal alone": 0, "checkpoint and journal": 4, "checkpoint alone": REVISIONS}[request.param]
    filled(tmp_path / "store", checkpoint_after=after)
    return tmp_path / "store"


def filled(directory: Path, revisions: int = REVISIONS, checkpoint_after: int = 0) -> None:
    with EmbeddedStore(directory) as store:
        for number in range(store.head(), revisions):
            store.write(change(number, record(number), record(number - 2)))
            if number + 1 == checkpoint_after:
                store.make_checkpoint()


def expected(revisions: int = REVISIONS) -> set[Triple]:
    return {t for number in range(max(0, revisions - 2), revisions) for t in record(number)}


def assert_all_is_there(directory: Path, revisions: int = REVISIONS) -> None:
    for read_only in (True, False, True):
        with EmbeddedStore(directory, read_only=read_only) as store:
            assert store.head() == revisions
            assert statements(store) == expected(revisions)
            assert len({t for t in statements(store, HISTORY) if "identifier" in t.predicate.value}) == revisions
    filled(directory, revisions + 1)
    with EmbeddedStore(directory) as store:
        assert statements(store) == expected(revisions + 1)


def set_aside(directory: Path) -> list[Path]:
    return sorted(directory.parent.glob("store.damaged-*"))


@pytest.mark.parametrize("pattern", ["*.sst", "CURRENT", "MANIFEST-*"])
@pytest.mark.parametrize("part", [0.0, 0.5])
def test_a_store_with_a_file_cut_short_has_all_again(directory: Path, pattern: str, part: float) -> None:
    path = max(directory.glob(pattern), key=lambda path: path.stat().st_size)
    os.truncate(path, int(path.stat().st_size * part))
    assert_all_is_there(directory)
    # What RocksDB opens as an older state is not set aside but brought up to date.
    assert len(set_aside(directory)) == 1 or (pattern == "MANIFEST-*" and set_aside(directory) == [])


def test_a_store_with_a_file_gone_is_made_anew(directory: Path) -> None:
    (directory / "CURRENT").unlink()
    assert_all_is_there(directory)
    shutil.rmtree(directory)
    assert_all_is_there(directory, REVISIONS + 1)
    assert len(set_aside(directory)) == 1  # where nothing is left, nothing is set aside


def test_a_store_that_is_an_older_one_of_its_own_is_brought_up_to_date(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    directory = tmp_path / "store"
    filled(directory, 4)
    shutil.copytree(directory, tmp_path / "older")
    filled(directory)
    shutil.rmtree(directory)
    (tmp_path / "older").rename(directory)
    with caplog.at_level(logging.WARNING, "registry.store"):
        assert_all_is_there(directory)
    assert "lacked its last 2 revisions" in caplog.text
    assert set_aside(directory) == []


def test_a_store_that_is_older_than_its_checkpoint_is_made_anew(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory, 2)
    shutil.copytree(directory, tmp_path / "older")
    filled(directory, checkpoint_after=4)
    shutil.rmtree(directory)
    (tmp_path / "older").rename(directory)
    assert_all_is_there(directory)
    assert len(set_aside(directory)) == 1


def test_the_store_of_another_registry_is_not_mixed_with_the_journal(directory: Path, tmp_path: Path) -> None:
    filled(tmp_path / "other" / "store")
    shutil.rmtree(directory)
    shutil.copytree(tmp_path / "other" / "store", directory)
    with pytest.raises(Misuse, match="two registries"):
        EmbeddedStore(directory)
    assert set_aside(directory) == []


def test_a_store_that_could_not_be_read_while_it_was_open_is_made_anew(directory: Path) -> None:
    (journal_folder(directory) / "suspect").touch()
    assert_all_is_there(directory)
    assert len(set_aside(directory)) == 1


def test_an_entry_that_was_not_finished_is_dropped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    directory = tmp_path / "store"
    filled(directory)
    [segment] = journal_folder(directory).glob("*.log")
    whole = segment.stat().st_size
    with segment.open("ab") as file:
        file.write(b"MRJ1 and no more")
    with caplog.at_level(logging.WARNING, "registry.store"):
        assert_all_is_there(directory)
    assert "never finished" in caplog.text
    assert segment.stat().st_size > whole


def test_a_damaged_journal_beside_a_good_store_is_made_up_for(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory)
    [segment] = journal_folder(directory).glob("*.log")
    os.truncate(segment, segment.stat().st_size // 2)
    assert_all_is_there(directory)
    assert_a_lost_store_comes_back(directory, REVISIONS + 1)


def test_a_store_without_a_journal_gets_a_checkpoint_when_it_is_first_opened(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory)
    shutil.rmtree(journal_folder(directory))
    with EmbeddedStore(directory, read_only=True) as store:
        assert statements(store) == expected()
    assert not journal_folder(directory).exists()
    assert_a_lost_store_comes_back(directory, REVISIONS)


def assert_a_lost_store_comes_back(directory: Path, revisions: int) -> None:
    with EmbeddedStore(directory) as store:
        store.make_checkpoint()
    shutil.rmtree(directory)
    assert_all_is_there(directory, revisions)


def test_without_enough_to_make_it_anew_a_damaged_store_is_an_error_with_advice(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory)
    shutil.rmtree(journal_folder(directory))
    (directory / "CURRENT").write_bytes(b"")
    left = files(directory)
    for read_only in (True, False):
        with pytest.raises(StoreDamaged, match=str(directory)) as caught:
            EmbeddedStore(directory, read_only=read_only)
        assert "restore" in caught.value.advice
    assert files(directory) == left


def files(directory: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in directory.iterdir() if "LOG" not in path.name}


def test_a_damaged_checkpoint_is_told_and_nothing_is_touched(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory, checkpoint_after=4)
    [checkpoint] = journal_folder(directory).glob("*.nq.gz")
    os.truncate(checkpoint, checkpoint.stat().st_size - 5)
    (directory / "CURRENT").write_bytes(b"")
    with pytest.raises(StoreDamaged, match="cannot be made anew"):
        EmbeddedStore(directory)
    assert set_aside(directory) == []
    [beside] = journal_folder(directory).glob("*.json")
    beside.write_text("{}")
    with pytest.raises(BackupDamaged):
        Manifest.read(checkpoint)
    with pytest.raises(StoreDamaged):
        EmbeddedStore(directory)


@pytest.fixture
def room() -> Iterator[object]:
    """Sets how long a file may become, in place of a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_change_that_the_journal_has_no_room_for_is_refused_and_leaves_nothing(tmp_path: Path, room) -> None:  # type: ignore[no-untyped-def]
    directory = tmp_path / "store"
    with EmbeddedStore(directory) as store:
        for number in range(4):
            store.write(change(number, record(number), record(number - 2)))
        [segment] = journal_folder(directory).glob("*.log")
        before = segment.read_bytes()
        room(len(before) + 100)
        with pytest.raises(StoreFull):
            store.write(change(4, record(4), record(2)))
        room(resource.RLIM_INFINITY)
        assert segment.read_bytes() == before
        assert store.head() == 4
        assert statements(store) == expected(4)
        store.write(change(4, record(4), record(2)))
    assert_all_is_there(directory, 5)


def test_what_is_refused_is_not_in_the_journal(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory, 2)
    [segment] = journal_folder(directory).glob("*.log")
    before = segment.read_bytes()
    with EmbeddedStore(directory) as store:
        with pytest.raises(Exception, match="based on revision 1"):
            store.write(change(1, record(1)))
        again = change(2, record(2), record(0))
        store.write(again)
        length = segment.stat().st_size
        assert store.write(again) == 3
        assert segment.stat().st_size == length > len(before)


def test_a_change_that_oxigraph_does_not_take_is_struck_out_again(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory, 2)
    [segment] = journal_folder(directory).glob("*.log")
    before = segment.read_bytes()
    with EmbeddedStore(directory) as store:
        with pytest.raises(QueryError):
            store.write(change(2, [Triple(Iri("http://["), Iri("urn:p"), Iri("urn:o"))]))
        assert segment.read_bytes() == before
        assert store.head() == 2
    filled(directory)
    assert_all_is_there(directory)


def test_without_room_for_a_checkpoint_changes_are_accepted_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    directory = tmp_path / "store"
    with EmbeddedStore(directory, journal_bytes=1) as store:
        (journal_folder(directory) / "snapshot-1").touch()  # where the folder of that name is to be made
        with caplog.at_level(logging.WARNING, "registry.store"):
            store.write(change(0, record(0)))
        assert "could not be made" in caplog.text
        assert store.head() == 1
        store.write(change(1, record(1)))
    assert_all_is_there(directory, 2)


def test_a_journal_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    filled(directory, 4)
    shutil.copytree(directory, tmp_path / "older")
    filled(directory, 6, checkpoint_after=5)
    folder = journal_folder(directory)
    for path in folder.iterdir():
        if path.name != "000000000005.log":
            path.unlink()
    shutil.rmtree(directory)
    (tmp_path / "older").rename(directory)
    with pytest.raises(StoreDamaged, match="does not lead from revision 4 to 6"):
        EmbeddedStore(directory)
