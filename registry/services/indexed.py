"""`Finder` answered from the index: what each request means for a snapshot, its cursors, and what it cost.

How lists are read stands in `registry.index.ordering`, what fits in `queries`, counts in `counting`, words in
`searching`; the snapshot keeps what was answered before.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from typing import Final, Self

from registry.errors import InvalidCursor
from registry.index.counting import Counting
from registry.index.documents import Documents
from registry.index.engine import Engine, Mark
from registry.index.filters import BY_IRI, EVERYTHING, RECORD, Filter, Order
from registry.index.ordering import OrderedList, Place
from registry.index.projection import Projection, Projector
from registry.index.searching import Hit as Found
from registry.index.searching import Searching
from registry.index.snapshot import Snapshot
from registry.index.snippets import Snippets
from registry.index.tables import Plan, Tables
from registry.model.spec import Inverse, Model
from registry.namespaces import RECORDS
from registry.rdf.terms import Quad, Triple
from registry.services.cursors import Cursors, read_cursor
from registry.services.find import (
    Bin,
    Cell,
    Facet,
    FacetValue,
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

_PAGE_BYTES: Final = 1_000
_ENTRY_BYTES: Final = 300
_CACHE_BYTES: Final = 64_000_000


class IndexFinder:
    """A `Finder` over a snapshot of the index; `refresh` moves it to the index's present state."""

    def __init__(self, model: Model, snapshot: Snapshot, limits: PageLimits) -> None:
        self._model = model
        self._snapshot = snapshot
        self._limits = limits
        self._work = Work()

    @classmethod
    def over(
        cls,
        model: Model,
        statements: Iterable[Triple | Quad],
        revision: int,
        limits: PageLimits,
        languages: Sequence[str] = ("en",),
        record_base: str = RECORDS,
    ) -> Self:
        """A finder over the records that these statements describe, in an index of its own in memory."""
        return cls.of_records(model, Projector(model)(statements), revision, limits, languages, record_base)

    @classmethod
    def of_records(
        cls,
        model: Model,
        records: Iterable[Projection],
        revision: int,
        limits: PageLimits,
        languages: Sequence[str] = ("en",),
        record_base: str = RECORDS,
    ) -> Self:
        """A finder over these records, in an index of its own in memory."""
        engine = Engine.create(model)
        documents = Documents(model, languages, record_base)
        writing = engine.writing()
        for projection in records:
            writing.add(documents(projection))
        writing.commit(Mark(revision, None, ""))
        writing.settle()
        engine.reload()
        return cls(model, Snapshot(model, engine, record_base, _CACHE_BYTES), limits)

    def refresh(self, changed: Collection[str] | None = None) -> None:
        """From now on answer from the index's present state; readers that hold a pinned finder keep theirs.

        `changed` names every record that is not as it was; None when that is not known.
        """
        self._snapshot = self._snapshot.following(changed)

    def pinned(self) -> "IndexFinder":
        """The same records for as long as it is held."""
        return IndexFinder(self._model, self._snapshot, self._limits)

    @property
    def revision(self) -> int:
        """The store's revision that the answers are of."""
        return self._snapshot.mark.revision

    @property
    def mark(self) -> Mark:
        """What the index is of: the same mark, the same records."""
        return self._snapshot.mark

    @property
    def total(self) -> int:
        """How many records there are."""
        return self._snapshot.total

    @property
    def work(self) -> Work:
        """What has been read through this finder."""
        return self._work

    def _worked(self, records: int) -> None:
        self._work.lookups += 1
        self._work.records += records

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there is one."""
        return self.records((iri,)).get(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there are, by IRI."""
        found = self._snapshot.records(iris)
        self._worked(len(found))
        return found

    def page(self, listing: Listing, request: PageRequest) -> Page:
        """A page of a list."""
        snapshot, key = self._snapshot, (listing, request)
        page: Page | None = snapshot.answers.get(key)
        if page is None:
            ordered = snapshot.listed(listing.class_name, listing.where, listing.order)
            name = _list_name(listing.class_name, listing.order)
            count = partial(snapshot.totals.of, listing.class_name, listing.where)
            page = self._page(snapshot, ordered, name, request, count)
            snapshot.answers.keep(key, page, _cost(snapshot, len(page.records)))
        self._worked(len(page.records))
        return page

    def linking(
        self,
        iris: Collection[str],
        inverse: Inverse,
        request: PageRequest,
        where: Filter = EVERYTHING,
        order: Order = BY_IRI,
    ) -> Mapping[str, Page]:
        """For each IRI a page of the records that link to it and fit."""
        snapshot = self._snapshot
        number = snapshot.number_of((inverse, request, where, order))
        pages: dict[str, Page] = {}
        for iri in iris:
            page: Page | None = snapshot.answers.get((number, iri))
            if page is None:
                page = self._linking_page(snapshot, iri, inverse, request, where, order)
                snapshot.answers.keep((number, iri), page, _cost(snapshot, len(page.records)))
            pages[iri] = page
        self._worked(sum(len(page.records) for page in pages.values()))
        return pages

    def _linking_page(
        self, snapshot: Snapshot, iri: str, inverse: Inverse, request: PageRequest, where: Filter, order: Order
    ) -> Page:
        name = _list_name(f"{inverse.source}.{inverse.field} {iri}", order)
        query = snapshot.links(inverse, iri, where)
        ordered = snapshot.ordered(inverse.owners[0] if len(inverse.owners) == 1 else RECORD, query, order)
        return self._page(snapshot, ordered, name, request, partial(snapshot.reading.count, query))

    def _page(
        self, snapshot: Snapshot, ordered: OrderedList, name: str, request: PageRequest, count: Callable[[], int]
    ) -> Page:
        size = self._limits.size(request)
        after, before = (_place(cursor, name, ordered) for cursor in (request.after, request.before))
        stretch = ordered.stretch(size, after, before, backwards=request.last is not None)
        records = snapshot.read(stretch.entries)
        places = [
            f"{place.run}{place.text}" if place is not None else f"0{record.iri}"
            for (_, place, _), record in zip(stretch.entries, records, strict=True)
        ]
        return Page(
            records,
            Cursors(name, places),
            has_next=stretch.has_next,
            has_previous=stretch.has_previous,
            count=count if stretch.total is None else partial(int, stretch.total),
        )

    def facets(self, class_name: str, where: Filter, names: Sequence[str], size: int) -> Sequence[Facet]:
        """For each facet its `size` most frequent values among the records that fit."""
        self._worked(0)
        counting = Counting(self._snapshot)
        return [_facet(name, counting.facet(class_name, where, name), size) for name in names]

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Sequence[Cell]:
        """How often each combination of the facets' values occurs among the records that fit, by keys, None last."""
        self._worked(0)
        cells = Counting(self._snapshot).crossed(class_name, where, names)
        in_order = sorted(cells, key=lambda keys: [(key is None, key or "") for key in keys])
        return [Cell(keys, cells[keys]) for keys in in_order]

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Sequence[Bin]:
        """How many records that fit begin in each `year`, `month` or `decade` by that date; empty bins left out."""
        self._worked(0)
        bins = Counting(self._snapshot).histogram(class_name, where, field, interval)
        return [Bin(start, count) for start, count in bins.items()]

    def tables(self, plan: Plan) -> Tables:
        """What the records say, as columns that can be counted at once."""
        self._worked(0)
        return self._snapshot.tables(plan)

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        """The keys (`registry.index.facts.key_of`) of the records of a class that fit."""
        self._worked(0)
        return self._snapshot.keys(class_name, where)

    def search(self, request: SearchRequest) -> Hits:
        """The records that fit the words best."""
        snapshot = self._snapshot
        hits: Hits | None = snapshot.answers.get(request)
        if hits is None:
            hits = self._search(snapshot, request)
            snapshot.answers.keep(request, hits, _cost(snapshot, len(hits.hits)))
        self._worked(len(hits.hits))
        return hits

    def _search(self, snapshot: Snapshot, request: SearchRequest) -> Hits:
        size = self._limits.size(request)
        searching = Searching(self._model, snapshot)
        ranking = searching.ranking(request.text, request.class_names, request.where)
        name = f"search {request.text}"
        after = None if request.after is None else _standing(read_cursor(request.after, name))
        found, more = searching.page(ranking, after, size)
        snippets = Snippets(snapshot.texts.words(request.text), snapshot.texts.analyse)
        return Hits(
            [self._hit(hit, snippets) for hit in found],
            Cursors(name, [f"{hit.score.hex()} {hit.record.iri}" for hit in found]),
            ranking.total,
            more,
            ranking.by_class,
        )

    def _hit(self, found: Found, snippets: Snippets) -> Hit:
        pieces = snippets.of(found.record, self._model.classes[found.record.class_name])
        return Hit(found.record, found.score, tuple(Snippet(*piece) for piece in pieces))


