"""Scalars of what comes in and of what is kept as it came: a value of any plain kind, and JSON."""

from typing import Any, Final

import strawberry
from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLError,
    IntValueNode,
    StringValueNode,
    ValueNode,
    print_ast,
)
from strawberry.types.scalar import ScalarDefinition

from registry.errors import InvalidArgument
from registry.graphql.building import Builder

_SHOWN: Final = 60


class _Value: ...


class _Json: ...


def _refused(shown: str, node: ValueNode | None = None) -> GraphQLError:
    error = InvalidArgument(f"{shown[:_SHOWN]} is no single value; write a text, a number, true or false.")
    return GraphQLError(error.message, nodes=node, original_error=error)


def _value(given: Any) -> Any:
    if not isinstance(given, str | int | float):
        raise _refused(repr(given))
    return given


def _literal(node: ValueNode, variables: object = None) -> Any:  # noqa: ARG001
    match node:
        case IntValueNode(value=digits) if len(digits) <= _SHOWN:
            return int(digits)
        # A number keeps the digits that it was written with: `1.10` is not `1.1`.
        case StringValueNode(value=value) | FloatValueNode(value=value) | EnumValueNode(value=value):
            return value
        case BooleanValueNode(value=truth):
            return truth
        case _:
            raise _refused(print_ast(node), node)


VALUE_SCALARS: Final[dict[Any, ScalarDefinition]] = {
    _Value: strawberry.scalar(
        name="Value",
        description="A text, number, truth value or code, taken as it is written; the rules say whether it fits.",
        serialize=str,
        parse_value=_value,
        parse_literal=_literal,
    ),
    _Json: strawberry.scalar(
        name="JSON", description="Any JSON value.", serialize=lambda value: value, parse_value=lambda value: value
    ),
}


def add_value_scalars(builder: Builder) -> None:
    """Makes the scalars known to annotations."""
    for type_, definition in VALUE_SCALARS.items():
        builder.add(definition.name, type_)
