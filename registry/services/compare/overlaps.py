"""What sides share and where they differ: overlaps, likeness, and what one does that another addresses without.

All of it is read off comparisons, so filters, groups and revisions mean the same here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import HAS
from registry.services.compare.compare import MOST_ROWS, Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import Cell, Comparison, ComparisonRequest, Heading, Row, State
from registry.services.compare.grouping import claims_of

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
    for row in comparison.rows:
        having = _having(row.cells[0])
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
    """For each two sides a number from 0 to 1; None where neither has a value, so that there is nothing to compare."""
    common: tuple[tuple[int, ...], ...]
    """How many values both have; on the diagonal how many a side has."""


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
    return Similarity(
        replace(comparison, rows=(), notes=tuple(note for side in comparison.sides for note in side.coverage.thin)),
        JACCARD,
        tuple(tuple(_jaccard(one, other) for other in values) for one in values),
        tuple(tuple(len(one & other) for other in values) for one in values),
    )


def _jaccard(one: set[int], other: set[int]) -> float | None:
    return len(one & other) / len(one | other) if one or other else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that some sides do on a subject, and others do not that address the subject too."""

    subject: Heading
    done: Heading
    doing: tuple[int, ...]
    """Places of the sides that do it."""
    without: tuple[int, ...]
    """Places of the sides that address the subject without it: they say no, or nothing."""
    cells: tuple[Cell, ...]
    """By side, with the evidence."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What somebody does that somebody else could."""

    comparison: Comparison
    gaps: tuple[Gap, ...]
    """Those first that most sides lack."""


def gaps(comparing: Comparing, finder: Compared, request: ComparisonRequest) -> Gaps:
    """What some sides do on a subject (the first dimension) that others address without (the second one).

    Raises what comparing does, and `NotComparable` for less than two dimensions.
    """
    if len(request.by) != len({comparing.dimension(name).name for name in request.by}) or len(request.by) < 2:
        raise NotComparable("Gaps need two dimensions: the subject, and what is done about it.")
    comparison = comparing.compare(finder, request)
    alone = replace(comparison.request, by=comparison.request.by[:1], rows=MOST_ROWS, evidence=0)
    addressing = {row.heading.key: _having(row.cells[0]) for row in comparing.compare(finder, alone).rows}
    found = []
    for row in comparison.rows:
        for column, cells in zip(comparison.columns, row.cells, strict=True):
            doing = _having(cells)
            without = tuple(side for side in addressing.get(row.heading.key, ()) if side not in doing)
            if doing and without:
                found.append(Gap(row.heading, column, doing, without, cells))
    found.sort(key=lambda gap: -len(gap.without))
    return Gaps(comparison, tuple(found))


def _having(cells: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(side for side, cell in enumerate(cells) if cell.state is State.PRESENT)


def _require_one(request: ComparisonRequest) -> None:
    if len(request.by) != 1:
        raise NotComparable(f"{len(request.by)} dimensions given; overlaps and likeness are told by one.")
