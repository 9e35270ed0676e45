"""Makes a checkpoint in a process of its own while the store is read and written, when the journal has grown.

The store's files are copied by hard links, which takes milliseconds; the process reads the copy, in no hurry. Until
its checkpoint is on the disk the older one and all entries since stay, so at no moment is there less than enough.
"""

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from registry.errors import RegistryError
from registry.store.copies import ENDING, CopyWriter, Manifest
from registry.store.dataset import Dataset
from registry.store.journal.files import list_of_files
from registry.store.journal.journal import Journal
from registry.store.revisions import position
from registry.store.sparql.process import started

_LOG: Final = logging.getLogger("registry.store")
_POLITE: Final = 10


class Checkpoints:
    """Makes checkpoints of a dataset; `writing` is the lock that nobody writes without."""

    def __init__(
        self, dataset: Dataset, directory: Path, journal: Journal, writing: AbstractContextManager[object], limit: int
    ) -> None:
        self._dataset, self._directory, self._journal = dataset, directory, journal
        self._writing, self._limit = writing, limit
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._failed_at = 0
        self._tidy()

    @property
    def is_due(self) -> bool:
        """Whether there are more entries than the limit or the last checkpoint, or not enough to start from."""
        if not self._journal.is_rooted:
            return self._failed_at == 0
        last = self._journal.checkpoint[1].bytes if self._journal.checkpoint else 0
        return self._journal.size > max(self._limit, last, 2 * self._failed_at)

    def begin_if_due(self) -> None:
        """Starts one if it is time and none is being made. Must be called under the lock.

        Raises nothing: what was accepted stays so, whether or not there is room for a checkpoint.
        """
        if self.is_due and not self.is_busy and not self._is_closed:
            try:
                self._begin()
            except (OSError, RegistryError) as error:
                self._failed(error)

    @property
    def is_busy(self) -> bool:
        """Whether one is being made."""
        return self._thread is not None and self._thread.is_alive()

    def make(self) -> None:
        """Makes one now and waits for it, and for one that is being made."""
        self.wait()
        with self._writing:
            self._begin()
        self.wait()

    def wait(self) -> None:
        """Waits for the one that is being made, if any."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Gives up the one that is being made; it is begun again another time."""
        self._is_closed = True
        if self._process is not None:
            self._process.kill()
        self.wait()

    def _begin(self) -> None:
        revision = position(self._dataset).revision
        snapshot = self._journal.folder / f"snapshot-{revision}"
        shutil.rmtree(snapshot, ignore_errors=True)
        self._dataset.copy_to(snapshot)
        place = list_of_files(self._directory)
        self._journal.begin(revision)
        told = [str(number) for number in place or ()]
        target = self._journal.checkpoint_path(revision)
        self._process = started(__name__, str(snapshot), str(target), *told, stdin=subprocess.DEVNULL)
        waiting: Callable[[], None] = lambda: self._finish(snapshot, target)  # noqa: E731
        self._thread = threading.Thread(target=waiting, name="making a checkpoint", daemon=True)
        self._thread.start()

    def _finish(self, snapshot: Path, target: Path) -> None:
        assert self._process is not None  # noqa: S101  # started before
        code = self._process.wait()
        shutil.rmtree(snapshot, ignore_errors=True)
        if self._is_closed:
            return
        with self._writing:
            try:
                if code != 0:
                    raise OSError(f"its process ended with code {code}")
                self._journal.rest_on(target, Manifest.read(target))
                self._failed_at = 0
            except (OSError, RegistryError) as error:
                self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._failed_at = max(1, self._journal.size)
        _LOG.warning("a checkpoint of the store at %s could not be made: %s", self._directory, error)

    def _tidy(self) -> None:
        """Removes what a crash has left of unfinished checkpoints."""
        for path in self._journal.folder.glob("snapshot-*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self._journal.folder.glob(f"*{ENDING}.part"):
            path.unlink()


def write_checkpoint(snapshot: Path, target: Path, place: tuple[int, int] | None) -> Manifest:
    """Copies the store in a folder that nobody writes."""
    with Dataset(snapshot, read_only=True) as dataset, CopyWriter(target) as copy:
        dataset.write_to(copy)
        return copy.finish(position(dataset), place)


def main(arguments: list[str]) -> None:
    """What the process does."""
    os.nice(_POLITE)
    snapshot, target, *told = arguments
    write_checkpoint(Path(snapshot), Path(target), (int(told[0]), int(told[1])) if told else None)


if __name__ == "__main__":
    main(sys.argv[1:])
