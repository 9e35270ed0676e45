"""Two people changed one record: what was there, what is there now, what the second one wants, field by field.

Fields are told apart as `registry.services.differences` does: each language of a text and each field of a part for
itself. Where no field was changed by both, the two edits can be joined; that is offered and never done unasked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from registry.model.spec import Model
from registry.rdf.canonical import canonical
from registry.rdf.terms import Triple
from registry.services.differences import difference


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
    here = {change.field_path: change for change in difference(model, record, _sorted(was), _sorted(is_now)).fields}
    there = {change.field_path: change for change in difference(model, record, _sorted(was), _sorted(wanted)).fields}
    fields = []
    for path in sorted({*here, *there}):
        before = (here.get(path) or there[path]).before
        now = here[path].after if path in here else before
        yours_now = there[path].after if path in there else before
        met = path in here and path in there and now != yours_now
        fields.append(
            FieldConflict(path, before, now, yours_now, met or _inside(path, there if path in here else here))
        )
    if any(field.clashes for field in fields):
        return ThreeWay(tuple(fields), None)
    return ThreeWay(tuple(fields), tuple(_sorted((is_now - (was - wanted)) | (wanted - was))))


def as_data(conflict: ThreeWay) -> dict[str, Any]:
    """The conflict as JSON can say it, the same for every face.

    {"mergeable": bool, "fields": [{"path": str, "base": any, "theirs": any, "yours": any, "clashes": bool}]}
    """
    fields = [
        {"path": each.path, "base": each.base, "theirs": each.theirs, "yours": each.yours, "clashes": each.clashes}
        for each in conflict.fields
    ]
    return {"mergeable": conflict.mergeable, "fields": fields}


def _inside(path: str, others: Iterable[str]) -> bool:
    """Whether the field lies in a part that the other side added or took out as a whole, or is such a part."""
    return any(other != path and (path.startswith(f"{other}.") or other.startswith(f"{path}.")) for other in others)


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda t: (str(t.subject), t.predicate, str(t.object)))
