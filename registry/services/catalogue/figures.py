"""How much there is, by class, country and property: counted in the index, and in the graph where it counts in time."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from registry.errors import QueryError, ServerBusy
from registry.index.filters import EVERYTHING, RECORD, Filter, OneOf
from registry.model.language import choose
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal
from registry.services.dumps.reading import countries_of
from registry.services.find import Finder, Listing, PageRequest
from registry.services.revisions import Revision
from registry.store.port import Store
from registry.store.queries import bind
from registry.store.results import rows
from registry.store.sparql.answering import Answers
from registry.store.sparql.question import Question

_LOG: Final = logging.getLogger("registry.services")


class Dated(Protocol):
    """Tells of revisions; `registry.services.history.History` does."""

    def revision(self, number: int) -> Revision | None:
        """The revision of that number."""
        ...


@dataclass(frozen=True, slots=True)
class Country:
    """A country that has records."""

    code: str
    """ISO code in small letters."""
    place: str
    """IRI of its record."""
    title: str
    records: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is at one revision."""

    revision: int
    time: datetime | None
    records: int
    by_class: Mapping[str, int]
    """Records by the IRI of their class."""
    countries: tuple[Country, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often classes (parts too) and properties occur in the published graph, by IRI."""

    classes: Mapping[str, int]
    properties: Mapping[str, int]

    @property
    def triples(self) -> int:
        """All statements."""
        return sum(self.properties.values())


@dataclass
class Counting:
    """Counts once a revision."""

    model: Model
    store: Store
    finder: Finder
    past: Dated
    answers: Answers
    languages: tuple[str, ...] = ("en",)
    _figures: Figures | None = field(default=None)
    _counts: tuple[int, Counts | None] = field(default=(-1, None))

    def figures(self) -> Figures:
        """The figures of the index's present revision."""
        finder = self.finder.pinned()
        if self._figures is None or self._figures.revision != finder.revision:
            self._figures = self._counted(finder)
        return self._figures

    def counts(self) -> Counts | None:
        """Classes and properties of the graph; None where counting takes longer than a query may."""
        revision = self.finder.revision
        number, found = self._counts
        if number != revision:
            found = self._asked()
            self._counts = revision, found
        return found

    def _counted(self, finder: Finder) -> Figures:
        revision = self.past.revision(finder.revision)
        places = countries_of(self.store)
        records = finder.records(places.values())
        with_country = [each.name for each in self.model.records if "country" in each.by_name]
        countries = []
        for code, place in places.items():
            texts = (
                [text for text in records[place].many("title") if isinstance(text, tuple)] if place in records else []
            )
            title = choose(texts, self.languages)
            number = sum(_number(finder, name, OneOf("country", (place,))) for name in with_country)
            countries.append(Country(code, place, title.value if title else code.upper(), number))
        return Figures(
            revision=finder.revision,
            time=revision.time if revision else None,
            records=_number(finder, RECORD, EVERYTHING),
            by_class={each.iri: _number(finder, each.name, EVERYTHING) for each in self.model.records},
            countries=tuple(country for country in countries if country.records),
        )

    def _asked(self) -> Counts | None:
        try:
            return Counts(self._rows("class_counts", "class"), self._rows("property_counts", "property"))
        except (QueryError, ServerBusy) as error:
            _LOG.info("the statements were not counted: %s", error.message)
            return None

    def _rows(self, name: str, column: str) -> Mapping[str, int]:
        question = Question(bind(name, graph=Iri(PUBLISHED)).text, rows_as="json")
        with self.answers.answer(question) as answer:
            found = rows(answer.body.read())
        counts = {}
        for row in found:
            iri, count = row[column], row["count"]
            if isinstance(iri, Iri) and isinstance(count, Literal):
                counts[iri.value] = int(count.lexical)
        return dict(sorted(counts.items()))


def _number(finder: Finder, class_name: str, where: Filter) -> int:
    return finder.page(Listing(class_name, where), PageRequest(first=0)).total
