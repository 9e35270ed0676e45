"""What became otherwise between two moments: two comparisons of the same sides, and the cells that differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from registry.services.compare.compare import MOST_COLUMNS, MOST_ROWS, Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import NOT_STATED, Cell, Comparison, ComparisonRequest, Heading
from registry.services.compare.sides import Named


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than it did."""

    row: Heading
    column: Heading
    side: int
    """Place of the side in either comparison."""
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Change:
    """Two comparisons that ask the same of two moments."""

    before: Comparison
    after: Comparison
    cells: tuple[CellChange, ...]
    """The cells that differ, in the order of rows, columns and sides."""
    notes: tuple[str, ...]


def change(comparing: Comparing, before: Compared, after: Compared, request: ComparisonRequest) -> Change:
    """What became otherwise; raises what comparing does, for a side that is not there at the later moment too."""
    whole = replace(request, rows=MOST_ROWS, columns=MOST_COLUMNS)
    newest = max(before.revision, after.revision)
    other = comparing.compare(after, whole, newest)
    sides = [Named(side.iri, side.kind, side.code, side.members) for side in other.sides]
    # On the same day: what changed is what is on record, and not that time went by.
    then = replace(whole, sides=other.request.sides, day=other.request.day)
    one = comparing.compare(before, then, newest, sides)
    old, new = _cells(one), _cells(other)
    rows = _each_once([row.heading for row in (*other.rows, *one.rows)])
    columns = _each_once([*other.columns, *one.columns])
    found = []
    for row in rows:
        for column in columns:
            for side in range(len(one.sides)):
                place = (row.key, column.key, side)
                was, is_now = old.get(place, NOT_STATED), new.get(place, NOT_STATED)
                if (was.state, was.value, was.count) != (is_now.state, is_now.value, is_now.count):
                    found.append(CellChange(row, column, side, was, is_now))
    return Change(one, other, tuple(found), tuple(_notes(one, other, len(found))))


def _each_once(headings: Sequence[Heading]) -> list[Heading]:
    """The first heading of each key."""
    found: dict[str, Heading] = {}
    for heading in headings:
        found.setdefault(heading.key, heading)
    return list(found.values())


def _cells(comparison: Comparison) -> dict[tuple[str, str, int], Cell]:
    return {
        (row.heading.key, column.key, side): cell
        for row in comparison.rows
        for column, cells in zip(comparison.columns, row.cells, strict=True)
        for side, cell in enumerate(cells)
        if cell is not NOT_STATED
    }


def _notes(before: Comparison, after: Comparison, changed: int) -> list[str]:
    nothing = f"Nothing changed between revision {before.revision} and revision {after.revision}."
    cut = [
        f"Of revision {each.revision} the first {len(each.rows)} of {each.row_count} rows are compared."
        for each in (before, after)
        if each.row_count > len(each.rows) or each.column_count > len(each.columns)
    ]
    return cut if changed else [nothing, *cut]
