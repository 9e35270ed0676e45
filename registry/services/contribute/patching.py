"""Patches: what is to change in a record, field by field, in the model's names.

    {"endDate": "2031", "website": null, "title": {"sv": "Klimatneutrala städer"},
     "sdgs": ["11", "13"], "targets": {"#target-1": {"value": "100"}, "#target-2": null, "add": [{"indicator": ...}]}}

A value takes the place of all that the field had, null takes it away, a list is the whole new list. Texts are changed
language by language. Parts are named by the end of their IRI, changed by a patch of their own, or added.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from registry.errors import MalformedInput, UnknownField, UnknownPart
from registry.model.jsonld import document
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.rdf.terms import Triple
from registry.validation.ownership import part_stem
from registry.validation.spelling import last_name, nearest

_OWN: Final = {"id": "id", "@id": "id", "type": "type", "@type": "type"}
_ADD: Final = "add"


def laid_over(
    model: Model, record_class: RecordClass, iri: str, triples: Iterable[Triple], patch: Mapping[str, Any]
) -> dict[str, Any]:
    """The record as a JSON-LD document after the patch; raises `UnknownField`, `UnknownPart`, `MalformedInput`."""
    whole = {key: value for key, value in document(model, iri, triples).items() if key != "@context"}
    return _Patch(model, iri).applied(whole, patch, record_class)


class _Patch:
    """The walk of a patch over a record and its parts."""

    def __init__(self, model: Model, iri: str) -> None:
        self._model = model
        self._iri = iri

    def applied(self, node: Mapping[str, Any], patch: Mapping[str, Any], record_class: RecordClass) -> dict[str, Any]:
        """The record or part after the patch."""
        if not isinstance(patch, Mapping):
            raise MalformedInput(f"a patch of a {record_class.name} is an object of fields, {_shown(patch)} is none")
        after = dict(node)
        for key, value in patch.items():
            if key in _OWN:
                _hold_to(node, key, value)
            elif key != "@context":
                self._set(after, key, value, record_class)
        return after

    def _set(self, node: dict[str, Any], key: str, value: Any, record_class: RecordClass) -> None:
        field = _field(key, record_class)
        if field is None:
            if key not in node or value is not None:
                raise UnknownField(key, record_class.name, _near(key, record_class), [*record_class.by_name])
            del node[key]
            return
        now = node.pop(field.name, None)
        other = node.pop(field.path, None)  # values that do not fit the field stand under its full name
        if value is None:
            return
        if isinstance(value, Mapping) and not any(name.startswith("@") for name in value):
            if field.kind is Kind.PART:
                node[field.name] = self._parts(field, _as_list(now), value)
                return
            if field.kind is Kind.TEXT:
                value = {language: said for language, said in {**_texts(now), **value}.items() if said is not None}
                if other is not None:
                    node[field.path] = other
                if not value:
                    return
        node[field.name] = value

    def _parts(self, field: Field, parts: list[Any], patch: Mapping[str, Any]) -> list[Any]:
        part_class = self._model.classes[field.target or ""]
        after = {_fragment(part): part for part in parts}
        for key, value in patch.items():
            if key == _ADD:
                continue
            name = f"#{last_name(key)}" if "#" in key else key
            if name not in after:
                known = [fragment for fragment in after if fragment]
                raise UnknownPart(key, field.name, nearest(name, known), known)
            if value is None:
                del after[name]
            else:
                after[name] = self.applied(after[name], value, part_class)
        added = self._named(_as_list(patch.get(_ADD)), field, [_fragment(part) for part in parts])
        return [*after.values(), *added]

    def _named(self, added: list[Any], field: Field, before: list[str]) -> list[Any]:
        """New parts with names that no part had before the patch, so that a name never comes to mean another thing."""
        numbers = [int(name.rpartition("-")[2]) for name in before if name.rpartition("-")[2].isdecimal()]
        free = count(max(numbers, default=0) + 1)
        stem = f"{self._iri}#{part_stem(field)}-"
        return [{"id": f"{stem}{next(free)}", **part} if _is_unnamed(part) else part for part in added]


def _hold_to(node: Mapping[str, Any], key: str, value: Any) -> None:
    """A patch may say what it is about, but a record keeps its name and class."""
    now = node.get(_OWN[key])
    if value not in (now, last_name(str(now))):
        raise MalformedInput(f"{key} is {_shown(value)} in the patch and {_shown(now)} in the record; it cannot change")


def _field(key: str, record_class: RecordClass) -> Field | None:
    """The field of that name, or the one of the property of that name."""
    known = record_class.by_name.get(key) or record_class.by_path.get(key)
    return known or next((each for each in record_class.fields if last_name(each.path) == key), None)


def _near(key: str, record_class: RecordClass) -> str | None:
    return nearest(key, record_class.by_name)


def _texts(now: Any) -> Mapping[str, Any]:
    return now if isinstance(now, Mapping) else {}


def _fragment(part: Any) -> str:
    iri = str(part.get("id", "")) if isinstance(part, Mapping) else str(part)
    return f"#{last_name(iri)}"


def _is_unnamed(part: Any) -> bool:
    return isinstance(part, Mapping) and not part.keys() & {"id", "@id"}


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _shown(value: Any) -> str:
    return repr(value)[:100]
