"""Lists of records in an order, read from any place in them, either way.

An ordered list is one run of the index after another: the records with a value by their sort texts, then those
without one by their IRIs. A place in it is a run and a text of that run, whether or not a record stands there now, so a
place stays right while records come and go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from registry.index import columns
from registry.index.asking import Address, Columns, Query, Reading, all_of
from registry.index.facts import key_of
from registry.index.iris import IriOrder
from registry.index.short import ShortList
from registry.index.sorting import SEPARATOR, chunks

_BATCH: Final = 4
"""How many times more is read when what was read lay before the place to begin at."""


class Place(NamedTuple):
    """Where something stands in an ordered list."""

    run: int
    text: str


class Entry(NamedTuple):
    """A record in an ordered list."""

    key: int
    place: Place | None
    """None in a list by IRI that the index did not put in order: there the record's IRI is its place."""
    address: Address


@dataclass(frozen=True, slots=True)
class Run:
    """The records of a query in the order of one column, in which each has a value of its own."""

    query: Query
    column: str
    descending: bool
    may_be_short: bool = False
    """Whether it is worth a look if these are but a few."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring entries of a list, and whether there are more before and after them."""

    entries: Sequence[Entry]
    has_next: bool
    has_previous: bool
    total: int | None = None
    """How many entries the whole list has, where that is known."""


