"""Filters of classes: for each class an input type with an entry a field and way back, and what reads it.

`RecordFilter` has what all record classes share. Entries that stand side by side must all hold; `and`, `or` and `not`
put filters together. Operators of one entry are read by `registry.graphql.conditions`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from registry.errors import InvalidArgument
from registry.graphql.building import Builder, Entry, described
from registry.graphql.conditions import (
    Condition,
    Converter,
    Given,
    Spot,
    ValueCondition,
    id_condition,
    iri,
    link_condition,
    text_condition,
)
from registry.graphql.operators import add_operators, operator_type
from registry.graphql.presence import add_presence_filter
from registry.index.filters import EVERYTHING, RECORD, AllOf, AnyOf, Filter, Not
from registry.model.spec import CodeList, Field, Inverse, Kind, Model, RecordClass

_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class FilterReader:
    """Reads what callers give for a filter of one class."""

    entries: dict[str, Condition]

    def __call__(self, given: Given | None, spot: Spot = Spot()) -> Filter:  # noqa: B008
        """The filter; raises `InvalidArgument` and `QueryTooDeep`. Null asks for nothing, as if left out."""
        return _all_of([each for name, value in (given or {}).items() for each in self._entry(name, value, spot)])

    def _entry(self, name: str, value: Any, spot: Spot) -> Iterator[Filter]:
        if value is None:
            return
        here = spot.at(name)
        match name:
            case "and":
                yield from (self(each, here.deeper()) for each in value)
            case "or":
                yield AnyOf(tuple(self(each, here.deeper()) for each in value))
            case "not":
                yield Not(self(value, here.deeper()))
            case _:
                yield from self.entries[name](value, here)


def _all_of(filters: list[Filter]) -> Filter:
    asking = [each for each in filters if each != EVERYTHING]
    return asking[0] if len(asking) == 1 else AllOf(tuple(asking))


Filters = Mapping[str, FilterReader]
"""What reads the filters of a class, by its name; `Record` for any record class."""


def add_filters(builder: Builder, model: Model, any_record: RecordClass) -> Filters:
    """The filter types of all classes, and what reads them."""
    add_operators(builder, model, any_record=any_record.name)
    readers: dict[str, FilterReader] = {}
    for record_class in (*model.records, any_record, *model.parts):
        entries = _Entries(builder, model, record_class, readers)
        readers[record_class.name] = entries.add()
    return readers


class _Entries:
    """Gathers the entries of one class's filter: what the schema says of each, and what reads it."""

    def __init__(
        self, builder: Builder, model: Model, record_class: RecordClass, readers: Mapping[str, FilterReader]
    ) -> None:
        self._builder = builder
        self._model = model
        self._class = record_class
        self._readers = readers
        self._shown: list[Entry] = []
        self._conditions: dict[str, Condition] = {}

    def add(self) -> FilterReader:
        """Adds the type to the schema and gives what reads it."""
        name = f"{self._class.name}Filter"
        self._shown += [
            Entry("and", f"list[{name}] | None", "All of these hold; an empty list always does."),
            Entry("or", f"list[{name}] | None", "At least one of these holds; an empty list never does."),
            Entry("not", f"{name} | None", "This does not hold."),
        ]
        self._entry("id", "IdFilter", "Its own id.", id_condition)
        if not self._class.is_part:
            self._entry("text", "str", "Words that stand in its searchable fields, taken together.", text_condition)
            type_, condition = add_presence_filter(self._builder, self._model, self._class)
            self._entry("presence", type_, "Whether a field has a value, and if not, why.", condition)
        for field in self._class.fields:
            self._field(field)
        for inverse in self._class.inverses:
            self._inverse(inverse)
        text = f"What is asked of {self._class.name}. Entries that stand side by side must all hold."
        self._builder.input(name, self._shown, text)
        return FilterReader(self._conditions)

    def _entry(self, name: str, type_: str, text: str, condition: Condition) -> None:
        self._shown.append(Entry(name, f"{type_} | None", text))
        self._conditions[name] = condition

    def _field(self, field: Field) -> None:
        text = described(field.description or field.label)
        self._entry(field.name, operator_type(field.kind, field.target), text, self._condition(field))

    def _condition(self, field: Field) -> Condition:
        match field.kind:
            case Kind.LINK | Kind.PART:
                return link_condition(field.name, lambda: self._readers[field.target or ""], is_inverse=False)
            case Kind.CODE:
                return ValueCondition(field.name, _code, _below(self._model.lists[field.target or ""]))
            case Kind.PROPERTY:
                return ValueCondition(field.name, _property(self._model))
            case _:
                return ValueCondition(field.name)

    def _inverse(self, inverse: Inverse) -> None:
        target = owner_of(inverse)
        text = inverse_text(self._model, inverse)
        condition = link_condition(inverse.name, lambda: self._readers[target], is_inverse=True)
        self._entry(inverse.name, f"{target}LinkFilter", text, condition)


def owner_of(inverse: Inverse) -> str:
    """The name of the class that a way back gives: of its one owner, or `Record` where it has several."""
    return inverse.owners[0] if len(inverse.owners) == 1 else RECORD


def inverse_text(model: Model, inverse: Inverse) -> str:
    """What a way back gives, in words."""
    source = model.classes[inverse.source]
    label = described(source.label) or source.name
    where = f"in one of their parts ({label})" if source.is_part else "themselves"
    return f"Records that name this one {where}: the way back over `{inverse.source}.{inverse.field}`."


def _code(value: Any, spot: Spot) -> tuple[str, ...]:  # noqa: ARG001
    return (value.value,)


def _below(code_list: CodeList) -> Converter:
    """A code with all that stand below it."""

    narrower: dict[str, list[str]] = {}
    for code in code_list.codes:
        narrower.setdefault(code.broader or "", []).append(code.iri)

    def read(value: Any, spot: Spot) -> tuple[str, ...]:  # noqa: ARG001
        found = [value.value]
        for wider in found:  # It grows while it is walked through.
            found += [each for each in narrower.get(wider, ()) if each not in found]
        return tuple(found)

    return read


def _property(model: Model) -> Converter:
    """The IRIs of the properties that the schema shows by that name, or the IRI that was given."""
    by_name: dict[str, list[str]] = {}
    for path, name in model.field_names.items():
        by_name.setdefault(name, []).append(path)

    def read(value: Any, spot: Spot) -> tuple[str, ...]:
        if value in by_name:
            return tuple(by_name[value])
        if ":" in value:
            return iri(value, spot)
        raise InvalidArgument(
            f"`{spot.path}` is {value[:_SHOWN]!r}, which is no field. Give a field's name as the schema has it, e.g. "
            "deadline, or the IRI of a property."
        )

    return read
