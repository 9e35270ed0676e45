"""What measures have in common: the entries that groups of records reach, and what a measure tells of the groups.

What a group holds of a record is the whole record, or some of its elements
(`registry.services.compare.grouping.Groups`): the participation that has a role, not the record's other ones. Then
these elements alone are counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from registry.index.tables import HAS, LOOKED_IN_VAIN, Mask, Numbers
from registry.model.spec import Model
from registry.services.compare.comparison import Value
from registry.services.compare.dimensions import Route
from registry.services.compare.grouping import PART_BITS, Groups
from registry.services.compare.reading import Said, agreed, element_of, expanded


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure tells of groups, in their order."""

    values: Sequence[Value | None]
    """None where no record of the group says anything of what is measured."""
    saying: Mask | None = None
    """For each row of each group whether it says something of it; None where all do."""


class Tell(Protocol):
    """Tells a measure of groups of records of one class."""

    @property
    def kinds(self) -> Mapping[str, int]:
        """The kinds of elements that it tells apart, each with a number from 1 on."""
        ...

    @property
    def silence(self) -> Numbers:
        """Of each row, should it have nothing that is measured, what it says instead (`LACKS` ... `LOOKED_IN_VAIN`)."""
        ...

    def __call__(self, groups: Groups) -> Told:
        """What it tells of these groups."""
        ...


class Reached:
    """What is measured: entries of a class's records, over one way or several."""

    def __init__(self, model: Model, said: Said, class_name: str, routes: Sequence[Route]) -> None:
        owner = model.classes[class_name]
        every = agreed([said.told_of(class_name, route) for route in routes])
        self.columns = [column.where(column.ways == HAS) for column in every]
        elements = [element_of(owner, route) for route in routes]
        self.kinds = {name: number for number, name in enumerate(elements, start=1) if name is not None}
        self.silence: Numbers = np.full(len(said.tables.of(class_name).iris), LOOKED_IN_VAIN, np.int64)
        for column in every:
            denied = column.ways != HAS
            np.minimum.at(self.silence, column.rows[denied], column.ways[denied])
        self._sorted: dict[int, tuple[Numbers, Numbers]] = {}

    def of(self, groups: Groups, number: int = 0) -> tuple[Numbers, Numbers]:
        """Of all groups the entries of a column that are in them: places among the groups' rows, and of entries."""
        column = self.columns[number]
        if groups.picked is None:
            return _between(column.rows, groups.rows)
        members, elements = groups.picked
        whole, mine = elements == 0, elements >> PART_BITS == number + 1
        member, entry = _between(column.rows, groups.rows[members[whole]])
        keys, order = self._keys(number)
        part = elements[mine] & ((1 << PART_BITS) - 1)
        other, place = _between(keys, (groups.rows[members[mine]] << PART_BITS) + part)
        return each_once(
            np.concatenate([members[whole][member], members[mine][other]]), np.concatenate([entry, order[place]])
        )

    def _keys(self, number: int) -> tuple[Numbers, Numbers]:
        """Row and part of each entry as one number, in order, and where each entry stands."""
        if number not in self._sorted:
            column = self.columns[number]
            keys = (column.rows << PART_BITS) + column.parts + 1
            order = np.argsort(keys, kind="stable")
            self._sorted[number] = keys[order], order
        return self._sorted[number]


def saying(groups: Groups, *members: Numbers) -> Mask:
    """Which rows of the groups are among these."""
    mask = np.zeros(len(groups.rows), np.bool_)
    for each in members:
        mask[each] = True
    return mask


def _between(rows: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """For each wanted row the places where it stands among rows in order: which wanted one, and the place."""
    first = np.searchsorted(rows, wanted, "left")
    return expanded(first, np.searchsorted(rows, wanted, "right") - first)


def each_once(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """These pairs, each once, in order."""
    if not len(one):
        return one, other
    size = int(other.max()) + 1
    pairs = np.unique(one * size + other)
    return pairs // size, pairs % size
