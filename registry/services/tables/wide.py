"""A comparison in wide form: a line a row, a column a side, as people read a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from registry.services.compare.comparison import Cell, Comparison, Count, Side, State, Value
from registry.services.tables.words import NOT_STATED, cell_words, measured

Entry: TypeAlias = str | int

ANY: Final = "any"
"""Stands in place of a column's name in the line of all records."""
NOT_ADDED: Final = "not added up"
"""Stands where sides are not added up, because a record may stand on two of them."""
NONE_ON_RECORD: Final = "none on record"
"""Stands for all records of a side that has none, which says of nobody that it does nothing."""


@dataclass(frozen=True, slots=True)
class WideLine:
    """One line: the labels in front, what each side has, and what all have together."""

    labels: tuple[str, ...]
    cells: tuple[Cell, ...] | None
    """None in a line of totals."""
    entries: tuple[Entry, ...]
    """One a side: a number, or words."""
    total: Entry


def heading(comparison: Comparison) -> tuple[str, ...]:
    """The names of the columns."""
    labels = tuple(each.label for each in comparison.dimensions)
    return (*labels, *side_labels(comparison), "all together")


def side_labels(comparison: Comparison) -> tuple[str, ...]:
    """A name for each side; the code is added where two sides have the same."""
    names = [side.label for side in comparison.sides]
    return tuple(
        f"{side.label} ({side.code})" if names.count(side.label) > 1 else side.label for side in comparison.sides
    )


def wide_lines(comparison: Comparison) -> Iterator[WideLine]:
    """The lines; then for each column what all rows have together, and last what the sides have in all, whatever their
    records say of the dimensions. A record that stands in two rows counts once in both."""
    for row in comparison.rows:
        for column, cells, total in zip(comparison.columns, row.cells, row.totals, strict=True):
            labels = (row.heading.label, column.label) if comparison.crossed else (row.heading.label,)
            yield WideLine(labels, cells, tuple(map(entry, cells)), value_entry(total))
    blank = (ANY,) if comparison.crossed else ()
    for column, totals in zip(comparison.columns, comparison.side_totals, strict=True):
        labels = ("all rows together", column.label) if comparison.crossed else ("all rows together",)
        yield WideLine(labels, None, tuple(map(value_entry, totals)), NOT_ADDED)
    whole = tuple(NONE_ON_RECORD if has_none(side) else value_entry(side.total) for side in comparison.sides)
    together = NONE_ON_RECORD if all(map(has_none, comparison.sides)) else value_entry(comparison.total)
    yield WideLine(("all records that fit", *blank), None, whole, together)


def has_none(side: Side) -> bool:
    """Whether a side has no records at all, whatever the filter."""
    return not (side.coverage.on_record or side.coverage.backing.records)


def entry(cell: Cell) -> Entry:
    """A cell as a number where it is one, else in words."""
    if cell.state is State.PRESENT and isinstance(cell.value, Count):
        return cell.value.number
    return cell_words(cell)


def value_entry(value: Value | None) -> Entry:
    """A value as a number where it is one, else in words; silence is no zero."""
    if value is None:
        return NOT_STATED
    return value.number if isinstance(value, Count) else measured(value)
