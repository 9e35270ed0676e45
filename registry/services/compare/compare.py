"""Comparing: what a request means, and its answer.

How many look-ups of the index that takes depends on the dimensions that are asked, never on how many cells there are:
the tables beside the index are counted (`layout`, `measures`), then the records that cells name are read at once
(`evidence`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import partial
from typing import Final

import numpy as np

from registry.errors import InvalidArgument, NotComparable, UnknownDimension
from registry.index.filters import EVERYTHING
from registry.index.tables import Tables
from registry.model.spec import Model
from registry.namespaces import RECORDS
from registry.services.compare.answering import Answer, Shown
from registry.services.compare.asked import Asked
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import Comparison, ComparisonRequest, Measure
from registry.services.compare.dimensions import Dimension, Fold, dimensions
from registry.services.compare.evidence import title_of
from registry.services.compare.layout import Members
from registry.services.compare.planning import MONEY, TARGETS, plan_of
from registry.services.compare.reading import Said
from registry.services.compare.sides import Named, membership, nobody_there, read_sides
from registry.services.naming.codes import alike

MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 100
MOST_EVIDENCE: Final = 50
MOST_DIMENSIONS: Final = 2
NUMBERS: Final = {"helixRoles": "helix_roles", "rows": "rows", "columns": "columns", "evidence": "evidence"}
"""Numbers of a request as people write them, and as it has them."""
BETWEEN: Final = {
    "rows": (1, MOST_ROWS),
    "columns": (1, MOST_COLUMNS),
    "evidence": (0, MOST_EVIDENCE),
    "helixRoles": (4, 5),
}
"""Their least and their most."""


class Comparing:
    """Compares the records of one model."""

    def __init__(self, model: Model, record_base: str = RECORDS, today: Callable[[], date] | None = None) -> None:
        self.model = model
        self.dimensions = dimensions(model)
        """Everything that records can be compared by, by name."""
        self.plan = plan_of(model, self.dimensions)
        self.record_base = record_base
        self._names = _spellings(self.dimensions)
        self.today = today or (lambda: datetime.now(UTC).date())

    def compare(
        self,
        finder: Compared,
        request: ComparisonRequest,
        newest: int | None = None,
        sides: Sequence[Named] | None = None,
    ) -> Comparison:
        """The comparison, of the records that the finder is of; `newest` is the registry's revision where that differs.

        `sides` are those of the request where they were read before, though they may not have been there yet.

        Raises `UnknownSide`, `TooFewSides`, `TooManySides`, `UnknownDimension`, `NotComparable`, `InvalidArgument`.
        """
        return self.answer(finder, request, sides).comparison(newest or finder.revision)

    def answer(
        self,
        finder: Compared,
        request: ComparisonRequest,
        sides: Sequence[Named] | None = None,
        shown: Shown | None = None,
    ) -> Answer:
        """What makes the comparison, of the rows and columns that are `shown` if these are told; raises as it does."""
        return Answer(self.model, finder, self.understood(finder, finder.tables(self.plan), request, sides), shown)

    def sides(self, finder: Compared, request: ComparisonRequest, tables: Tables | None = None) -> Sequence[Named]:
        """The sides of a request, of these tables or the finder's.

        Raises `UnknownSide`, `TooFewSides`, `TooManySides`, `NotComparable`.
        """
        tables = tables or finder.tables(self.plan)
        if request.sides and nobody_there(tables):
            raise NotComparable(f"At revision {finder.revision} nothing is on record that could be compared.")
        return read_sides(tables, request.sides, self.record_base, partial(titles, finder, request.languages))

    def understood(
        self, finder: Compared, tables: Tables, request: ComparisonRequest, sides: Sequence[Named] | None = None
    ) -> Asked:
        """The request with its names read, and what the records say of it; raises as `compare` does."""
        for name in NUMBERS:
            require_between(name, getattr(request, NUMBERS[name]))
        found = [self.dimension(name) for name in request.by]
        if not found:
            raise NotComparable(
                f"By what is to be compared is not said: `by` takes one of {', '.join(self.dimensions)}.",
                "Give `by` one of these dimensions, e.g. challenge, or two of them, which are rows and columns.",
            )
        if not len({dimension.name for dimension in found}) == len(found) <= MOST_DIMENSIONS:
            given = ", ".join(dimension.name for dimension in found)
            raise NotComparable(f"By {given} cannot be compared; it takes one dimension, or two different ones.")
        class_name = self.class_of(request)
        sides = sides or self.sides(finder, request, tables)
        table, chosen = tables.of(class_name), None
        if request.where != EVERYTHING:
            chosen = table.rows_of(finder.keys(class_name, request.where))
        rows, numbers = membership(self.model, tables, class_name, sides)
        on_record = np.bincount(numbers, minlength=len(sides)).tolist()
        if chosen is not None:
            fitting = np.isin(rows, chosen)
            rows, numbers = rows[fitting], numbers[fitting]
        day = request.day or self.today()
        said = Said(self.model, tables, day, request.helix_roles)
        understood = replace(
            request,
            sides=tuple(side.iri for side in sides),
            by=tuple(dimension.name for dimension in found),
            class_name=class_name,
            as_of=finder.revision,
            day=day if any(dimension.fold is Fold.STATUS for dimension in found) else None,
        )
        ways = [said.ways(class_name, dimension) for dimension in found]
        members = Members(rows, numbers, len(sides), len(table.iris))
        return Asked(understood, class_name, sides, found, ways, members, said, on_record)

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name, however it is spelled; raises `UnknownDimension`."""
        key = _key(name)
        if key in self._names:
            return self.dimensions[self._names[key]]
        close = get_close_matches(key, self._names, n=1, cutoff=0.6)
        raise UnknownDimension(name, list(self.dimensions), self._names[close[0]] if close else None)

    def class_of(self, request: ComparisonRequest) -> str:
        """The class whose records are compared; raises `NotComparable` and `UnknownDimension`."""
        found, class_name, measure = [self.dimension(name) for name in request.by], request.class_name, request.measure
        if class_name is None:
            having = [each.name for each in self.model.records if all(each.name in d.routes for d in found)]
            if not having:
                raise NotComparable(f"No records have both {' and '.join(f'{d.name} ({_listed(d)})' for d in found)}.")
            # Amounts are told of instruments rather than of the missions that these serve, where both could be.
            told = {Measure.AMOUNTS: MONEY, Measure.TARGETS: TARGETS}.get(measure, having)
            return next((name for name in told if name in having), having[0])
        names = [each.name for each in self.model.records]
        if class_name not in names:
            raise NotComparable(f"There are no records of type {class_name[:100]!r}; there are {', '.join(names)}.")
        for dimension in found:
            if class_name not in dimension.routes:
                there = [name for name, each in self.dimensions.items() if class_name in each.routes]
                raise UnknownDimension(dimension.name, there, class_name=class_name)
        return class_name


