"""The scalar types of the schema beyond GraphQL's own five: dates as exact as their source, and exact decimals."""

from decimal import Decimal
from typing import Any, Final

import strawberry
from strawberry.types.scalar import ScalarDefinition

from registry.graphql.building import Builder

# GraphQL's Int has 32 bits (GraphQL specification, section 3.5.1).
_INT_LIMIT: Final = 2**31


class _Date: ...


class _PartialDate: ...


class _Year: ...


class _Decimal: ...


def _plain_decimal(value: Decimal) -> str:
    return format(value, "f")


_DEFINITIONS: Final[dict[type, ScalarDefinition]] = {
    _Date: strawberry.scalar(name="Date", description="A day: YYYY-MM-DD.", serialize=str),
    _PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date as exact as its source: a day YYYY-MM-DD, a month YYYY-MM, or a year YYYY.",
        serialize=str,
    ),
    _Year: strawberry.scalar(name="Year", description="A year: YYYY.", serialize=str),
    _Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number as a string, e.g. "95000000.50": no digit is lost on the way.',
        serialize=_plain_decimal,
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
