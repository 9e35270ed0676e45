"""Dates that may lack day or month, as the span of days from the first to the last, each the number yyyymmdd."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from registry.errors import InvalidArgument
from registry.index.filters import Between

_DATE: Final = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_LONG_MONTHS: Final = (1, 3, 5, 7, 8, 10, 12)
_FURTHEST_YEAR: Final = 9999


def span(text: str) -> tuple[int, int]:
    """First and last day; a time zone makes no difference, and years beyond 9999 both ways count as that one."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise InvalidArgument(f"{text!r} is no date.")
    year, month, day = (None if piece is None else int(piece) for piece in found.groups())
    assert year is not None
    year = max(-_FURTHEST_YEAR, min(_FURTHEST_YEAR, year))
    if month is None:
        return _number(year, 1, 1), _number(year, 12, 31)
    if day is None:
        return _number(year, month, 1), _number(year, month, last_day(year, month))
    day = min(day, last_day(year, month))
    return _number(year, month, day), _number(year, month, day)


def _number(year: int, month: int, day: int) -> int:
    return year * 10_000 + month * 100 + day


def last_day(year: int, month: int) -> int:
    """How many days a month of the Gregorian calendar has, which is carried back before its beginning."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 31 if month in _LONG_MONTHS else 30


def lies_within(value: str, given: str) -> bool:
    """Whether every day of the one is a day of the other."""
    (low, high), (first, last) = span(value), span(given)
    return first <= low and high <= last


def date_is_between(value: str, bounds: Between) -> bool:
    """Whether a date keeps all bounds that are given."""
    low, high = span(value)
    return (
        (bounds.less is None or high < span(str(bounds.less))[0])
        and (bounds.at_most is None or high <= span(str(bounds.at_most))[1])
        and (bounds.greater is None or low > span(str(bounds.greater))[1])
        and (bounds.at_least is None or low >= span(str(bounds.at_least))[0])
    )


def beginning(value: str, interval: str) -> int:
    """The number of the year, month or decade in which a date begins, counted so that later ones are larger."""
    if interval not in _BEGINNINGS:
        raise InvalidArgument(f"{interval!r} is none of {', '.join(_BEGINNINGS)}.")
    low, _ = span(value)
    return _BEGINNINGS[interval](low // 10_000, low // 100 % 100)


_BEGINNINGS: Final[Mapping[str, Callable[[int, int], int]]] = {
    "year": lambda year, month: year,
    "month": lambda year, month: year * 12 + month - 1,
    "decade": lambda year, month: year // 10 * 10,
}


def named(number: int, interval: str) -> str:
    """What `beginning` counted, as text."""
    if interval == "month":
        return f"{_year(number // 12)}-{number % 12 + 1:02}"
    return _year(number)


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"
