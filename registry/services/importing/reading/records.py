"""Files of records in RDF or JSON as a stream of records, each as it is judged.

Turtle, TriG, N-Triples and N-Quads are read statement by statement: what one record says must stand together, as it
does in every file that is written record by record. JSON Lines have a record a line. JSON-LD and RDF/XML, which only
make sense as a whole, are read whole and are limited like every input.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from registry.errors import InputError, InputTooLarge, MalformedInput, NoRecord, NotText
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.model.report import Finding
from registry.model.spec import Model, Severity
from registry.rdf.parsing import STREAMED, parse_file
from registry.rdf.terms import BlankNode, Iri, Quad, Subject
from registry.rdf.writing import write_turtle
from registry.validation.intake import Input, submission_of, take
from registry.validation.submission import Record

MOST_STATEMENTS: Final = 50_000
"""Statements of one record in a file that is read as a stream."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a file: its number, what was read, and how it stands in the file of bad rows."""

    number: int
    record: Record | None
    findings: tuple[Finding, ...]
    source: str
    """The record as JSON on one line, or as Turtle."""


def read_json_lines(path: Path, model: Model, record_base: str, limit: int, name: str) -> Iterator[RecordRow]:
    """A record a line, numbered by line; empty lines are passed over. What is wrong with one line is its finding."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(limit + 1):
            number += 1
            if len(line) > limit:
                raise InputTooLarge(f"Line {number} of {name}", len(line), limit)
            if line.strip().removeprefix(b"\xef\xbb\xbf"):
                yield _of_line(number, line, model, record_base, limit)


def _of_line(number: int, line: bytes, model: Model, record_base: str, limit: int) -> RecordRow:
    try:
        text = line.decode("utf-8-sig").strip()
        document = _document(text)
        given = Input(json.dumps(document, ensure_ascii=False).encode(), "json-ld", f"Line {number}")
        rows = list(_of_submission(given, model, record_base, limit, number))
    except UnicodeDecodeError:
        return _refused(number, NotText(f"Line {number}"), "")
    except InputError as error:
        return _refused(number, error, text)
    if len(rows) != 1:
        return _refused(number, MalformedInput(f"the line holds {len(rows)} records; write one a line"), text)
    return RecordRow(number, rows[0].record, rows[0].findings, text)


def _document(text: str) -> dict[str, Any]:
    """The line as a document in our own names; keys with a hash are remarks, which nobody reads."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise MalformedInput(str(error)) from error
    except RecursionError as error:
        raise MalformedInput("objects are nested too deeply") from error
    if not isinstance(document, dict):
        raise MalformedInput("a line is one record: an object in curly brackets")
    return {"@context": CONTEXT_ADDRESS, **{key: value for key, value in document.items() if not key.startswith("#")}}


def read_statements(
    path: Path, rdf_format: str, model: Model, record_base: str, limit: int, name: str
) -> Iterator[RecordRow]:
    """The records of an RDF file, numbered as they stand there; raises `InputError`, possibly after some of them."""
    if rdf_format in STREAMED:
        for number, quads in enumerate(grouped(parse_file(path, rdf_format, name)), start=1):
            yield _of_quads(number, quads, model, record_base)
        return
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise InputTooLarge(name, path.stat().st_size, limit)
    yield from _of_submission(Input(data, rdf_format, name), model, record_base, limit, 1)


def grouped(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """The statements of each record and its parts that stand together; raises `InputTooLarge` for an endless record.

    What blank nodes say goes to the record that names them, before or after.
    """
    group: list[Quad] = []
    loose: list[Quad] = []
    current: str | None = None
    for quad in quads:
        owner = _owner(quad.subject)
        if owner is not None and owner != current:
            if current is not None:
                mine, loose = _named_in(group, loose)
                yield [*group, *mine]
            group, current = [], owner
        (loose if owner is None else group).append(quad)
        if len(group) + len(loose) > MOST_STATEMENTS:
            raise InputTooLarge(f"What is said of {current or 'something without an IRI'}, in statements,",
                                MOST_STATEMENTS + 1, MOST_STATEMENTS)  # fmt: skip
    if group or loose:
        yield [*group, *loose]


def _owner(subject: Subject) -> str | None:
    return subject.value.partition("#")[0] if isinstance(subject, Iri) else None


def _named_in(group: Sequence[Quad], loose: Sequence[Quad]) -> tuple[list[Quad], list[Quad]]:
    """Of the statements about blank nodes those that the record's statements lead to, and the others."""
    named = {quad.object for quad in group if isinstance(quad.object, BlankNode)}
    ahead = True
    while ahead:
        more = {q.object for q in loose if q.subject in named and isinstance(q.object, BlankNode)} - named
        named |= more
        ahead = bool(more)
    return [q for q in loose if q.subject in named], [q for q in loose if q.subject not in named]


def _of_quads(number: int, quads: list[Quad], model: Model, record_base: str) -> RecordRow:
    source = write_turtle([quad.triple for quad in quads])
    try:
        submission = submission_of(quads, model, record_base)
    except InputError as error:
        return _refused(number, error, source)
    if len(submission.records) != 1:
        fault = NoRecord([r.iri for r in submission.records], [c.name for c in model.records])
        return _refused(number, fault, source)
    return RecordRow(number, submission.records[0], submission.findings, source)


def _of_submission(given: Input, model: Model, record_base: str, limit: int, first: int) -> Iterator[RecordRow]:
    submission = take(given, model, limit, record_base)
    for number, record in enumerate(submission.records, start=first):
        mine = tuple(finding for finding in submission.findings if finding.record in (record.iri, ""))
        yield RecordRow(number, record, mine, write_turtle(record.triples))


def _refused(number: int, error: InputError, source: str) -> RecordRow:
    return RecordRow(number, None, (fault(error.message, error.advice),), source)


def fault(message: str, advice: str = "", *, constraint: str = "syntax") -> Finding:
    """A finding on a row as a whole, which no record could be made of."""
    return Finding(Severity.VIOLATION, "", "", (), None, constraint, message, advice, "", "")
