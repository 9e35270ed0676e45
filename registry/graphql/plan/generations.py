"""A bounded cache in two generations: what is not asked for while a generation fills up is dropped with the next one.

It costs no bookkeeping on a hit, needs no lock, and holds at most about as many bytes as it is told.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Generations(Generic[K, V]):
    """Values by key, of which `weigh` says about how many bytes each keeps."""

    __slots__ = ("_budget", "_old", "_weigh", "_weight", "_young")

    def __init__(self, budget: int, weigh: Callable[[V], int]) -> None:
        self._budget = budget // 2
        self._weigh = weigh
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self._weight = 0

    def get(self, key: K) -> V | None:
        """The value, if it is still there."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: K, value: V) -> V:
        """Keeps a value, unless another thread was first: gives back the one that is kept."""
        found = self._young.get(key)
        if found is not None:
            return found
        weight = self._weigh(value)
        if weight > self._budget:
            return value
        if self._weight + weight > self._budget:
            self._old, self._young, self._weight = self._young, {}, 0
        self._weight += weight
        return self._young.setdefault(key, value)

    def grow(self, weight: int) -> None:
        """A value that is kept has become heavier by so much."""
        self._weight += weight

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())
