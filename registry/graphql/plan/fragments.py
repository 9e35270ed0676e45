"""Bytes that stand in many answers: how a record looks under one selection, kept for as long as no record changes.

Two generations, as in `registry.index.caching`; fragments go with the plan node that wrote them.
"""

from collections.abc import MutableMapping
from typing import TypeAlias
from weakref import WeakKeyDictionary

from registry.services.find import Finder

Fragment: TypeAlias = tuple[bytes, int, int]
"""The bytes, how many items of the allowance they spend, and how many records stand in them."""

_Shelved: TypeAlias = dict[tuple[str, ...], dict[str, Fragment]]
_OWN_WEIGHT = 250
"""About what Python needs around the bytes of one fragment."""


class Shelf:
    """The fragments of one plan node for readers of the same languages, by IRI."""

    __slots__ = ("_fragments", "_old", "_young")

    def __init__(self, fragments: "Fragments", young: dict[str, Fragment], old: dict[str, Fragment]) -> None:
        self._fragments, self._young, self._old = fragments, young, old

    def get(self, iri: str) -> Fragment | None:
        """The record's fragment, if it is kept."""
        found = self._young.get(iri)
        if found is None:
            found = self._old.get(iri)
            if found is not None:
                self.keep(iri, found)
        return found

    def keep(self, iri: str, fragment: Fragment) -> None:
        """Keeps the record's fragment."""
        self._young[iri] = fragment
        self._fragments.grow(len(fragment[0]) + _OWN_WEIGHT)


class Fragments:
    """All fragments of the records as they stand at one revision, in about so many bytes."""

    __slots__ = ("_budget", "_old", "_weight", "_young")

    def __init__(self, budget: int) -> None:
        self._budget = budget // 2
        self._young: MutableMapping[object, _Shelved] = WeakKeyDictionary()
        self._old: MutableMapping[object, _Shelved] = WeakKeyDictionary()
        self._weight = 0

    def shelf(self, node: object, languages: tuple[str, ...]) -> Shelf:
        """The shelf of a plan node for readers of these languages."""
        by_languages = self._young.get(node)
        if by_languages is None:
            by_languages = self._young.setdefault(node, {})
        young = by_languages.get(languages)
        if young is None:
            young = by_languages.setdefault(languages, {})
            self.grow(_OWN_WEIGHT)
        before = self._old.get(node)
        return Shelf(self, young, {} if before is None else before.get(languages, {}))

    def grow(self, weight: int) -> None:
        """So many bytes more are kept; when a generation is full, the one before it is dropped."""
        self._weight += weight
        if self._weight > self._budget:
            self._old, self._young, self._weight = self._young, WeakKeyDictionary(), 0

    def __len__(self) -> int:
        return sum(len(shelf) for shelves in self._young.values() for shelf in shelves.values())


class FragmentsOfNow:
    """The fragments of the records as they stood when somebody last looked; all are dropped when a record changes."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._now: tuple[object, Fragments] = (None, Fragments(budget))

    def at(self, state: object) -> Fragments:
        """The fragments of these records."""
        now, fragments = self._now
        if now != state:
            fragments = Fragments(self._budget)
            # Together, for threads that look meanwhile.
            self._now = (state, fragments)
        return fragments


def state_of(finder: Finder) -> object:
    """What tells a finder's records from those before and after: their revision, and the index's mark where it has one.

    A store that was set back to an older revision comes to the same numbers again, with other records.
    """
    return finder.revision, getattr(finder, "mark", None)
