"""From the operators of one entry of a filter to conditions: `{gte: "2030", lt: "2040"}` is one `Between`.

Operators of one entry must all hold. Which operators an entry has, `registry.graphql.operators` says; what is read here
has passed the schema, so only what the schema cannot say is refused: nulls, empty texts, ids and tags of no such form.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from registry.errors import InvalidArgument, QueryTooDeep
from registry.index.filters import (
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    OneOf,
    Quantifier,
    StartsWith,
    Stated,
    Words,
)

Given: TypeAlias = Mapping[str, Any]
"""An input object as GraphQL gives it to readers: entries that were left out are not there."""

MOST_LEVELS: Final = 15
"""How deep filters may stand inside filters."""
MOST_LETTERS: Final = 1_000
"""How long a text to look for may be."""
MOST_BEGINNING: Final = 200
"""How long the beginning of a value may be; the index keeps as many characters of each."""

_BOUNDS: Final = {"lt": "less", "lte": "at_most", "gt": "greater", "gte": "at_least"}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a filter a value stands: for messages, and to stop filters inside filters."""

    path: str = "where"
    level: int = 1

    def at(self, name: str) -> "Spot":
        """An entry, or an operator of one."""
        return Spot(f"{self.path}.{name}", self.level)

    def deeper(self) -> "Spot":
        """The same, for a filter that stands here; raises `QueryTooDeep`."""
        if self.level >= MOST_LEVELS:
            raise QueryTooDeep(f"`{self.path}` is a filter inside more than {MOST_LEVELS} others, which is the limit.")
        return Spot(self.path, self.level + 1)


Condition: TypeAlias = Callable[[Any, Spot], Iterator[Filter]]
"""Reads what was given for an entry of a filter."""
Reader: TypeAlias = Callable[[Given, Spot], Filter]
"""Reads a whole filter."""
Converter: TypeAlias = Callable[[Any, Spot], tuple[Any, ...]]
"""What a value of an operator stands for; several where one name has several meanings."""


def operators(given: Given, spot: Spot) -> Iterator[tuple[str, Any, Spot]]:
    """The operators that were given with their values; raises `InvalidArgument` for null."""
    for name, value in given.items():
        if value is None:
            advice = "give true or false" if name == "stated" else "to ask for what has no value, use `stated: false`"
            raise InvalidArgument(f"`{spot.path}.{name}` is null; {advice}.")
        yield name, value, spot.at(name)


def as_given(value: Any, spot: Spot) -> tuple[Any, ...]:  # noqa: ARG001
    """The value itself."""
    return (value,)


@dataclass(frozen=True, slots=True)
class ValueCondition:
    """Conditions on the values of a field."""

    field: str
    convert: Converter = as_given
    below: Converter = as_given
    """What a code stands for together with all that are under it."""

    def __call__(self, given: Given, spot: Spot) -> Iterator[Filter]:
        """The conditions that the operators make; all bounds together are one, so that one value must fit them."""
        bounds: dict[str, Any] = {}
        for name, value, here in operators(given, spot):
            if name in _BOUNDS:
                bounds[_BOUNDS[name]] = value
            else:
                yield self._condition(name, value, here)
        if bounds:
            yield Between(self.field, **bounds)

    def _condition(self, name: str, value: Any, spot: Spot) -> Filter:
        match name:
            case "eq":
                return OneOf(self.field, self.convert(value, spot))
            case "in":
                return OneOf(self.field, _all(self.convert, value, spot))
            case "within":
                return OneOf(self.field, self.below(value, spot))
            case "startsWith":
                return StartsWith(self.field, some_text(value, spot, MOST_BEGINNING))
            case "matches":
                return Words(some_text(value, spot), self.field)
            case "inLanguage":
                return InLanguage(self.field, _all(_tag, value, spot))
            case _:
                return Stated(self.field, value)


def link_condition(field: str, reader: Callable[[], Reader], *, is_inverse: bool) -> Condition:
    """Conditions on the records behind a link, a part field or a way back; `reader` gives what reads their filter."""

    def read(given: Given, spot: Spot) -> Iterator[Filter]:
        for name, value, here in operators(given, spot):
            match name:
                case "eq" | "in":
                    iris = _all(iri, value if name == "in" else [value], here)
                    yield Linked(field, Quantifier.SOME, Ids(iris)) if is_inverse else OneOf(field, iris)
                case "stated":
                    yield Stated(field, value)
                case _:
                    yield Linked(field, Quantifier(name), reader()(value, here.deeper()))

    return read


def id_condition(given: Given, spot: Spot) -> Iterator[Filter]:
    """Conditions on the record's own id."""
    for name, value in given.items():
        here = spot.at(name)
        if value is None:
            raise InvalidArgument(f"`{here.path}` is null; everything has an id, so leave it out.")
        yield Ids(_all(iri, value if name == "in" else [value], here))


def text_condition(given: str, spot: Spot) -> Iterator[Filter]:
    """Words in the searchable fields."""
    yield Words(some_text(given, spot))


def iri(value: Any, spot: Spot) -> tuple[str, ...]:
    """An id; raises `InvalidArgument` for what can be none, such as a slug."""
    text = str(value)
    if not _IRI.fullmatch(text):
        raise InvalidArgument(
            f"`{spot.path}` is {text[:_SHOWN]!r}, which is no id. An id is a whole address, as the field `id` gives it."
        )
    return (text,)


def _tag(value: Any, spot: Spot) -> tuple[str, ...]:
    if not _TAG.fullmatch(value):
        raise InvalidArgument(
            f"`{spot.path}` is {value[:_SHOWN]!r}, which is no language tag. Write one as en, sv or de-ch."
        )
    return (value.lower(),)


def some_text(value: str, spot: Spot, most: int = MOST_LETTERS) -> str:
    """A text to look for; raises `InvalidArgument` for an empty one and one that is too long."""
    if not value.strip():
        raise InvalidArgument(f"`{spot.path}` is empty; give at least one letter or digit.")
    if len(value) > most:
        raise InvalidArgument(f"`{spot.path}` has {len(value):,} characters; the limit is {most:,}.")
    return value


def _all(convert: Converter, values: list[Any], spot: Spot) -> tuple[Any, ...]:
    """What all values stand for, each once."""
    return tuple(dict.fromkeys(each for value in values for each in convert(value, spot)))
