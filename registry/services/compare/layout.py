"""From claims to a table: which rows and columns there are, and what every cell and total holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from registry.index.tables import ANY, DOES_NOT_APPLY, HAS, LACKS, LOOKED_IN_VAIN, NOBODY_KNOWS, Mask, Names, Numbers
from registry.model.codes import natural
from registry.model.spec import Model
from registry.services.compare.comparison import Amounts, State, Value
from registry.services.compare.dimensions import Dimension, Order
from registry.services.compare.grouping import Claims, Groups
from registry.services.compare.reached import Tell
from registry.services.compare.reading import FOUR, THIRD_SECTOR, expanded

STATES: Mapping[int, State] = {
    HAS: State.PRESENT,
    LACKS: State.ABSENT,
    DOES_NOT_APPLY: State.NOT_APPLICABLE,
    NOBODY_KNOWS: State.UNKNOWN,
    LOOKED_IN_VAIN: State.NOT_STATED,
}
NO_HEADING = -1


@dataclass(frozen=True, slots=True)
class Members:
    """Which records belong to which sides: rows in order with the number of a side each, each pair once."""

    rows: Numbers
    sides: Numbers
    count: int
    """How many sides there are."""
    size: int
    """How many rows the table has."""

    def joined(self, claims: Claims) -> tuple[Claims, Numbers]:
        """Each claim once for each side that its record belongs to, and that side."""
        first = np.searchsorted(self.rows, claims.rows, "left")
        claim, place = expanded(first, np.searchsorted(self.rows, claims.rows, "right") - first)
        return claims.where(claim), self.sides[place]

    def includes(self, rows: Numbers) -> Mask:
        """Whether each of these rows belongs to a side."""
        member = np.zeros(self.size, np.bool_)
        member[self.rows] = True
        mask: Mask = member[rows]
        return mask

    def groups(self) -> Groups:
        """The records of each side."""
        return Groups.of(self.sides, self.rows, self.size)


@dataclass(frozen=True, slots=True)
class Headings:
    """The values that are shown, in order, and how many there are in all."""

    values: tuple[int, ...]
    """Numbers of names."""
    count: int

    def places(self, values: Numbers, size: int) -> Numbers:
        """Where each value stands; one past the end for any value, `NO_HEADING` for those that are not shown."""
        found = np.full(size, NO_HEADING, np.int64)
        found[list(self.values)] = np.arange(len(self.values))
        found[ANY] = len(self.values)
        places: Numbers = found[values]
        return places


def headings_of(
    model: Model, dimension: Dimension, said: Numbers, rows: Numbers, names: Names, limit: int, helix_roles: int
) -> Headings:
    """The headings of a dimension: of these values, said by these rows, those with most records."""
    listed = _listed(model, dimension, helix_roles)
    values, texts = [names.number(key) for key in listed], names.texts
    pairs = np.unique(np.stack([said, rows]), axis=1) if len(said) else np.empty((2, 0), np.int64)
    found, counts = np.unique(pairs[0], return_counts=True)
    often = dict(zip(found.tolist(), counts.tolist(), strict=True))
    more = [value for value in often if value != ANY and value not in values]
    if dimension.order is Order.NATURAL:
        more.sort(key=lambda value: natural(_notation(model, texts[value])))
    else:
        more.sort(key=lambda value: (-often[value], texts[value]))
    every = [*values, *more]
    return Headings(tuple(every[:limit]), len(every))


def _listed(model: Model, dimension: Dimension, helix_roles: int) -> list[str]:
    """The keys of a dimension that are shown whole."""
    if dimension.order is not Order.LIST:
        return []
    if dimension.labels:
        return [key for key, _ in dimension.labels]
    codes = model.lists[dimension.code_list or ""].codes
    left_out = THIRD_SECTOR if dimension.code_list == "HelixRole" and helix_roles == FOUR else None
    return [code.iri for code in codes if code.notation != left_out]


def _notation(model: Model, key: str) -> str:
    code = model.codes.get(key)
    return key if code is None else code.notation


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in one cell: how it is said, by which rows, and the measure of those that have it."""

    way: int
    rows: Numbers
    value: Value | None = None
    silent: int = 0
    """How many instruments there state no amount, where none does and amounts are measured."""


