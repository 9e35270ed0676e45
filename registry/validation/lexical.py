"""Whether a text is a value of its datatype, as XML Schema 1.1 part 2 writes them.

rdflib takes `1_000` for an integer, a time for a date and anything for a year; a registry that others read may not.
"""

import calendar
import re
from typing import Final

from registry.namespaces import XSD

_ZONE: Final = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR: Final = r"-?([1-9]\d{3,}|0\d{3})"
_DAY: Final = rf"({_YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"
_FORMS: Final = {
    XSD + name: re.compile(form, re.ASCII)
    for name, form in {
        "integer": r"[+-]?\d+",
        "nonNegativeInteger": r"\+?\d+|-0+",
        "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
        "double": r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
        "float": r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
        "boolean": r"true|false|1|0",
        "date": _DAY + _ZONE,
        "gYear": _YEAR + _ZONE,
        "gYearMonth": rf"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
        "time": _TIME + _ZONE,
        "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    }.items()
}
_WITH_A_DAY: Final = re.compile(_DAY, re.ASCII)
_LEAP_YEARS_REPEAT: Final = 400


def is_well_formed(lexical: str, datatype: str) -> bool:
    """Whether the text is in the datatype's lexical space; True for datatypes that are not known here."""
    form = _FORMS.get(datatype)
    if form is None:
        return True
    if not form.fullmatch(lexical):
        return False
    day = _WITH_A_DAY.match(lexical)
    return day is None or _is_in_calendar(int(day[1]), int(day[3]), int(day[4]))


def _is_in_calendar(year: int, month: int, day: int) -> bool:
    return day <= calendar.monthrange(year % _LEAP_YEARS_REPEAT + _LEAP_YEARS_REPEAT, month)[1]
