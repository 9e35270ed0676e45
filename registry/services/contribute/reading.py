"""From what people send to records: bodies of every form, patches of single fields, and names for what has none.

Bodies are read by `registry.validation.intake`. A patch is laid over the record as JSON in the model's names and read
like a body, so both give the same findings.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from registry.errors import MalformedInput
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.model.report import Finding
from registry.model.spec import Model, RecordClass
from registry.namespaces import RDF_TYPE, RECORDS, TERMS
from registry.rdf.terms import Iri, Literal, Quad, Subject, Term, Triple
from registry.services.contribute.minting import Minter
from registry.services.contribute.patching import laid_over
from registry.services.contribute.proposal import Action, Proposal
from registry.validation.intake import Input, is_without_iri, submission_of, take
from registry.validation.submission import Record, Submission

_LIMIT: Final = 100_000_000
"""What is written here is as large as what was held to a limit before."""
_TITLE: Final = TERMS + "title"


def read_records(
    given: Input,
    model: Model,
    limit: int,
    record_base: str = RECORDS,
    *,
    record_class: RecordClass | None = None,
    iri: str | None = None,
) -> Submission:
    """The records of a body in Turtle, TriG, N-Triples, JSON-LD or JSON in the model's names; raises `InputError`.

    A JSON object without a type is of `record_class`, and without an id it is called `iri`; one with plain names
    alone is taken to be in the model's.
    """
    if given.rdf_format == "json-ld":
        given = replace(given, data=_completed(given.data, record_class, iri))
    return take(given, model, limit, record_base)


def _completed(data: bytes, record_class: RecordClass | None, iri: str | None) -> bytes:
    """What is no JSON object comes back as it is: who reads it says what is wrong with it."""
    try:
        text = data.decode("utf-8-sig").lstrip()
        document = json.loads(text)
    except (ValueError, RecursionError):
        return data
    if not isinstance(document, dict):
        return data
    keys = document.keys()
    head: dict[str, str] = {} if any("@" in key for key in keys) else {"@context": CONTEXT_ADDRESS}
    if record_class is not None and not keys & {"type", "@type", "@graph"}:
        head["type"] = record_class.name
    if iri is not None and not keys & {"id", "@id", "@graph"}:
        head["id"] = iri
    if not head:
        return data
    # Put in as text: numbers keep the digits and keys the order that they were written in.
    return (json.dumps(head)[:-1] + ("," if document else "") + text[1:]).encode()


def from_fields(
    record_class: RecordClass, iri: str | None, fields: Mapping[str, Any], model: Model, record_base: str = RECORDS
) -> Submission:
    """A whole record from its fields in the model's names, as JSON has them; raises `InputError`.

    Without an IRI it has a stand-in until `named` gives it one.
    """
    kept = {name: value for name, value in fields.items() if value is not None}
    head = {"type": record_class.name} | ({} if iri is None else {"id": iri})
    return _read({**head, **kept}, model, record_base)


def patched(
    triples: Iterable[Triple],
    record_class: RecordClass,
    patch: Mapping[str, Any],
    model: Model,
    record_base: str = RECORDS,
) -> Submission:
    """The record that these statements describe after a patch of single fields; see `registry.services.contribute.
    patching` for what a patch says. Raises `InputError` for a patch that makes no sense."""
    known = list(triples)
    iri = _record_of(known, record_class)
    return _read(laid_over(model, record_class, iri, known, patch), model, record_base)


def _read(document: Mapping[str, Any], model: Model, record_base: str) -> Submission:
    text = json.dumps({"@context": CONTEXT_ADDRESS, **document})
    return take(Input(text.encode(), "json-ld", "The record"), model, _LIMIT, record_base)


def _record_of(triples: Sequence[Triple], record_class: RecordClass) -> str:
    for subject, predicate, value in triples:
        if predicate.value == RDF_TYPE and value == Iri(record_class.iri) and isinstance(subject, Iri):
            return subject.value
    raise MalformedInput(f"the record that is to be patched is no {record_class.name}")


def named(submission: Submission, model: Model, minter: Minter, record_base: str = RECORDS) -> Submission:
    """The same with an IRI for every record that was written without one, made from its title."""
    unnamed = [record for record in submission.records if is_without_iri(record.iri, submission)]
    if not unnamed:
        return submission
    taken = {record.iri for record in submission.records}
    names: dict[str, str] = {}
    for record in unnamed:
        names[record.iri] = minter.minted(record.record_class, _title(record), avoiding=taken)
        taken.add(names[record.iri])
    quads = [Quad(_moved(s, names), p, _moved(o, names)) for s, p, o in submission.triples]
    renamed = submission_of(quads, model, record_base)
    remarks = tuple(_about(f, names) for f in submission.findings if not _is_settled(f, names))
    return Submission(renamed.records, tuple(dict.fromkeys((*remarks, *renamed.findings))), renamed.positions)


def _moved(term: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(term, Iri):
        return term
    record, mark, fragment = term.value.partition("#")
    return Iri(names[record] + mark + fragment) if record in names else term


def _is_settled(finding: Finding, names: Mapping[str, str]) -> bool:
    """Whether it says no more than that a record has no IRI, which it has now."""
    return finding.constraint == "nodeKind" and finding.focus in names and not finding.field_path


def _about(finding: Finding, names: Mapping[str, str]) -> Finding:
    moved: Term | None = _moved(finding.value, names)
    record, focus = (_moved(Iri(iri), names).value for iri in (finding.record, finding.focus))
    return replace(finding, record=record, focus=focus, value=moved)


def _title(record: Record) -> str:
    """The English title, else the first one; empty where there is none."""
    root: Subject = Iri(record.iri)
    found = [o for s, p, o in record.triples if s == root and p.value == _TITLE and isinstance(o, Literal)]
    return min(found, key=lambda title: title.language != "en").lexical if found else ""


def proposals_of(
    submission: Submission, action: Action, *, base: int | None = None, message: str = ""
) -> tuple[Proposal, ...]:
    """One proposal for each record of an input; what was odd about no record in particular stays with the first."""
    left = list(submission.findings)
    proposals: list[Proposal] = []
    iris = {record.iri for record in submission.records}
    for record in submission.records:
        mine = [f for f in left if f.record == record.iri or (not proposals and f.record not in iris)]
        proposals.append(Proposal(action, record.iri, record.triples, base, message, tuple(mine)))
    return tuple(proposals)