class Grid:
    """The cells of all rows, columns and sides."""

    def __init__(
        self, members: Members, claims: Claims, first: Numbers, second: Numbers, shape: tuple[int, int], tell: Tell
    ):
        """`first` and `second` are the places of the claims' values among `shape` rows and columns."""
        self._members, self._tell = members, tell
        self._height, self._width = shape
        has = claims.ways == HAS
        self._claims, self._first, self._second = claims.where(has), first[has], second[has]
        self._joined, self._sides = members.joined(replace(claims, first=first, second=second))

    def cells(self) -> dict[tuple[int, int, int], Filled]:
        """Every cell of which something is said, by row, column and side.

        A record that has what the row and column say, and nothing of what is measured, stands in its cell with what it
        says of that: that there is none, or nothing at all, which is not zero.
        """
        joined, sides = self._joined, self._sides
        there = (joined.ways == HAS) & self._shown(joined.first, joined.second)
        numbers = (joined.first * self._width + joined.second) * self._members.count + sides
        groups = Groups.of(numbers[there], joined.rows[there], self._members.size, joined.elements[there])
        told = self._tell(groups)
        if told.saying is None:
            cells, having = self._denied({}), groups
        else:
            every, silent = groups.numbers[groups.member_groups], ~told.saying
            ways = self._tell.silence[groups.rows[silent]]
            cells = self._denied(self._silent(every[silent], groups.rows[silent], ways))
            having = Groups.of(every[told.saying], groups.rows[told.saying], self._members.size)
        values = dict(zip(groups.numbers.tolist(), told.values, strict=True))
        for place, number in enumerate(having.numbers.tolist()):
            cells[self._cell(number)] = Filled(HAS, having.rows_at(place), values.pop(number))
        for number, value in values.items():
            if isinstance(value, Amounts):
                cells[self._cell(number)] = replace(cells[self._cell(number)], silent=value.silent)
        return cells

    def _silent(self, numbers: Numbers, rows: Numbers, ways: Numbers) -> dict[int, Groups]:
        """For each way of saying nothing of what is measured: in which cells which rows do so."""
        return {
            way: Groups.of(numbers[ways == way], rows[ways == way], self._members.size)
            for way in np.unique(ways).tolist()
        }

    def _shown(self, first: Numbers, second: Numbers) -> Mask:
        shown: Mask = (first >= 0) & (first < self._height) & (second >= 0) & (second < self._width)
        return shown

    def _cell(self, number: int) -> tuple[int, int, int]:
        rest, side = divmod(number, self._members.count)
        return (*divmod(rest, self._width), side)

    def _denied(self, silent: Mapping[int, Groups]) -> dict[tuple[int, int, int], Filled]:
        """The cells of which somebody says that there is nothing; what is said of any value holds for each.

        `silent` are rows that have a cell's values and say so of what is measured, by how they say it.
        """
        joined, sides = self._joined, self._sides
        cells: dict[tuple[int, int, int], Filled] = {}
        for way in (LOOKED_IN_VAIN, NOBODY_KNOWS, DOES_NOT_APPLY, LACKS):
            chosen = (joined.ways == way) & (joined.first >= 0) & (joined.second >= 0)
            numbers = (joined.first * (self._width + 1) + joined.second) * self._members.count + sides
            groups = Groups.of(numbers[chosen], joined.rows[chosen], self._members.size)
            by_place: dict[tuple[int, int, int], list[Numbers]] = {}
            for place, number in enumerate(groups.numbers.tolist()):
                rest, side = divmod(number, self._members.count)
                rows = groups.rows_at(place)
                for each in self._meant(*divmod(rest, self._width + 1)):
                    by_place.setdefault((*each, side), []).append(rows)
            if way in silent:
                for place, number in enumerate(silent[way].numbers.tolist()):
                    by_place.setdefault(self._cell(number), []).append(silent[way].rows_at(place))
            # Several cells are often denied by the same records, whose rows are then put together once.
            united: dict[tuple[int, ...], Numbers] = {}
            for cell, pieces in by_place.items():
                key = tuple(map(id, pieces))
                if key not in united:
                    united[key] = pieces[0] if len(pieces) == 1 else np.unique(np.concatenate(pieces))
                cells[cell] = Filled(way, united[key])
        return cells

    def _meant(self, row: int, column: int) -> list[tuple[int, int]]:
        rows = range(self._height) if row == self._height else (row,)
        columns = range(self._width) if column == self._width else (column,)
        return [(one, other) for one in rows for other in columns]

    def row_totals(self) -> dict[tuple[int, int], Value | None]:
        """Of each row and column, what all sides have."""
        there = self._shown(self._first, self._second)
        found = self._told((self._first * self._width + self._second)[there], self._claims, there)
        return {divmod(number, self._width): value for number, value in found.items()}

    def rows_totals(self) -> dict[int, Value | None]:
        """Of each row, what all sides have in whatever column."""
        there = self._first >= 0
        return self._told(self._first[there], self._claims, there)

    def side_totals(self) -> dict[tuple[int, int], Value | None]:
        """Of each column and side, what they have in whatever row."""
        joined = self._joined
        there = (joined.ways == HAS) & (joined.second >= 0) & (joined.second < self._width)
        found = self._told((joined.second * self._members.count + self._sides)[there], joined, there)
        return {divmod(number, self._members.count): value for number, value in found.items()}

    def _told(self, numbers: Numbers, claims: Claims, there: Mask) -> dict[int, Value | None]:
        groups = Groups.of(numbers, claims.rows[there], self._members.size, claims.elements[there])
        return dict(zip(groups.numbers.tolist(), self._tell(groups).values, strict=True))
