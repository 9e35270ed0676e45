"""Findings on how an input is put together, which no shape can see: what belongs to nothing, or to two things."""

from registry.model.report import Finding
from registry.model.spec import Field, RecordClass, Severity
from registry.rdf.terms import Iri, Subject, Term
from registry.validation.spelling import field_named_like, fields_of, short, with_article
from registry.validation.submission import Position


def _finding(
    severity: Severity,
    constraint: str,
    message: str,
    advice: str,
    *,
    record: str,
    focus: str = "",
    field_path: str = "",
    rdf_path: tuple[str, ...] = (),
    value: Term | None = None,
    suggestion: str | None = None,
    shape: str = "",
) -> Finding:
    return Finding(
        severity=severity,
        record=record,
        field_path=field_path,
        rdf_path=rdf_path,
        value=value,
        constraint=constraint,
        message=message,
        advice=advice,
        shape=shape,
        focus=focus or record,
        suggestion=suggestion,
    )


def record_without_iri(stand_in: str, record_class: RecordClass, record_base: str) -> Finding:
    """A record written in square brackets or as `_:name`."""
    return _finding(
        Severity.VIOLATION,
        "nodeKind",
        f"This {record_class.name} has no IRI of its own. It is called <{stand_in}> in this report.",
        f"Give it one: <{record_base}{record_class.segment}/its-name>, in small letters, digits and hyphens.",
        record=stand_in,
        shape=record_class.shape,
    )


def value_without_iri(position: Position, path: str, focus: str) -> Finding:
    """A blank node where no part is expected."""
    known = position.record_class.by_path.get(path)
    if known is None:
        return _unknown_property(position, path, focus)
    name = known.name
    return _finding(
        Severity.VIOLATION,
        "nodeKind",
        f"A value of {name} is written without an IRI (in square brackets, or as _:name).",
        f"Only parts may be written so. Write the value of {name} itself, or make what stands in the brackets "
        "a record of its own and link to its IRI.",
        record=position.record,
        focus=focus,
        field_path=below(position, name),
        rdf_path=(*position.rdf_path, path),
        shape=known.shape,
    )


def _unknown_property(position: Position, path: str, focus: str) -> Finding:
    """A blank node as the value of a property that the thing cannot have."""
    near = field_named_like(path, position.record_class)
    return _finding(
        Severity.VIOLATION,
        "closed",
        f"{short(path)} is no property of {with_article(position.record_class.name)}.",
        f"Did you mean {short(near.path)}?" if near else fields_of(position.record_class),
        record=position.record,
        focus=focus,
        field_path=below(position, short(path)),
        rdf_path=(*position.rdf_path, path),
        suggestion=near.path if near else None,
        shape=position.record_class.shape,
    )


def part_of_two(position: Position, part_field: Field, part: Iri, first: str) -> Finding:
    """A part that two records link to, or one record twice."""
    return _finding(
        Severity.VIOLATION,
        "owner",
        f"This part belongs to <{first}> already; a part lives in one place of one record.",
        "Write it once more, with an IRI of its own, where it is needed a second time.",
        record=position.record,
        field_path=below(position, part_field.name),
        rdf_path=(*position.rdf_path, part_field.path),
        value=part,
    )


def part_elsewhere(position: Position, part_field: Field, part: Iri, root: str) -> Finding:
    """A part whose IRI does not begin with its record's."""
    return _finding(
        Severity.VIOLATION,
        "owner",
        "The IRI of this part does not begin with the IRI of its record.",
        f"Call it <{root}#name>, in small letters, digits and hyphens.",
        record=position.record,
        field_path=below(position, part_field.name),
        rdf_path=(*position.rdf_path, part_field.path),
        value=part,
    )


def other_classes(position: Position, focus: str, classes: list[str]) -> list[Finding]:
    """Classes beside the one that a record or part is judged by."""
    mine = position.record_class
    others = [iri for iri in classes if iri != mine.iri]
    if not others or mine.iri not in classes:
        return []
    return [
        _finding(
            Severity.INFO,
            "class",
            f"It has more than one class; only {short(mine.iri)} counts, {', '.join(map(short, others))} is left out.",
            f"Write `a {short(mine.iri)}` alone; kinds of actors, places and sources are said by their own fields.",
            record=position.record,
            focus=focus,
            field_path=position.field_path,
            rdf_path=position.rdf_path,
            value=Iri(others[0]),
        )
    ]


def graphs_merged() -> Finding:
    """An input with named graphs."""
    return _finding(
        Severity.INFO,
        "graph",
        "The input has named graphs; their statements are taken, their names are not kept.",
        "",
        record="",
    )


def part_without_record(part: Subject, part_class: RecordClass, links: list[str]) -> Finding:
    """A part that no record links to."""
    return _stray(
        part,
        Severity.VIOLATION,
        f"This {part_class.name} belongs to no record.",
        f"Link to it from its record by {' or '.join(links)}.",
    )


def unknown_class(subject: Subject, iri: str, near: str | None) -> Finding:
    """Something that has a class in our namespace that is no class of records."""
    return _finding(
        Severity.VIOLATION,
        "class",
        f"{short(iri)} is no class of records, so this is left out.",
        f"Did you mean {near}?" if near else "Use one of the record classes, e.g. mr:Mission.",
        record=_named(subject),
        value=Iri(iri),
        suggestion=near,
    )


def imports_ignored(subject: Subject) -> Finding:
    """owl:imports or another ontology header."""
    return _stray(
        subject,
        Severity.WARNING,
        "An ontology header or owl:imports is not followed; it is left out.",
        "Put the records themselves into the input.",
    )


def shapes_ignored(subject: Subject) -> Finding:
    """Shapes among the data."""
    return _stray(
        subject,
        Severity.WARNING,
        "Shapes in an input are not used; they are left out.",
        "The registry's own shapes judge every record; remove these statements.",
    )


def of_no_record(subjects: list[Subject]) -> Finding:
    """Statements about something that is neither a record nor part of one."""
    first, more = subjects[0], len(subjects) - 1
    also = f" The same goes for {more} other{'s' if more > 1 else ''}." if more else ""
    return _stray(
        first,
        Severity.WARNING,
        f"These statements belong to no record and are left out.{also}",
        "Give their subject a record class, or link to it from a record by one of its part fields.",
    )


def _stray(subject: Subject, severity: Severity, message: str, advice: str) -> Finding:
    return _finding(severity, "owner", message, advice, record=_named(subject))


def _named(subject: Subject) -> str:
    return subject.value if isinstance(subject, Iri) else ""


def below(position: Position, name: str) -> str:
    """The path of a field of the thing at that position."""
    return f"{position.field_path}.{name}" if position.field_path else name
