"""The time that a request may take: looked at before every look-up, and every so many records in between."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence

from registry.errors import QueryTooSlow
from registry.index.filters import BY_IRI, EVERYTHING, Filter, Order
from registry.index.projection import Projection
from registry.index.tables import Plan, Tables
from registry.model.spec import Inverse
from registry.services.find import Bin, Cell, Facet, Finder, Hits, Listing, Page, PageRequest, SearchRequest, Work


class Deadline:
    """When a request must have been answered."""

    __slots__ = ("_clock", "_end", "_seconds", "is_over")

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds
        self.is_over = False

    def check(self) -> None:
        """Raises `QueryTooSlow` when the time is over."""
        if self._clock() > self._end:
            self.is_over = True
            raise QueryTooSlow(self._seconds)


class WatchedFinder:
    """A finder that looks at the clock before each look-up."""

    __slots__ = ("_deadline", "_finder")

    def __init__(self, finder: Finder, deadline: Deadline) -> None:
        self._finder = finder
        self._deadline = deadline

    @property
    def revision(self) -> int:
        """The store's revision that the answers are of."""
        return self._finder.revision

    @property
    def total(self) -> int:
        """How many records there are."""
        return self._finder.total

    @property
    def work(self) -> Work:
        """What has been read."""
        return self._finder.work

    def pinned(self) -> "WatchedFinder":
        """The same records, under the same deadline."""
        return WatchedFinder(self._finder.pinned(), self._deadline)

    def _watched(self) -> Finder:
        self._deadline.check()
        return self._finder

    def record(self, iri: str) -> Projection | None:
        """See `Finder`."""
        return self._watched().record(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """See `Finder`."""
        return self._watched().records(iris)

    def page(self, listing: Listing, request: PageRequest) -> Page:
        """See `Finder`."""
        return self._watched().page(listing, request)

    def linking(
        self,
        iris: Collection[str],
        inverse: Inverse,
        request: PageRequest,
        where: Filter = EVERYTHING,
        order: Order = BY_IRI,
    ) -> Mapping[str, Page]:
        """See `Finder`."""
        return self._watched().linking(iris, inverse, request, where, order)

    def facets(self, class_name: str, where: Filter, names: Sequence[str], size: int) -> Sequence[Facet]:
        """See `Finder`."""
        return self._watched().facets(class_name, where, names, size)

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Sequence[Cell]:
        """See `Finder`."""
        return self._watched().crossed(class_name, where, names)

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Sequence[Bin]:
        """See `Finder`."""
        return self._watched().histogram(class_name, where, field, interval)

    def tables(self, plan: Plan) -> Tables:
        """See `Finder`."""
        return self._watched().tables(plan)

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        """See `Finder`."""
        return self._watched().keys(class_name, where)

    def search(self, request: SearchRequest) -> Hits:
        """See `Finder`."""
        return self._watched().search(request)
