"""What clients ask, read from their JSON and held to limits; what is wrong with it is said in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from registry.errors import BatchTooLarge, InvalidArgument
from registry.model.spec import Model, RecordClass

_STRICT: Final = ("any", "should", "all")
_KNOWN: Final = frozenset({"query", "type", "limit", "properties", "type_strict"})


@dataclass(frozen=True, slots=True)
class Clue:
    """A value that the record that is meant should have."""

    path: str
    """Name of a field, or of a field of a part: `country`, `targets.unit`."""
    values: tuple[str, ...]
    """As text; of a record that was matched before, its identifier."""


@dataclass(frozen=True, slots=True)
class Question:
    """One name to find the record of."""

    text: str
    classes: tuple[RecordClass, ...]
    limit: int
    clues: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Which values of which records are wanted."""

    ids: tuple[str, ...]
    columns: tuple[tuple[str, Mapping[str, Any]], ...]
    """Path of a field, and how it is wanted: `limit`, `language`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be asked at once."""

    queries: int
    """Names, or records to extend."""
    candidates: int
    """Candidates of one name."""


class Questions:
    """Reads what clients send; raises `InvalidArgument` and `BatchTooLarge`."""

    def __init__(self, model: Model, limits: Limits) -> None:
        self._model = model
        self._limits = limits

    def batch(self, text: str) -> Mapping[str, Question]:
        """The names of a batch, by the keys that the client gave them."""
        given = _object(text, "queries")
        self._hold(len(given), "queries")
        return {str(key): self._question(str(key), each) for key, each in given.items()}

    def extension(self, text: str) -> Extension:
        """Which values are wanted of which records."""
        given = _object(text, "extend")
        ids: Any = given.get("ids")
        properties: Any = given.get("properties")
        if not (_is_list(ids, str) and _is_list(properties, dict)) or not all(_has_id(each) for each in properties):
            raise InvalidArgument(
                "`extend` needs `ids`, a list of texts, and `properties`, a list of objects with `id`."
            )
        self._hold(len(ids) * max(1, len(properties)), "values")
        columns = tuple((str(each["id"]), _settings(each)) for each in properties)
        return Extension(tuple(dict.fromkeys(ids)), columns)

    def classes(self, given: Any) -> tuple[RecordClass, ...]:
        """The classes that a `type` names; all of them where it names none."""
        names = given if isinstance(given, list) else [given] if given else []
        found = {record_class.name: record_class for record_class in map(self.record_class, names)}
        return tuple(found.values()) or self._model.records

    def record_class(self, name: Any) -> RecordClass:
        """The class of records of that name or address."""
        known = {c.name: c for c in self._model.records} | {c.iri: c for c in self._model.records}
        if not isinstance(name, str) or name not in known:
            names = ", ".join(c.name for c in self._model.records)
            raise InvalidArgument(f"There is no type {str(name)[:100]!r}. There is {names}.")
        return known[name]

    def _question(self, key: str, given: Any) -> Question:
        if not isinstance(given, dict) or not given.keys() <= _KNOWN:
            raise InvalidArgument(f"The query {key[:50]!r} is to be an object with {', '.join(sorted(_KNOWN))}.")
        text, clues = given.get("query", ""), given.get("properties", [])
        if not isinstance(text, str) or not _is_list(clues, dict) or not (text.strip() or clues):
            raise InvalidArgument(f"The query {key[:50]!r} needs a `query`, a text, or `properties`, a list.")
        if given.get("type_strict", "any") not in _STRICT:
            raise InvalidArgument(f"`type_strict` is one of {', '.join(_STRICT)}.")
        classes = self.classes(given.get("type"))
        if given.get("type_strict") == "all" and given.get("type") and len(classes) > 1:
            classes = ()  # a record is of one class
        return Question(text.strip(), classes, self._limit(given.get("limit")), tuple(map(_clue, clues)))

    def _limit(self, given: Any) -> int:
        if given is None:
            return self._limits.candidates
        if isinstance(given, bool) or not isinstance(given, (int, float)) or given < 1:
            raise InvalidArgument(f"`limit` is {str(given)[:50]}; it must be a number from 1 on.")
        return int(min(given, self._limits.candidates))

    def _hold(self, size: int, what: str) -> None:
        if size > self._limits.queries:
            raise BatchTooLarge(size, what, self._limits.queries)


def _clue(given: dict[str, Any]) -> Clue:
    if not isinstance(given.get("pid"), str) or "v" not in given:
        raise InvalidArgument("Each of `properties` needs `pid`, the name of a field, and `v`, a value.")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    return Clue(given["pid"], tuple(_value(each) for each in values))


def _value(given: Any) -> str:
    if isinstance(given, dict):
        if not isinstance(given.get("id"), str):
            raise InvalidArgument("A value that is an object needs `id`.")
        return str(given["id"])
    if isinstance(given, bool):
        return "true" if given else "false"
    if not isinstance(given, (str, int, float)):
        raise InvalidArgument("A value is a text, a number, true or false, or an object with `id`.")
    return str(given)


def _settings(given: dict[str, Any]) -> Mapping[str, Any]:
    found = given.get("settings", {})
    return found if isinstance(found, dict) else {}


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidArgument(f"`{name}` is no JSON.") from error
    if not isinstance(given, dict):
        raise InvalidArgument(f"`{name}` is to be a JSON object.")
    return given


def _is_list(given: Any, of: type) -> bool:
    return isinstance(given, list) and all(isinstance(each, of) for each in given)


def _has_id(given: Mapping[str, Any]) -> bool:
    return isinstance(given.get("id"), str)
