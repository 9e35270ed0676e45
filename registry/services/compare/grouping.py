"""Records sorted into cells: who says what of two dimensions at once, and the groups that this makes.

Everything is done for all cells together on columns of numbers; how many cells there are does not matter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

import numpy as np

from registry.index.tables import HAS, Column, Mask, Numbers
from registry.services.compare.reading import Way, expanded

NO_KINDS: Final[Mapping[str, int]] = MappingProxyType({})
PART_BITS: Final = 32
"""Parts are numbers of names, of which there are fewer than two to that power."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What records say: of each claim the record's row, the values of one or two dimensions, and how it is said.

    A value of 0 stands for any; of one dimension all second values are 0.
    """

    rows: Numbers
    first: Numbers
    second: Numbers
    ways: Numbers
    elements: Numbers
    """Of which element each is told (`element_numbers`); 0 where it is told of the record as a whole."""

    def where(self, chosen: Numbers | Mask) -> "Claims":
        """Only these claims, by their places or by a mask."""
        return Claims(*(getattr(self, name)[chosen] for name in Claims.__slots__))


def claims_of(ways: Sequence[Way], kinds: Mapping[str, int] = NO_KINDS) -> Claims:
    """What records say of one dimension; elements are told apart only where they are of these kinds."""
    pieces = [
        (way.column.rows, way.column.values, way.column.ways, element_numbers(kinds.get(way.element or ""), way.column))
        for way in ways
    ]
    rows, values, said, elements = (np.concatenate(each) for each in zip(*pieces, strict=True))
    return Claims(rows, values, np.zeros(len(rows), np.int64), said, elements)


def element_numbers(kind: int | None, column: Column) -> Numbers:
    """The element that each entry is of, as one number: its kind (1, 2 ...) and its part; 0 for no kind."""
    if kind is None:
        return np.zeros(len(column.rows), np.int64)
    numbers: Numbers = (kind << PART_BITS) + column.parts + 1
    return numbers


def crossed(first: Sequence[Way], second: Sequence[Way], kinds: Mapping[str, int] = NO_KINDS) -> Claims:
    """What records say of two dimensions together.

    Where both can be told of the same part or linked record they are told of that alone: the kind and the role are
    those of one actor, be it the lead or a participant, never the kind of one and the role of another.
    """
    shared = {way.element for way in first if way.element} & {way.element for way in second}
    pairs = [(one, other) for one in first for other in second if not shared or one.element == other.element in shared]
    pieces = [_crossed(one, other, kinds) for one, other in pairs]
    return Claims(*(np.concatenate([getattr(each, name) for each in pieces]) for name in Claims.__slots__))


def _crossed(one: Way, other: Way, kinds: Mapping[str, int]) -> Claims:
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
    kind = kinds.get(one.element or "")
    if kind is None:
        elements = element_numbers(kinds.get(other.element or ""), right)[match]
    else:
        elements = element_numbers(kind, left)[entry]
    return Claims(left.rows[entry], left.values[entry], right.values[match], said, elements)


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
    picked: tuple[Numbers, Numbers] | None = None
    """Where only some elements of rows are in the groups: places among `rows`, and the element (0: the whole row)."""

    @classmethod
    def of(cls, numbers: Numbers, rows: Numbers, size: int, elements: Numbers | None = None) -> Self:
        """The groups of these pairs, of these elements of the rows; there are `size` rows at most."""
        every = numbers * max(size, 1) + rows
        pairs = np.unique(every)
        group, row = pairs // max(size, 1), pairs % max(size, 1)
        found, starts = np.unique(group, return_index=True)
        some = elements is not None and bool(np.any(elements))
        picked = (np.searchsorted(pairs, every), elements) if some and elements is not None else None
        return cls(found, np.append(starts, len(row)).astype(np.int64), row, picked)

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
