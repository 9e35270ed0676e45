"""Values of records, as texts to compare and cells to give: a field of the record, or of its parts (`targets.unit`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registry.index.projection import Projection, Value
from registry.model.language import choose
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.rdf.terms import Iri, Literal
from registry.validation.spelling import preferred


@dataclass(frozen=True, slots=True)
class Column:
    """A field that can be asked for."""

    path: str
    label: str
    description: str
    of_field: Field


def columns_of(model: Model, record_class: RecordClass, languages: Sequence[str]) -> Mapping[str, Column]:
    """What can be asked of the records of a class, by path."""
    found: dict[str, Column] = {}
    for each in record_class.fields:
        label = preferred(each.label, languages) or each.name
        if each.kind is not Kind.PART:
            found[each.name] = Column(each.name, label, preferred(each.description, languages), each)
            continue
        for inner in model.classes[each.target or ""].fields:
            path, inside = f"{each.name}.{inner.name}", preferred(inner.label, languages) or inner.name
            if inner.kind is not Kind.PART:
                description = preferred(inner.description, languages)
                found[path] = Column(path, f"{label}: {inside}", description, inner)
    return found


def values_at(record: Projection, path: str) -> Iterator[Value]:
    """The values of a field of the record, or of all its parts in one field."""
    name, _, inner = path.partition(".")
    for value in record.many(name):
        if not inner:
            yield value
        elif isinstance(value, Projection):
            yield from value.many(inner)


def as_text(value: Value) -> str:
    """The value as one would write it."""
    if isinstance(value, tuple):
        return value[1]
    if isinstance(value, (Iri, Literal)):
        return value.value if isinstance(value, Iri) else value.lexical
    return value.iri if isinstance(value, Projection) else str(value)


def cell(
    value: Value, of_field: Field, model: Model, languages: Sequence[str], linked: Mapping[str, dict[str, str]]
) -> dict[str, Any]:
    """The value as the specification's section on data extension wants it; `linked` are records as `{id, name}`."""
    match value:
        case bool():
            return {"str": "true" if value else "false"}
        case int():
            return {"int": value}
        case Decimal():
            return {"float": float(value)}
    text = as_text(value)
    if of_field.kind is Kind.DATE:
        return {"date": f"{text[:10]}T00:00:00Z"}
    if of_field.kind is Kind.CODE:
        return {"str": preferred(model.codes[text].label, languages)}
    if of_field.kind is Kind.LINK and text in linked:
        return dict(linked[text])
    return {"str": text}


def in_language(values: Sequence[Value], languages: Sequence[str]) -> Sequence[Value]:
    """Of texts in several languages those in the one that the reader prefers; other values as they are."""
    texts = [value for value in values if isinstance(value, tuple)]
    choice = choose(texts, languages)
    return [text for text in texts if text[0] == choice.language] if choice else values
