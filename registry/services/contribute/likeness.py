"""How alike two records are by what they are called: a score, and the reason in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from registry.index.letters import folded

ENOUGH: Final = 0.5
"""Records that are less alike than this are not worth a word."""
_SAME_THING: Final = 1.0
_SAME_PAGE: Final = 0.8
_SAME_NAME: Final = 0.95
_OTHER_LANGUAGE: Final = 0.9
_SAME_ACRONYM: Final = 0.8
_OTHER_EDITION: Final = 0.75
_INITIALS: Final = 0.7
_NEARLY: Final = 0.7
"""What two names count that differ in a letter or so; less the more they differ."""
_ALIKE_ENOUGH: Final = 0.88
_OTHER_COUNTRY: Final = 0.35
"""What is taken off when the records are of different countries: many have a mission of the same name."""
_EDITION: Final = re.compile(
    r"\b(?:(?:edition|phase|round|version|volume|part|series|wave|call|fase|edición|ausgabe|utgåva|édition)\s+)?"
    r"(?:\d{4}\s*[-–/]\s*\d{2,4}|\d{1,4}(?:st|nd|rd|th)?|[ivx]{1,5})\b"
    r"|\b(?:edition|phase|round|version)\b"
)
_WORD: Final = re.compile(r"\w+")
_SHORTEST_ACRONYM: Final = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """A published record that may be the same thing as one that is proposed."""

    record: str
    """IRI of the proposed record."""
    other: str
    """IRI of the one that it is like."""
    title: str
    """What the other is called."""
    score: float
    """From 0 (nothing alike) to 1 (the same)."""
    reason: str
    """What is alike, in words."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one language, and what is left of it without letters' accents, case, years and numbers."""

    text: str
    language: str
    plain: str
    without_edition: str

    @classmethod
    def of(cls, text: str, language: str = "") -> "Name":
        """The name of that text."""
        plain = " ".join(_WORD.findall(folded(text)))
        spaced = folded(text)
        return cls(text, language, plain, " ".join(_WORD.findall(_EDITION.sub(" ", spaced))))


@dataclass(frozen=True, slots=True)
class Called:
    """All that a record is called and found by."""

    names: tuple[Name, ...] = ()
    acronyms: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    """Addresses that are of this thing alone: what it is called elsewhere, where a source stands."""
    pages: frozenset[str] = frozenset()
    """Websites, which several records may share."""
    countries: frozenset[str] = field(default=frozenset())

    @property
    def initials(self) -> frozenset[str]:
        """What each name is when only its words' first letters are taken, in capitals; short ones say nothing."""
        return frozenset(found for name in self.names if len(found := initials(name.text)) >= _SHORTEST_ACRONYM)


def initials(text: str) -> str:
    """The first letters of the words that begin with a capital, and of all of them where hardly any does."""
    words = [word for word in _WORD.findall(text) if word[0].isalpha()]
    capital = [word for word in words if word[0].isupper()]
    return "".join(word[0] for word in (capital if len(capital) >= _SHORTEST_ACRONYM else words)).upper()


def compare(mine: Called, other: Called) -> tuple[float, str]:
    """How alike they are and why; 0 and no reason when they are not."""
    score, reason = max([*_by_address(mine, other), *_by_names(mine, other), *_by_acronym(mine, other), (0.0, "")])
    elsewhere = bool(mine.countries and other.countries) and mine.countries.isdisjoint(other.countries)
    if elsewhere and 0 < score < _SAME_THING:
        return round(score - _OTHER_COUNTRY, 2), f"{reason} It is of another country, though."
    return round(score, 2), reason


def _by_address(mine: Called, other: Called) -> Iterable[tuple[float, str]]:
    for iri in mine.things & other.things:
        yield _SAME_THING, f"Both are <{iri}>."
    for page in mine.pages & other.pages:
        yield _SAME_PAGE, f"Both have the website {page}."


def _by_acronym(mine: Called, other: Called) -> Iterable[tuple[float, str]]:
    for acronym in mine.acronyms & other.acronyms:
        yield _SAME_ACRONYM, f"Both are called {acronym} for short."
    for acronym in (mine.acronyms & other.initials) | (mine.initials & other.acronyms):
        yield _INITIALS, f"{acronym} is short for the name of one and the acronym of the other."


def _by_names(mine: Called, other: Called) -> Iterable[tuple[float, str]]:
    for one in mine.names:
        for two in other.names:
            found = _names(one, two)
            if found:
                yield found


def _names(one: Name, two: Name) -> tuple[float, str] | None:
    if not one.plain or not two.plain:
        return None
    if one.plain == two.plain:
        if one.language == two.language:
            return _SAME_NAME, f"It has the same name, “{two.text}”."
        return _OTHER_LANGUAGE, f"It has the same name in another language, “{two.text}” ({two.language or 'none'})."
    if one.without_edition and one.without_edition == two.without_edition:
        return _OTHER_EDITION, f"It may be another edition: “{two.text}” differs in its year or number only."
    ratio = SequenceMatcher(None, one.plain, two.plain, autojunk=False).ratio()
    if ratio >= _ALIKE_ENOUGH:
        return _NEARLY * ratio, f"It has nearly the same name, “{two.text}”."
    return None
