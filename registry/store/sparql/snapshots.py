"""Copies of the embedded store by hard links, one a revision, kept for as long as somebody reads them.

A process may open such a copy while the store goes on. The folder belongs to the process that holds the store for
writing, so what a crash left behind is removed when it is first used.
"""

import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from registry.errors import StoreUnreachable


class Copied(Protocol):
    """A store that can be copied."""

    def head(self) -> int:
        """The number of the last revision."""
        ...

    def copy_to(self, directory: Path) -> None:
        """Makes a copy of the whole store in a directory that is not there yet."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store's files as they were at a revision or a little later."""

    path: Path
    revision: int


class Source(Protocol):
    """Gives snapshots. Safe to use from several threads."""

    def take(self) -> Snapshot:
        """The present snapshot, which stays until it is given back as often as it was taken."""
        ...

    def give_back(self, snapshot: Snapshot) -> None:
        """Says that one of those who took the snapshot has no more use for it."""
        ...

    def close(self) -> None:
        """Removes what was made."""
        ...


class Snapshots:
    """Snapshots of a store in `folder`, made when they are asked for and the revision has moved."""

    def __init__(self, store: Copied, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._lock = threading.Lock()
        self._present: Snapshot | None = None
        self._readers: dict[Snapshot, int] = {}
        self._made = 0
        self._closed = False

    def take(self) -> Snapshot:
        """The snapshot of the present revision; raises what the store raises."""
        with self._lock:
            if self._closed:
                raise StoreUnreachable("The store is closed.")
            revision, present = self._store.head(), self._present
            if present is None or present.revision != revision:
                present = self._make(revision)
            self._readers[present] += 1
            return present

    def give_back(self, snapshot: Snapshot) -> None:
        """Removes the snapshot when nobody reads it and it is not the present one."""
        with self._lock:
            if not self._closed:
                self._readers[snapshot] -= 1
                self._tidy()

    def close(self) -> None:
        """Removes all snapshots."""
        with self._lock:
            self._closed = True
            if self._made:
                shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self, revision: int) -> Snapshot:
        if not self._made:
            shutil.rmtree(self._folder, ignore_errors=True)
        # Drafts are in it too: nobody but this user may look.
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._made += 1
        snapshot = Snapshot(self._folder / f"{revision}-{self._made}", revision)
        self._store.copy_to(snapshot.path)
        self._present = snapshot
        self._readers[snapshot] = 0
        self._tidy()
        return snapshot

    def _tidy(self) -> None:
        for snapshot in [each for each, readers in self._readers.items() if not readers and each != self._present]:
            del self._readers[snapshot]
            shutil.rmtree(snapshot.path, ignore_errors=True)
            snapshot.path.with_name(snapshot.path.name + ".lock").unlink(missing_ok=True)  # of who opened it as a store


@dataclass(frozen=True, slots=True)
class Unchanging:
    """The store's own files as the one snapshot, for those who hold them for reading so that nobody can write."""

    path: Path

    def take(self) -> Snapshot:
        """Always the same."""
        return Snapshot(self.path, 0)

    def give_back(self, snapshot: Snapshot) -> None:
        """Does nothing."""

    def close(self) -> None:
        """Does nothing."""
