"""What is wrong with a cell or row before any rule is asked, in words, and as findings like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from registry.model.report import Finding
from registry.model.spec import Model, RecordClass, Severity
from registry.rdf.terms import Literal
from registry.services.importing.cells import Filled, Place, Trouble
from registry.services.importing.headers import ID
from registry.services.importing.merging import field_of_step
from registry.services.naming.resolver import Name, Resolution, described
from registry.validation.spelling import last_name

_MOST_TOLD = 5


def about_name(filled: Filled, name: Name, found: Resolution, model: Model, separator: str) -> Trouble:
    """A name that several records bear, or none."""
    trouble = Trouble(filled.column.header, filled.place, filled.of_field.path, name.text, "", "")
    if found.candidates:
        segment = model.classes[name.class_name].segment
        which = described(found.candidates[:_MOST_TOLD])
        return replace(
            trouble,
            message=f"{name.text!r} is the name of {len(found.candidates)} records of {name.class_name}.",
            advice=f"Write the address of the one that is meant, e.g. {segment}/its-name: {which}.",
        )
    message = f"No {name.class_name} is called {name.text!r}."
    if found.near:
        near = found.near[0].title
        return replace(trouble, message=message, advice=f"Did you mean {described(found.near)}?", suggestion=near)
    advice = "Check the spelling, write its address, or bring it as a record first."
    return replace(trouble, message=message, advice=f"{advice} Several values in one cell are divided by {separator}.")


def of_several(title: str, records: Sequence[str]) -> Trouble:
    """A row without an address whose title is that of several records."""
    which = ", ".join(records[:_MOST_TOLD])
    message = f"The title {title!r} is that of {len(records)} records, so it cannot be told which this is."
    advice = f"Add a column id, and write there {last_name(records[0])} or another of: {which}."
    return Trouble(ID, (), None, title, message, advice)


def of_address(given: str, record_class: RecordClass) -> Trouble:
    """A row whose address nothing can be kept under."""
    advice = f"Write small letters, digits and hyphens, e.g. {record_class.segment}/its-name, or leave the cell empty."
    return Trouble(ID, (), None, given, f"{given!r} cannot be the address of a record.", advice)


def on_row(trouble: Trouble) -> Finding:
    """A finding on a row of which not even the class is known."""
    return _finding(trouble, "", "", "", (), trouble.header)


def in_row(
    trouble: Trouble, record: str, by_place: Mapping[Place, str], record_class: RecordClass, model: Model
) -> Finding:
    """A finding on a row; `by_place` gives the IRIs of the record and its parts."""
    owner, rdf_path = record_class, list[str]()
    for step in trouble.place:
        part, _ = field_of_step(step, owner)
        rdf_path.append(part.path)
        owner = model.classes[part.target or ""]
    focus = by_place.get(trouble.place, record)
    of_field = owner.by_path.get(trouble.path or "")
    if of_field is None:
        found = _finding(trouble, record, focus, owner.shape, tuple(rdf_path), "")
        return replace(found, field_path=trouble.header or found.field_path)
    return _finding(trouble, record, focus, of_field.shape, (*rdf_path, of_field.path), of_field.name)


def _finding(trouble: Trouble, record: str, focus: str, shape: str, rdf_path: tuple[str, ...], name: str) -> Finding:
    return Finding(
        severity=Severity.VIOLATION,
        record=record,
        field_path=".".join((*trouble.place, name)) if name else ".".join(trouble.place),
        rdf_path=rdf_path,
        value=Literal(trouble.text) if trouble.text else None,
        constraint="cell",
        message=trouble.message,
        advice=trouble.advice,
        shape=shape,
        focus=focus,
        suggestion=trouble.suggestion,
    )
