"""Draws documents from a schema: whatever it allows, with fragments, aliases, directives, variables and nulls.

Most are valid and few fields fail when they run; what is wrong now and then is meant to be. Fields of one name have the
same arguments wherever they have no alias, so that most of what is merged can be merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
)
from hypothesis import strategies as st

_RARE = {"after", "before", "last", "where"}
MANY_LANGUAGES = [f"l{n}" for n in range(21)]


@dataclass(frozen=True)
class Query:
    """What is asked, with the values of its variables."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None


class Writer:
    """Writes one document."""

    def __init__(self, schema: GraphQLSchema, draw: Any, texts: Mapping[str, Sequence[str]]) -> None:
        self._schema = schema
        self._draw = draw
        self._texts = texts
        self._arguments: dict[tuple[str, ...], str] = {}
        self._declared: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._fragments: list[tuple[str, GraphQLNamedType, str]] = []
        self._composites = [t for t in schema.type_map.values() if is_composite_type(t) and not t.name.startswith("__")]

    def query(self) -> Query:
        """One document with one operation, or with two of which one is meant."""
        for number in range(self._pick([0, 0, 1, 2, 3])):
            type_ = self._pick(self._composites)
            self._fragments.append((f"F{number}", type_, self.selection(type_, 2)))
        root = self._schema.query_type
        assert root is not None
        body = self.selection(root, 5)
        if not self._often(1):
            return Query(self._document({"Q": body}), self._values, self._pick(["Q", *[None] * 9]))
        bodies = {"Q": body, "R": self.selection(root, 2)}
        return Query(self._document(bodies), self._values, self._pick([*["Q", "R"] * 9, None, "None"]))

    def _document(self, bodies: Mapping[str, str]) -> str:
        """The operations with all fragments that they use, and the variables declared that they use."""
        parts = []
        all_used: set[str] = set()
        for name, body in bodies.items():
            whole, used = body, set[str]()
            for fragment, _, text in reversed(self._fragments):  # Each spreads only those made before it.
                if f"...{fragment}" in whole:
                    used.add(fragment)
                    whole += text
            all_used |= used
            declared = [f"${each}: {type_}" for each, type_ in self._declared.items() if f"${each} " in whole]
            parts.append(f"query {name}" + (f"({', '.join(declared)})" if declared else "") + f" {body}")
        return " ".join(
            [*parts, *(f"fragment {n} on {on.name} {text}" for n, on, text in self._fragments if n in all_used)]
        )

    def selection(self, type_: GraphQLNamedType, depth: int) -> str:
        """A selection on that type."""
        parts = [self._part(type_, depth) for _ in range(self._pick([1, 2, 2, 3, 4]))]
        return "{ " + " ".join(parts) + " }"

    def _part(self, type_: GraphQLNamedType, depth: int) -> str:
        kind = self._pick(["field"] * 8 + ["typename", "inline", "spread"])
        fields = {} if kind == "typename" else self._fields(type_, depth)
        if kind == "inline" and depth > 0:
            return self._inline(type_, depth)
        spreadable = [name for name, on, _ in self._fragments if self._overlap(on, type_)]
        if kind == "spread" and spreadable:
            return f"...{self._pick(spreadable)}{self._directives()}"
        if not fields:
            return f"{self._alias('__typename')}__typename{self._directives()}"
        name = self._pick(sorted(fields))
        return self._field(name, fields[name], depth)

    def _fields(self, type_: GraphQLNamedType, depth: int) -> Mapping[str, GraphQLField]:
        fields: Mapping[str, GraphQLField] = getattr(type_, "fields", {})
        return {n: f for n, f in fields.items() if depth > 0 or is_leaf_type(get_named_type(f.type))}

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        alias = self._alias(name)
        key = (alias, name, *field.args)
        if key not in self._arguments:
            self._arguments[key] = self._written_arguments(field)
        inner = get_named_type(field.type)
        below = "" if is_leaf_type(inner) else f" {self.selection(inner, depth - 1)}"
        return f"{alias}{name}{self._arguments[key]}{self._directives()}{below}"

    def _inline(self, type_: GraphQLNamedType, depth: int) -> str:
        on = self._pick([None, *(each for each in self._composites if self._overlap(each, type_))])
        condition = "" if on is None else f" on {on.name}"
        return f"...{condition}{self._directives()} {self.selection(on or type_, depth)}"

    def _overlap(self, one: GraphQLNamedType, other: GraphQLNamedType) -> bool:
        return not self._possible(one).isdisjoint(self._possible(other))

    def _possible(self, type_: GraphQLNamedType) -> set[str]:
        if is_abstract_type(type_):
            return {each.name for each in self._schema.get_possible_types(type_)}
        return {type_.name}

    def _alias(self, name: str) -> str:
        return self._pick([*["", "", "", "", f"{name}_1: ", f"{name}_2: "] * 9, "same: "])

    def _directives(self) -> str:
        if not self._often(1):
            return ""
        name = self._pick(["skip", "include"])
        declared = self._pick(["Boolean!", "Boolean!", "Boolean! = true", "Boolean = false"])
        value = self._pick(["true", "false"]) if self._often(5) else self._variable(declared, [True, False])
        return f" @{name}(if: {value})"

    def _written_arguments(self, field: GraphQLField) -> str:
        written = []
        for name in self._chosen(field):
            argument = field.args[name]
            if self._often(3):
                values = [self.value(name, argument.type, 2) for _ in range(2)]
                type_ = str(argument.type)
                # What has a default takes a variable that may be null, and fails when it is.
                optional = argument.default is not None and self._often(3)
                written.append(f"{name}: {self._variable(type_.rstrip('!') if optional else type_, values)}")
            else:
                written.append(f"{name}: {literal(self.value(name, argument.type, 2), argument.type)}")
        return f"({', '.join(written)})" if written else ""

    def _chosen(self, field: GraphQLField) -> Sequence[str]:
        """Mostly such arguments as go together."""
        if {"id", "slug"} <= field.args.keys() and self._often(9):
            return [self._pick(["id", "slug"])]
        chosen = []
        for name, argument in field.args.items():
            often = 1 if name in _RARE else 3
            if isinstance(argument.type, GraphQLNonNull) or self._often(often):
                chosen.append(name)
        return chosen

    def _variable(self, type_: str, values: Sequence[Any]) -> str:
        name = f"v{len(self._declared)}"
        self._declared[name] = type_
        others = [values[0]] * 9 if type_.endswith("!") else [None, "absent"]
        given = self._pick([*values * 4, *others, None, "absent"])
        if given != "absent":
            self._values[name] = given
        return f"${name} "

    def value(self, name: str, type_: GraphQLInputType, depth: int) -> Any:
        """A value for an argument or entry of that name and type, as JSON has it; enum values by name."""
        if isinstance(type_, GraphQLNonNull):
            return self._value(name, type_.of_type, depth)
        return self._value(name, type_, depth) if self._often(9) else None

    def _value(self, name: str, type_: Any, depth: int) -> Any:
        if isinstance(type_, GraphQLList):
            if name == "languages":
                return self._pick([*[[], ["sv"], ["sv", "en"], ["nl"]] * 5, MANY_LANGUAGES])
            return [self.value(name, type_.of_type, depth) for _ in range(self._pick([0, 1, 1, 2]))]
        if isinstance(type_, GraphQLEnumType):
            return self._pick(sorted(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, depth)
        return self._scalar(name, type_.name)

    def _object(self, type_: GraphQLInputObjectType, depth: int) -> Mapping[str, Any]:
        required = [name for name, each in type_.fields.items() if isinstance(each.type, GraphQLNonNull)]
        others = [name for name in type_.fields if name not in required]
        chosen = required + ([self._pick(others)] if others and depth > 0 else [])
        return {name: self.value(name, type_.fields[name].type, depth - 1) for name in chosen}

    def _scalar(self, name: str, type_: str) -> Any:
        match type_:
            case "Int":
                return self._pick([*[1, 2, 2, 3, 3, 20] * 4, 0, -1, 101])
            case "Boolean":
                return self._pick([True, False])
            case "Float":
                return self._pick([0.5, 1, -2.25])
        return self._pick(self._texts.get(name) or self._texts[type_ if type_ in self._texts else "String"])

    def _pick(self, values: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(values))

    def _often(self, of_ten: int) -> bool:
        return bool(self._draw(st.integers(0, 9)) < of_ten)


def literal(value: Any, type_: Any) -> str:
    """The value as a document writes it."""
    if isinstance(type_, GraphQLNonNull):
        return literal(value, type_.of_type)
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {literal(v, type_.fields[k].type)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(each, type_.of_type) for each in value) + "]"
    if isinstance(type_, GraphQLEnumType):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


@st.composite
def queries(draw: Any, schema: GraphQLSchema, texts: Mapping[str, Sequence[str]]) -> Query:
    """Documents of a schema; `texts` are what its texts may be, by the argument's name or by the scalar's."""
    return Writer(schema, draw, texts).query()


def types_of(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """The object types of a schema but those of introspection."""
    found = [each for each in schema.type_map.values() if isinstance(each, GraphQLObjectType)]
    return [each for each in found if not each.name.startswith("__")]
