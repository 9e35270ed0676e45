"""How the records that fit a filter spread over the values of facets, over combinations of them, and over time."""

from collections.abc import Mapping, Sequence
from typing import Final

from registry.errors import InvalidArgument
from registry.index import columns
from registry.index.columns import DATES, Facetable
from registry.index.filters import Filter
from registry.index.snapshot import Snapshot

_MOST_CROSSED: Final = 3
_VALUE_BYTES: Final = 200
_WIDTHS: Final[Mapping[str, int]] = {"decade": 100_000, "year": 10_000, "month": 100}
"""Days as yyyymmdd are counted in intervals of so many."""


class Counting:
    """Counts the records of one state of the index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def facet(self, class_name: str, where: Filter, name: str) -> Mapping[str | None, int]:
        """How many records that fit have each value of a facet; under None those without one."""
        column = self._facetable(class_name, name).column
        key = ("facet", class_name, where, column)
        found: Mapping[str | None, int] | None = self._snapshot.answers.get(key)
        if found is None:
            found = self._snapshot.reading.counts(self._snapshot.conditions.fitting(class_name, where), column)
            self._snapshot.answers.keep(key, found, _VALUE_BYTES * (1 + len(found)))
        return found

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Mapping[tuple[str | None, ...], int]:
        """How many records that fit have each combination of the facets' values; None stands for no value.

        Raises `InvalidArgument` for no facet or more than three, and for more combinations than can be counted.
        """
        if not 0 < len(names) <= _MOST_CROSSED:
            raise InvalidArgument(f"{len(names)} facets are to be crossed; one to {_MOST_CROSSED} can be.")
        asked = tuple(self._facetable(class_name, name).column for name in names)
        key = ("crossed", class_name, where, asked)
        found: Mapping[tuple[str | None, ...], int] | None = self._snapshot.answers.get(key)
        if found is None:
            query = self._snapshot.conditions.fitting(class_name, where)
            found = self._snapshot.reading.combinations(query, asked)
            if found is None:
                crossed = " and ".join(names)
                raise InvalidArgument(f"{crossed} have more than 65,000 combinations; count fewer records.")
            self._snapshot.answers.keep(key, found, _VALUE_BYTES * (1 + len(found)))
        return found

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Mapping[str, int]:
        """How many records that fit begin in each year, month or decade by that date, in order."""
        if interval not in _WIDTHS:
            raise InvalidArgument(f"{interval!r} is no interval; known are {', '.join(_WIDTHS)}.")
        kinds = {
            each.by_name[field].kind for each in self._snapshot.conditions.classes(class_name) if field in each.by_name
        }
        if not kinds or not kinds <= DATES:
            raise InvalidArgument(f"{class_name} has no date {field!r}.")
        query, width = self._snapshot.conditions.fitting(class_name, where), _WIDTHS[interval]
        bins = self._snapshot.reading.bins(query, columns.low_column(field), width)
        return {_start(first, interval): count for first, count in sorted(bins.items())}

    def _facetable(self, class_name: str, name: str) -> Facetable:
        """What a facet's name stands for in a class; in all record classes only what they share does."""
        classes = self._snapshot.conditions.classes(class_name)
        found = [self._snapshot.facetables(each.name).get(name) for each in classes]
        first = found[0]
        if first is None or any(each is None or each.field.shape != first.field.shape for each in found):
            raise InvalidArgument(f"{class_name} cannot be counted by {name!r}.")
        return first


def _start(first: int, interval: str) -> str:
    """The year or month that an interval of days begins with."""
    year, month = first // 10_000, first // 100 % 100
    shown = f"{year:04}" if year >= 0 else f"-{-year:04}"
    return f"{shown}-{month:02}" if interval == "month" else shown
