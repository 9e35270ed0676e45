"""The record that is being made: what its values have to agree on, such as its years and its country."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Self

from bench.habits import COUNTRIES
from bench.wording import LANGUAGES
from registry.rdf.terms import Iri, Term

_LANGUAGE_OF_COUNTRY = [LANGUAGES[(number * 5 + number // 7) % len(LANGUAGES)] for number in range(COUNTRIES)]


@dataclass(slots=True)
class Draft:
    """A record in the making."""

    class_name: str
    number: int
    counts: Mapping[str, int]
    random: Callable[[], float]
    country: int
    """Number of its place that is a country."""
    language: str
    """The language of that country, beside English."""
    start: int
    deadline: int
    end: int
    part: str = ""
    """Class of the part that is being made; empty for the record itself."""
    stated: list[tuple[Iri, Term]] = field(default_factory=list)
    """Property and value of what the record says so far."""
    silent: list[Iri] = field(default_factory=list)
    """Properties of which it says nothing."""
    cited: tuple[Iri, Term] = field(default=(Iri("urn:none"), Iri("urn:none")))
    """Property and value that the citation in the making is about."""

    @classmethod
    def begun(cls, class_name: str, number: int, counts: Mapping[str, int], random: Random) -> Self:
        """A draft without statements; few countries get most records, as in the world."""
        draw = random.random
        places = min(COUNTRIES, counts["Place"])
        country = int((places + 1) ** draw()) - 1
        start = 2000 + int(25 * draw() ** 0.5)
        deadline = start + 1 + int(15 * draw())
        end = deadline + 1 + int(5 * draw())
        return cls(class_name, number, counts, draw, country, _LANGUAGE_OF_COUNTRY[country], start, deadline, end)