def require_between(name: str, number: int) -> None:
    """Raises `InvalidArgument`, which says what is allowed, for a number that a request does not take."""
    least, most = BETWEEN[name]
    if not least <= number <= most:
        raise InvalidArgument(f"`{name}` is {number:,}; {allowed(name)}.")


def allowed(name: str) -> str:
    """What numbers a request takes under that name, in words."""
    least, most = BETWEEN[name]
    return f"it is {least} or {most}" if most == least + 1 else f"it is a whole number from {least} to {most}"


def titles(finder: Compared, languages: Sequence[str], iris: Collection[str]) -> Mapping[str, str]:
    """The titles of records for a reader, by IRI."""
    return {iri: title_of(record, languages) for iri, record in finder.records(iris).items()}


def _key(name: str) -> str:
    """A name without what people write differently: instrument-type, Instrument type and instrumentType are one."""
    return alike(name).replace(" ", "")


def _listed(dimension: Dimension) -> str:
    return ", ".join(dimension.routes)


def _spellings(dimensions: Mapping[str, Dimension]) -> Mapping[str, str]:
    """The name of each dimension by what people may call it: its name, its label, the fields that it is read from."""
    known = {_key(dimension.label): name for name, dimension in dimensions.items()}
    for name, dimension in dimensions.items():
        own_fields = [route[0] for routes in dimension.routes.values() for route in routes if len(route) == 1]
        known |= {_key(field): name for field in own_fields}
    return known | {_key(name): name for name in dimensions}
