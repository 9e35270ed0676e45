"""What is told of groups of records: how many, how many actors, how much money, which targets, what stands behind.

Each measure takes all groups at once and reads a fixed number of columns.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import HAS, Column, Numbers
from registry.model.spec import Model
from registry.services.compare.comparison import Amount, Amounts, Backing, Count, Measure, Targets, Value
from registry.services.compare.dimensions import Route, leads
from registry.services.compare.grouping import Groups
from registry.services.compare.planning import ACTORS, MONEY, SOURCE_KINDS, SOURCES, TARGETS
from registry.services.compare.reading import Said, expanded
from registry.services.compare.saying import BETWEEN

_NOT_STATED: Final = "not stated"
_SMALL: Final = tuple(map(Count, range(1_000)))
"""Most numbers of cells are small, and a large comparison has thousands of them."""
Tell = Callable[[Groups], list[Value]]
"""A value for each group, in their order."""


def teller(model: Model, said: Said, class_name: str, measure: Measure) -> Tell:
    """What tells a measure of the records of a class; raises `NotComparable` where it says nothing of them."""
    match measure:
        case Measure.RECORDS:
            return counts
        case Measure.ACTORS:
            return _Actors(model, said, class_name)
        case Measure.AMOUNTS:
            return _Money(model, said, class_name)
        case Measure.TARGETS:
            return _TargetsOf(model, said, class_name)
        case Measure.COVERAGE:
            return Backings(model, said, class_name)


def counts(groups: Groups) -> list[Value]:
    """How many records each group has."""
    return [_count(number) for number in groups.counts.tolist()]


def _count(number: int) -> Count:
    return _SMALL[number] if number < len(_SMALL) else Count(number)


def _reached(groups: Groups, column: Column) -> tuple[Numbers, Numbers]:
    """Of all groups the entries of a column that their rows have: places of groups and of entries."""
    first = np.searchsorted(column.rows, groups.rows, "left")
    member, entry = expanded(first, np.searchsorted(column.rows, groups.rows, "right") - first)
    return groups.member_groups[member], entry


def _distinct(groups: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Pairs of group and value, each once, in order."""
    if not len(groups):
        return groups, values
    size = int(values.max()) + 1
    pairs = np.unique(groups * size + values)
    return pairs // size, pairs % size


def _had(column: Column) -> Column:
    return column.where(column.ways == HAS)


class _Actors:
    """Different actors."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        if class_name == "Actor":
            self._columns: list[Column] = []
            return
        routes = [route for route in ACTORS if leads(model, model.classes[class_name], route)]
        if not routes:
            raise NotComparable(f"Records of type {class_name} name no actors.")
        self._columns = [_had(said.column(class_name, route)) for route in routes]

    def __call__(self, groups: Groups) -> list[Value]:
        """How many each group has."""
        if not self._columns:
            return counts(groups)
        found = [
            (group, column.values[entry]) for column in self._columns for group, entry in [_reached(groups, column)]
        ]
        group, _ = _distinct(*(np.concatenate(each) for each in zip(*found, strict=True)))
        return [_count(number) for number in np.bincount(group, minlength=len(groups.numbers)).tolist()]


class _TargetsOf:
    """Targets, by what they have."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        route = _route(model, class_name, TARGETS, "targets")
        self._column = _had(said.column(class_name, route))
        self._kinds = {text: said.tables.names.number(text) for text in ("11", "10", "01", "00")}

    def __call__(self, groups: Groups) -> list[Value]:
        """How many each group has of which kind."""
        group, entry = _reached(groups, self._column)
        values = self._column.values[entry]
        found = {
            text: np.bincount(group[values == number], minlength=len(groups.numbers)).tolist()
            for text, number in self._kinds.items()
        }
        rows = zip(found["11"], found["10"], found["01"], found["00"], strict=True)
        return [
            Targets(both + value + date + none, both + value, both + date, both) for both, value, date, none in rows
        ]


