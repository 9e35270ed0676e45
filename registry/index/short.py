"""Lists so short that they are put in order here, by the numbers that the index keeps of each record's IRI.

For a few records that is quicker than to have the index order them, which looks up the text of each; and how many
there are is known on the way. Where the numbers of two IRIs are the same, the index is asked after all.
"""

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from registry.index import columns
from registry.index.asking import Address, Columns, Query, Reading
from registry.index.iris import IriOrder

LONGEST: Final = 500
"""How many records are put in order here at most."""


class Window(NamedTuple):
    """Some neighbouring records of a short list."""

    addresses: list[Address]
    has_next: bool
    has_previous: bool
    total: int


class ShortList:
    """A few records in the order of their IRIs."""

    def __init__(self, reading: Reading, make: Columns, order: IriOrder, addresses: list[Address]) -> None:
        self._reading = reading
        self._make = make
        self._order = order
        numbers = [reading.numbers(name, addresses) for name in columns.chunk_columns(columns.ID)]
        in_order = sorted(zip(*numbers, range(len(addresses)), strict=True))
        self._numbers = [each[:-1] for each in in_order]
        self._addresses = [addresses[each[-1]] for each in in_order]
        self._iris: dict[int, str] = {}
        """By place, so far as they had to be looked up."""

    @classmethod
    def of(cls, reading: Reading, make: Columns, order: IriOrder, query: Query) -> "ShortList | None":
        """The records that a query gives; None when they are too many."""
        addresses = reading.addresses(query, LONGEST + 1)
        return None if len(addresses) > LONGEST else cls(reading, make, order, addresses)

    def window(self, size: int, after: str | None, before: str | None, *, last: bool, falling: bool = False) -> Window:
        """The first (or last) records between two IRIs.

        When the second comes before the first there are none, and the window lies at the first, or, for a list that is
        read as `falling`, at the second.
        """
        start = 0 if after is None else self._place(after, past=True)
        end = len(self._addresses) if before is None else self._place(before, past=False)
        if end < start:
            start = end = end if falling else start
        if last:
            start = max(start, end - size)
        else:
            end = min(end, start + size)
        self._settle_ties(start, end)
        return Window(self._addresses[start:end], end < len(self._addresses), start > 0, len(self._addresses))

    def _place(self, iri: str, *, past: bool) -> int:
        """Where an IRI stands or would stand, or just past it."""
        numbers = tuple(self._order.chunks(iri))
        low, high = bisect_left(self._numbers, numbers), bisect_right(self._numbers, numbers)
        self._settle(low, high)
        iris = [self._iris[place] for place in range(low, high)]
        return low + (bisect_right(iris, iri) if past else bisect_left(iris, iri))

    def _settle_ties(self, start: int, end: int) -> None:
        """Makes sure of the order of all records that share their numbers with another one in the window."""
        place = start
        while place < end:
            numbers = self._numbers[place]
            low, high = bisect_left(self._numbers, numbers), bisect_right(self._numbers, numbers)
            if high - low > 1:
                self._settle(low, high)
            place = high

    def _settle(self, low: int, high: int) -> None:
        """Has the index order the records from one place to another, which all have the same numbers."""
        if low == high or low in self._iris:
            return
        keys = [key for key in self._reading.numbers(columns.KEY, self._addresses[low:high]) if key is not None]
        hits = self._reading.first(self._make.terms(columns.KEY, keys), high - low, columns.ID)
        for place, (iri, address) in enumerate(hits, start=low):
            self._addresses[place], self._iris[place] = address, iri or ""
