"""Finding records: the seam that every face reads through.

`Finder` says what can be asked; `registry.services.indexed` answers it from the index. Every method is one look-up for
a whole level of an answer, so the number of look-ups of a query depends on its depth, never on how much it finds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from registry.errors import InvalidArgument, PageTooLarge
from registry.index.filters import BY_IRI, EVERYTHING, Filter, Order
from registry.index.projection import Projection
from registry.index.tables import Plan, Tables
from registry.model.spec import Inverse


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: the `first` records after a cursor, or the `last` ones before one; both cursors may bound it."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records: of one class (or `RECORD`, any class), those that fit, in an order."""

    class_name: str
    where: Filter = EVERYTHING
    order: Order = BY_IRI


class Page:
    """Some neighbouring records of a list, in the list's order."""

    __slots__ = ("_count", "_total", "cursors", "has_next", "has_previous", "records")

    def __init__(
        self,
        records: Sequence[Projection],
        cursors: Sequence[str],
        *,
        has_next: bool,
        has_previous: bool,
        count: Callable[[], int],
    ) -> None:
        self.records = records
        self.cursors = cursors
        """Where each record stands; `after` and `before` take them."""
        self.has_next = has_next
        self.has_previous = has_previous
        self._count = count
        self._total: int | None = None

    @property
    def total(self) -> int:
        """How many records the whole list has; counted when it is first asked for."""
        if self._total is None:
            self._total = self._count()
        return self._total


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many records of the list have it."""

    key: str
    """IRI of a code or record, or a string."""
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """How the records of a list spread over the values of one field; a record with two values counts for both."""

    name: str
    values: Sequence[FacetValue]
    """Most frequent first, ties by key."""
    not_stated: int
    """How many records of the list have no value."""
    distinct: int
    """How many different values there are, shown or not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many records have this combination of values; None stands for no value."""

    keys: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """How many records have a date that begins in this year (`2030`), month (`2030-06`) or decade (`2030` for 203x)."""

    start: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is searched for over all classes, or some; which hits (`first` after a cursor)."""

    text: str
    class_names: tuple[str, ...] = ()
    where: Filter = EVERYTHING
    """May name shared fields, or, when there is just one class, that class's."""
    first: int | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of one of a record's texts with the places (start, end in characters) of what was found."""

    field: str
    language: str
    text: str
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, how well it fits (more is better), and where."""

    record: Projection
    score: float
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what was found, best first."""

    hits: Sequence[Hit]
    cursors: Sequence[str]
    total: int
    has_next: bool
    by_class: Mapping[str, int]
    """How many hits each class has, whatever page is shown."""


@dataclass(slots=True)
class Work:
    """What one operation has cost so far."""

    lookups: int = 0
    """Look-ups of the index, each for a whole level."""
    records: int = 0
    """Records read, each time that one was."""


class Finder(Protocol):
    """Reads records at one revision. Raises `InvalidCursor`, `PageTooLarge`, `InvalidArgument` for bad requests."""

    @property
    def revision(self) -> int:
        """The store's revision that the answers are of."""
        ...

    @property
    def total(self) -> int:
        """How many records there are."""
        ...

    @property
    def work(self) -> Work:
        """What has been read through this finder."""
        ...

    def pinned(self) -> "Finder":
        """The same records for as long as it is held, whatever is written meanwhile; its `work` begins at nothing."""
        ...

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there is one."""
        ...

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there are, by IRI, in one look-up."""
        ...

    def page(self, listing: Listing, request: PageRequest) -> Page:
        """A page of a list."""
        ...

    def linking(
        self,
        iris: Collection[str],
        inverse: Inverse,
        request: PageRequest,
        where: Filter = EVERYTHING,
        order: Order = BY_IRI,
    ) -> Mapping[str, Page]:
        """For each IRI a page of the records that link to it and fit, in one look-up.

        `where` and `order` are read against the inverse's owner, or `RECORD` where it has several.
        """
        ...

    def facets(self, class_name: str, where: Filter, names: Sequence[str], size: int) -> Sequence[Facet]:
        """For each facet its `size` most frequent values among the records that fit."""
        ...

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Sequence[Cell]:
        """How often each combination of the facets' values occurs among the records that fit, by keys, None last."""
        ...

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Sequence[Bin]:
        """How many records that fit begin in each `year`, `month` or `decade` by that date; empty bins left out."""
        ...

    def tables(self, plan: Plan) -> Tables:
        """What the records say, as columns that can be counted at once."""
        ...

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        """The keys (`registry.index.facts.key_of`) of the records of a class that fit."""
        ...

    def search(self, request: SearchRequest) -> Hits:
        """The records that fit the words best."""
        ...


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many records a page has when nothing is said, and at most."""

    usual: int
    largest: int

    def size(self, request: PageRequest | SearchRequest) -> int:
        """How many records the request asks for; raises `PageTooLarge` and `InvalidArgument`."""
        first, last = request.first, getattr(request, "last", None)
        if first is not None and last is not None:
            raise InvalidArgument("`first` and `last` are both given; a page is read from one end.")
        name, size = ("last", last) if last is not None else ("first", first)
        if size is None:
            return self.usual
        if size < 0:
            raise InvalidArgument(f"`{name}` is {size}; it cannot be less than 0.")
        if size > self.largest:
            raise PageTooLarge(name, size, self.largest)
        return size
