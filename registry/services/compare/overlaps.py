"""What sides share and where they differ: overlaps, likeness, and what one does that another addresses without.

All of it is read off comparisons, so filters, groups and revisions mean the same here.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import ANY, HAS
from registry.services.compare.compare import Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import (
    Cell,
    Comparison,
    ComparisonRequest,
    Heading,
    Row,
)
from registry.services.compare.grouping import claims_of
from registry.services.compare.having import Having
from registry.services.compare.permalinks import permalink

_ALL: Final = sys.maxsize
"""So many rows and columns as there are."""
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
    """As many as rows were asked for, those with most records first."""
    count: int
    """How many there are, listed or not; what is left out the notes of the comparison say."""

    def of(self, shared: Shared) -> tuple[Overlap, ...]:
        """Those of the listed ones that so many sides have."""
        return tuple(each for each in self.overlaps if each.shared is shared)


def overlaps(
    comparing: Comparing, finder: Compared, request: ComparisonRequest, only: Shared | None = None
) -> Overlaps:
    """What all sides, some or one have, or only what so many have, of all values that there are.

    Raises what comparing does, and `NotComparable` for two dimensions.
    """
    _require_one(request)
    answer = comparing.answer(finder, request)
    having, every = answer.having().sides, len(answer.sides)
    values = [value for value in answer.first_headings(_ALL, _ALL)[0].values if (value, ANY) in having]
    wanted = [value for value in values if only in (None, _shared(having[value, ANY], every))]
    listed = wanted[: request.rows]
    comparison = comparing.answer(finder, request, shown=(listed, ())).comparison(finder.revision)
    found = tuple(
        Overlap(_shared(having[value, ANY], every), having[value, ANY], row)
        for value, row in zip(listed, comparison.rows, strict=True)
    )
    if values and not wanted:
        comparison = _noted(comparison, _no_overlap(comparison, [having[value, ANY] for value in values]))
    return Overlaps(_cut(comparison, len(found), len(wanted), "`rows`"), found, len(wanted))


def _shared(having: Sequence[int], every: int) -> Shared:
    return Shared.ALL if len(having) == every else Shared.SOME if len(having) > 1 else Shared.UNIQUE


def _cut(comparison: Comparison, listed: int, there: int, by: str) -> Comparison:
    """The comparison with a word on what is left out of a list."""
    if listed == there:
        return comparison
    return _noted(
        comparison, f"Of {there:,} found among all rows and columns {listed:,} are listed; more {by} list more."
    )


def _noted(comparison: Comparison, said: str) -> Comparison:
    """The comparison with that note before all others."""
    return replace(comparison, notes=(said, *comparison.notes))


def _no_overlap(comparison: Comparison, having: Sequence[Sequence[int]]) -> str:
    """Why nothing is listed, though there are values; `having` are the sides that have each of them."""
    every = len(comparison.sides)
    told = {shared: sum(_shared(sides, every) is shared for sides in having) for shared in Shared}
    values = "1 value" if len(having) == 1 else f"{len(having):,} values"
    return (
        f"None fits: of {values} of {comparison.dimensions[0].label} on record {told[Shared.ALL]:,} are had by all "
        f"sides, {told[Shared.SOME]:,} by some of them and {told[Shared.UNIQUE]:,} by one alone. What is not on record "
        "may be had all the same."
    )


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
    """Those first that most sides say they lack, then those of which most say nothing; of as many subjects as rows
    were asked for, and as many things done as columns."""
    count: int
    """How many there are, listed or not; what is left out the notes of the comparison say."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A gap before its evidence is read."""

    subject: int
    done: int
    doing: tuple[int, ...]
    without: tuple[int, ...]
    silent: tuple[int, ...]


def gaps(comparing: Comparing, finder: Compared, request: ComparisonRequest) -> Gaps:
    """What some sides do on a subject (the first dimension) that others address without (the second one).

    Whoever says that there is none is told apart from whoever says nothing of it. All that there is counts, not only
    as many rows and columns as are asked for.

    Raises what comparing does, and `NotComparable` for less than two dimensions.
    """
    if len(request.by) != len({comparing.dimension(name).name for name in request.by}) or len(request.by) < 2:
        raise NotComparable("Gaps need two dimensions: the subject, and what is done about it.")
    answer = comparing.answer(finder, request)
    found = _gaps(answer.having(), *(each.values for each in answer.first_headings(_ALL, _ALL)))
    listed, subjects, done = _within(found, request)
    comparison = comparing.answer(finder, request, shown=(subjects, done)).comparison(finder.revision)
    told = []
    for each in listed:
        row, column = comparison.rows[subjects.index(each.subject)], done.index(each.done)
        heading = comparison.columns[column]
        told.append(Gap(row.heading, heading, each.doing, each.without, each.silent, row.cells[column]))
    if not found and answer.having().sides:
        comparison = _noted(comparison, _no_gap(comparison))
    return Gaps(_cut(comparison, len(told), len(found), "`rows` and `columns`"), tuple(told), len(found))


def _no_gap(comparison: Comparison) -> str:
    """Why nothing is listed, though somebody does something."""
    subject, done = (dimension.label for dimension in comparison.dimensions)
    return (
        f"No gap is on record: whatever {done} one side has for a {subject}, every other side that has that {subject} "
        "has it too, or no other side has it."
    )


def _gaps(having: Having, rows: Sequence[int], columns: Sequence[int]) -> list[_Found]:
    """All gaps, in order."""
    row_places, column_places = ({value: place for place, value in enumerate(each)} for each in (rows, columns))
    found = []
    for (subject, done), doing in having.sides.items():
        others = [side for side in having.addressing.get(subject, ()) if side not in doing]
        if others and subject in row_places and done in column_places:
            without = tuple(side for side in others if having.denies(subject, done, side))
            silent = tuple(side for side in others if side not in without)
            found.append(_Found(subject, done, doing, without, silent))
    found.sort(key=lambda gap: (row_places[gap.subject], column_places[gap.done]))
    found.sort(key=lambda gap: (-len(gap.without), -len(gap.silent)))
    return found


def _within(found: Sequence[_Found], request: ComparisonRequest) -> tuple[list[_Found], list[int], list[int]]:
    """The first gaps, of as many subjects and things done as may be listed, and these."""
    listed: list[_Found] = []
    subjects: dict[int, None] = {}
    done: dict[int, None] = {}
    for gap in found:
        fits_row = gap.subject in subjects or len(subjects) < request.rows
        if fits_row and (gap.done in done or len(done) < request.columns):
            subjects[gap.subject] = done[gap.done] = None
            listed.append(gap)
    return listed, list(subjects), list(done)


def _require_one(request: ComparisonRequest) -> None:
    if len(request.by) != 1:
        raise NotComparable(
            f"{len(request.by)} dimensions given; what sides share, and how alike they are, is told by one."
        )
