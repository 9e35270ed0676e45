"""A dictionary that never holds more than so many bytes: what was not used for longest goes first."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, together at most `most_bytes`, each at most `largest` bytes; both as told by `put`."""

    def __init__(self, most_bytes: int, largest: int) -> None:
        self._left = most_bytes
        self._largest = largest
        self._values: dict[K, tuple[V, int]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """The value, which counts as used by this."""
        with self._lock:
            found = self._values.pop(key, None)
            if found is None:
                return None
            self._values[key] = found  # Now the last of the dictionary's order.
            return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keeps the value unless it is too large to be kept."""
        if size > self._largest:
            return
        with self._lock:
            before = self._values.pop(key, None)
            self._left += before[1] if before else 0
            self._values[key] = (value, size)
            self._left -= size
            while self._left < 0:
                _, freed = self._values.pop(next(iter(self._values)))
                self._left += freed
