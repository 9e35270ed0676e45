"""What the records of a class say of a dimension: columns joined over links, values folded into rows.

One `Said` a request; what was worked out for one state of the records is kept with its tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from registry.index.sorting import date_span
from registry.index.tables import HAS, NO_PART, Column, Numbers, Table, Tables
from registry.model.spec import Kind, Model, RecordClass
from registry.services.compare.dimensions import ABOUT, Dimension, Fold, Route
from registry.services.compare.planning import split
from registry.services.compare.saying import BETWEEN

THIRD_SECTOR: Final = "third-sector"
FOUR: Final = 4
_ELEMENTS: Final[Mapping[str, str]] = {"!deadline": "targets", "!target": "targets", "!targets": "targets"}
"""What is worked out of the parts of a record, and told of each."""


@dataclass(frozen=True, slots=True)
class Way:
    """What comes over one way of a dimension."""

    route: Route
    element: str | None
    """The part or link that its entries are of, where they are of one."""
    column: Column


class Said:
    """Reads ways and dimensions from the tables of one state."""

    def __init__(self, model: Model, tables: Tables, day: date, helix_roles: int) -> None:
        self._model = model
        self.tables = tables
        self._day = int(day.strftime("%Y%m%d"))
        self._roles = helix_roles

    def ways(self, class_name: str, dimension: Dimension) -> list[Way]:
        """What the records of a class say of a dimension, by each way to it."""
        columns, otherwise = [], dimension.otherwise.get(class_name)
        for route in dimension.routes[class_name]:
            column = self.told_of(class_name, route)
            if otherwise is not None and otherwise[0] == route[0]:
                column = self.filled(column, self.column(class_name, otherwise))
            columns.append(self._folded(dimension, column))
        owner = self._model.classes[class_name]
        return [
            Way(route, element_of(owner, route), column)
            for route, column in zip(dimension.routes[class_name], agreed(columns), strict=True)
        ]

    def told_of(self, class_name: str, route: Route) -> Column:
        """What comes over a way, a linked record that is itself the value being the element that it is told of."""
        column = self.column(class_name, route)
        if len(route) > 1 or element_of(self._model.classes[class_name], route) != route[0]:
            return column
        key = ("told", class_name, route)
        found: Column | None = self.tables.kept.get(key)
        if found is None:
            parts = np.where(column.ways == HAS, column.values, NO_PART)
            found = self.tables.kept[key] = Column(column.rows, parts, column.values, column.ways)
        return found

    def column(self, class_name: str, route: Route) -> Column:
        """What comes over a way."""
        key = (class_name, route)
        found: Column | None = self.tables.kept.get(key)
        if found is None:
            found = self.tables.kept[key] = self._made(class_name, route)
        return found

    def _made(self, class_name: str, route: Route) -> Column:
        head, further, rest = split(self._model, class_name, route)
        owner = self._model.classes[class_name]
        inverse = None if head[0] in owner.by_name else owner.inverse_by_name.get(head[0])
        if inverse is not None:
            column = self._back(class_name, inverse.source, inverse.field)
        else:
            column = self.tables.of(class_name).columns[".".join(head)]
        if not rest or further is None:
            return column
        return self._on(column, self.tables.of(further), self.column(further, rest), of_part=len(head) > 1)

    def _back(self, class_name: str, source: str, field: str) -> Column:
        """Who links to each record."""
        linking = self.tables.of(source)
        column = linking.columns[field]
        column = column.where(column.ways == HAS)
        rows = self.tables.of(class_name).rows_named(column.values, len(self.tables.names.texts))
        there = rows >= 0
        values = linking.names[column.rows[there]]
        return Column.of(rows[there], np.full(len(values), NO_PART, np.int64), values, np.zeros(len(values), np.int64))

    def _on(self, column: Column, other: Table, further: Column, *, of_part: bool) -> Column:
        """What the linked records say, each link's entries under its part, or else under the linked record."""
        links, why = column.where(column.ways == HAS), column.where(column.ways != HAS)
        rows = other.rows_named(links.values, len(self.tables.names.texts))
        first = np.searchsorted(further.rows, rows, "left")
        counts = np.where(rows >= 0, np.searchsorted(further.rows, rows, "right") - first, 0)
        link, entry = expanded(first, counts)
        parts = links.parts if of_part else links.values
        return Column.of(
            np.concatenate([links.rows[link], why.rows]),
            np.concatenate([parts[link], why.parts]),
            np.concatenate([further.values[entry], why.values]),
            np.concatenate([further.ways[entry], why.ways]),
        )

    def filled(self, column: Column, otherwise: Column) -> Column:
        """Where a part has no value, what the other way gives for it."""
        usable = otherwise.where(otherwise.ways == HAS)
        theirs = usable.where(~np.isin(_places(usable), _places(column.where(column.ways == HAS))))
        kept = column.where(~np.isin(_places(column), _places(theirs)))
        return Column.of(*(np.concatenate([a, b]) for a, b in zip(_four(kept), _four(theirs), strict=True)))

    def _folded(self, dimension: Dimension, column: Column) -> Column:
        if dimension.fold is Fold.GOAL:
            return self._mapped(column, self._goal)
        if dimension.fold is Fold.STATUS:
            return self._mapped(column, self._status)
        if dimension.code_list == "HelixRole" and self._roles == FOUR:
            third = self._model.lists["HelixRole"].by_notation[THIRD_SECTOR].iri
            return column.where(column.values != (self.tables.names.known(third) or -1))
        return column

    def fits(self, dimension: Dimension, key: str) -> Callable[[str], bool]:
        """Whether a value as records have it belongs to a row."""
        if dimension.fold is Fold.GOAL:
            return lambda value: self._goal(value) == key
        return lambda value: value == key

    def _mapped(self, column: Column, fold: Callable[[str], str]) -> Column:
        names = self.tables.names
        known, places = np.unique(column.values, return_inverse=True)
        folded = [fold(names.texts[each]) if each else "" for each in known.tolist()]
        numbers = np.array([names.number(each) if each else 0 for each in folded], np.int64)
        values = numbers[places] if len(known) else column.values
        kept = Column(column.rows, column.parts, values, column.ways)
        return kept.where((column.ways != HAS) | (values != 0))

    def _goal(self, code: str) -> str:
        known = self._model.codes.get(code)
        while known is not None and (known.broader or "") in self._model.codes:
            known = self._model.codes[known.broader or ""]
        return known.iri if known is not None else code

    def _status(self, period: str) -> str:
        """Where the day surely lies, whatever days the dates may mean; nothing where a date is missing to tell it."""
        start, end, endless = period.split(BETWEEN)
        first, begun = date_span(start) if start else (self._day, self._day)
        open_until, last = date_span(end) if end else (self._day, self._day)
        if first > self._day:
            return "planned"
        if last < self._day:
            return "ended"
        if begun > self._day or open_until < self._day:
            return ABOUT
        if start:
            return "running" if end or endless else "begun"
        return ""


