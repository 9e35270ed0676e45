"""By what records are put in order, as text whose bytes sort as the records shall, and as numbers to start from.

A sort text is the value, a separator lower than any letter, and the record's IRI, so that ties go by IRI and every
text of a column differs. Its first bytes are kept as numbers too (`chunks`): those are what an index can look up a
range of. IRIs are shortened by `tail`, which keeps their order, so that those few bytes tell much.
"""

import re
import struct
from calendar import isleap
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import inf
from sys import float_info
from typing import Any, Final

from registry.index.columns import DATES, NUMBERS, SORT_CHUNKS
from registry.index.facts import key_of as key_of
from registry.index.letters import folded
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Field, Kind

SEPARATOR: Final = "\x1f"
_DATE: Final = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_LAST_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FURTHEST_YEAR: Final = 9_999
_OFFSET: Final = 200_000_000
_CHUNK_BYTES: Final = 8 * SORT_CHUNKS
_CHUNKS: Final = struct.Struct(f">{SORT_CHUNKS}Q")
_DOUBLE: Final = struct.Struct(">d")
_LARGEST: Final = float_info.max
_UNSIGNED: Final = struct.Struct(">Q")


def tail(iri: str, record_base: str) -> str:
    """The IRI without the base that most have; what has another base still sorts before or after as it did."""
    if iri.startswith(record_base):
        return iri[len(record_base) :]
    return f"\x01{iri}" if iri < record_base else f"\U0010ffff{iri}"


def whole(iri_tail: str, record_base: str) -> str:
    """The IRI that `tail` shortened."""
    return iri_tail[1:] if iri_tail[:1] in ("\x01", "\U0010ffff") else record_base + iri_tail


def sort_text(field: Field, projection: Projection, languages: Sequence[str], iri_tail: str) -> str | None:
    """What the record is sorted by in this field's order: its value and its IRI's tail; None without a value.

    Of several texts that of the best of the `languages`, of several other values the first.
    """
    if field.name not in projection.values:
        return None
    values = projection.many(field.name)
    return f"{_value_text(field.kind, values, languages)}{SEPARATOR}{iri_tail}"


def _value_text(kind: Kind, values: Sequence[Any], languages: Sequence[str]) -> str:
    if kind is Kind.TEXT:
        chosen = values[0][1] if len(values) == 1 else choose(values, languages).value  # type: ignore[union-attr]
        return folded(chosen)
    if kind in DATES:
        return f"{date_span(values[0])[0] + _OFFSET:09}"
    if kind in NUMBERS:
        return _number_text(values[0])
    return folded(str(values[0]))


def _number_text(value: int | Decimal) -> str:
    """A 64-bit floating point number as 16 letters that sort as the numbers do."""
    bits: int = _UNSIGNED.unpack(_DOUBLE.pack(as_float(value)))[0]
    return f"{bits ^ ((1 << 64) - 1) if bits >> 63 else bits | 1 << 63:016x}"


def as_float(value: int | Decimal) -> float:
    """The nearest 64-bit number; what is larger than all of them counts as the largest."""
    try:
        number = float(value) or 0.0  # and no negative zero
    except OverflowError:
        number = inf if value > 0 else -inf
    return min(max(number, -_LARGEST), _LARGEST)


def chunks(text: str) -> tuple[int, ...]:
    """The text's first bytes as numbers of 64 bits, most significant first; what is missing counts as zero bytes.

    Texts in order have chunks in order. Texts with the same chunks may differ further on.
    """
    found: tuple[int, ...] = _CHUNKS.unpack(
        text.encode("utf-8", "surrogatepass")[:_CHUNK_BYTES].ljust(_CHUNK_BYTES, b"\0")
    )
    return found


@lru_cache(maxsize=1 << 14)
def date_span(text: str) -> tuple[int, int]:
    """First and last day of a date, month or year as numbers yyyymmdd; time zones are passed over.

    Years beyond 9999 either way count as that year, a day that its month does not have as the month's last. Raises
    `ValueError` for what is no date.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is no date, month or year")
    year = max(-_FURTHEST_YEAR, min(_FURTHEST_YEAR, int(match[1][:9])))
    if match[2] is None:
        return year * 10_000 + 101, year * 10_000 + 1231
    month = int(match[2])
    if not 1 <= month <= 12:
        raise ValueError(f"{text[:40]!r} has no such month")
    first, last = year * 10_000 + month * 100 + 1, _last_day(year, month)
    if match[3] is None:
        return first, first - 1 + last
    day = min(int(match[3]), last)
    if not day:
        raise ValueError(f"{text[:40]!r} has no such day")
    return first - 1 + day, first - 1 + day


def _last_day(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _LAST_DAYS[month - 1]
