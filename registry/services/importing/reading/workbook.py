"""XLSX, sheet by sheet and row by row, with openpyxl: the first sheet that is not hidden, or the one that is named.

Such a file is a zip archive; its limits stand here because a small one can hold a large one. Its texts, which stand
once in the archive for all rows, are the one thing that is held whole.
"""

import datetime
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from registry.errors import InputTooLarge, WorkbookUnreadable
from registry.services.importing.reading.rows import Table, TableRow, fitted

MOST_BYTES: Final = 500_000_000
"""What all parts of the archive may have, unpacked."""
MOST_TEXT_BYTES: Final = 100_000_000
"""What the table of texts may have, unpacked."""
_DAMAGE: Final = (KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile)
"""What openpyxl and the parsers below it raise for parts that are missing or damaged."""
_MIDNIGHT: Final = datetime.time()


def read_workbook(path: Path, name: str, sheet: str | None = None) -> Table:
    """The table in one sheet; raises `WorkbookUnreadable` and `InputTooLarge`."""
    from openpyxl import load_workbook  # a tenth of a second that only who reads a workbook waits for

    _check(path, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that it leaves out, which no record has
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        shown = [each for each in book.worksheets if each.sheet_state == "visible"]
        wanted = [each for each in shown if sheet in (None, each.title)]
        if not wanted:
            raise WorkbookUnreadable(name, f"it has no sheet {sheet!r}; it has {[s.title for s in shown]}")
        rows = wanted[0].iter_rows(values_only=True)
        header = _texts(next(rows, ()))
    except _DAMAGE as error:
        raise WorkbookUnreadable(name, "a part of it is missing or damaged") from error
    while header and not header[-1]:
        header = header[:-1]
    return Table(tuple(header), _rows(rows, len(header), name), serial_dates=True)


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


def _rows(rows: Iterator[Sequence[object]], width: int, name: str) -> Iterator[TableRow]:
    number = 1
    try:
        for values in rows:
            number += 1
            yield TableRow(number, fitted(_texts(values), width))
    except _DAMAGE as error:
        raise WorkbookUnreadable(name, f"it is damaged after row {number}") from error


def _texts(values: Sequence[object]) -> list[str]:
    return [_text(value) for value in values]


def _text(value: object) -> str:
    """A cell as one would write it by hand."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime.datetime():
            return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(sep=" ")
        case datetime.date():
            return value.isoformat()
    return str(value).strip()
