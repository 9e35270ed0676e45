"""A bounded memory of what was worked out: for a state of the index (`registry.index.snapshot`), for documents."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps what was used lately within a budget of bytes, each entry at the price that its maker names.

    Two generations instead of a list in order of use: new entries are young; when the young ones cost half of the
    budget they become the old ones, and the old ones go. An old entry that is asked for is young again. So a hit costs
    one look into a dict, and what goes was not asked for since half of the budget was filled. Needs no lock.
    """

    __slots__ = ("_budget", "_cost", "_old", "_young")

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._young: dict[K, tuple[int, V]] = {}
        self._old: dict[K, tuple[int, V]] = {}
        self._cost = 0

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())

    def get(self, key: K) -> V | None:
        """What is kept under the key, if anything is."""
        entry = self._young.get(key)
        if entry is None:
            entry = self._old.get(key)
            if entry is None:
                return None
            self.keep(key, entry[1], entry[0])
        return entry[1]

    def keep(self, key: K, value: V, cost: int) -> V:
        """Keeps it while there is room, unless another thread was first: gives back what is kept.

        What costs more than half of the budget is not kept at all.
        """
        entry = self._young.get(key)
        if entry is not None:
            return entry[1]
        if cost * 2 > self._budget:
            return value
        if self._cost + cost > self._budget // 2:
            self._old, self._young, self._cost = self._young, {}, 0
        self._cost += cost
        return self._young.setdefault(key, (cost, value))[1]

    def grow(self, key: K, cost: int) -> None:
        """What is kept under the key, if anything is, costs so much more from now on."""
        for generation in (self._young, self._old):
            entry = generation.get(key)
            if entry is not None:
                generation[key] = (entry[0] + cost, entry[1])
                self._cost += cost

    def without(self, keys: Iterable[K]) -> "Cache[K, V]":
        """Another cache with the same entries but for these."""
        other: Cache[K, V] = Cache(self._budget)
        other._young, other._old, other._cost = self._young.copy(), self._old.copy(), self._cost
        for key in keys:
            other._young.pop(key, None)
            other._old.pop(key, None)
        return other
