"""The reference that the index is held against: a `Finder` in plain Python, obviously right rather than fast.

It looks at every record for every question. What it says about words (stems) and about search is simpler than the
index: `search` finds records in which all words stand, knows neither beginnings of words nor misspellings, and takes
a record to fit better the more often the words stand in it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Self

from registry.index.facts import key_of
from registry.index.filters import BY_IRI, EVERYTHING, RECORD, Filter, Order, Words
from registry.index.projection import Projection, Projector
from registry.index.tables import Plan, Tables
from registry.model.spec import Inverse, Model
from registry.rdf.terms import Quad, Triple
from registry.services.cursors import read_cursor, write_cursor
from registry.services.find import (
    Bin,
    Cell,
    Facet,
    Hit,
    Hits,
    Listing,
    Page,
    PageLimits,
    PageRequest,
    SearchRequest,
    Snippet,
    Work,
)
from tests.plain.counting import bins_of, cells_of, facet_of
from tests.plain.fits import fits
from tests.plain.listing import page_of
from tests.plain.words import folded, searched
from tests.plain.world import World, world_of

_SEARCH: Final = "search"


class PlainFinder:
    """A `Finder` over a dict of records; `refresh` moves it to a later revision."""

    def __init__(self, world: World, revision: int, limits: PageLimits) -> None:
        self._world = world
        self._revision = revision
        self._limits = limits
        self._work = Work()

    @classmethod
    def over(
        cls,
        model: Model,
        statements: Iterable[Triple | Quad],
        revision: int,
        limits: PageLimits,
        languages: tuple[str, ...] = ("en",),
    ) -> Self:
        """A finder over the records that these statements describe."""
        return cls(world_of(model, Projector(model)(statements), languages), revision, limits)

    def refresh(self, statements: Iterable[Triple | Quad], revision: int) -> None:
        """From now on answer from these records; a pinned finder keeps its own."""
        model = self._world.model
        self._world = world_of(model, Projector(model)(statements), self._world.languages)
        self._revision = revision

    @property
    def revision(self) -> int:
        return self._revision

    @property
    def total(self) -> int:
        return len(self._world.records)

    @property
    def work(self) -> Work:
        return self._work

    def pinned(self) -> "PlainFinder":
        return PlainFinder(self._world, self._revision, self._limits)

    def record(self, iri: str) -> Projection | None:
        return self.records([iri]).get(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        found = {iri: self._world.records[iri] for iri in iris if iri in self._world.records}
        self._count(len(found))
        return found

    def page(self, listing: Listing, request: PageRequest) -> Page:
        records = self.fitting(listing.class_name, listing.where)
        page = page_of(self._world, records, listing.order, request, self._limits, listing.class_name)
        self._count(len(page.records))
        return page

    def linking(
        self,
        iris: Collection[str],
        inverse: Inverse,
        request: PageRequest,
        where: Filter = EVERYTHING,
        order: Order = BY_IRI,
    ) -> Mapping[str, Page]:
        pages = {}
        for iri in iris:
            linking = [r for r in self._world.linking_to(iri, inverse) if fits(self._world, r, where)]
            name = f"{inverse.source}.{inverse.field} {iri}"
            pages[iri] = page_of(self._world, linking, order, request, self._limits, name)
        self._count(sum(len(page.records) for page in pages.values()))
        return pages

    def facets(self, class_name: str, where: Filter, names: Sequence[str], size: int) -> Sequence[Facet]:
        self._count(0)
        return [facet_of(self._world, self.fitting(class_name, where), name, size) for name in names]

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Sequence[Cell]:
        self._count(0)
        return cells_of(self._world, self.fitting(class_name, where), names)

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Sequence[Bin]:
        self._count(0)
        return bins_of(self._world, self.fitting(class_name, where), field, interval)

    def tables(self, plan: Plan) -> Tables:
        self._count(0)
        return Tables(plan, lambda class_name: self.fitting(class_name, EVERYTHING), self.records)

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        self._count(0)
        return [key_of(record.iri) for record in self.fitting(class_name, where)]

    def search(self, request: SearchRequest) -> Hits:
        size = self._limits.size(request)
        name = f"{_SEARCH} {sorted(request.class_names)}"
        found = [
            self._hit(record, request.text)
            for record in self.fitting(RECORD, Words(request.text))
            if (not request.class_names or record.class_name in request.class_names)
            and fits(self._world, record, request.where)
        ]
        found.sort(key=lambda hit: (-hit.score, hit.record.iri))
        cursors = [write_cursor(name, f"{number}") for number in range(len(found))]
        start = 0 if request.after is None else int(read_cursor(request.after, name)) + 1
        shown = found[start : start + size]
        self._count(len(shown))
        return Hits(
            hits=shown,
            cursors=cursors[start : start + size],
            total=len(found),
            has_next=start + size < len(found),
            by_class=dict(Counter(hit.record.class_name for hit in found)),
        )

    def fitting(self, class_name: str, where: Filter) -> list[Projection]:
        """All records of a class, or of any, that fit."""
        records = [r for r in self._world.records.values() if class_name in (RECORD, r.class_name)]
        return [record for record in records if fits(self._world, record, where)]

    def _hit(self, record: Projection, wanted: str) -> Hit:
        """How often the words stand in a record, letter by letter but for case and diacritics, and where."""
        words = {folded(word) for word in re.findall(r"\w+", wanted)}
        snippets = []
        for field, language, text in searched(self._world, record):
            places = tuple(m.span() for m in re.finditer(r"\w+", text) if folded(m.group()) in words)
            if places:
                snippets.append(Snippet(field.name, language, text, places))
        return Hit(record, float(sum(len(s.highlights) for s in snippets)), tuple(snippets))

    def _count(self, records: int) -> None:
        self._work.lookups += 1
        self._work.records += records
