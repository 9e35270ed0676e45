"""Something to ask about every field of a class, about what it leads to and about each way back, with values there."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from registry.index.columns import NUMBERS
from registry.index.filters import (
    AllOf,
    AnyOf,
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    Not,
    OneOf,
    Quantifier,
    StartsWith,
    Stated,
)
from registry.index.projection import Projection
from registry.model.spec import Field, Kind, Model, RecordClass
from tests.questions import owner_of

_TITLED: Final = StartsWith("title", "S")
_DEEP: Final = Linked("targets", Quantifier.SOME, Linked("responsible", Quantifier.NONE, _TITLED))


def questions(model: Model, record_class: RecordClass, records: list[Projection]) -> Iterator[Filter]:
    """The filters, for a class whose records these are."""
    yield AllOf(
        (Ids(tuple(record.iri for record in records[::2])), AnyOf((_TITLED, Not(InLanguage("title", ("en",))))))
    )
    for field in record_class.fields:
        yield from _on_field(field, records)
        if field.kind is Kind.LINK:
            yield from (Linked(field.name, each, _TITLED) for each in Quantifier)
        if field.kind is Kind.PART:
            parts = [part for record in records for part in record.many(field.name) if isinstance(part, Projection)]
            yield from _on_parts(field, model.classes[field.target or ""], parts)
    for inverse in record_class.inverses:
        yield Stated(inverse.name, stated=False)
        yield from (Linked(inverse.name, each, _TITLED) for each in Quantifier)
        if owner_of(inverse) == "Mission":
            yield Linked(inverse.name, Quantifier.SOME, AllOf((_DEEP, Not(Stated("deadline")))))


def _on_parts(field: Field, part_class: RecordClass, parts: list[Projection]) -> Iterator[Filter]:
    """Conditions on the parts in a field, two of them of the same part."""
    for own in part_class.fields:
        for each in _on_field(own, parts):
            yield Linked(field.name, Quantifier.SOME, each)
            yield Linked(field.name, Quantifier.EVERY, each)
        if own.kind is Kind.LINK:
            yield from (Linked(field.name, each, Linked(own.name, each, _TITLED)) for each in Quantifier)


def _on_field(field: Field, nodes: list[Projection]) -> Iterator[Filter]:
    yield Stated(field.name)
    yield Stated(field.name, stated=False)
    if field.kind is Kind.PART:
        return
    values: list[Any] = list(dict.fromkeys(chain.from_iterable(node.many(field.name) for node in nodes)))[:3]
    if field.kind in (Kind.TEXT, Kind.STRING, Kind.URL, Kind.IRI) and values:
        texts = [value[1] if isinstance(value, tuple) else value for value in values]
        yield OneOf(field.name, tuple(texts))
        yield StartsWith(field.name, texts[0][:12])
    elif field.kind in (Kind.LINK, Kind.CODE, Kind.PROPERTY, Kind.BOOLEAN):
        yield OneOf(field.name, tuple(values))
    elif field.kind in NUMBERS and values:
        yield OneOf(field.name, tuple(values))
        yield Between(field.name, at_least=values[0], less=Decimal(values[0]) * 2 + 1)
