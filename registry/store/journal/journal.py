"""The journal's files: segments of entries, each going on from the revision in its name, and checkpoints.

A checkpoint is a copy of the whole store (`registry.store.copies`) at a revision; with the entries after it the store
can be made anew. A fresh store begins with a segment from revision 0, which needs no checkpoint. Segments and
checkpoints that a later checkpoint makes needless are removed when that one is on the disk, never before.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from registry.errors import BackupDamaged
from registry.store.copies import ENDING, Manifest, manifest_path, write_manifest
from registry.store.journal.durable import append, cut, settle
from registry.store.journal.entries import Entry, Place, places, written

_LOG: Final = logging.getLogger("registry.store")
_SEGMENT: Final = ".log"
_SUSPECT: Final = "suspect"


class Journal:
    """The journal in a folder. Whoever writes must hold the store's lock and one entry at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._last_end = 0
        self.checkpoint: tuple[Path, Manifest] | None = None
        """The newest checkpoint that is whole so far as its manifest tells."""
        self.base = 0
        """The revision that the entries go on from."""
        self.entries: Sequence[Place] = ()
        """The entries after it, without a gap, as they were when the journal was read."""
        self.is_rooted = False
        """Whether checkpoint and entries are enough to make the store anew."""
        self.reach = 0
        """The last revision that could be made anew so."""
        self.size = 0
        """Bytes of entries since the checkpoint."""

    def read(self) -> None:
        """Finds checkpoint and entries. A last entry that was cut short was never answered for, and is dropped."""
        self.checkpoint = self._newest_checkpoint()
        segments = self._segments()
        self.base = self.checkpoint[1].revision if self.checkpoint else min(segments, default=0)
        self.is_rooted = self.checkpoint is not None or (bool(segments) and self.base == 0)
        entries: list[Place] = []
        reach = self.base
        for start in sorted(segments):
            for place in places(segments[start]):
                if place.revision == reach + 1:
                    entries.append(place)
                    reach = place.revision
        self.entries, self.reach = entries, reach
        self.size = sum(place.end - place.start for place in entries)

    def begin(self, revision: int) -> None:
        """Goes on in a segment of its own from that revision; raises `OSError`, and goes on as before then."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{revision:012}{_SEGMENT}"
        is_new = not path.exists()
        file = path.open("ab", buffering=0)
        try:
            self._drop_torn_end(path, file)
            if is_new:
                settle(self.folder)
                settle(self.folder.parent)
        except BaseException:
            file.close()
            raise
        self.close()
        self._file = file
        if revision != self.reach:
            self.base = self.reach = revision
            self.is_rooted = False
            self.entries, self.size = (), 0
        if revision == 0:
            self.is_rooted = True

    def go_on(self) -> None:
        """Goes on in the last segment."""
        self.begin(max(self._segments(), default=self.reach))

    def append(self, entry: Entry) -> None:
        """Adds an entry; it is on the disk when this returns. Raises `OSError`, and then the journal is as before."""
        assert self._file is not None  # noqa: S101  # begun before anything is written
        data = written(entry)
        start = self._file.seek(0, 2)
        append(self._file, data)
        self._last_end = start
        self.size += len(data)
        self.reach = entry.revision

    def strike(self) -> None:
        """Takes the last entry out again, because the store did not take it."""
        assert self._file is not None  # noqa: S101  # something was appended
        self.size -= self._file.seek(0, 2) - self._last_end
        cut(self._file, self._last_end)
        self.reach -= 1

    def rest_on(self, path: Path, manifest: Manifest) -> None:
        """From now on goes back no further than to this checkpoint; removes what is older."""
        self.checkpoint, self.is_rooted = (path, manifest), True
        segments = self._segments()
        needed = max((start for start in segments if start <= manifest.revision), default=0)
        for start, segment in segments.items():
            if start < needed:
                segment.unlink()
        for other in self.folder.glob(f"*{ENDING}"):
            if other != path:
                manifest_path(other).unlink(missing_ok=True)
                other.unlink()
        self.read()

    @property
    def was_used(self) -> bool:
        """Whether there is something in it."""
        return self.checkpoint is not None or bool(self.entries)

    def forget_place(self) -> None:
        """Notes that the files of the store are others than when the checkpoint was made."""
        if self.checkpoint is not None:
            path, manifest = self.checkpoint
            self.checkpoint = path, replace(manifest, place=None)
            write_manifest(self.checkpoint[1], path)

    @property
    def is_suspect(self) -> bool:
        """Whether the store could not be read when it was last open."""
        return (self.folder / _SUSPECT).exists()

    def suspect(self, is_suspect: bool = True) -> None:
        """Notes that the store could not be read, so that it is made anew when it is opened next."""
        if not is_suspect:
            (self.folder / _SUSPECT).unlink(missing_ok=True)
        elif self.folder.exists():
            (self.folder / _SUSPECT).touch()

    def close(self) -> None:
        """Closes the file that is written; a second time does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def checkpoint_path(self, revision: int) -> Path:
        """Where the checkpoint of that revision stands or is to stand."""
        return self.folder / f"{revision:012}{ENDING}"

    def _segments(self) -> dict[int, Path]:
        found = {path.name.removesuffix(_SEGMENT): path for path in self.folder.glob(f"*{_SEGMENT}")}
        return {int(name): path for name, path in found.items() if name.isdecimal()}

    def _newest_checkpoint(self) -> tuple[Path, Manifest] | None:
        for path in sorted(self.folder.glob(f"*{ENDING}"), reverse=True):
            try:
                return path, Manifest.read(path)
            except BackupDamaged as error:
                _LOG.warning("a checkpoint of the journal is of no use: %s", error.message)
        return None

    def _drop_torn_end(self, path: Path, file: BinaryIO) -> None:
        end = max((place.end for place in places(path)), default=0)
        length = file.seek(0, 2)
        if length > end:
            what = "an entry that was never finished or answered for"
            _LOG.warning("%s ends in %s; its %d bytes are dropped", path, what, length - end)
            cut(file, end)
