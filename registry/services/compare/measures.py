"""What is told of groups of records: how many, how many actors, how much money, which targets, what stands behind.

Each measure takes all groups at once and reads a fixed number of columns (`registry.services.compare.reached`).
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import HAS, Numbers
from registry.model.spec import Model
from registry.services.compare.comparison import Backing, Count, Measure, Targets
from registry.services.compare.dimensions import Route, leads
from registry.services.compare.grouping import NO_KINDS, Groups
from registry.services.compare.money import Money
from registry.services.compare.planning import ACTORS, MONEY, SOURCE_KINDS, SOURCES, TARGETS
from registry.services.compare.reached import Reached, Tell, Told, each_once, saying
from registry.services.compare.reading import Said

_NOT_STATED: Final = "not stated"
_SMALL: Final = tuple(map(Count, range(1_000)))
"""Most numbers of cells are small, and a large comparison has thousands of them."""


def teller(model: Model, said: Said, class_name: str, measure: Measure, most: int = 0) -> Tell:
    """What tells a measure of the records of a class, with at most so many single amounts.

    Raises `NotComparable` where it says nothing of them.
    """
    match measure:
        case Measure.RECORDS:
            return Records()
        case Measure.ACTORS:
            return Records() if class_name == "Actor" else _Actors(model, said, class_name)
        case Measure.AMOUNTS:
            return Money(model, said, class_name, _route(model, class_name, MONEY, "amounts"), most)
        case Measure.TARGETS:
            return _TargetsOf(model, said, class_name)
        case Measure.COVERAGE:
            return Backings(model, said, class_name)


class Records:
    """How many records each group has."""

    kinds = NO_KINDS
    silence: Numbers = np.zeros(0, np.int64)
    """Never asked for: a record says at least that it is there."""

    def __call__(self, groups: Groups) -> Told:
        """How many."""
        return Told([_count(number) for number in groups.counts.tolist()])


def _count(number: int) -> Count:
    return _SMALL[number] if number < len(_SMALL) else Count(number)


class _Actors:
    """Different actors."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        routes = [route for route in ACTORS if leads(model, model.classes[class_name], route)]
        if not routes:
            raise NotComparable(f"Records of type {class_name} name no actors.")
        self._reached = Reached(model, said, class_name, routes)
        self.kinds, self.silence = self._reached.kinds, self._reached.silence

    def __call__(self, groups: Groups) -> Told:
        """How many each group has."""
        columns = self._reached.columns
        found = [self._reached.of(groups, number) for number in range(len(columns))]
        members = np.concatenate([member for member, _ in found])
        actors = np.concatenate([column.values[entry] for column, (_, entry) in zip(columns, found, strict=True)])
        group, _ = each_once(groups.member_groups[members], actors)
        numbers = np.bincount(group, minlength=len(groups.numbers)).tolist()
        return Told([_count(number) if number else None for number in numbers], saying(groups, members))


class _TargetsOf:
    """Targets, by what they have."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        self._reached = Reached(model, said, class_name, [_route(model, class_name, TARGETS, "targets")])
        self.kinds, self.silence = self._reached.kinds, self._reached.silence
        self._numbers = {text: said.tables.names.number(text) for text in ("11", "10", "01", "00")}

    def __call__(self, groups: Groups) -> Told:
        """How many each group has of which kind."""
        member, entry = self._reached.of(groups)
        group, values = groups.member_groups[member], self._reached.columns[0].values[entry]
        found = {
            text: np.bincount(group[values == number], minlength=len(groups.numbers)).tolist()
            for text, number in self._numbers.items()
        }
        rows = zip(found["11"], found["10"], found["01"], found["00"], strict=True)
        told = [
            Targets(both + value + date + none, both + value, both + date, both) for both, value, date, none in rows
        ]
        return Told([each if each.targets else None for each in told], saying(groups, member))


class Backings:
    """Citations, sources and their kinds."""

    def __init__(self, model: Model, said: Said, class_name: str) -> None:
        self._reached = Reached(model, said, class_name, [SOURCES])
        self.kinds, self.silence = self._reached.kinds, self._reached.silence
        self._texts = said.tables.names.texts
        kinds = (
            said.column("Source", SOURCE_KINDS[-1:])
            if leads(model, model.classes["Source"], SOURCE_KINDS[-1:])
            else None
        )
        table = said.tables.of("Source")
        self._kind_of: dict[int, str] = {}
        if kinds is not None:
            codes = model.codes
            kinds = kinds.where(kinds.ways == HAS)
            for row, value in zip(kinds.rows.tolist(), kinds.values.tolist(), strict=True):
                code = codes.get(self._texts[value])
                self._kind_of.setdefault(int(table.names[row]), code.notation if code else self._texts[value])

    def __call__(self, groups: Groups) -> Told:
        """What stands behind each group; that a record cites nothing is told as well, so that none is silent."""
        return Told(self.backings(groups))

    def backings(self, groups: Groups) -> Sequence[Backing]:
        """What stands behind each group."""
        member, entry = self._reached.of(groups)
        group, column = groups.member_groups[member], self._reached.columns[0]
        citing, _ = each_once(group, column.rows[entry])
        cited = np.bincount(citing, minlength=len(groups.numbers)).tolist()
        kinds: list[dict[str, int]] = [{} for _ in groups.numbers]
        sources = [0] * len(groups.numbers)
        for place, source in zip(*(each.tolist() for each in each_once(group, column.values[entry])), strict=True):
            sources[place] += 1
            kind = self._kind_of.get(source, _NOT_STATED)
            kinds[place][kind] = kinds[place].get(kind, 0) + 1
        told = zip(groups.counts.tolist(), cited, sources, kinds, strict=True)
        return [Backing(records, citing, many, dict(sorted(by.items()))) for records, citing, many, by in told]


def _route(model: Model, class_name: str, routes: Mapping[str, Route], what: str) -> Route:
    route = routes.get(class_name)
    if route is None or not leads(model, model.classes[class_name], route):
        having = ", ".join(name for name in routes if name in model.classes)
        raise NotComparable(f"Records of type {class_name} have no {what}; those of {having} do.")
    return route
