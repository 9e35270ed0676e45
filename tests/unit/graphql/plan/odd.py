"""A schema whose readers give anything at all, fitting or not: what is written of it is for the types alone to say."""

from enum import Enum
from typing import Any

import strawberry
from graphql import Undefined
from hypothesis import strategies as st
from strawberry.schema.config import StrawberryConfig

from registry.graphql.building import Builder, ReadField
from registry.graphql.failures import showing
from registry.graphql.limits import limiting
from registry.graphql.plan.cost import PageSizes
from registry.graphql.scalars import SCALARS, add_scalars
from registry.graphql.schema import LIMITS, RegistrySchema


class Thing(dict[str, Any]):
    """A source: what its readers give, by field; a field that is not there raises `KeyError`."""


def _read(name: str) -> Any:
    def read(source: Any, **given: Any) -> Any:
        value = source[name]
        if isinstance(value, Raised):
            raise value.error
        return value

    return read


class Raised:
    """Stands for an error that a reader raises rather than gives."""

    def __init__(self, error: Exception) -> None:
        self.error = error


TYPES = {
    "text": "str | None",
    "text_": "str",
    "ident": "ID | None",
    "number": "int | None",
    "number_": "int",
    "ratio": "float | None",
    "flag": "bool | None",
    "colour": "Colour | None",
    "decimal": "Decimal | None",
    "texts": "list[str] | None",
    "texts_": "list[str | None]",
    "table": "list[list[int] | None] | None",
    "thing": "Thing | None",
    "thing_": "Thing",
    "things": "list[Thing | None] | None",
    "things_": "list[Thing]",
    "any_": "Node | None",
    "anys": "list[Node] | None",
}
LEAVES = [name for name in TYPES if "hing" not in name and "any" not in name]
INNER = [name for name in TYPES if name not in LEAVES]
LETTERS = "abcdefgh"


def _fields(builder: Builder) -> list[ReadField]:
    return [builder.field(name, type_, _read(name), "") for name, type_ in TYPES.items()]


def _schema() -> RegistrySchema:
    builder = Builder()
    add_scalars(builder)
    builder.enum("Colour", {"RED": ("r", ""), "GREEN": ("g", ""), "ROSE": ("r2", ""), "ONE": (1, "")}, "")  # type: ignore[dict-item]
    ident = builder.field("id", "ID", _read("ident"), "")
    builder.interface("Node", [ident], "", type_name=lambda source: source["type"])
    builder.object("Thing", _fields(builder), "", implements="Node", fits=lambda source: source["fits"])
    builder.object(
        "Other",
        [builder.field("text", "str | None", _read("text"), "")],
        "",
        implements="Node",
        fits=lambda source: True,
    )
    builder.object(
        "Query",
        [
            builder.field("thing", "Thing | None", _read("thing"), ""),
            builder.field("sure", "Thing", _read("thing"), ""),
        ],
        "",
    )
    return RegistrySchema(
        query=builder.namespace["Query"],
        types=[builder.namespace["Other"]],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[limiting(LIMITS, PageSizes(20, 100)), showing(LIMITS)],
    )


SCHEMA = _schema()


def _foreign() -> strawberry.Schema:
    """A schema with a type whose field Strawberry reads in its own way."""
    builder = Builder()
    builder.interface(
        "Node", [builder.field("id", "str", lambda source: "urn:x", "")], "", type_name=lambda source: "Foreign"
    )
    node: Any = builder.namespace["Node"]

    class Foreign(node):  # type: ignore[misc]
        @strawberry.field
        def hello(self) -> str:
            return "Hello"

    made = strawberry.type(Foreign)
    builder.add("Foreign", made)
    builder.object(
        "Query",
        [
            builder.field("plain", "Foreign", lambda request: made(field_id="urn:x"), ""),
            builder.field("any", "Node", lambda request: made(field_id="urn:x"), ""),
        ],
        "",
    )
    return RegistrySchema(
        query=builder.namespace["Query"],
        types=[made],
        extensions=[limiting(LIMITS, PageSizes(20, 100)), showing(LIMITS)],
    )


FOREIGN = _foreign()

VALUES: list[Any] = [
    None, Undefined, True, False, 0, 1, -(2**31), 2**31, 10**30, 1.0, 1.5, float("nan"), float("inf"), "", "x", "7",
    "r", "RED", 'q"\\\n\x00\u2028é空', "\ud800", "a\udfffb", b"x", (), [], ["x", None, 3], {"a": 1}, object, ("a", "b"),
    [[1, 2], None, [None], 3, ["x"]], ValueError("given"), Raised(ValueError("raised")), Raised(KeyError("k")),
    [ValueError("inside")], Enum("Colour", {"value_RED": "r"})("r"),
]  # fmt: skip
_ODD = st.sampled_from(VALUES)
FITTING = {
    "text": "a text", "text_": "å", "ident": "urn:x:1", "number": 3, "number_": -5, "ratio": 0.5, "flag": True,
    "colour": "g", "decimal": "1.50", "texts": ["a", "b"], "texts_": [None, "c"], "table": [[1], None, []],
}  # fmt: skip


def things(depth: int = 2) -> st.SearchStrategy[Any]:
    """Sources, most of whose values fit."""
    leaves = {n: st.one_of(*[st.just(FITTING[n])] * 12, _ODD) for n in LEAVES}
    about = {
        "type": st.sampled_from([*["Thing"] * 8, *["Other"] * 4, None, "Query", "Node", "None", 3, []]),
        "fits": st.sampled_from([True] * 9 + [False]),
    }
    if depth == 0:
        inner = {n: st.sampled_from([None, [], ()]) for n in INNER}
    else:
        below = things(depth - 1)
        several = st.lists(st.one_of(below, below, below, _ODD), max_size=3)
        singles = {n: st.one_of(below, below, below, st.none(), _ODD) for n in ("thing", "thing_", "any_")}
        lists = {n: st.one_of(several, several, several.map(tuple), _ODD) for n in ("things", "things_", "anys")}
        inner = {**singles, **lists}
    return st.fixed_dictionaries({**leaves, **about, **inner}).map(Thing)
