"""XLSX of a comparison: a sheet for people, one of cells for programs, one of sources, one of notes and coverage.

Written a row at a time. Numbers are numbers, and texts are texts, whatever they begin with: no sheet has a formula.
Addresses of sources and records open with a click.
"""

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from registry.services.compare.comparison import Cited, Comparison
from registry.services.tables.as_markdown import sources
from registry.services.tables.evidence import evidence_words
from registry.services.tables.imprint import Imprint
from registry.services.tables.numeric import numeric_heading, numeric_lines
from registry.services.tables.tidy import Datum, columns, lines

LONGEST: Final = 32_767
"""So many characters a cell of Excel holds."""
_MOST_DIGITS: Final = 15
"""Longer numbers are written as text: Excel would round them."""
# XML 1.0 (section 2.2) has no place for these, nor for half characters.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE, _USUAL = 40, 18
"""Widths of columns, in characters."""
_MOST_LINKS: Final = 65_000
_LONGEST_LINK: Final = 2_079
"""So many links a sheet of Excel holds, and so many characters a link; further addresses are texts."""
_CORE: Final = "docProps/core.xml"
_WRITTEN: Final = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_LINK: Final = re.compile(r"https?://[!-~]+")
SOURCE_COLUMNS: Final = (
    "number", "source", "source_label", "source_kind", "status", "locator", "seconds", "link", "property", "record",
    "record_label", "citation",
)  # fmt: skip


def as_xlsx(comparison: Comparison, imprint: Imprint) -> bytes:
    """The workbook."""
    # Takes a quarter of a second to import, and few ever ask for it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    wide = numeric_lines(comparison)
    _fill(book.create_sheet("Comparison"), numeric_heading(comparison), wide, len(comparison.dimensions))
    names = columns(comparison)
    _fill(book.create_sheet("Cells"), names, ([line[n] for n in names] for line in lines(comparison, imprint)))
    cited = (_source(each, number) for each, number in sources(comparison).items())
    _fill(book.create_sheet("Sources"), SOURCE_COLUMNS, cited, links=True)
    more = evidence_words(comparison, imprint)
    notes = [*imprint.lines(comparison), *([("Evidence", more)] if more else [])]
    _fill(book.create_sheet("Notes"), ("about", "text"), notes, links=True)
    file = io.BytesIO()
    book.save(file)
    return _timeless(file)


def _timeless(file: io.BytesIO) -> bytes:
    """The workbook without the moment at which it was written, so that the same comparison is the same file."""
    kept = io.BytesIO()
    with ZipFile(file) as given, ZipFile(kept, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            part = given.read(name)
            # A name alone gives the first moment that the format knows, a day in 1980.
            written.writestr(ZipInfo(name), _WRITTEN.sub(b"", part) if name == _CORE else part, ZIP_DEFLATED)
    return kept.getvalue()


def _fill(
    sheet: Any, names: Iterable[str], table: Iterable[Iterable[Datum]], labels: int = 0, *, links: bool = False
) -> None:
    """Writes a heading that stays in view, as the `labels` first columns do, and the lines below it.

    Where there are to be `links`, addresses are.
    """
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"{get_column_letter(labels + 1)}2"
    head = [_cell(sheet, name) for name in names]
    for number, cell in enumerate(head, start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE if number <= labels else _USUAL
    sheet.append(head)
    left = _MOST_LINKS if links else 0
    for line in table:
        cells = [_cell(sheet, value) for value in line]
        for cell in cells[:left]:
            left -= _open_by_click(cell)
        sheet.append(cells)


def _open_by_click(cell: Any) -> bool:
    """Makes a link of a cell that is an address of the web; whether it is one."""
    from openpyxl.styles import Font

    if not isinstance(cell.value, str) or len(cell.value) > _LONGEST_LINK or not _LINK.fullmatch(cell.value):
        return False
    cell.hyperlink = cell.value
    cell.font = Font(color="0563C1", underline="single")
    return True


def _cell(sheet: Any, value: Datum) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, int | Decimal) and len(format(value, "f").strip("-").replace(".", "")) <= _MOST_DIGITS:
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs forget decimals
    cell = WriteOnlyCell(sheet, _writable(value if isinstance(value, str) else format(value, "f")))
    cell.data_type = "s"  # else a text that begins with = would be a formula
    return cell


def _writable(text: str) -> str:
    """The text as a cell can hold it: ends of line as one sign, `_x0041_` not taken for the letter that it names."""
    kept = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", re.sub("\r\n?", "\n", text))
    return _ESCAPED.sub("_x005F_", kept)[:LONGEST]


def _source(cited: Cited, number: int) -> list[Datum]:
    known = {"number": number, **{name: getattr(cited, name) for name in SOURCE_COLUMNS[1:]}}
    return ["not stated" if known[name] is None else known[name] for name in SOURCE_COLUMNS]
