"""What sides share and where they differ: overlaps, likeness, and what one does that another addresses without.

All of it is read off comparisons, so filters, groups and revisions mean the same here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import HAS
from registry.services.compare.compare import MOST_ROWS, Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import (
    Cell,
    Comparison,
    ComparisonRequest,
    Heading,
    Measure,
    Row,
    State,
)
from registry.services.compare.grouping import claims_of
from registry.services.compare.permalinks import permalink

_DENIED: Final = (State.ABSENT, State.NOT_APPLICABLE)
JACCARD: Final = "Jaccard: values that both have, out of all values that at least one of the two has"


class Shared(StrEnum):
    """By how many sides a value is had."""

    ALL = "all"
    SOME = "some"
    """By two or more, but not all."""
    UNIQUE = "unique"
    """By one alone."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A value, who has it, and the evidence: `row.cells[0]` by side."""

    shared: Shared
    sides: tuple[int, ...]
    """Places of the sides that have it."""
    row: Row


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The values that at least one side has, by how many sides have them."""

    comparison: Comparison
    overlaps: tuple[Overlap, ...]

    def of(self, shared: Shared) -> tuple[Overlap, ...]:
        """Those that so many sides have."""
        return tuple(each for each in self.overlaps if each.shared is shared)


def overlaps(comparing: Comparing, finder: Compared, request: ComparisonRequest) -> Overlaps:
    """What all sides, some or one have; raises what comparing does, and `NotComparable` for two dimensions."""
    _require_one(request)
    comparison = comparing.compare(finder, request)
    found = []
    for row, counted in zip(comparison.rows, _by_records(comparing, finder, comparison).rows, strict=True):
        having = _having(counted.cells[0])
        if having:
            every = len(having) == len(comparison.sides)
            shared = Shared.ALL if every else Shared.SOME if len(having) > 1 else Shared.UNIQUE
            found.append(Overlap(shared, having, row))
    return Overlaps(comparison, tuple(found))


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike sides are by one dimension."""

    comparison: Comparison
    """The sides and what stands behind them; without rows."""
    measure: str
    """What a number means."""
    matrix: tuple[tuple[float | None, ...], ...]
    """For each two sides a number from 0 to 1; None where one of them has no value, so that nothing can be compared."""
    common: tuple[tuple[int, ...], ...]
    """How many values both have; on the diagonal how many a side has."""
    without: Mapping[int, str]
    """Why sides without a value have no number, in words, by their places."""

    def reason(self, one: int, other: int) -> str | None:
        """Why two sides have no number, in words; None where they have one."""
        said = [self.without[side] for side in dict.fromkeys((one, other)) if side in self.without]
        return " ".join(said) or None


def similarity(comparing: Comparing, finder: Compared, request: ComparisonRequest) -> Similarity:
    """How alike sides are by all values of a dimension; raises what comparing does."""
    _require_one(request)
    asked = comparing.understood(finder, finder.tables(comparing.plan), request)
    claims, sides = asked.members.joined(claims_of(asked.ways[0]))
    has = claims.ways == HAS
    values: list[set[int]] = [set() for _ in asked.sides]
    for side, value in np.unique(np.stack([sides[has], claims.first[has]]), axis=1).T.tolist():
        values[side].add(value)
    comparison = comparing.compare(finder, replace(request, rows=1, evidence=0))
    without = {place: _why(comparison, place) for place, own in enumerate(values) if not own}
    thin = (note for side in comparison.sides for note in side.coverage.thin)
    asked_for = replace(comparison.request, rows=request.rows, evidence=request.evidence)
    return Similarity(
        replace(
            comparison,
            request=asked_for,
            rows=(),
            notes=(*without.values(), *thin),
            permalink=permalink(asked_for),
        ),
        JACCARD,
        tuple(tuple(_jaccard(one, other) for other in values) for one in values),
        tuple(tuple(len(one & other) for other in values) for one in values),
        without,
    )


def _jaccard(one: set[int], other: set[int]) -> float | None:
    return len(one & other) / len(one | other) if one and other else None


def _why(comparison: Comparison, place: int) -> str:
    """Why a side has no value to be compared by: it says that there is none, or says nothing."""
    side, dimension = comparison.sides[place], comparison.dimensions[0]
    answered = side.coverage.answered[dimension.name]
    if answered.absent:
        why = f"what is on record says that there is no {dimension.label}"
    elif answered.not_applicable:
        why = f"what is on record says that {dimension.label} does not apply"
    else:
        why = f"nothing on record states a {dimension.label}"
    return f"{side.label}: {why}, so that likeness cannot be told."


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that some sides do on a subject, and others do not that address the subject too."""

    subject: Heading
    done: Heading
    doing: tuple[int, ...]
    """Places of the sides that do it."""
    without: tuple[int, ...]
    """Places of the sides that address the subject and say that they have none of it, or that it does not apply."""
    silent: tuple[int, ...]
    """Places of the sides that address the subject and do not say whether they do it: nobody knows."""
    cells: tuple[Cell, ...]
    """By side, with the evidence."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What somebody does that somebody else could."""

    comparison: Comparison
    gaps: tuple[Gap, ...]
    """Those first that most sides say they lack, then those of which most say nothing."""


def gaps(comparing: Comparing, finder: Compared, request: ComparisonRequest) -> Gaps:
    """What some sides do on a subject (the first dimension) that others address without (the second one).

    Whoever says that there is none is told apart from whoever says nothing of it.

    Raises what comparing does, and `NotComparable` for less than two dimensions.
    """
    if len(request.by) != len({comparing.dimension(name).name for name in request.by}) or len(request.by) < 2:
        raise NotComparable("Gaps need two dimensions: the subject, and what is done about it.")
    comparison = comparing.compare(finder, request)
    by_records = _by_records(comparing, finder, comparison)
    alone = replace(by_records.request, by=comparison.request.by[:1], rows=MOST_ROWS, evidence=0)
    addressing = {row.heading.key: _having(row.cells[0]) for row in comparing.compare(finder, alone).rows}
    found = []
    for row, by_column in zip(comparison.rows, (row.cells for row in by_records.rows), strict=True):
        for column, cells, counted in zip(comparison.columns, row.cells, by_column, strict=True):
            doing = _having(counted)
            others = [side for side in addressing.get(row.heading.key, ()) if side not in doing]
            if doing and others:
                without = tuple(side for side in others if counted[side].state in _DENIED)
                silent = tuple(side for side in others if counted[side].state not in _DENIED)
                found.append(Gap(row.heading, column, doing, without, silent, cells))
    found.sort(key=lambda gap: (-len(gap.without), -len(gap.silent)))
    return Gaps(comparison, tuple(found))


def _by_records(comparing: Comparing, finder: Compared, comparison: Comparison) -> Comparison:
    """The same by the records there are: who has a value does not hang on what is measured of those that have it."""
    if comparison.request.measure in (Measure.RECORDS, Measure.COVERAGE):
        return comparison
    return comparing.compare(finder, replace(comparison.request, measure=Measure.RECORDS, evidence=0))


def _having(cells: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(side for side, cell in enumerate(cells) if cell.state is State.PRESENT)


def _require_one(request: ComparisonRequest) -> None:
    if len(request.by) != 1:
        raise NotComparable(
            f"{len(request.by)} dimensions given; what sides share, and how alike they are, is told by one."
        )
