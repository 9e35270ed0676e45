"""What a table gives: its header, then its rows one at a time, each with the number that a spreadsheet shows beside it.

`delimited` and `workbook` read tables; `records` reads what is RDF or JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

GUARD: Final = "'"
GUARDED: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with in a file that a spreadsheet opens: it would be run as a formula."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the number that a spreadsheet shows, and its cells, as many as the header has."""

    number: int
    cells: tuple[str, ...]
    original: tuple[str, ...] | None = None
    """The cells as they stand in the file, where a mapping has put them under other headings."""
    dates: frozenset[int] = frozenset()
    """Which cells, by their place in the row, a spreadsheet keeps as dates or times, whatever they show."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read."""

    header: tuple[str, ...]
    rows: Iterator[TableRow]
    serial_dates: bool = False
    """Whether a bare number in a date column is a day as spreadsheets count them."""
    delimiter: str = ","
    """What stands between its cells, or is to where it is written as CSV."""
    encoding: str = "utf-8-sig"
    """How its letters are written, as Python calls it."""


def fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """The cells cut or filled up to the header's width; what is cut is kept at the end as one more cell."""
    if len(cells) <= width:
        return (*cells, *("" for _ in range(width - len(cells))))
    beyond = " ".join(cell for cell in cells[width:] if cell)
    return (*cells[:width], beyond) if beyond else tuple(cells[:width])


def guarded(cell: str) -> str:
    """The cell as it may be written into a file that a spreadsheet opens; plain numbers stay as they are."""
    return GUARD + cell if cell.startswith(GUARDED) and not _is_number(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`, and without the `="..."` that keeps spreadsheets from reading numbers."""
    if cell.startswith(GUARD) and cell[1:].startswith(GUARDED):
        return cell[1:]
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    return cell


def is_formula(cell: str) -> bool:
    """Whether the cell is a formula that nobody worked out."""
    return cell.startswith("=") and len(cell) > 1


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).replace(",", "", 1).isdecimal()
