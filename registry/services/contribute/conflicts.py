"""Two people changed one record: what was there, what is there now, what the second one wants, field by field.

Fields are told apart as `registry.services.differences` does: each language of a text and each field of a part for
itself. Where no field was changed by both, the two edits can be joined; that is offered and never done unasked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from registry.model.spec import Model
from registry.rdf.canonical import canonical
from registry.rdf.terms import Triple
from registry.services.differences import difference, is_text, values_of


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that others changed, or the edit, or both; the values are JSON, None where there is none."""

    path: str
    """`startDate`, `title.en`, `targets[target-1].unit`; a part that came or went as a whole is `targets[target-1]`."""
    base: Any
    theirs: Any
    yours: Any
    clashes: bool
    """Whether both changed it, and not to the same."""


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The versions of a record that an edit and what others did meanwhile lead to."""

    fields: tuple[FieldConflict, ...]
    merged: tuple[Triple, ...] | None
    """The published version with the edit on top; None when some field clashes."""

    @property
    def mergeable(self) -> bool:
        """Whether both edits can stand side by side."""
        return self.merged is not None


def three_way(
    model: Model, record: str, base: Iterable[Triple], theirs: Iterable[Triple], yours: Iterable[Triple]
) -> ThreeWay:
    """Compares the version that an edit is based on, the published one, and the edit."""
    was, is_now, wanted = ({canonical(triple) for triple in version} for version in (base, theirs, yours))
    here, there = (_changed(model, record, was, version) for version in (is_now, wanted))
    before, now, yours_now = (values_of(model, record, _sorted(version)) for version in (was, is_now, wanted))
    fields = []
    for path in sorted({*here, *there}):
        values = (before.get(path), now.get(path), yours_now.get(path))
        met = path in here and path in there and values[1] != values[2]
        fields.append(FieldConflict(path, *values, met or _inside(path, there if path in here else here)))
    if any(field.clashes for field in fields):
        return ThreeWay(tuple(fields), None)
    return ThreeWay(tuple(fields), tuple(_sorted((is_now - (was - wanted)) | (wanted - was))))


def as_a_whole(model: Model, record: str, base: Iterable[Triple], theirs: Iterable[Triple]) -> ThreeWay:
    """What others changed of a record that is to be withdrawn or restored: it goes or comes whole, so all clashes."""
    found = three_way(model, record, base, theirs, ())
    was = _changed(model, record, *({canonical(triple) for triple in version} for version in (base, theirs)))
    return ThreeWay(tuple(replace(each, yours=None, clashes=True) for each in found.fields if each.path in was), None)


def as_data(conflict: ThreeWay) -> dict[str, Any]:
    """The conflict as JSON can say it, the same for every face.

    {"mergeable": bool, "fields": [{"path": str, "base": any, "theirs": any, "yours": any, "clashes": bool}]}
    """
    fields = [
        {"path": each.path, "base": each.base, "theirs": each.theirs, "yours": each.yours, "clashes": each.clashes}
        for each in conflict.fields
    ]
    return {"mergeable": conflict.mergeable, "fields": fields}


def _changed(model: Model, record: str, one: Iterable[Triple], other: Iterable[Triple]) -> set[str]:
    """The paths of all fields that differ; a text that came or went is named language by language."""
    paths: set[str] = set()
    for change in difference(model, record, _sorted(one), _sorted(other)).fields:
        texts = [value for value in (change.before, change.after) if is_text(value)]
        whole = [value for value in (change.before, change.after) if value is not None]
        if texts == whole:
            paths |= {f"{change.field_path}.{language}" for text in texts for language in text}
        else:
            paths.add(change.field_path)
    return paths


def _inside(path: str, others: Iterable[str]) -> bool:
    """Whether the field lies in a part that the other side added or took out as a whole, or is such a part."""
    return any(other != path and (path.startswith(f"{other}.") or other.startswith(f"{path}.")) for other in others)


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda t: (str(t.subject), t.predicate, str(t.object)))
