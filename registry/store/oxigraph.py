"""The embedded store: Oxigraph in this process, on disk, owned by one process at a time.

A change is in the journal, on the disk, before Oxigraph has it and before anybody is told that it was accepted: of
itself Oxigraph leaves it to the operating system when its files are written.
"""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from registry.errors import Misuse, RegistryError, StoreUnreachable
from registry.rdf.terms import Quad, Triple
from registry.store.copies import CopyWriter, Manifest
from registry.store.dataset import Dataset, in_words_of
from registry.store.journal.checkpoints import Checkpoints
from registry.store.journal.entries import Entry
from registry.store.journal.journal import Journal
from registry.store.journal.recovery import opened, opened_for_reading
from registry.store.lock import HeldLock
from registry.store.port import Change, Row
from registry.store.queries import BoundQuery
from registry.store.revisions import confirmed, head_of, position, prepared

JOURNAL_BYTES: Final = 64_000_000
"""A checkpoint is made when the journal has grown by so much."""
_FLUSHED_AFTER: Final = 2_000_000
"""Characters of updates after which Oxigraph puts what it holds into files: opening reads the rest again, and large
updates take longer the more it holds."""


def journal_folder(directory: Path) -> Path:
    """Where the journal of the store in a folder stands: beside it."""
    return directory.with_name(directory.name + ".journal")


class EmbeddedStore:
    """An Oxigraph dataset in `directory`, or in memory when that is None.

    Several readers or one writer may have it open. Raises `StoreLocked`, `StoreDamaged` or `StoreUnreachable`.
    """

    def __init__(self, directory: Path | None, *, read_only: bool = False, journal_bytes: int = JOURNAL_BYTES) -> None:
        self._read_only = read_only
        self._writing = threading.RLock()
        self._lock: HeldLock | None = None
        self._journal: Journal | None = None
        self._checkpoints: Checkpoints | None = None
        self._dataset: Dataset | None = None
        self._unflushed = 0
        self._where = "memory" if directory is None else str(directory)
        try:
            if directory is None:
                self._dataset = Dataset(None)
            elif read_only:
                self._open_for_reading(directory)
            else:
                self._open_for_writing(directory, journal_bytes)
        except BaseException:
            self.close()
            raise

    def _open_for_reading(self, directory: Path) -> None:
        if not directory.exists() and not journal_folder(directory).exists():
            raise StoreUnreachable(f"There is no store at {directory} yet; `mission-registry seed` makes one.")
        self._take_lock(directory, shared=True)
        journal = Journal(journal_folder(directory))
        self._dataset = opened_for_reading(directory, journal)
        if self._dataset is None:
            # Something is to be mended first, which takes a writer.
            self._release_lock()
            EmbeddedStore(directory).close()
            self._take_lock(directory, shared=True)
            self._dataset = Dataset(directory, read_only=True)

    def _open_for_writing(self, directory: Path, journal_bytes: int) -> None:
        with in_words_of(str(directory)):
            directory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts and the history are in it
            self._take_lock(directory, shared=False)
            self._journal = Journal(journal_folder(directory))
            self._dataset = opened(directory, self._journal)
            self._checkpoints = Checkpoints(self._dataset, directory, self._journal, self._writing, journal_bytes)
            with self._writing:
                self._checkpoints.begin_if_due()

    def select(self, query: BoundQuery) -> list[Row]:
        """The rows of a SELECT."""
        return self._open().select(query)

    def ask(self, query: BoundQuery) -> bool:
        """The answer of an ASK."""
        return self._open().ask(query)

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        """The statements that a CONSTRUCT or DESCRIBE makes."""
        return self._open().construct(query)

    def quads(self, graph: str) -> Iterator[Quad]:
        """Every statement of one graph, as it was when reading began."""
        return self._open().quads(graph)

    def head(self) -> int:
        """The number of the last revision."""
        return head_of(self)

    def write(self, change: Change) -> int:
        """Applies the change; it is on the disk when this returns, and there after whatever happens to the process."""
        if self._read_only:
            raise Misuse(f"The store at {self._where} was opened for reading only.")
        # Oxigraph runs updates side by side, each on its own snapshot: two would find the guard true.
        with self._writing:
            update = prepared(self, change)
            if update is not None:
                self._apply(Entry(change.based_on + 1, change.token, update))
            return confirmed(self, change)

    def _apply(self, entry: Entry) -> None:
        dataset, journal = self._open(), self._journal
        if journal is None or self._checkpoints is None:
            dataset.update(entry.update)
            return
        with in_words_of(self._where):
            journal.append(entry)
            try:
                dataset.update(entry.update)
            except BaseException:
                journal.strike()  # Oxigraph applies an update whole or not at all
                raise
        self._unflushed += len(entry.update)
        if self._unflushed > _FLUSHED_AFTER:
            self._unflushed = 0
            with suppress(RegistryError):  # the change is accepted, and nothing is lost without this
                dataset.flush()
        self._checkpoints.begin_if_due()

    def copy_to(self, directory: Path) -> None:
        """Makes a copy of the whole store, by hard links where the disk is the same; the directory must not exist."""
        self._open().copy_to(directory)

    def write_copy(self, copy: CopyWriter) -> Manifest:
        """Writes all that is in the store to a copy; nobody may write meanwhile, so the store must be read-only."""
        if not self._read_only:
            raise Misuse("A copy is taken of a store that is opened for reading only, or of its journal.")
        self._open().write_to(copy)
        return copy.finish(position(self))

    def make_checkpoint(self) -> None:
        """Makes a checkpoint of the journal now; returns when it is on the disk."""
        if self._checkpoints is not None:
            self._checkpoints.make()

    @property
    def is_read_only(self) -> bool:
        """Whether this process only reads the store, so that no other writes it."""
        return self._read_only

    def close(self) -> None:
        """Closes the files and lets go of the lock, after the change that is being written."""
        with self._writing:
            checkpoints, self._checkpoints = self._checkpoints, None
            dataset, self._dataset = self._dataset, None
            if self._journal is not None:
                self._journal.close()
                self._journal = None
        if checkpoints is not None:
            checkpoints.close()
        if dataset is not None:
            if self._unflushed:
                with suppress(RegistryError):  # what was accepted is in the journal
                    dataset.flush()
            dataset.close()
        self._release_lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take_lock(self, directory: Path, *, shared: bool) -> None:
        with in_words_of(str(directory)):
            self._lock = HeldLock(directory.with_name(directory.name + ".lock"), shared=shared)

    def _release_lock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _open(self) -> Dataset:
        if self._dataset is None:
            raise StoreUnreachable(f"The store at {self._where} is closed.")
        return self._dataset
