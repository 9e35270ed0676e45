"""From a comparison to the pictures of it: the same cells as in the tables, as numbers for colours and lengths."""

from collections.abc import Iterator
from typing import Final

from registry.errors import InvalidArgument
from registry.services.charts.chart import SIGNS, Bars, Grid, Square
from registry.services.compare.compare import MOST_COLUMNS
from registry.services.compare.compare import MOST_ROWS as MOST_TABLE_ROWS
from registry.services.compare.comparison import (
    Amounts,
    Backing,
    Cell,
    Comparison,
    Count,
    Measure,
    State,
    Targets,
)
from registry.services.compare.overlaps import Similarity
from registry.services.tables.imprint import MEASURES, Imprint, title
from registry.services.tables.wide import side_labels

MOST_ROWS: Final = 60
MOST_SERIES: Final = 8
_SCALES: Final = {**MEASURES, Measure.AMOUNTS: "number of records with a stated amount, disputed ones among them"}


def heat_map(comparison: Comparison, imprint: Imprint) -> Grid:
    """Rows by sides; where there is a second dimension, a row for each pair of values that somebody speaks of."""
    lines = list(_lines(comparison))
    telling = [line for line in lines if not comparison.crossed or any(map(_speaks, line[1]))]
    shown = telling[:MOST_ROWS]
    cut = list(_left_out(comparison, len(telling) - len(shown)))
    if len(telling) < len(lines):
        cut.append(f"{len(lines) - len(telling):,} pairs of which nobody says anything are left out.")
    return Grid(
        title=title(comparison),
        rows=tuple(label for label, _ in shown),
        columns=side_labels(comparison),
        squares=tuple(tuple(map(square, cells)) for _, cells in shown),
        scale=_SCALES[comparison.request.measure],
        notes=(*_nothing(comparison), *cut, imprint.citation(comparison)),
    )


def bars(comparison: Comparison, imprint: Imprint) -> Bars:
    """A bar for each side and row: for dimensions of few values, such as the roles of the helix.

    Raises `InvalidArgument` for more values than colours and patterns can tell apart.
    """
    if comparison.crossed:
        raise InvalidArgument("Bars show one dimension; ask for a heat map, or leave the second dimension out.")
    if comparison.row_count > MOST_SERIES:
        raise InvalidArgument(
            f"Bars show at most {MOST_SERIES} values and this dimension has {comparison.row_count}; ask for a heat map."
        )
    rows = comparison.rows
    return Bars(
        title=title(comparison),
        sides=side_labels(comparison),
        series=tuple(row.heading.label for row in rows),
        squares=tuple(tuple(square(row.cells[0][place]) for row in rows) for place in range(len(comparison.sides))),
        scale=_SCALES[comparison.request.measure],
        notes=(*_nothing(comparison), *_overlap(comparison), imprint.citation(comparison)),
        totals=tuple(f"records in all: {side.coverage.backing.records:,}" for side in comparison.sides),
    )


def likeness_grid(similarity: Similarity, imprint: Imprint) -> Grid:
    """How alike sides are, each with each; nothing where neither has a value to compare by."""
    sides = side_labels(similarity.comparison)
    squares = tuple(
        tuple(Square(None, SIGNS["not stated"]) if share is None else Square(share, f"{share:.2f}") for share in row)
        for row in similarity.matrix
    )
    cited = imprint.citation(similarity.comparison)
    return Grid(
        title=f"How alike: {title(similarity.comparison)}",
        rows=sides,
        columns=sides,
        squares=squares,
        scale="likeness from 0 to 1",
        notes=tuple(filter(None, (similarity.measure, " ".join(similarity.comparison.notes), cited))),
        highest=1.0,
        mirrored=True,
    )


def _nothing(comparison: Comparison) -> tuple[str, ...]:
    """Why there is no row, in the words of the comparison, which knows of other records that say something."""
    return () if comparison.rows else comparison.notes[:1]


def _left_out(comparison: Comparison, in_table: int) -> Iterator[str]:
    """How many rows only the table has, and how many not even that, with how to see them."""
    if in_table:
        more = "1 more row is" if in_table == 1 else f"{in_table:,} more rows are"
        yield f"{more} in the table: the same address with .csv in place of .svg or .png."
    for noun, shown, count, most in (
        ("row", len(comparison.rows), comparison.row_count, MOST_TABLE_ROWS),
        ("column", len(comparison.columns), comparison.column_count, MOST_COLUMNS),
    ):
        if shown < count:
            many = min(count, most)
            yield f"The table has the first {shown:,} of {count:,} {noun}s; with {noun}s={many} it has {many:,}."


def _speaks(cell: Cell) -> bool:
    return cell.state is not State.NOT_STATED


def square(cell: Cell) -> Square:
    """A cell as a number, or a sign for why there is none."""
    if cell.state is not State.PRESENT:
        return Square(None, SIGNS[str(cell.state)])
    number = _number(cell)
    return Square(number, f"{number:,}")


def _number(cell: Cell) -> int:
    match cell.value:
        case Count(number):
            return number
        case Targets():
            return cell.value.targets
        case Backing():
            return cell.value.records
        case Amounts():
            # An amount that sources disagree on is in no sum, but is stated all the same.
            return sum(amount.records + len(amount.disputed) for amount in cell.value.amounts)
        case None:
            return cell.count


def _lines(comparison: Comparison) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for row in comparison.rows:
        for column, cells in zip(comparison.columns, row.cells, strict=True):
            yield f"{row.heading.label} · {column.label}" if comparison.crossed else row.heading.label, cells


def _overlap(comparison: Comparison) -> tuple[str, ...]:
    """What is counted, and that one record may stand in several bars; the helix says with how many roles."""
    asked = any(each.name == "helixRole" for each in comparison.dimensions)
    kinds = "roles" if asked else "values"
    said = (
        f"Records are of type {comparison.class_label}. One of them may count under several {kinds}, once under each: "
        "the bars of a side are not to be added up, and may together be more than its records in all."
    )
    roles = comparison.request.helix_roles
    return (said, f"Counted with {'four' if roles == 4 else 'five'} roles of the helix.") if asked else (said,)
