"""Checkpoints are made beside the writing, replace what they make needless, and may fail or be broken off."""

import logging
import os
import shutil
import threading
from pathlib import Path

import pytest

from registry.errors import Misuse
from registry.namespaces import PUBLISHED
from registry.store.copies import CopyWriter, Manifest
from registry.store.dataset import Dataset
from registry.store.journal.checkpoints import Checkpoints, main, write_checkpoint
from registry.store.journal.entries import Entry
from registry.store.journal.files import list_of_files, without_end
from registry.store.journal.journal import Journal
from registry.store.oxigraph import EmbeddedStore, journal_folder
from registry.store.revisions import position
from tests.contract.changes import change, statements, triple


def write(store: EmbeddedStore, times: int) -> None:
    for number in range(store.head(), store.head() + times):
        store.write(change(number, [triple(f"r-{number}", "p", os.urandom(400).hex())]))


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in journal_folder(directory).iterdir())


def test_a_checkpoint_takes_the_place_of_what_came_before(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    with EmbeddedStore(directory) as store:
        write(store, 3)
        assert names(directory) == ["000000000000.log"]
        store.make_checkpoint()
        assert names(directory) == ["000000000003.json", "000000000003.log", "000000000003.nq.gz"]
        write(store, 2)
        store.make_checkpoint()
        assert names(directory) == ["000000000005.json", "000000000005.log", "000000000005.nq.gz"]
    manifest = Manifest.read(journal_folder(directory) / "000000000005.nq.gz")
    assert (manifest.revision, manifest.graphs[PUBLISHED]) == (5, 5)


def test_when_the_journal_has_grown_a_checkpoint_is_made_while_writing_goes_on(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    with EmbeddedStore(directory, journal_bytes=10_000) as store:
        write(store, 60)
        store.make_checkpoint()
        assert len([name for name in names(directory) if name.endswith(".nq.gz")]) == 1
        expected = statements(store)
    shutil.rmtree(directory)
    with EmbeddedStore(directory) as store:
        assert statements(store) == expected


def test_a_checkpoint_that_is_broken_off_leaves_all_that_is_needed(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    with EmbeddedStore(directory, journal_bytes=1) as store:
        write(store, 5)
        expected = statements(store)
    (journal_folder(directory) / "000000000009.nq.gz.part").touch()
    shutil.rmtree(directory)
    with EmbeddedStore(directory) as store:
        assert statements(store) == expected
        assert not any(name.endswith(".part") for name in names(directory))


def test_a_checkpoint_that_fails_is_told_and_tried_again_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    directory = tmp_path / "store"
    with EmbeddedStore(directory) as store:
        write(store, 2)
        (journal_folder(directory) / "000000000002.nq.gz.part").mkdir()  # where the file is to be written
        with caplog.at_level(logging.WARNING, "registry.store"):
            store.make_checkpoint()
        assert "could not be made" in caplog.text
        assert names(directory)[:2] == ["000000000000.log", "000000000002.log"]
        (journal_folder(directory) / "000000000002.nq.gz.part").rmdir()
        store.make_checkpoint()
        assert "000000000002.nq.gz" in names(directory)


def test_it_is_time_again_when_the_journal_is_larger_than_the_last_checkpoint(tmp_path: Path) -> None:
    directory, journal = tmp_path / "store", Journal(tmp_path / "journal")
    with Dataset(directory) as dataset:
        journal.begin(0)
        checkpoints = Checkpoints(dataset, directory, journal, threading.RLock(), limit=100)
        assert not checkpoints.is_due
        journal.append(Entry(1, "urn:x", os.urandom(200).hex()))
        assert checkpoints.is_due
        manifest = write_checkpoint(snapshot(dataset, tmp_path), journal.checkpoint_path(0), (5, 10))
        journal.rest_on(journal.checkpoint_path(0), manifest)
        assert journal.reach == 1
        assert checkpoints.is_due == (journal.size > max(100, manifest.bytes))
        journal.close()


def snapshot(dataset: Dataset, folder: Path) -> Path:
    dataset.copy_to(folder / "snapshot")
    return folder / "snapshot"


def test_the_process_writes_the_checkpoint_that_it_is_told(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        write(store, 2)
        store.copy_to(tmp_path / "copy")
        here = position(store)
        with pytest.raises(Misuse, match="reading only"), CopyWriter(tmp_path / "x.nq.gz") as copy:
            store.write_copy(copy)
    priority = os.nice(0)
    main([str(tmp_path / "copy"), str(tmp_path / "c.nq.gz"), "7", "100"])
    assert os.nice(0) >= priority
    manifest = Manifest.read(tmp_path / "c.nq.gz")
    assert (manifest.revision, manifest.token, manifest.place) == (2, here.token, (7, 100))
    assert not (tmp_path / "x.nq.gz").exists()


def test_files_of_a_store_are_told_apart_from_what_was_cut(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        write(store, 3)
    tables = sorted((tmp_path / "store").glob("*.sst"))
    assert tables
    assert without_end([*tables, tmp_path / "gone.sst"]) is None
    os.truncate(tables[-1], 3)
    assert without_end(tables) == tables[-1]
    assert list_of_files(tmp_path / "store") is not None
    (tmp_path / "store" / "CURRENT").write_bytes(b"\xff")
    assert list_of_files(tmp_path / "store") is None
    (tmp_path / "store" / "CURRENT").write_text("something else\n")
    assert list_of_files(tmp_path / "store") is None
