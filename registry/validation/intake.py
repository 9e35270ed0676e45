"""From the bytes of an input to a `Submission`: size, text, syntax, and which statements belong to which record.

What cannot be taken at all is an `InputError`; what is odd about statements that can be read is a finding, so that one
report says everything. No address is opened: the only JSON-LD context known is our own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from registry.errors import EmptyInput, InputTooLarge, NoRecord
from registry.model.jsonld import contexts
from registry.model.report import Finding
from registry.model.spec import Model, RecordClass
from registry.namespaces import RDF_TYPE, RECORDS
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Subject, Term, Triple, checked_iri
from registry.validation import remarks
from registry.validation.characters import remarks_on_characters
from registry.validation.json_input import prepared
from registry.validation.ownership import Owned, own
from registry.validation.spelling import class_named_like, short
from registry.validation.strays import remarks_on_strays
from registry.validation.submission import Record, Submission


@dataclass(frozen=True, slots=True)
class Input:
    """What somebody hands in."""

    data: bytes
    rdf_format: str = "turtle"
    name: str = "The input"
    """What to call it in error messages, e.g. the file's name."""


def take(given: Input, model: Model, limit: int, record_base: str = RECORDS) -> Submission:
    """The records of an input of at most `limit` bytes; raises `InputError`.

    Blank nodes that are parts get an IRI under their record, the same one each time; a record without an IRI is called
    `<record_base>/<segment>/unnamed-<number>` in the report.
    """
    if len(given.data) > limit:
        raise InputTooLarge(given.name, len(given.data), limit)
    data = prepared(given.data, model, record_base) if given.rdf_format == "json-ld" else given.data
    quads = list(parse(data, given.rdf_format, contexts=contexts(model), name=given.name))
    if not quads:
        raise EmptyInput(given.name)
    return submission_of(quads, model, record_base)


def submission_of(quads: Iterable[Quad], model: Model, record_base: str = RECORDS) -> Submission:
    """The records among statements that are already parsed; raises `NoRecord` and `HostileIri`."""
    quads = list(quads)
    statements = _by_subject(quads)
    roots = _roots(statements, model)
    if not roots:
        raise _no_record(statements, model)
    names, unnamed = _names_for_unnamed(roots, record_base)
    owned = own(roots, statements, names, model)
    findings = [*unnamed, *owned.findings, *remarks_on_strays(statements, owned, model)]
    if any(quad.graph is not None for quad in quads):
        findings.append(remarks.graphs_merged())
    records = tuple(_record(root, record_class, statements, owned) for root, record_class in roots.items())
    findings += [remark for record in records for remark in remarks_on_characters(record)]
    positions = {iri: position for record in records for iri, position in record.positions.items()}
    return Submission(records, tuple(findings), positions)


def _by_subject(quads: Iterable[Quad]) -> Mapping[Subject, list[Triple]]:
    """Each statement once, in the order of the input; raises `HostileIri`."""
    statements: dict[Subject, list[Triple]] = defaultdict(list)
    safe: set[str] = set()
    for triple in dict.fromkeys(_normalised(quad) for quad in quads):
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, Iri) and term.value not in safe:
                safe.add(checked_iri(term.value).value)
        statements[triple.subject].append(triple)
    return statements


def _normalised(quad: Quad) -> Triple:
    value = quad.object
    if isinstance(value, Literal) and value.language is not None:
        value = Literal(value.lexical, value.datatype, value.language.lower())
    return Triple(quad.subject, quad.predicate, value)


def _roots(statements: Mapping[Subject, list[Triple]], model: Model) -> dict[Subject, RecordClass]:
    """The records; one without an IRI to which another thing links is no record but a value without an IRI."""
    typed = dict(_of_record_class(statements, model))
    linked = {t.object for triples in statements.values() for t in triples if isinstance(t.object, BlankNode)}
    return {subject: c for subject, c in typed.items() if subject not in linked} or typed


def _of_record_class(statements: Mapping[Subject, list[Triple]], model: Model) -> Iterator[tuple[Subject, RecordClass]]:
    """The subjects with a record class; of several, the one that the IRI speaks of wins, else the first."""
    for subject, triples in statements.items():
        classes = [model.by_iri[c] for c in classes_of(triples) if c in model.by_iri]
        found = [c for c in classes if not c.is_part]
        if found:
            address = subject.value if isinstance(subject, Iri) else ""
            yield subject, next((c for c in found if f"/{c.segment}/" in address), found[0])


def is_without_iri(iri: str, submission: Submission) -> bool:
    """Whether the record of that IRI has it as a stand-in only, because the input gives it none."""
    return any(f.constraint == "nodeKind" and f.focus == iri and not f.field_path for f in submission.findings)


def classes_of(triples: Iterable[Triple]) -> list[str]:
    """The IRIs of the classes that these statements name."""
    return [t.object.value for t in triples if t.predicate.value == RDF_TYPE and isinstance(t.object, Iri)]


def _no_record(statements: Mapping[Subject, list[Triple]], model: Model) -> NoRecord:
    found: dict[str, None] = {}
    for triples in statements.values():
        for iri in classes_of(triples):
            near = class_named_like(iri, model.records)
            found[short(iri) + (f" (did you mean {near}?)" if near else "")] = None
    return NoRecord(list(found)[:10], [short(c.iri) for c in model.records])


def _names_for_unnamed(
    roots: Mapping[Subject, RecordClass], record_base: str
) -> tuple[dict[Subject, Iri], list[Finding]]:
    names: dict[Subject, Iri] = {}
    findings = []
    for number, root in enumerate((r for r in roots if isinstance(r, BlankNode)), start=1):
        names[root] = Iri(f"{record_base}{roots[root].segment}/unnamed-{number}")
        findings.append(remarks.record_without_iri(names[root].value, roots[root], record_base))
    return names, findings


def _record(
    root: Subject, record_class: RecordClass, statements: Mapping[Subject, list[Triple]], owned: Owned
) -> Record:
    positions = owned.positions[root]
    triples = [
        Triple(owned.name(subject), triple.predicate, _renamed(triple.object, owned))
        for subject in (root, *owned.parts[root])
        for triple in _with_one_class(statements.get(subject, []), positions[owned.name(subject).value].record_class)
    ]
    return Record(owned.name(root).value, record_class, tuple(triples), positions)


def _with_one_class(triples: list[Triple], judged_by: RecordClass) -> list[Triple]:
    """Without the classes beside the one that it is judged by; each of those has a finding."""
    if judged_by.iri not in classes_of(triples):
        return triples
    return [t for t in triples if t.predicate.value != RDF_TYPE or t.object == Iri(judged_by.iri)]


def _renamed(term: Term, owned: Owned) -> Term:
    return owned.names.get(term, term) if isinstance(term, BlankNode) else term
