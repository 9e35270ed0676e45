"""Scalars and enum values as bytes of JSON: quick for what readers usually give, by the schema's rules for the rest.

Half a character (a lone surrogate) may come in by an escape and becomes a question mark.
"""

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any, Final, TypeAlias

from graphql import GraphQLBoolean, GraphQLEnumType, GraphQLID, GraphQLInt, GraphQLLeafType, GraphQLString
from graphql.execution import Executor

Write: TypeAlias = Callable[[Any], bytes]
"""Writes a value that is not None; raises what graphql-core raises for a value that does not fit."""

NULL: Final = b"null"
_INT_LIMIT: Final = 2**31


def quoted(text: str) -> bytes:
    """A string of JSON."""
    return encode_basestring(text).encode("utf-8", "replace")


def as_json(value: object) -> bytes:
    """Any value that JSON has a form for."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def writer_of(type_: GraphQLLeafType) -> Write:
    """What writes the values of that scalar or enum type."""
    if type_ is GraphQLString or type_ is GraphQLID:
        return _quick(type_, str, quoted)
    if type_ is GraphQLInt:
        return _integers(type_)
    if type_ is GraphQLBoolean:
        return _quick(type_, bool, lambda value: b"true" if value else b"false")
    if isinstance(type_, GraphQLEnumType):
        return _enum(type_)
    return _by_rules(type_)


def _quick(type_: GraphQLLeafType, usual: type, write: Write) -> Write:
    rules = _by_rules(type_)
    return lambda value: write(value) if type(value) is usual else rules(value)


def _integers(type_: GraphQLLeafType) -> Write:
    rules = _by_rules(type_)

    def write(value: Any) -> bytes:
        if type(value) is int and -_INT_LIMIT <= value < _INT_LIMIT:
            return b"%d" % value
        return rules(value)

    return write


def _enum(type_: GraphQLEnumType) -> Write:
    rules = _by_rules(type_)
    table: dict[str, bytes] = {}
    for each in type_.values.values():
        # The first name of a value counts; values that are no text are left to the rules.
        if type(each.value) is str:
            table.setdefault(each.value, quoted(type_.coerce_output_value(each.value)))

    def write(value: Any) -> bytes:
        known = table.get(value) if type(value) is str else None
        return rules(value) if known is None else known

    return write


def _by_rules(type_: GraphQLLeafType) -> Write:
    def write(value: Any) -> bytes:
        if isinstance(value, Exception):
            raise value
        coerced = Executor.complete_leaf_value(type_, value)
        return quoted(coerced) if type(coerced) is str else as_json(coerced)

    return write
