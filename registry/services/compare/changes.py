"""What became otherwise between two moments: two comparisons of the same sides, and the cells that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from registry.errors import NotComparable, UnknownSide
from registry.services.compare.compare import MOST_COLUMNS, MOST_ROWS, Comparing, titles
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import NOT_STATED, Cell, Comparison, ComparisonRequest, Heading
from registry.services.compare.sides import Named

Place: TypeAlias = tuple[str, str, int]
"""Keys of row and column, and the place of the side."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than it did, or says it of other records."""

    row: Heading
    column: Heading
    side: int
    """Place of the side in either comparison."""
    before: Cell
    after: Cell
    came: tuple[str, ...] = ()
    """The first records (IRI) that stand behind it and did not, as many as were asked for as evidence."""
    went: tuple[str, ...] = ()
    """The first that stood behind it and no longer do."""
    came_count: int = 0
    went_count: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Two comparisons that ask the same of two moments."""

    before: Comparison
    after: Comparison
    cells: tuple[CellChange, ...]
    """The cells that differ, in the order of rows, columns and sides."""
    notes: tuple[str, ...]
    labels: Mapping[str, str]
    """Titles of the records that came or went, by IRI."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """A comparison, and all records behind its cells."""

    comparison: Comparison
    cells: Mapping[Place, Cell]
    behind: Mapping[Place, frozenset[str]]

    @property
    def is_cut(self) -> bool:
        """Whether there are rows or columns that it does not have."""
        of = self.comparison
        return of.row_count > len(of.rows) or of.column_count > len(of.columns)


def change(comparing: Comparing, before: Compared, after: Compared, request: ComparisonRequest) -> Change:
    """What became otherwise; raises what comparing does, for sides that are not there at either moment too."""
    sides = _sides(comparing, before, after, request)
    newest = max(before.revision, after.revision)
    # On the same day: what changed is what is on record, and not that time went by.
    whole = replace(request, rows=MOST_ROWS, columns=MOST_COLUMNS, day=request.day or comparing.today())
    one = _moment(comparing, before, whole, newest, sides)
    other = _moment(comparing, after, whole, newest, sides)
    one, other = _labelled(one, other), _labelled(other, one)
    found = list(_differing(one, other, request.evidence))
    labels = {
        **titles(before, request.languages, {iri for each in found for iri in each.went}),
        **titles(after, request.languages, {iri for each in found for iri in each.came}),
    }
    return Change(one.comparison, other.comparison, tuple(found), tuple(_notes(one, other, len(found))), labels)


def _sides(comparing: Comparing, before: Compared, after: Compared, request: ComparisonRequest) -> Sequence[Named]:
    """The sides as they are called at the later moment, or else at the earlier one."""
    try:
        return comparing.sides(after, request)
    except (UnknownSide, NotComparable):
        try:
            return comparing.sides(before, request)
        except (UnknownSide, NotComparable):
            pass
        raise


def _moment(
    comparing: Comparing, finder: Compared, request: ComparisonRequest, newest: int, sides: Sequence[Named]
) -> _Moment:
    answer = comparing.answer(finder, request, sides)
    comparison = answer.comparison(newest)
    return _Moment(comparison, _cells(comparison), answer.behind())


def _labelled(moment: _Moment, beside: _Moment) -> _Moment:
    """The moment, sides that are not on record then called as they are at the one beside it."""
    sides = zip(moment.comparison.sides, beside.comparison.sides, strict=True)
    called = tuple(
        replace(side, label=other.label) if side.label == side.code != other.label else side for side, other in sides
    )
    return replace(moment, comparison=replace(moment.comparison, sides=called))


def _differing(one: _Moment, other: _Moment, evidence: int) -> Iterator[CellChange]:
    """The cells that say something else, or of other records; of two that are cut only what both show."""
    rows = _in_both(
        [row.heading for row in other.comparison.rows], [row.heading for row in one.comparison.rows], one, other
    )
    columns = _in_both(other.comparison.columns, one.comparison.columns, one, other)
    for row in rows:
        for column in columns:
            for side in range(len(one.comparison.sides)):
                place = (row.key, column.key, side)
                was, is_now = one.cells.get(place, NOT_STATED), other.cells.get(place, NOT_STATED)
                old, new = one.behind.get(place, frozenset()), other.behind.get(place, frozenset())
                if (was.state, was.value, was.silent) != (is_now.state, is_now.value, is_now.silent) or old != new:
                    came, went = sorted(new - old), sorted(old - new)
                    yield CellChange(
                        row, column, side, was, is_now,
                        tuple(came[:evidence]), tuple(went[:evidence]), len(came), len(went),
                    )  # fmt: skip


def _in_both(later: Sequence[Heading], earlier: Sequence[Heading], one: _Moment, other: _Moment) -> list[Heading]:
    """The headings of either moment, each once; those that the other one leaves out, being cut, tell of no change."""
    then, now = {each.key for each in earlier}, {each.key for each in later}
    return [
        each
        for each in _each_once([*later, *earlier])
        if (each.key in then or not one.is_cut) and (each.key in now or not other.is_cut)
    ]


def _each_once(headings: Sequence[Heading]) -> list[Heading]:
    """The first heading of each key."""
    found: dict[str, Heading] = {}
    for heading in headings:
        found.setdefault(heading.key, heading)
    return list(found.values())


def _cells(comparison: Comparison) -> dict[Place, Cell]:
    return {
        (row.heading.key, column.key, side): cell
        for row in comparison.rows
        for column, cells in zip(comparison.columns, row.cells, strict=True)
        for side, cell in enumerate(cells)
        if cell is not NOT_STATED
    }


def _notes(one: _Moment, other: _Moment, changed: int) -> Iterator[str]:
    before, after = one.comparison, other.comparison
    cut = [each for each in (one, other) if each.is_cut]
    if not changed:
        of = " in the cells that are compared" if cut else ""
        yield f"Nothing changed between revision {before.revision} and revision {after.revision}{of}."
    for each in {moment.comparison.revision: moment.comparison for moment in cut}.values():
        columns = f" and the first {len(each.columns)} of {each.column_count} columns" if each.crossed else ""
        yield f"Of revision {each.revision} the first {len(each.rows)} of {each.row_count} rows{columns} are compared."
    if changed and not _has_records(before):
        yield f"At revision {before.revision} nothing of these sides was on record: all that is there is new."
    if changed and not _has_records(after):
        yield f"At revision {after.revision} nothing of these sides is on record: all that was there is gone."


def _has_records(comparison: Comparison) -> bool:
    return any(side.coverage.on_record for side in comparison.sides)
