"""Finding records: one by its IRI, pages of a class, pages over a link taken backwards.

This is the seam that every face reads through. Here it is answered from memory; an index on disk, with filters and
orders, plugs in behind the same `Finder`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from registry.errors import InvalidArgument, PageTooLarge
from registry.index.memory import MemoryIndex, between, build_index
from registry.index.projection import Projection
from registry.model.spec import Inverse, Model
from registry.rdf.terms import Quad, Triple
from registry.services.cursors import read_cursor, write_cursor


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: the `first` records after a cursor, or the `last` ones before one; both cursors may bound it."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some neighbouring records of a list, in the list's order."""

    records: Sequence[Projection]
    cursors: Sequence[str]
    """Where each record stands; `after` and `before` take them."""
    total: int
    """How many records the whole list has."""
    has_next: bool
    has_previous: bool


class Finder(Protocol):
    """Reads records. The number of calls a query makes depends on its depth, never on how much it finds."""

    @property
    def revision(self) -> int:
        """The store's revision that the answers are of."""
        ...

    @property
    def total(self) -> int:
        """How many records there are."""
        ...

    def pinned(self) -> "Finder":
        """The same records for as long as it is held, whatever is written meanwhile."""
        ...

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there is one."""
        ...

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there are, by IRI, in one look-up."""
        ...

    def page(self, class_name: str, request: PageRequest) -> Page:
        """A page of all records of a class, by IRI; raises `InvalidCursor`, `PageTooLarge`, `InvalidArgument`."""
        ...

    def linking(self, iris: Collection[str], inverse: Inverse, request: PageRequest) -> Mapping[str, Page]:
        """For each IRI a page of the records that link to it, in one look-up; raises as `page` does."""
        ...


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many records a page has when nothing is said, and at most."""

    usual: int
    largest: int

    def size(self, request: PageRequest) -> int:
        """How many records the request asks for; raises `PageTooLarge` and `InvalidArgument`."""
        if request.first is not None and request.last is not None:
            raise InvalidArgument("`first` and `last` are both given; a page is read from one end.")
        name, size = ("last", request.last) if request.last is not None else ("first", request.first)
        if size is None:
            return self.usual
        if size < 0:
            raise InvalidArgument(f"`{name}` is {size}; it cannot be less than 0.")
        if size > self.largest:
            raise PageTooLarge(name, size, self.largest)
        return size


class MemoryFinder:
    """A `Finder` over records in memory; `refresh` moves it to a later revision."""

    def __init__(self, index: MemoryIndex, limits: PageLimits) -> None:
        self._index = index
        self._limits = limits

    @classmethod
    def over(
        cls, model: Model, statements: Iterable[Triple | Quad], revision: int, limits: PageLimits
    ) -> "MemoryFinder":
        """A finder over the records that these statements describe."""
        return cls(build_index(model, statements, revision), limits)

    def refresh(self, index: MemoryIndex) -> None:
        """From now on answer from this index; readers that hold a pinned finder keep theirs."""
        self._index = index

    @property
    def index(self) -> MemoryIndex:
        """What it answers from at present."""
        return self._index

    @property
    def revision(self) -> int:
        """The store's revision that the answers are of."""
        return self._index.revision

    @property
    def total(self) -> int:
        """How many records there are."""
        return len(self._index.records)

    def pinned(self) -> "MemoryFinder":
        """The same records for as long as it is held."""
        return MemoryFinder(self._index, self._limits)

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there is one."""
        return self._index.records.get(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there are, by IRI."""
        found = self._index.records
        return {iri: found[iri] for iri in iris if iri in found}

    def page(self, class_name: str, request: PageRequest) -> Page:
        """A page of all records of a class, by IRI."""
        return self._page(class_name, self._index.iris_of(class_name), request)

    def linking(self, iris: Collection[str], inverse: Inverse, request: PageRequest) -> Mapping[str, Page]:
        """For each IRI a page of the records that link to it."""
        return {iri: self._page(list_of(inverse, iri), self._index.iris_linking(iri, inverse), request) for iri in iris}

    def _page(self, name: str, iris: Sequence[str], request: PageRequest) -> Page:
        size = self._limits.size(request)
        after = None if request.after is None else read_cursor(request.after, name)
        before = None if request.before is None else read_cursor(request.before, name)
        start, end = between(iris, after, before)
        if request.last is None:
            end = min(end, start + size)
        else:
            start = max(start, end - size)
        chosen = iris[start:end]
        return Page(
            records=[self._index.records[iri] for iri in chosen],
            cursors=[write_cursor(name, iri) for iri in chosen],
            total=len(iris),
            has_next=end < len(iris),
            has_previous=start > 0,
        )


def list_of(inverse: Inverse, iri: str) -> str:
    """The name of the list of records that link to that one, to which its cursors are bound."""
    return f"{inverse.source}.{inverse.field} {iri}"
