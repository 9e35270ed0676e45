"""CSV (RFC 4180) of a comparison: tidy for programs, wide for people. Safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: to read the texts back, take one apostrophe from the front of each that has one.
"""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from registry.services.compare.comparison import Comparison
from registry.services.tables.evidence import evidence_words
from registry.services.tables.imprint import Imprint
from registry.services.tables.numeric import numeric_heading, numeric_lines
from registry.services.tables.tidy import Datum, columns, lines

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Tells old versions of Excel that a file is UTF-8."""
# What spreadsheets begin a formula with, the wide forms of East Asian keyboards, and blanks that they skip before it.
_RISKY: Final = re.compile(r"[\s\x00]*['=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")


def tidy_csv(comparison: Comparison, imprint: Imprint, *, bom: bool = False) -> bytes:
    """One line a cell; revision, address, licence and citation stand in columns of their own."""
    names = columns(comparison)
    return _written([names, *([line[name] for name in names] for line in lines(comparison, imprint))], bom=bom)


def wide_csv(comparison: Comparison, imprint: Imprint, *, bom: bool = False) -> bytes:
    """A line a row (by measure several) and a column a side; below an empty line what must be said beside the cells."""
    table: list[Iterable[Datum]] = [numeric_heading(comparison), *numeric_lines(comparison)]
    table += [(), *imprint.lines(comparison)]
    more = evidence_words(comparison, imprint)
    table += [("Evidence", more)] if more else []
    return _written(table, bom=bom)


def guarded(value: Datum) -> str:
    """A value as no spreadsheet takes it for a formula; numbers are what they are."""
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"'{value}" if _RISKY.match(value) else value


def _written(table: Iterable[Iterable[Datum]], *, bom: bool) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(value) for value in line] for line in table)
    return ((BOM if bom else "") + text.getvalue()).encode("utf-8", "replace")
