"""Lists in their order, and pages of them by cursors that hold what a record is sorted by and its IRI."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from registry.errors import InvalidArgument
from registry.index.columns import DATES, NUMBERS
from registry.index.filters import Order
from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Kind
from registry.services.cursors import read_cursor, write_cursor
from registry.services.find import Page, PageLimits, PageRequest
from tests.plain.dates import span
from tests.plain.words import folded, texts_of
from tests.plain.world import World


class Place(NamedTuple):
    """Where a record stands in a list: by this value, None where it has none, and by its IRI."""

    value: Any
    iri: str


def place_of(world: World, record: Projection, order: Order) -> Place:
    """Where a record stands in a list of that order."""
    if order.field is None:
        return Place("", record.iri)
    field = world.field_of(record, order.field)
    if field is None or "sort" not in field.uses:
        raise InvalidArgument(f"{record.class_name} is not ordered by {order.field}.")
    values: Sequence[Any] = record.many(field.name)
    if not values:
        return Place(None, record.iri)
    if field.kind is Kind.TEXT:
        chosen = choose(texts_of(record, field), world.languages)
        assert chosen is not None
        return Place(folded(chosen.value), record.iri)
    if field.kind in DATES:
        return Place(min(span(value)[0] for value in values), record.iri)
    if field.kind in NUMBERS:
        return Place(min(float(value) for value in values), record.iri)
    return Place(folded(min(str(value) for value in values)), record.iri)


def in_order(places: Iterable[Place], order: Order) -> list[Place]:
    """By value and then IRI, both ways round together; those without a value at the end, always by rising IRI."""
    places = list(places)
    with_value = sorted((place for place in places if place.value is not None), reverse=order.descending)
    return with_value + sorted((place for place in places if place.value is None), key=lambda place: place.iri)


def follows(place: Place, other: Place, order: Order) -> bool:
    """Whether the one comes after the other, which need not be in the list any more."""
    return place != other and in_order([place, other], order)[0] == other


def page_of(
    world: World, records: Iterable[Projection], order: Order, request: PageRequest, limits: PageLimits, name: str
) -> Page:
    """A page of these records; `name` says which list they are, and cursors of others are refused."""
    size = limits.size(request)
    name = f"{name} by {order.field} {'down' if order.descending else 'up'}"
    after, before = (None if cursor is None else _read(cursor, name) for cursor in (request.after, request.before))
    places = in_order((place_of(world, record, order) for record in records), order)
    start = 0 if after is None else sum(not follows(place, after, order) for place in places)
    end = len(places) if before is None else sum(follows(before, place, order) for place in places)
    end = max(start, end)
    if request.last is None:
        end = min(end, start + size)
    else:
        start = max(start, end - size)
    chosen = places[start:end]
    return Page(
        records=[world.records[place.iri] for place in chosen],
        cursors=[write_cursor(name, json.dumps(place)) for place in chosen],
        has_next=end < len(places),
        has_previous=start > 0,
        count=lambda: len(places),
    )


def _read(cursor: str, name: str) -> Place:
    value, iri = json.loads(read_cursor(cursor, name))
    return Place(value, iri)
