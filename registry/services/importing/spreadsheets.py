"""What spreadsheets leave in cells that nobody meant: errors, percentages kept as fractions, dates made of texts.

`cells` asks here before it reads a cell as the value of a field; what is found is told with a way out.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from registry.model.spec import Field, Kind
from registry.services.importing.reading.rows import is_formula
from registry.services.importing.values import Unclear

_ERROR: Final = re.compile(r"#(N/A|NV|N/D|GETTING_DATA|#+|[A-ZÀ-Þ0-9/_]{2,20}[!?])|Err:\d{3}")
"""`#N/A`, `#REF!`, `#DIV/0!` and what they are called in other languages; `####` is a column too narrow to copy."""
_PERCENTAGE: Final = re.compile(r"([+-]?[\d.,\s']*\d)\s*%")
_PERCENT: Final = re.compile(r"%|(percent|per cent|pct)\b", re.IGNORECASE)
_NUMBERS: Final = (Kind.DECIMAL, Kind.INTEGER)
_MAY_BE_DATES: Final = (Kind.DATE, Kind.YEAR, Kind.PARTIAL_DATE, Kind.ANY)
UNIT: Final = "unit"
"""The field that says what a number of the same part counts."""


def odd_cell(cell: str, of_field: Field | None, *, is_date: bool) -> Unclear | None:
    """What is wrong with the cell whatever else it says; None for a cell like any other."""
    if is_formula(cell):
        return Unclear(
            "The cell holds a formula instead of its result.",
            "Save the sheet with values: copy the column and paste it as values.",
        )
    if _ERROR.fullmatch(cell):
        return Unclear(f"{cell} is an error of the spreadsheet.", "Mend its formula or link, or empty the cell.")
    if is_date and of_field is not None and of_field.kind not in _MAY_BE_DATES:
        return Unclear(
            f"Your spreadsheet keeps a date or time here, {cell}, whatever the cell shows.",
            "Format the cell as text and type again what is meant.",
        )
    return None


def percentage(cell: str, of_field: Field, units: Iterable[str]) -> str | Unclear | None:
    """The number before the percent sign where the unit is percent, else what it may be; None without such a sign."""
    found = _PERCENTAGE.fullmatch(cell) if of_field.kind in _NUMBERS else None
    if found is None:
        return None
    if any(_PERCENT.match(unit) for unit in units):
        return found[1]
    fraction = _hundredth(found[1])
    return Unclear(
        f"{cell!r} may be {found[1]}, counted in %, or {fraction}.",
        f"Write {found[1]} and % as its unit, or {fraction} with the unit that it has.",
    )


def _hundredth(number: str) -> str:
    plain = number.replace(",", ".") if number.count(",") + number.count(".") == 1 else number
    return f"{Decimal(plain) / 100:f}" if re.fullmatch(r"[+-]?\d*\.?\d+", plain) else "a hundredth of it"
