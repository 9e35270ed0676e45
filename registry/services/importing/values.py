"""Cells as values: numbers and dates as people and spreadsheets write them, and never a guess where there are two ways.

What is no value of its field stays as the text that it is, so that the rules find it and say what is wrong.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from registry.model.spec import Field, Kind
from registry.namespaces import XSD
from registry.rdf.parsing import is_iri
from registry.rdf.terms import Iri, Literal, Term, text

NONE: Final = "(none)"
"""What a cell says that takes away the value that is there; an empty cell leaves it."""
SEPARATOR: Final = "|"
_SERIAL: Final = re.compile(r"\d{5}")
_FIRST_DAY: Final = datetime.date(1899, 12, 30)
"""What spreadsheets count days from, their leap day of 1900 taken into account."""
_ISO: Final = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?")
_ISO_LOOSE: Final = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_WITH_YEAR_LAST: Final = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})")
_TIME_OF_DAY: Final = re.compile(r"[ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?$")
_SPACES: Final = re.compile("[\\s\u00a0\u202f']")
_PARTIAL: Final = {0: "gYear", 1: "gYearMonth", 2: "date"}
_TRUE: Final = frozenset({"true", "yes", "1"})
_FALSE: Final = frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Habits:
    """How the people write who made a file."""

    decimal: str | None = None
    """`comma` or `point`; None where it must be seen from each number."""
    dates: str | None = None
    """`dmy` or `mdy` for dates such as 1/3/2024; None where it must be seen from each date."""
    separator: str = SEPARATOR
    """What stands between several values of one cell; a backslash before it makes it a letter."""
    serial_dates: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that can be read in two ways, or in none; the words say how to write it."""

    message: str
    advice: str


def several(cell: str, separator: str) -> list[str]:
    """The values that stand in one cell."""
    pieces = re.split(rf"(?<!\\){re.escape(separator)}", cell)
    return [piece for each in pieces if (piece := each.replace("\\" + separator, separator).strip())]


def plain_value(cell: str, of_field: Field, language: str | None, habits: Habits) -> Term | Unclear:
    """The value in a cell of a field that is neither code nor link nor property."""
    match of_field.kind:
        case Kind.TEXT:
            return text(cell, language or "")
        case Kind.INTEGER | Kind.DECIMAL:
            return _number(cell, of_field.kind, habits)
        case Kind.DATE | Kind.YEAR | Kind.PARTIAL_DATE:
            return _date(cell, of_field.kind, habits)
        case Kind.BOOLEAN:
            return _boolean(cell)
        case Kind.URL:
            return Literal(cell, XSD + "anyURI")
        case Kind.IRI:
            return Iri(cell) if is_iri(cell) else Literal(cell)
    return text(cell, language) if language else Literal(cell)


def _boolean(cell: str) -> Term:
    word = cell.casefold()
    known = "true" if word in _TRUE else "false" if word in _FALSE else word
    return Literal(known, XSD + "boolean") if known in ("true", "false") else Literal(cell)


def _number(cell: str, kind: Kind, habits: Habits) -> Term | Unclear:
    datatype = XSD + ("integer" if kind is Kind.INTEGER else "decimal")
    bare = _SPACES.sub("", cell)
    if re.fullmatch(r"[+-]?\d+", bare):
        return Literal(bare, datatype)
    if not re.fullmatch(r"[+-]?[\d.,]*\d", bare):
        return Literal(cell)
    written = _with_point(bare, habits.decimal)
    if isinstance(written, Unclear):
        return written
    if written is not None and kind is Kind.INTEGER:
        written = re.sub(r"\.0+$", "", written)
    return Literal(written, datatype) if written and re.fullmatch(r"[+-]?\d*\.?\d+", written) else Literal(cell)


def _with_point(bare: str, decimal: str | None) -> str | Unclear | None:
    """The number with a point, or nothing, before its fraction; None when its signs make no sense together."""
    if decimal == "comma":
        return _ungrouped(bare, ".", ",")
    if decimal == "point":
        return _ungrouped(bare, ",", ".")
    if "," not in bare:
        return bare if bare.count(".") == 1 else _ungrouped(bare, ".", ",")
    if "." in bare:
        return _ungrouped(bare, ".", ",") if bare.rindex(",") > bare.rindex(".") else _ungrouped(bare, ",", ".")
    if bare.count(",") > 1:
        return _ungrouped(bare, ",", ".")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", bare):
        thousand, fraction = bare.replace(",", ""), bare.replace(",", ".")
        return Unclear(
            f"{bare!r} may be {thousand} or {fraction}.",
            f"Write {thousand} or {fraction}, or say for the whole file which it is: --decimal comma or point.",
        )
    return bare.replace(",", ".")


def _ungrouped(bare: str, group: str, point: str) -> str | None:
    whole, _, fraction = bare.partition(point)
    if point in fraction or group in fraction:
        return None
    if group in whole and not re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(group)}\d{{3}})+", whole):
        return None
    return whole.replace(group, "") + (f".{fraction}" if fraction else "")


def _date(cell: str, kind: Kind, habits: Habits) -> Term | Unclear:
    bare = _TIME_OF_DAY.sub("", cell)
    if habits.serial_dates and _SERIAL.fullmatch(bare):
        bare = (_FIRST_DAY + datetime.timedelta(days=int(bare))).isoformat()
    pieces = _pieces(bare, habits)
    if isinstance(pieces, Unclear):
        return pieces
    if pieces is None or (kind is Kind.YEAR and len(pieces) > 1) or (kind is Kind.DATE and len(pieces) < 3):
        return Literal(cell)
    return Literal("-".join(pieces), XSD + (_PARTIAL[len(pieces) - 1]))


def _pieces(bare: str, habits: Habits) -> list[str] | Unclear | None:
    """Year, and month and day where they are said; None when it is no date."""
    if _ISO.fullmatch(bare):
        sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
        first, *rest = digits.split("-")
        return [sign + first, *rest]
    if found := _ISO_LOOSE.fullmatch(bare):
        return [found[1], *(piece.zfill(2) for piece in found.groups()[1:] if piece)]
    found = _WITH_YEAR_LAST.fullmatch(bare)
    if found is None:
        return None
    if found[1] is None:
        return [found[3], found[2].zfill(2)]
    return _day_and_month(found[1], found[2], found[3], "." in bare, habits.dates)


def _day_and_month(one: str, two: str, year: str, dotted: bool, order: str | None) -> list[str] | Unclear:
    """1.3.2024 is the first of March wherever it is written so; 1/3/2024 and 1-3-2024 are not."""
    if order is None and not dotted and one != two and int(one) <= 12 and int(two) <= 12:
        ways = f"{year}-{two.zfill(2)}-{one.zfill(2)} or {year}-{one.zfill(2)}-{two.zfill(2)}"
        return Unclear(
            f"The date may be {ways}.",
            f"Write {ways}, or say for the whole file which comes first: --dates dmy or mdy.",
        )
    month_first = order == "mdy" or (order is None and not dotted and int(two) > 12)
    day, month = (two, one) if month_first else (one, two)
    return [year, month.zfill(2), day.zfill(2)]
