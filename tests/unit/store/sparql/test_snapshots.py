"""Snapshots: one a revision, gone when nobody reads them."""

from pathlib import Path

import pytest

from registry.errors import StoreFull, StoreUnreachable
from registry.store.sparql.snapshots import Snapshots, Unchanging


class CopiedStore:
    """A store whose copy is a directory with its revision in it."""

    def __init__(self) -> None:
        self.revision = 1
        self.failure: Exception | None = None

    def head(self) -> int:
        return self.revision

    def copy_to(self, directory: Path) -> None:
        if self.failure:
            raise self.failure
        directory.mkdir()
        (directory / "revision").write_text(str(self.revision))


@pytest.fixture
def store() -> CopiedStore:
    return CopiedStore()


def folders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_snapshot_of_a_revision_is_made_once(store: CopiedStore, tmp_path: Path) -> None:
    snapshots = Snapshots(store, tmp_path / "s")
    first, second = snapshots.take(), snapshots.take()
    assert first == second
    assert (first.path / "revision").read_text() == "1"
    assert (tmp_path / "s").stat().st_mode & 0o077 == 0


def test_a_snapshot_goes_when_the_store_has_moved_and_its_last_reader_has_gone(
    store: CopiedStore, tmp_path: Path
) -> None:
    snapshots = Snapshots(store, tmp_path / "s")
    first = snapshots.take()
    snapshots.take()
    snapshots.give_back(first)
    store.revision = 2
    second = snapshots.take()
    assert folders(tmp_path / "s") == [first.path.name, second.path.name]
    snapshots.give_back(first)
    assert folders(tmp_path / "s") == [second.path.name]
    snapshots.give_back(second)
    assert folders(tmp_path / "s") == [second.path.name]
    store.revision = 3
    third = snapshots.take()
    assert folders(tmp_path / "s") == [third.path.name]
    assert (second.revision, third.revision) == (2, 3)


def test_what_a_crash_left_behind_is_removed(store: CopiedStore, tmp_path: Path) -> None:
    (tmp_path / "s" / "1-1").mkdir(parents=True)
    (tmp_path / "s" / "1-1" / "old").write_text("")
    snapshot = Snapshots(store, tmp_path / "s").take()
    assert folders(snapshot.path) == ["revision"]
    assert folders(tmp_path / "s") == [snapshot.path.name]


def test_a_copy_that_fails_is_tried_again(store: CopiedStore, tmp_path: Path) -> None:
    snapshots = Snapshots(store, tmp_path / "s")
    store.failure = StoreFull("There is no room left.")
    with pytest.raises(StoreFull):
        snapshots.take()
    store.failure = None
    assert snapshots.take().path.is_dir()


def test_closing_removes_all_of_them_and_giving_back_afterwards_does_nothing(
    store: CopiedStore, tmp_path: Path
) -> None:
    snapshots = Snapshots(store, tmp_path / "s")
    snapshot = snapshots.take()
    snapshots.close()
    snapshots.give_back(snapshot)
    with pytest.raises(StoreUnreachable):
        snapshots.take()
    assert not (tmp_path / "s").exists()
    unused = Snapshots(store, tmp_path)
    unused.close()
    assert tmp_path.is_dir()


def test_a_store_that_nobody_writes_is_its_own_snapshot(tmp_path: Path) -> None:
    source = Unchanging(tmp_path)
    assert source.take().path == tmp_path
    source.give_back(source.take())
    source.close()
    assert tmp_path.is_dir()
