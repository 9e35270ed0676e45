"""What lists are ordered by: for each class with fields marked for sorting an enum of them, and an input type."""

from collections.abc import Collection
from typing import Any, Final

from registry.graphql.building import Builder, Entry, described
from registry.graphql.conditions import Given
from registry.index.columns import sortables
from registry.index.filters import BY_IRI, Order
from registry.model.spec import RecordClass

_ASCENDING, _DESCENDING = "ASC", "DESC"
_TIES: Final = "Records without a value come last either way; equal ones by their ids, in the same direction."


def order_type(class_name: str) -> str:
    """The name of the input type that orders records of a class."""
    return f"{class_name}Order"


def add_orders(builder: Builder, classes: Collection[RecordClass]) -> Collection[str]:
    """The types for all classes that can be ordered by a field; gives the names of these classes."""
    direction = builder.enum(
        "OrderDirection",
        {
            _ASCENDING: (_ASCENDING, "From A to Z, from the earliest to the latest, from small to large."),
            _DESCENDING: (_DESCENDING, "From Z to A, from the latest to the earliest, from large to small."),
        },
        "Which way a list is ordered.",
    )
    ascending = _member(direction, _ASCENDING)
    with_order = [c for c in classes if sortables(c)]
    for record_class in with_order:
        name = record_class.name
        values = {f.name: (f.name, described(f.description or f.label)) for f in sortables(record_class)}
        builder.enum(f"{name}OrderField", values, f"What records of type {name} can be ordered by.")
        entries = [
            Entry("field", f"{name}OrderField", "By which field."),
            Entry("direction", "OrderDirection | None", "Which way.", ascending),
        ]
        builder.input(order_type(name), entries, f"How a list of type {name} is ordered. {_TIES}")
    return [c.name for c in with_order]


def read_order(given: Given | None) -> Order:
    """The order that was asked for; by id where none was."""
    if given is None:
        return BY_IRI
    direction = given.get("direction")
    return Order(given["field"].value, descending=direction is not None and direction.value == _DESCENDING)


def _member(enum: Any, name: str) -> object:
    return enum[f"value_{name}"]
