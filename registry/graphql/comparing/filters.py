"""Filters of comparisons: of one class of records, as data and as text.

The schema has one input with an entry a class. In addresses and on the command line a filter is JSON in the same names;
it is read by the schema's own rules, so both take and refuse the same.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, cast

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType, GraphQLNonNull
from graphql.utilities import coerce_input_value, validate_input_value
from strawberry.types.arguments import convert_argument

from registry.errors import InvalidArgument, NotComparable
from registry.graphql.building import Builder, Entry
from registry.graphql.conditions import Spot
from registry.graphql.where import Filters
from registry.index.filters import EVERYTHING, Filter
from registry.model.spec import Model

NAME: Final = "ComparedWhere"
_ENUM_PREFIX: Final = "value_"


def add_compared_filter(builder: Builder, model: Model) -> None:
    """The input type with an entry for each class of records."""
    entries = [
        Entry(_entry(each.name), f"{each.name}Filter | None", f"Only records of type {each.name} that fit.")
        for each in model.records
    ]
    builder.input(NAME, entries, "Which records are compared: a filter of one class of records.")


def _entry(class_name: str) -> str:
    return class_name[0].lower() + class_name[1:]


class ComparedFilters:
    """Reads filters of comparisons, from the schema's input and from text."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._schema: strawberry.Schema | None = None

    def know(self, schema: strawberry.Schema) -> None:
        """The schema that filters in text are read by; it is made after the fields that need filters."""
        self._schema = schema

    def of_input(self, given: Mapping[str, Any] | None) -> tuple[str | None, Filter, str]:
        """The class, the filter and its text, of the schema's input; raises `NotComparable` for two classes."""
        entries = {name: value for name, value in (given or {}).items() if value is not None}
        if not entries:
            return None, EVERYTHING, ""
        if len(entries) > 1:
            raise NotComparable(f"`where` has filters of {', '.join(entries)}; one class of records is compared.")
        ((name, value),) = entries.items()
        class_name = name[0].upper() + name[1:]
        return class_name, self._filters[class_name](value, Spot(f"where.{name}")), _text(value)

    def of_text(self, class_name: str, text: str) -> Filter:
        """The filter of a class in JSON; raises `InvalidArgument` with what is wrong with it."""
        if self._schema is None or class_name not in self._filters:
            raise InvalidArgument(f"There is no filter of {class_name[:100]!r}.")
        try:
            given = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InvalidArgument(f"`where` is no JSON: {text[:100]!r}.") from error
        named = cast("GraphQLInputObjectType", self._schema._schema.type_map[f"{class_name}Filter"])
        type_ = GraphQLNonNull(named)
        wrong: list[str] = []
        try:
            validate_input_value(given, type_, lambda error, path: wrong.append(_told(error, path)))
            if wrong:
                raise InvalidArgument(f"`where` cannot be read: {wrong[0]}")
            value = coerce_input_value(given, type_)
        except (GraphQLError, RecursionError) as error:
            raise InvalidArgument(f"`where` cannot be read: {str(error)[:300]}") from error
        return self._filters[class_name](self._converted(class_name, value), Spot())

    def _converted(self, class_name: str, value: Any) -> Any:
        """What the schema read, in the form in which fields get their arguments."""
        schema = self._schema
        assert schema is not None  # noqa: S101  # it was there above
        registry, config = schema.schema_converter.scalar_registry, schema.config
        type_: Any = schema.get_type_by_name(f"{class_name}Filter")
        return convert_argument(value, type_.origin, registry, config)


def _told(error: GraphQLError, path: list[str | int]) -> str:
    where = ".".join(map(str, path))
    return f"{where}: {error.message}" if where else error.message


def _text(given: Any) -> str:
    return json.dumps(_plain(given), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A filter as its sender could have written it in JSON."""
    if isinstance(value, Enum):
        return value.name.removeprefix(_ENUM_PREFIX)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
