"""How much of the evidence of its cells a comparison names, and where the rest is: nothing is cut without a word."""

import re
from typing import Final

from registry.services.compare.compare import MOST_EVIDENCE
from registry.services.compare.comparison import Cell, Comparison
from registry.services.tables.imprint import Imprint

_NUMBER: Final = re.compile(r"(?<=[?&]evidence=)[0-9]+")


def unnamed(cell: Cell) -> int:
    """How many of the records behind a cell are counted and not named."""
    return max(0, cell.count - len(cell.records))


def cells_with_more(comparison: Comparison) -> list[Cell]:
    """The cells that name fewer records than they count."""
    return [cell for row in comparison.rows for by_side in row.cells for cell in by_side if unnamed(cell)]


def fuller(comparison: Comparison, imprint: Imprint) -> str | None:
    """The address of the same comparison as JSON with all records of each cell, or as many as can be asked for.

    None where every record is named, or no more can be.
    """
    most = max((cell.count for cell in cells_with_more(comparison)), default=0)
    wanted = min(most, MOST_EVIDENCE)
    if wanted <= comparison.request.evidence or not comparison.permalink:
        return None
    path, _, query = imprint.permalink(comparison).partition("?")
    query, found = _NUMBER.subn(str(wanted), query, count=1)
    return f"{path}.json?{query if found else f'{query}&evidence={wanted}'}"


def evidence_words(comparison: Comparison, imprint: Imprint) -> str | None:
    """A sentence on the cells that name fewer records than they count, and where all are; None where all are named."""
    cells = cells_with_more(comparison)
    if not cells:
        return None
    named = comparison.request.evidence
    said = f"{'No' if not named else f'The first {named}'} records of a cell are named with their citations"
    many = "one cell counts" if len(cells) == 1 else f"{len(cells):,} cells count"
    said += f"; {many} more, up to {max(cell.count for cell in cells):,}."
    link = fuller(comparison, imprint)
    said += f" More of them: {link}" if link else ""
    if max(cell.count for cell in cells) > MOST_EVIDENCE:
        said += f" At most {MOST_EVIDENCE} can be named; a filter (`where`) or fewer countries in a side give the rest."
    return said
