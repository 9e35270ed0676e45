"""CSV as people have it: any common encoding that can be told, commas, semicolons or tabs, line breaks in quotes.

The file is read twice, once to tell its encoding and once for its rows; never more than a row of it is held.
"""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from registry.errors import MalformedInput, UnknownEncoding
from registry.services.importing.reading.rows import Table, TableRow, fitted, unguarded

ENCODINGS: Final = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}
"""What may be asked for by name. Only the first two can be told from a file: Windows-1252 looks like many others."""
DELIMITERS: Final = (";", ",", "\t")
LARGEST_CELL: Final = 131_072
"""Characters of one cell; the csv module's own limit."""
_BLOCK: Final = 1 << 20
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(path: Path, name: str, encoding: str | None = None) -> Table:
    """The table in a CSV file; raises `UnknownEncoding` and `MalformedInput`, the latter possibly while rows are read.

    Rows are numbered as a spreadsheet does, the header being row 1. A first line `sep=;` names the delimiter; lines
    before the header that begin with a hash and a space are remarks.
    """
    encoding = ENCODINGS[encoding] if encoding else encoding_of(path, name)
    lines = _Lines(_lines(path, encoding, name))
    first = next(lines, "")
    while first and (not first.strip() or first.startswith("# ")):
        first = next(lines, "")
    delimiter = _declared(first)
    if delimiter:
        first = next(lines, "")
    delimiter = delimiter or _delimiter_of(first)
    lines.read_again(first)
    records = _records(lines, delimiter)
    header = _trimmed(next(records, []))
    # What has no mark gets one: without it, Excel takes the letters for others.
    marked = encoding.replace("utf-16-le", "utf-16").replace("utf-16-be", "utf-16")
    rows = _rows(records, len(header))
    return Table(tuple(cell.strip() for cell in header), rows, delimiter=delimiter, encoding=marked)


def encoding_of(path: Path, name: str) -> str:
    """The name of the file's encoding as Python calls it; raises `UnknownEncoding` when it is none that can be told."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        block = file.read(_BLOCK)
        for mark, encoding in _MARKS:
            if block.startswith(mark):
                return encoding
        if b"\0" in block[:1000]:
            return "utf-16-le" if block[1:2] == b"\0" else "utf-16-be"
        try:
            while block:
                decoder.decode(block)
                block = file.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise UnknownEncoding(name) from error
    return "utf-8-sig"


def _lines(path: Path, encoding: str, name: str) -> Iterator[str]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while line := file.readline(8 * LARGEST_CELL):
                yield line.replace("\0", "")
    except UnicodeError as error:
        raise UnknownEncoding(name) from error


class _Lines(Iterator[str]):
    """The lines of a file, counted, and where quotation marks opened that are not closed."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self.number = 0
        self.opened: int | None = None
        """The line of a mark that opens a cell and is not closed so far; None outside of quotes."""

    def read_again(self, line: str) -> None:
        """Gives back the last line."""
        if line:
            self._again.append(line)
            self.number -= 1
            self.opened = None

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.number += 1
        if line.count('"') % 2:
            self.opened = self.number if self.opened is None else None
        return line


def _declared(line: str) -> str:
    """The delimiter that Excel's own first line names."""
    start, _, sign = line.strip("\r\n").partition("=")
    return sign if start.lower().strip('"') == "sep" and sign in DELIMITERS else ""


def _delimiter_of(header: str) -> str:
    """The sign that the header has most of, outside of quotes."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count) if outside.strip() else ","


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.opened = None  # a mark inside of an unquoted cell, as of inches, opens nothing
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise MalformedInput(_words(str(error)), _line_of(lines)) from error


def _line_of(lines: _Lines) -> int:
    """The line to look at: where a quotation mark opens, if one does."""
    return lines.number if lines.opened is None else lines.opened


def _words(detail: str) -> str:
    if "field limit" in detail:
        return f"a cell has more than {LARGEST_CELL:,} characters, or a quotation mark that opens one is never closed"
    if "end of data" in detail:
        return "a quotation mark that opens a cell is never closed"
    return f"the quotation marks do not fit ({detail}); inside a quoted cell, write them twice"


def _rows(records: Iterator[list[str]], width: int) -> Iterator[TableRow]:
    for number, cells in enumerate(records, start=2):
        yield TableRow(number, fitted([unguarded(cell.strip()) for cell in cells], width))


def _trimmed(header: list[str]) -> list[str]:
    """Without the empty columns that a spreadsheet leaves at the end."""
    while header and not header[-1].strip():
        header = header[:-1]
    return header