class Backings:
    """Citations, sources and their kinds."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        self._sources = _had(said.column(class_name, SOURCES))
        self._texts = said.tables.names.texts
        kinds = (
            _had(said.column("Source", SOURCE_KINDS[-1:]))
            if leads(model, model.classes["Source"], SOURCE_KINDS[-1:])
            else None
        )
        table = said.tables.of("Source")
        self._kind_of: dict[int, str] = {}
        if kinds is not None:
            codes = model.codes
            for row, value in zip(kinds.rows.tolist(), kinds.values.tolist(), strict=True):
                code = codes.get(self._texts[value])
                self._kind_of.setdefault(int(table.names[row]), code.notation if code else self._texts[value])

    def __call__(self, groups: Groups) -> list[Value]:
        """What stands behind each group."""
        group, entry = _reached(groups, self._sources)
        citing, _ = _distinct(group, self._sources.rows[entry])
        cited = np.bincount(citing, minlength=len(groups.numbers)).tolist()
        kinds: list[dict[str, int]] = [{} for _ in groups.numbers]
        sources = [0] * len(groups.numbers)
        for place, source in zip(
            *(each.tolist() for each in _distinct(group, self._sources.values[entry])), strict=True
        ):
            sources[place] += 1
            kind = self._kind_of.get(source, _NOT_STATED)
            kinds[place][kind] = kinds[place].get(kind, 0) + 1
        told = zip(groups.counts.tolist(), cited, sources, kinds, strict=True)
        return [Backing(records, citing, many, dict(sorted(by.items()))) for records, citing, many, by in told]


class _Money:
    """Amounts by currency and year."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        route = _route(model, class_name, MONEY, "amounts")
        self._column = _had(said.column(class_name, route))
        self._instruments = None if len(route) == 1 else _had(said.column(class_name, route[:1]))
        table = said.tables.of("Instrument")
        self._texts, self._iris = said.tables.names.texts, table.iris
        self._own_rows = class_name == "Instrument"
        self._read: dict[int, tuple[str | None, int | None, tuple[Decimal, ...]]] = {}

    def __call__(self, groups: Groups) -> list[Value]:
        """The amounts of each group; each instrument counts once a group."""
        group, entry = _reached(groups, self._column)
        # An instrument is told by its row, or by the number of its address where it is reached over a link.
        instrument = self._column.rows[entry] if self._own_rows else self._column.parts[entry]
        found: list[dict[tuple[str | None, int | None], _Sum]] = [{} for _ in groups.numbers]
        for place, which, said in _once(group, instrument, self._column.values[entry]):
            currency, year, amounts = self._amounts(said)
            name = self._iris[which] if self._own_rows else self._texts[which]
            found[place].setdefault((currency, year), _Sum()).add(name, amounts)
        stating = np.bincount(_distinct(group, instrument)[0], minlength=len(groups.numbers)).tolist()
        there = self._there(groups)
        return [
            Amounts(tuple(by[key].told(*key) for key in sorted(by, key=_currency_first)), all_of_them - some)
            for by, all_of_them, some in zip(found, there, stating, strict=True)
        ]

    def _there(self, groups: Groups) -> list[int]:
        """How many instruments each group has."""
        if self._instruments is None:
            return [int(number) for number in groups.counts.tolist()]
        group, entry = _reached(groups, self._instruments)
        own, _ = _distinct(group, self._instruments.values[entry])
        return [int(number) for number in np.bincount(own, minlength=len(groups.numbers)).tolist()]

    def _amounts(self, said: int) -> tuple[str | None, int | None, tuple[Decimal, ...]]:
        if said not in self._read:
            currency, year, *amounts = self._texts[said].split(BETWEEN)
            self._read[said] = (currency or None, int(year) if year else None, tuple(sorted(map(Decimal, amounts))))
        return self._read[said]


def _once(groups: Numbers, instruments: Numbers, said: Numbers) -> Sequence[tuple[int, int, int]]:
    """Group, instrument and what it says, each once; an instrument says one thing."""
    order = np.lexsort((instruments, groups))
    group, instrument, what = groups[order], instruments[order], said[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(group) != 0) | (np.diff(instrument) != 0)
    return list(zip(group[new].tolist(), instrument[new].tolist(), what[new].tolist(), strict=True))


class _Sum:
    """The amounts of one currency and year in one group."""

    def __init__(self) -> None:
        self._total: Decimal | None = None
        self._records = 0
        self._disputed: list[tuple[str, tuple[Decimal, ...]]] = []

    def add(self, instrument: str, amounts: tuple[Decimal, ...]) -> None:
        if len(amounts) > 1:
            self._disputed.append((instrument, amounts))
            return
        self._total = amounts[0] if self._total is None else exact_sum(self._total, amounts[0])
        self._records += 1

    def told(self, currency: str | None, year: int | None) -> Amount:
        return Amount(currency, year, self._total, self._records, tuple(sorted(self._disputed)))


def exact_sum(one: Decimal, other: Decimal) -> Decimal:
    """The sum with all digits, however many these are."""
    (_, _, low), (_, _, high) = one.as_tuple(), other.as_tuple()
    exponent = min(int(low), int(high))
    total = _scaled(one, exponent) + _scaled(other, exponent)
    sign, digits, _ = Decimal(total).as_tuple()
    return Decimal((sign, digits, exponent))


def _scaled(number: Decimal, exponent: int) -> int:
    sign, digits, own = number.as_tuple()
    value = int("".join(map(str, digits))) * int(10 ** (int(own) - exponent))
    return -value if sign else value


def _currency_first(key: tuple[str | None, int | None]) -> tuple[bool, str, bool, int]:
    currency, year = key
    return currency is None, currency or "", year is None, year or 0


def _route(model: Model, class_name: str, routes: Mapping[str, Route], what: str) -> Route:
    route = routes.get(class_name)
    if route is None or not leads_in(model, class_name, route):
        having = ", ".join(name for name in routes if name in model.classes)
        raise NotComparable(f"Records of type {class_name} have no {what}; those of {having} do.")
    return route


def leads_in(model: Model, class_name: str, route: Route) -> bool:
    """Whether that way is there, its last step being worked out or a field."""
    return leads(model, model.classes[class_name], route)
