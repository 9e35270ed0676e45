"""XLSX, sheet by sheet and row by row, with openpyxl: the first sheet that is not hidden, or the one that is named.

Such a file is a zip archive; its limits stand here because a small one can hold a large one. Its texts, which stand
once in the archive for all rows, are the one thing that is held whole.
"""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from registry.errors import InputTooLarge, WorkbookUnreadable
from registry.services.importing.reading.rows import Table, TableRow, fitted

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

MOST_BYTES: Final = 500_000_000
"""What all parts of the archive may have, unpacked."""
MOST_TEXT_BYTES: Final = 100_000_000
"""What the table of texts may have, unpacked."""
_DAMAGE: Final = (KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile)
"""What openpyxl and the parsers below it raise for parts that are missing or damaged."""
_MIDNIGHT: Final = datetime.time()
_TIMES: Final = (datetime.date, datetime.time, datetime.timedelta)
_BLOCK: Final = 1 << 20
_FORMULA: Final = re.compile(rb"<(\w{1,20}:)?f[\s/>]")
_OVERLAP: Final = 30
"""Bytes that a tag of a formula may have in the block before."""
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a number format shows as it stands; a percent sign outside of it shows the number a hundred times."""


def read_workbook(path: Path, name: str, sheet: str | None = None, decimal: str | None = None) -> Table:
    """The table in one sheet; raises `WorkbookUnreadable` and `InputTooLarge`.

    Numbers are written with a comma where `decimal` says so, as everything else that is read with it.
    """
    _check(path, name)
    try:
        rows = _cells(path, name, sheet, values=True)
        formulas = _cells(path, name, sheet, values=False) if _has_formulas(path) else None
        header = [_text(cell.value, decimal) for cell in next(rows, ())]
        next(formulas or iter(()), None)
    except _DAMAGE as error:
        raise WorkbookUnreadable(name, "a part of it is missing or damaged") from error
    while header and not header[-1]:
        header = header[:-1]
    delimiter = ";" if decimal == "comma" else ","
    return Table(tuple(header), _rows(rows, formulas, len(header), name, decimal), True, delimiter)


def _cells(path: Path, name: str, sheet: str | None, *, values: bool) -> "Iterator[Sequence[ReadOnlyCell]]":
    """The rows of the sheet, with the results of formulas or with the formulas."""
    from openpyxl import load_workbook  # a tenth of a second that only who reads a workbook waits for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and checks that it leaves out, which no record has
        book = load_workbook(path, read_only=True, data_only=values, keep_links=False)
    shown = [each for each in book.worksheets if each.sheet_state == "visible"]
    wanted = [each for each in shown if sheet in (None, each.title)]
    if not wanted:
        raise WorkbookUnreadable(name, f"it has no sheet {sheet!r}; it has {[s.title for s in shown]}")
    return cast("Iterator[Sequence[ReadOnlyCell]]", wanted[0].iter_rows())


def _has_formulas(path: Path) -> bool:
    """Whether it is worth the time to read the sheets for formulas as well."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/"):
                with archive.open(part) as sheet:
                    before = b""
                    while block := sheet.read(_BLOCK):
                        if _FORMULA.search(before + block):
                            return True
                        before = block[-_OVERLAP:]
    return False


def _check(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise WorkbookUnreadable(name, "it is no XLSX workbook, or has a password") from error
    whole = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if whole > MOST_BYTES:
        raise InputTooLarge(f"{name}, unpacked,", whole, MOST_BYTES)
    if texts > MOST_TEXT_BYTES:
        raise InputTooLarge(f"The texts of {name}", texts, MOST_TEXT_BYTES)


def _rows(
    rows: "Iterator[Sequence[ReadOnlyCell]]",
    formulas: "Iterator[Sequence[ReadOnlyCell]] | None",
    width: int,
    name: str,
    decimal: str | None,
) -> Iterator[TableRow]:
    number = 1
    try:
        for cells in rows:
            number += 1
            beside = next(formulas, ()) if formulas is not None else ()
            shown = [_shown(cell, other, decimal) for cell, other in zip_longest(cells, beside)]
            dates = frozenset(index for index, cell in enumerate(cells) if isinstance(cell.value, _TIMES))
            yield TableRow(number, fitted(shown, width), dates=dates)
    except _DAMAGE as error:
        raise WorkbookUnreadable(name, f"it is damaged after row {number}") from error


def _shown(cell: "ReadOnlyCell | None", formula: "ReadOnlyCell | None", decimal: str | None) -> str:
    """A cell as one would write it by hand: 95.5% where that is how it is shown; a formula without result as such."""
    if cell is None:
        return ""
    value = cell.value
    # A formula whose result is an empty text says so by its type.
    if value is None and formula is not None and formula.data_type == "f" and cell.data_type == "n":
        return str(getattr(formula.value, "text", None) or formula.value)
    if type(value) in (int, float) and cell.has_style and "%" in _LITERAL.sub("", cell.number_format):
        return _text(float(Decimal(repr(value)) * 100), decimal) + "%"
    return _text(value, decimal)


def _text(value: object, decimal: str | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            written = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
            return written.replace(".", ",") if decimal == "comma" else written
        case datetime.datetime():
            return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(sep=" ")
        case datetime.date():
            return value.isoformat()
    return str(value).strip()
