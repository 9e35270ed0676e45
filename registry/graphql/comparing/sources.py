"""What the types of comparisons read from: an answer with what its operation may still give out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registry.graphql.execution import Allowance
from registry.services.compare.comparison import ALL, Cell, Cited, Comparison, Heading, Row, Side, State, Value


@dataclass(frozen=True, slots=True)
class Answered:
    """A comparison in an answer; rows, cells and citations are paid for when they are given out."""

    comparison: Comparison
    allowance: Allowance

    def rows(self) -> list["Shown"]:
        """The rows."""
        return self.allowance.spend([Shown(self, row) for row in self.comparison.rows])

    def columns(self) -> list[Heading]:
        """The columns of a second dimension."""
        return list(self.comparison.columns) if self.comparison.crossed else []

    def column(self, heading: Heading) -> Heading | None:
        """The column as answers say it."""
        return None if heading is ALL or not self.comparison.crossed else heading

    def side_totals(self) -> list[tuple[Side, Heading | None, Value | None]]:
        """Each column's and side's total."""
        comparison = self.comparison
        return self.allowance.spend(
            [
                (side, self.column(column), value)
                for column, values in zip(comparison.columns, comparison.side_totals, strict=True)
                for side, value in zip(comparison.sides, values, strict=True)
            ]
        )

    def cells_of(self, column: Heading, cells: Sequence[Cell]) -> list["CellSource"]:
        """The cells of all sides in a column."""
        return self.allowance.spend([CellSource(self, cell, side, column) for side, cell in enumerate(cells)])


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of an answer."""

    answered: Answered
    row: Row

    def cells(self, stated: bool = False) -> list["CellSource"]:
        """Its cells by column, then by side; or only those of which something is said."""
        found = [
            CellSource(self.answered, cell, side, column)
            for column, cells in zip(self.answered.comparison.columns, self.row.cells, strict=True)
            for side, cell in enumerate(cells)
            if not stated or cell.state is not State.NOT_STATED or cell.count
        ]
        return self.answered.allowance.spend(found)


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell of an answer."""

    answered: Answered
    cell: Cell
    place: int
    heading: Heading

    @property
    def side(self) -> Side:
        """Whose it is."""
        return self.answered.comparison.sides[self.place]

    @property
    def column(self) -> Heading | None:
        """Its column."""
        return self.answered.column(self.heading)

    def records(self) -> list[tuple[str, str]]:
        """The records that it names, with titles."""
        labels = self.answered.comparison.record_labels
        return self.answered.allowance.spend([(iri, labels.get(iri, iri)) for iri in self.cell.records])

    def citations(self) -> list[Cited]:
        """Its citations."""
        return self.answered.allowance.spend(list(self.cell.citations))


def paid(answers: Sequence[Any], answered: Answered) -> list[tuple[Answered, Any]]:
    """Things of an answer, each with the answer."""
    return answered.allowance.spend([(answered, each) for each in answers])
