"""One guarded write for everything that contributors do: decide at the head, write if it is still the head, else again.

What a decision rests on is read after the head's number, and the write does nothing unless that is the head still; so
whatever was read is true when the write comes in, with no gap, on any store and with any number of processes.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from registry.errors import StaleRevision, WritersBusy
from registry.namespaces import PUBLISHED
from registry.store.port import Change, Store

T = TypeVar("T")

_TRIES: Final = 200
"""Only other processes can be first between two tries: writers of this one take turns."""
_PATIENCE_S: Final = 60.0
_LOCKS: Final = 64
"""More records than these share them, which costs no more than a little waiting."""


@dataclass(frozen=True, slots=True)
class Decided(Generic[T]):
    """What is to be written, if anything, and what to tell whoever asked once it is."""

    change: Change | None
    result: T


class Turns:
    """Lets the writers of one record go one after another, so that all but the first learn at once that they are late.

    Nothing depends on it but time: without it each would have the record judged before the guard turns it away.
    """

    def __init__(self, patience_s: float = _PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._locks = [threading.Lock() for _ in range(_LOCKS)]

    @contextmanager
    def of(self, record: str) -> Iterator[None]:
        """Waits for the turn at that record (IRI); raises `WritersBusy` when it does not come."""
        lock = self._locks[hash(record) % _LOCKS]
        if not lock.acquire(timeout=self._patience_s):
            raise WritersBusy
        try:
            yield
        finally:
            lock.release()


class GuardedWrites:
    """Writes to a store one after another; safe to use from several threads."""

    def __init__(self, store: Store, refresh: Callable[[int], None], patience_s: float = _PATIENCE_S) -> None:
        """`refresh` makes readers see a revision that published something, before whoever wrote it is answered."""
        self._store, self._refresh, self._patience_s = store, refresh, patience_s
        self._turn = threading.Lock()

    def run(self, decide: Callable[[int], Decided[T]]) -> T:
        """Asks for a decision at the head and writes it; asks again when another process wrote meanwhile.

        `decide` gets the head's number, on which its change must be based; it may be called several times and must not
        do anything itself. Raises what it raises, what stores raise, and `WritersBusy`; then nothing was written.
        """
        if not self._turn.acquire(timeout=self._patience_s):
            raise WritersBusy
        try:
            decided, revision = self._written(decide)
        finally:
            self._turn.release()
        if decided.change is not None and any(part.graph == PUBLISHED for part in decided.change.graphs):
            self._refresh(revision)  # outside of the turn, so that those who wrote meanwhile are seen with it
        return decided.result

    def _written(self, decide: Callable[[int], Decided[T]]) -> tuple[Decided[T], int]:
        """What was decided, and the revision that it became or was decided at."""
        for _ in range(_TRIES):
            head = self._store.head()
            decided = decide(head)
            if decided.change is None:
                return decided, head
            try:
                return decided, self._store.write(decided.change)
            except StaleRevision:
                continue
        raise WritersBusy
