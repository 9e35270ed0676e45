"""What a row says, put into the record that is there: cells that say something replace, all else stays as it is.

A text column replaces the text of its language, any other column the values of its field; parts are told apart by
their numbers, or by a name in `targets[0].id`. A part keeps everything that the row says nothing of.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from registry.model.spec import Field, Model, RecordClass
from registry.namespaces import RDF_TYPE
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.services.importing.cells import Cells, Place
from registry.validation.spelling import last_name

_STEP = re.compile(r"(\w+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says of a field once its names are known."""

    place: Place
    of_field: Field
    language: str | None
    values: tuple[Term, ...]


def places_of(cells: Cells, record: str, model: Model) -> dict[str, Place]:
    """The record and each of its parts that the row speaks of, by IRI."""
    record_class = cells.sheet.record_class if cells.sheet else None
    named = dict(cells.part_names)
    wanted = {each.place for each in cells.filled} | {trouble.place for trouble in cells.troubles} | named.keys()
    found: dict[str, Place] = {record: ()}
    for place in sorted(wanted, key=lambda each: (len(each), each)):
        if place and record_class is not None:
            found[part_iri(record, place, record_class, model, named)] = place
    return found


def part_iri(record: str, place: Place, record_class: RecordClass, model: Model, named: Mapping[Place, str]) -> str:
    """The address of a part: the one that the row gives it, or the one made of its field and number."""
    if place in named:
        given = named[place]
        return given if given.startswith(f"{record}#") else f"{record}#{given.lstrip('#')}"
    steps = []
    owner = record_class
    for step in place:
        of_field, number = field_of_step(step, owner)
        steps.append(f"{_kebab(last_name(of_field.path))}-{number + 1}")
        owner = model.classes[of_field.target or ""]
    return f"{record}#{'-'.join(steps)}"


def field_of_step(step: str, owner: RecordClass) -> tuple[Field, int]:
    """The part field and the number of a step such as `targets[0]`; raises `KeyError` where there is no such field."""
    match = _STEP.fullmatch(step)
    if match is None:
        raise KeyError(step)
    return owner.by_name[match[1]], int(match[2])


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def merged(
    current: Iterable[Triple],
    said: Sequence[Said],
    places: Mapping[str, Place],
    record_class: RecordClass,
    model: Model,
) -> tuple[Triple, ...]:
    """The record's statements after the row was put into what is there."""
    subjects = {place: Iri(iri) for iri, place in places.items()}
    record = subjects[()]
    replaced = {(subjects[each.place], each.of_field.path, each.language) for each in said}
    kept = [triple for triple in current if not _is_replaced(triple, replaced)]
    found: dict[Triple, None] = dict.fromkeys(kept)
    found[Triple(record, Iri(RDF_TYPE), Iri(record_class.iri))] = None
    filled = {each.place for each in said if each.values}
    # A part that is filled stands in what holds it, and that in turn.
    filled |= {place[:length] for place in filled for length in range(1, len(place))}
    for place in sorted(filled, key=lambda each: (len(each), [_in_order(step) for step in each])):
        if place:
            owner, of_field = _holder(place, record_class, model)
            part = subjects[place] if place in subjects else Iri(part_iri(record.value, place, record_class, model, {}))
            holder = subjects.get(owner, record)
            found[Triple(holder, Iri(of_field.path), part)] = None
            found[Triple(part, Iri(RDF_TYPE), Iri(model.classes[of_field.target or ""].iri))] = None
    for each in said:
        for value in each.values:
            found[Triple(subjects[each.place], Iri(each.of_field.path), value)] = None
    return tuple(found)


def _holder(place: Place, record_class: RecordClass, model: Model) -> tuple[Place, Field]:
    """What holds a part, and by which field."""
    owner = record_class
    of_field, _ = field_of_step(place[0], owner)
    for step in place[1:]:
        owner = model.classes[of_field.target or ""]
        of_field, _ = field_of_step(step, owner)
    return place[:-1], of_field


def _in_order(step: str) -> tuple[str, int]:
    name, _, number = step.rstrip("]").partition("[")
    return name, int(number or 0)


def _is_replaced(triple: Triple, replaced: set[tuple[Iri, str, str | None]]) -> bool:
    language = triple.object.language if isinstance(triple.object, Literal) else None
    return (triple.subject, triple.predicate.value, language) in replaced or (
        (triple.subject, triple.predicate.value, None) in replaced
    )
