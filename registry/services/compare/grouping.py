"""Records sorted into cells: who says what of two dimensions at once, and the groups that this makes.

Everything is done for all cells together on columns of numbers; how many cells there are does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from registry.index.tables import HAS, Mask, Numbers
from registry.services.compare.reading import Way, expanded


@dataclass(frozen=True, slots=True)
class Claims:
    """What records say: of each claim the record's row, the values of one or two dimensions, and how it is said.

    A value of 0 stands for any; of one dimension all second values are 0.
    """

    rows: Numbers
    first: Numbers
    second: Numbers
    ways: Numbers

    def where(self, chosen: Numbers | Mask) -> "Claims":
        """Only these claims, by their places or by a mask."""
        return Claims(self.rows[chosen], self.first[chosen], self.second[chosen], self.ways[chosen])


def claims_of(ways: Sequence[Way]) -> Claims:
    """What records say of one dimension."""
    rows, values, said = (
        np.concatenate([getattr(way.column, name) for way in ways]) for name in ("rows", "values", "ways")
    )
    return Claims(rows, values, np.zeros(len(rows), np.int64), said)


def crossed(first: Sequence[Way], second: Sequence[Way]) -> Claims:
    """What records say of two dimensions together: of the same part or linked record where both are of one."""
    pieces = [_crossed(one, other) for one in first for other in second]
    return Claims(*(np.concatenate([getattr(each, name) for each in pieces]) for name in Claims.__slots__))


def _crossed(one: Way, other: Way) -> Claims:
    left, right = one.column, other.column
    if one.element is not None and one.element == other.element:
        # Only what is said of the same part belongs together: the funder is a ministry, not the university beside it.
        here, there = (left.rows << 32) + left.parts, (right.rows << 32) + right.parts
        order, sorted_there = np.argsort(there, kind="stable"), np.sort(there)
    else:
        here, sorted_there = left.rows, right.rows
        order = np.arange(len(sorted_there))
    start = np.searchsorted(sorted_there, here, "left")
    entry, place = expanded(start, np.searchsorted(sorted_there, here, "right") - start)
    match = order[place]
    said = weaker(left.ways[entry], right.ways[match])
    return Claims(left.rows[entry], left.values[entry], right.values[match], said)


def weaker(one: Numbers, other: Numbers) -> Numbers:
    """How two things are said together: both are had, or else what is said of the one that is not; no first."""
    least: Numbers = np.where(one == HAS, other, np.where(other == HAS, one, np.minimum(one, other)))
    return least


@dataclass(frozen=True, slots=True)
class Groups:
    """Records in groups: numbers of groups in rising order, and the rows of each, in order, each once."""

    numbers: Numbers
    starts: Numbers
    """Where the rows of each group begin; one more at the end."""
    rows: Numbers

    @classmethod
    def of(cls, numbers: Numbers, rows: Numbers, size: int) -> Self:
        """The groups of these pairs; there are `size` rows at most."""
        pairs = np.unique(numbers * max(size, 1) + rows)
        group, row = pairs // max(size, 1), pairs % max(size, 1)
        found, starts = np.unique(group, return_index=True)
        return cls(found, np.append(starts, len(row)).astype(np.int64), row)

    @property
    def counts(self) -> Numbers:
        """How many rows each group has."""
        return np.diff(self.starts)

    @property
    def member_groups(self) -> Numbers:
        """For each row the place of its group."""
        return np.repeat(np.arange(len(self.numbers)), self.counts)

    def rows_at(self, place: int) -> Numbers:
        """The rows of the group at that place."""
        return self.rows[self.starts[place] : self.starts[place + 1]]