def _cost(snapshot: Snapshot, records: int) -> int:
    """What a page takes in memory, its records too: they stay with it when they are kept nowhere else."""
    return _PAGE_BYTES + (_ENTRY_BYTES + snapshot.record_bytes) * records


def _list_name(name: str, order: Order) -> str:
    """What cursors are bound to: the list and its order."""
    if order == BY_IRI:
        return name
    return f"{name} by {order.field or 'iri'}{' descending' if order.descending else ''}"


def _place(cursor: str | None, name: str, ordered: OrderedList) -> Place | None:
    if cursor is None:
        return None
    text = read_cursor(cursor, name)
    if text[:1] not in ordered.run_numbers:
        raise InvalidCursor("The cursor was not given out by this registry.")
    return Place(int(text[0]), text[1:])


def _standing(text: str) -> tuple[float, str]:
    """Score and IRI of a hit, from its cursor."""
    score, _, iri = text.partition(" ")
    try:
        number = float.fromhex(score)
    except (ValueError, OverflowError) as error:
        raise InvalidCursor("The cursor was not given out by this registry.") from error
    return number, iri


def _facet(name: str, counts: Mapping[str | None, int], size: int) -> Facet:
    stated = {key: count for key, count in counts.items() if key is not None}
    most = nsmallest(size, stated.items(), key=lambda item: (-item[1], item[0]))
    return Facet(name, [FacetValue(key, count) for key, count in most], counts.get(None, 0), len(stated))
