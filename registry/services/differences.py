"""What two states of a record do not share: by statement, and by field as people name them.

Values are those of the record's JSON document (`registry.model.jsonld`): texts by language, codes by notation. A part
is told by its name: `targets[target-1].value` is the same target in both states wherever it stands in the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from registry.model.jsonld import document
from registry.model.spec import Model
from registry.rdf.terms import Triple


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value differs; `before` and `after` are JSON values, None where the field had no value."""

    field_path: str
    """`startDate`, `title.en`, `targets[target-1].unit`; a whole part that came or went is `targets[target-1]`."""
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs from one state to another; both empty when nothing does."""

    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]
    fields: tuple[FieldChange, ...]


def difference(model: Model, iri: str, one: Iterable[Triple], other: Iterable[Triple]) -> Difference:
    """What the other state has otherwise than the one; statements must be in canonical form."""
    before, after = list(one), list(other)
    had, has = set(before), set(after)
    return Difference(
        added=tuple(triple for triple in after if triple not in had),
        removed=tuple(triple for triple in before if triple not in has),
        fields=tuple(_changes(_document(model, iri, before), _document(model, iri, after), iri, "")),
    )


def values_of(model: Model, iri: str, triples: Iterable[Triple]) -> dict[str, Any]:
    """Every value of a state by its field's path, as `difference` names fields; parts also as a whole."""
    return dict(_values(_document(model, iri, list(triples)), iri, ""))


def _values(node: Mapping[str, Any], iri: str, path: str) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        step = f"{path}.{name}" if path else name
        parts = _parts(value, iri)
        for part_name, part in (parts or {}).items():
            yield f"{step}[{part_name}]", part
            yield from _values(part, iri, f"{step}[{part_name}]")
        if is_text(value) and parts is None:
            yield from _values(value, iri, step)
        else:
            yield step, value if parts is None else _others(value, iri)


def _document(model: Model, iri: str, triples: list[Triple]) -> dict[str, Any]:
    return {key: value for key, value in document(model, iri, triples).items() if key not in ("@context", "id")}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], iri: str, path: str) -> Iterator[FieldChange]:
    for name in [*before, *(name for name in after if name not in before)]:
        was, now = before.get(name), after.get(name)
        step = f"{path}.{name}" if path else name
        parts_were, parts_are = _parts(was, iri), _parts(now, iri)
        if parts_were is not None or parts_are is not None:
            yield from _part_changes(parts_were or {}, parts_are or {}, iri, step)
            was, now = _others(was, iri), _others(now, iri)
        elif is_text(was) and is_text(now):
            yield from _changes(was, now, iri, step)
            continue
        if was != now:
            yield FieldChange(step, was, now)


def _part_changes(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], iri: str, path: str
) -> Iterator[FieldChange]:
    for name in sorted({*before, *after}):
        step = f"{path}[{name}]"
        if name in before and name in after:
            yield from _changes(before[name], after[name], iri, step)
        else:
            yield FieldChange(step, before.get(name), after.get(name))


def _parts(value: Any, iri: str) -> dict[str, Mapping[str, Any]] | None:
    """The parts in a field's value, by name; None when it has none."""
    found = {_name(each, iri): each for each in _listed(value) if _is_part(each, iri)}
    return found or None


def _others(value: Any, iri: str) -> list[Any] | None:
    """What a field of parts holds beside parts: names of parts that nothing is said about, above all."""
    return [each for each in _listed(value) if not _is_part(each, iri)] or None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_part(value: Any, iri: str) -> bool:
    return isinstance(value, dict) and str(value.get("id", "")).startswith(f"{iri}#")


def _name(part: Mapping[str, Any], iri: str) -> str:
    return str(part["id"]).removeprefix(f"{iri}#")


def is_text(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether the value is texts by language, of which each is compared by itself."""
    return isinstance(value, dict) and not {"@id", "@value", "id"} & value.keys()