def element_of(owner: RecordClass, route: Route) -> str | None:
    """The part or link of a record that what comes over a way is told of; None for the record as a whole."""
    name = route[0]
    if name in _ELEMENTS:
        return _ELEMENTS[name]
    field = owner.by_name.get(name)
    linked = not name.startswith("!") and (field is None or field.kind is Kind.LINK)
    return name if len(route) > 1 or linked else None


def agreed(columns: Sequence[Column]) -> list[Column]:
    """Columns of one thing without what only some of them deny: that there is no lead does not say that nobody takes
    part, so a record denies a thing only when it denies each way to it."""
    if len(columns) == 1:
        return [*columns]
    every = reduce(np.intersect1d, [column.rows[column.ways != HAS] for column in columns])
    return [column.where((column.ways == HAS) | np.isin(column.rows, every)) for column in columns]


def _four(column: Column) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    return column.rows, column.parts, column.values, column.ways


def _places(column: Column) -> Numbers:
    """Row and part of each entry as one number."""
    return (column.rows << 32) + column.parts


def expanded(first: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """For stretches that begin at `first`, each so long: of each entry, which stretch it is of and where it stands."""
    stretch = np.repeat(np.arange(len(first)), counts)
    before = np.cumsum(counts) - counts
    return stretch, first[stretch] + np.arange(len(stretch)) - before[stretch]
