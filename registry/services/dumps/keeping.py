"""Dumps on disk: made when they are first asked for, kept until a record changes, the least used dropped for room.

Everybody who asks for a dump that is being made waits for the same one. A dump counts as present as long as no record
was touched since its revision, however many drafts were saved meanwhile.
"""

import hashlib
import os
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TakesLong
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

from registry.errors import DumpNotReady
from registry.services.dumps.kinds import Dump

_PIECE: Final = 1 << 20
_GRACE: Final = 60.0
PATIENCE: Final = 25.0
"""Seconds that somebody waits for a dump before being told to come back."""


class Maker(Protocol):
    """Makes dumps of the present state of a store."""

    def revision(self) -> int:
        """The revision that a dump would be of now."""
        ...

    def is_same(self, one: int, other: int) -> bool:
        """Whether published records are the same after both revisions."""
        ...

    def make(self, dump: Dump, country: str | None, path: Path) -> int:
        """Writes the dump to the path and gives its revision; raises `StoreError`."""
        ...

    def close(self) -> None:
        """Ends what is being made."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A dump on disk."""

    dump: Dump
    path: Path
    revision: int
    sha256: str
    size: int
    made: datetime


class Dumps:
    """The dumps in `folder`, which takes at most `most_bytes`; what an earlier process left there is removed."""

    def __init__(self, maker: Maker, folder: Path, most_bytes: int, patience: float = PATIENCE) -> None:
        self._maker, self._folder, self._most, self._patience = maker, folder, most_bytes, patience
        self._lock = threading.Lock()
        self._kept: dict[Dump, Kept] = {}
        """The least recently used first."""
        self._making: dict[Dump, Future[Kept]] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="dump")
        self._number = 0
        self._leaving: list[tuple[float, Path]] = []

    def present(self) -> Mapping[Dump, Kept]:
        """The dumps that are there and up to date."""
        with self._lock:
            there = dict(self._kept)
        revision = self._maker.revision() if there else 0
        same = {number: self._is_same(number, revision) for number in {kept.revision for kept in there.values()}}
        return {dump: kept for dump, kept in there.items() if same[kept.revision]}

    def _is_same(self, one: int, other: int) -> bool:
        return one == other or self._maker.is_same(one, other)

    def get(self, dump: Dump, country: str | None) -> Kept:
        """The dump, made if need be; raises `DumpNotReady` when that takes long, and what making it does."""
        if (kept := self.present().get(dump)) is not None:
            with self._lock:
                self._kept[dump] = self._kept.pop(dump, kept)
            return kept
        with self._lock:
            future = self._making.get(dump)
            if future is None:
                future = self._making[dump] = self._pool.submit(self._make, dump, country)
                future.add_done_callback(lambda _: self._made(dump))
        try:
            return future.result(self._patience)
        except TakesLong as error:
            raise DumpNotReady(dump.name) from error

    def close(self) -> None:
        """Makes no further dumps."""
        self._maker.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _made(self, dump: Dump) -> None:
        with self._lock:
            self._making.pop(dump, None)

    def _make(self, dump: Dump, country: str | None) -> Kept:
        with self._lock:
            if not self._number:
                self._tidy_all()
            self._number += 1
            path = self._folder / f"{self._number}-{dump.name}"
        unfinished = path.with_name(path.name + ".part")
        try:
            revision = self._maker.make(dump, country, unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        kept = Kept(dump, path, revision, *_figures(path), datetime.now(UTC).replace(microsecond=0))
        with self._lock:
            before = self._kept.pop(dump, None)
            self._kept[dump] = kept
            self._drop(before)
            self._make_room()
        return kept

    def _tidy_all(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self._folder.iterdir():
            path.unlink()

    def _make_room(self) -> None:
        while sum(kept.size for kept in self._kept.values()) > self._most and len(self._kept) > 1:
            self._drop(self._kept.pop(next(iter(self._kept))))

    def _drop(self, kept: Kept | None) -> None:
        """Has the file removed a while later: somebody may just have been told of it and be about to open it."""
        now = monotonic()
        for when, path in [each for each in self._leaving if each[0] <= now]:
            self._leaving.remove((when, path))
            path.unlink(missing_ok=True)  # whoever has it open reads on
        if kept is not None:
            self._leaving.append((now + _GRACE, kept.path))


def _figures(path: Path) -> tuple[str, int]:
    """Checksum and size."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
        return digest.hexdigest(), os.fstat(file.fileno()).st_size