class OrderedList:
    """Runs of records, one after the other."""

    def __init__(self, reading: Reading, make: Columns, order: IriOrder, runs: Sequence[Run]) -> None:
        self._reading = reading
        self._make = make
        self._order = order
        self._runs = runs

    @property
    def run_numbers(self) -> Sequence[str]:
        """What its places may say as their run."""
        return [str(number) for number in range(len(self._runs))]

    def stretch(self, size: int, after: Place | None, before: Place | None, *, backwards: bool = False) -> Stretch:
        """The first entries between two places, or the last ones when read backwards."""
        short = self._short()
        if short is not None:
            return self._window(short, size, after, before, backwards)
        if after is not None and before is not None and not self._follows(before, after):
            ahead = bool(self._read(after, None, 1))
            return Stretch((), has_next=ahead, has_previous=self._reaches(after, forwards=False))
        found = self._read(after, before, size + 1, backwards=backwards)
        more, entries = len(found) > size, found[:size]
        if backwards:
            entries.reverse()
        ahead = (more and not backwards) or (before is not None and self._reaches(before, forwards=True))
        behind = (more and backwards) or (after is not None and self._reaches(after, forwards=False))
        return Stretch(entries, has_next=ahead, has_previous=behind)

    def _short(self) -> ShortList | None:
        """The whole list, when it is by IRI and short."""
        run = self._runs[0]
        if len(self._runs) > 1 or not run.may_be_short:
            return None
        return ShortList.of(self._reading, self._make, self._order, run.query)

    def _window(
        self, short: ShortList, size: int, after: Place | None, before: Place | None, backwards: bool
    ) -> Stretch:
        """The same stretch of a short list, which is in rising order."""
        falling = self._runs[0].descending
        low, high = (before, after) if falling else (after, before)
        bounds = (None if low is None else low.text, None if high is None else high.text)
        window = short.window(size, *bounds, last=backwards != falling, falling=falling)
        keys = self._reading.numbers(columns.KEY, window.addresses)
        entries = [Entry(key or 0, None, address) for key, address in zip(keys, window.addresses, strict=True)]
        if falling:
            entries.reverse()
            return Stretch(entries, window.has_previous, window.has_next, window.total)
        return Stretch(entries, window.has_next, window.has_previous, window.total)

    def _reaches(self, place: Place, *, forwards: bool) -> bool:
        """Whether anything stands at the place or further on that way."""
        here = self._runs[place.run]
        key = self._make.term(columns.KEY, key_of(self._iri(place)))
        standing = self._reading.first(all_of([here.query, key]), 1, here.column)
        if standing and standing[0][0] == place.text:
            return True
        if forwards:
            return bool(self._read(place, None, 1))
        return bool(self._read(None, place, 1, backwards=True))

    def _follows(self, one: Place, other: Place) -> bool:
        if one.run != other.run:
            return one.run > other.run
        return one.text < other.text if self._runs[one.run].descending else one.text > other.text

    def _read(self, after: Place | None, before: Place | None, limit: int, *, backwards: bool = False) -> list[Entry]:
        """At most so many entries between the places, from the front or from the back."""
        begin = 0 if after is None else after.run
        end = len(self._runs) - 1 if before is None else before.run
        numbers = range(begin, end + 1)
        found: list[Entry] = []
        for number in reversed(numbers) if backwards else numbers:
            if len(found) < limit:
                found += self._read_run(number, after, before, limit - len(found), backwards)
        return found

    def _read_run(
        self, number: int, after: Place | None, before: Place | None, limit: int, backwards: bool
    ) -> list[Entry]:
        run = self._runs[number]
        low = after.text if after is not None and after.run == number else None
        high = before.text if before is not None and before.run == number else None
        if run.descending:
            low, high = high, low
        falling = run.descending != backwards
        begin, end = (high, low) if falling else (low, high)
        hits = self._from(run, begin, end, limit, falling)
        return [self._entry(Place(number, text), address) for text, address in hits]

    def _entry(self, place: Place, address: Address) -> Entry:
        return Entry(key_of(self._iri(place)), place, address)

    def _from(
        self, run: Run, begin: str | None, end: str | None, limit: int, falling: bool
    ) -> list[tuple[str, Address]]:
        """The first entries of a run that lie strictly between two texts, in rising or falling order."""
        found: list[tuple[str, Address]] = []
        for query in self._slices(run, begin, falling):
            found += self._first(run, query, begin, end, limit - len(found), falling)
            if len(found) == limit:
                break
        return found

    def _slices(self, run: Run, begin: str | None, falling: bool) -> Iterable[Query]:
        """Queries that give, one after the other, what lies at or beyond a text, and a little before it.

        The index has the first bytes of each text in a few numbers. What agrees with the text in all of them, and so
        lies around it, is the first slice; what agrees in all but the last and lies beyond in that the next, and so on.
        """
        if begin is None:
            return [run.query]
        names, numbers = columns.chunk_columns(run.column), self._chunks(run, begin)
        slices = []
        for length in reversed(range(len(names))):
            same = [self._make.equal(*pair) for pair in zip(names[:length], numbers[:length], strict=True)]
            beyond = self._make.beyond(
                names[length], numbers[length], downwards=falling, inclusive=length == len(names) - 1
            )
            slices.append(all_of([run.query, *same, beyond]))
        return slices

    def _first(
        self, run: Run, query: Query, begin: str | None, end: str | None, limit: int, falling: bool
    ) -> list[tuple[str, Address]]:
        """The first of a query's entries that lie strictly between two texts."""
        asked = limit if begin is None else limit + 1
        while True:
            hits = self._reading.first(query, asked, run.column, descending=falling)
            found = [(text, at) for text, at in hits if text is not None and _lies(text, begin, end, falling)]
            ended = len(hits) < asked or not _lies(hits[-1][0] or "", None, end, falling)
            if len(found) >= limit or ended:
                return found[:limit]
            asked *= _BATCH

    def _chunks(self, run: Run, text: str) -> Sequence[int]:
        return self._order.chunks(text) if run.column == columns.ID else chunks(text)

    def _iri(self, place: Place) -> str:
        if self._runs[place.run].column == columns.ID:
            return place.text
        return self._order.whole(place.text.rpartition(SEPARATOR)[2])


def _lies(text: str, begin: str | None, end: str | None, falling: bool) -> bool:
    if falling:
        return (begin is None or text < begin) and (end is None or text > end)
    return (begin is None or text > begin) and (end is None or text < end)
