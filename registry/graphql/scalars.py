"""The scalar types of the schema beyond GraphQL's own five: dates as exact as their source, and exact decimals.

What a scalar gives out it also takes in; what it does not take it refuses with the format that it does.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import strawberry
from graphql import FloatValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast
from strawberry.types.scalar import ScalarDefinition

from registry.errors import InvalidArgument
from registry.graphql.building import Builder

# GraphQL's Int has 32 bits (GraphQL specification, section 3.5.1).
_INT_LIMIT: Final = 2**31
# More digits than this are no number of any source; `registry.index.decoding` draws the same line.
_MOST_DIGITS: Final = 100
_SHOWN: Final = 60
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DATE_PARTS: Final = re.compile(rf"(-?[0-9]{{4,20}})(?:-([0-9]{{2}})(?:-([0-9]{{2}}))?)?{_ZONE}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


class _Date: ...


class _PartialDate: ...


class _Year: ...


class _Decimal: ...


def _plain_decimal(value: Decimal) -> str:
    return format(value, "f")


def _date_of(given: object, most: int, least: int) -> str | None:
    """The text of a date with so many parts (year, month, day) at most and at least, or None where it is none."""
    text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    match = _DATE_PARTS.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, *rest = (int(part) for part in match.groups() if part is not None)
    fits = least <= 1 + len(rest) <= most and (not rest or 1 <= rest[0] <= 12)
    # The calendar repeats itself every 400 years, and Python's knows the years from 1 to 9999 only.
    fits = fits and (len(rest) < 2 or 1 <= rest[1] <= monthrange(year % 400 + 2000, rest[0])[1])
    return match.group() if fits else None


def _decimal_of(given: object) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    text = str(given)
    return Decimal(text) if len(text) <= _MOST_DIGITS and _NUMBER.fullmatch(text) else None


def _literal(node: ValueNode) -> object:
    if isinstance(node, IntValueNode) and len(node.value) <= _MOST_DIGITS:
        return int(node.value)
    return node.value if isinstance(node, StringValueNode | FloatValueNode) else None


def _taking(name: str, read: Callable[[object], Any], example: str) -> dict[str, Any]:
    """How the scalar takes values from variables and from the query's own text."""

    def refused(shown: str, node: ValueNode | None = None) -> GraphQLError:
        error = InvalidArgument(f"{shown[:_SHOWN]} is no {name}; write {example}.")
        return GraphQLError(error.message, nodes=node, original_error=error)

    def parse_value(given: object) -> Any:
        value = read(given)
        if value is None:
            raise refused(repr(given))
        return value

    def parse_literal(node: ValueNode, variables: object = None) -> Any:  # noqa: ARG001
        value = read(_literal(node))
        if value is None:
            raise refused(print_ast(node), node)
        return value

    return {"parse_value": parse_value, "parse_literal": parse_literal}


_DAY: Final = "a day as YYYY-MM-DD, e.g. 2030-06-30"
_DEFINITIONS: Final[dict[type, ScalarDefinition]] = {
    _Date: strawberry.scalar(
        name="Date",
        description="A day: YYYY-MM-DD.",
        serialize=str,
        **_taking("Date", lambda given: _date_of(given, 3, 3), _DAY),
    ),
    _PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date as exact as its source: a day YYYY-MM-DD, a month YYYY-MM, or a year YYYY.",
        serialize=str,
        **_taking("PartialDate", lambda given: _date_of(given, 3, 1), "YYYY, YYYY-MM or YYYY-MM-DD, e.g. 2030-06"),
    ),
    _Year: strawberry.scalar(
        name="Year",
        description="A year: YYYY.",
        serialize=str,
        **_taking("Year", lambda given: _date_of(given, 1, 1), "a year as YYYY, e.g. 2030"),
    ),
    _Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number as a string, e.g. "95000000.50": no digit is lost on the way.',
        serialize=_plain_decimal,
        **_taking("Decimal", _decimal_of, 'a number in digits, best as a string, e.g. "95000000.50"'),
    ),
}
SCALARS: Final[dict[Any, ScalarDefinition]] = dict(_DEFINITIONS)
"""What `strawberry.Schema` is told about them."""


def add_scalars(builder: Builder) -> None:
    """Makes the scalars, and GraphQL's ID, known to annotations."""
    for type_, definition in _DEFINITIONS.items():
        builder.add(definition.name, type_)
    builder.add("ID", strawberry.ID)


def fits_int(value: object) -> bool:
    """Whether GraphQL's Int can carry the number; one that it cannot must not fail the whole answer."""
    return isinstance(value, int) and -_INT_LIMIT <= value < _INT_LIMIT
