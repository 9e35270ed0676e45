"""Bytes that stand in many answers: how a record looks under one selection, kept for as long as no record changes.

Two generations, as in `registry.index.caching`: what was not asked for lately goes.
"""

from typing import TypeAlias

from registry.graphql.plan.looks import Look
from registry.graphql.plan.moments import Moment

Fragment: TypeAlias = tuple[bytes, int, int]
"""The bytes, how many items of the allowance they spend, and how many records stand in them."""

_Shelved: TypeAlias = dict[tuple[str, ...], dict[str, Fragment]]
_OWN_WEIGHT = 250
"""About what Python needs around the bytes of one fragment."""


class Shelf:
    """The fragments of one look for readers of the same languages, by IRI."""

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
        self._young: dict[Look, _Shelved] = {}
        self._old: dict[Look, _Shelved] = {}
        self._weight = 0

    def shelf(self, look: Look, languages: tuple[str, ...]) -> Shelf:
        """The shelf of a look for readers of these languages."""
        by_languages = self._young.get(look)
        if by_languages is None:
            by_languages = self._young.setdefault(look, {})
        young = by_languages.get(languages)
        if young is None:
            young = by_languages.setdefault(languages, {})
            self.grow(_OWN_WEIGHT)
        before = self._old.get(look)
        return Shelf(self, young, {} if before is None else before.get(languages, {}))

    def grow(self, weight: int) -> None:
        """So many bytes more are kept; when a generation is full, the one before it is dropped."""
        self._weight += weight
        if self._weight > self._budget:
            self._old, self._young, self._weight = self._young, {}, 0

    def __len__(self) -> int:
        return sum(len(shelf) for shelves in self._young.values() for shelf in shelves.values())


class FragmentsOfNow:
    """The fragments of the moment when somebody last looked; all are dropped when a record changes or a day begins."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._now: tuple[Moment | None, Fragments] = (None, Fragments(budget))

    def at(self, moment: Moment) -> Fragments:
        """The fragments of that moment."""
        now, fragments = self._now
        if now != moment:
            fragments = Fragments(self._budget)
            # Together, for threads that look meanwhile.
            self._now = (moment, fragments)
        return fragments
