"""A bounded memory of what was worked out, for one state of the index (`registry.index.snapshot`)."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps what was used lately within a budget of bytes, each entry at the price that its maker names.

    Two generations instead of a list in order of use: new entries are young; when the young ones cost half of the
    budget they become the old ones, and the old ones go. An old entry that is asked for is young again. So a hit costs
    one look into a dict, and what goes was not asked for since half of the budget was filled.
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
            self.put(key, entry[1], entry[0])
        return entry[1]

    def put(self, key: K, value: V, cost: int) -> None:
        """Keeps it while there is room; what costs more than half of the budget is not kept at all."""
        if cost * 2 > self._budget:
            return
        if self._cost + cost > self._budget // 2:
            self._old, self._young, self._cost = self._young, {}, 0
        self._young[key] = (cost, value)
        self._cost += cost

    def without(self, keys: Iterable[K]) -> "Cache[K, V]":
        """Another cache with the same entries but for these."""
        other: Cache[K, V] = Cache(self._budget)
        other._young, other._old, other._cost = self._young.copy(), self._old.copy(), self._cost
        for key in keys:
            other._young.pop(key, None)
            other._old.pop(key, None)
        return other
