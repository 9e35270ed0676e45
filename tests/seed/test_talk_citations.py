"""Every statement of the talk has a citation, and every timestamp of both texts is one."""

from pathlib import Path

import pytest

from registry.namespaces import CODES, RDF_TYPE, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple
from seed.conversion import talk
from seed.conversion.talk_fields import FIELDS
from seed.conversion.timestamps import read_csv
from tests.seed.facts_statements import Statements

ROOT = Path(__file__).parents[2]
TRIPLES = talk.triples(ROOT)
TALK = Statements(TRIPLES)
OCCURRENCES = read_csv((ROOT / "seed" / "talk" / "timestamps.csv").read_text(encoding="utf-8"))
MANY = {field.path for field in FIELDS.values() if field.many}
UNCITED = {RDF_TYPE, TERMS + "citation", TERMS + "absence"}


def record(path: str) -> str:
    return RECORDS + path


def is_cited(statement: Triple) -> bool:
    """Whether a citation names the statement's property and, where that has several values, its value."""
    assert isinstance(statement.subject, Iri)
    subject, path = statement.subject.value, statement.predicate.value
    by_value = path in MANY or (isinstance(statement.object, Iri) and "#" in statement.object.value)
    return any(
        TALK.values[citation, TERMS + "citedProperty"] == {Iri(path)}
        and (not by_value or TALK.values.get((citation, TERMS + "citedValue")) == {statement.object})
        for citation in TALK.of(subject, "citation")
    )


def test_every_statement_of_every_record_has_a_citation() -> None:
    of_records = [one for one in TRIPLES if isinstance(one.subject, Iri) and "#" not in one.subject.value]
    uncited = [one for one in of_records if one.predicate.value not in UNCITED and not is_cited(one)]
    assert uncited == []


def test_every_part_belongs_to_the_record_whose_address_it_has() -> None:
    held = {
        (one.subject.value, one.object.value)
        for one in TRIPLES
        if isinstance(one.subject, Iri) and isinstance(one.object, Iri) and one.object.value.startswith(RECORDS)
    }
    parts = {one.subject.value for one in TRIPLES if isinstance(one.subject, Iri) and "#" in one.subject.value}
    assert [part for part in sorted(parts) if (part.split("#")[0], part) not in held] == []


def test_every_timestamp_of_both_texts_is_used_and_no_other() -> None:
    numbers = {record(path): text for text, path in talk.SOURCES.items()}
    used = {
        (numbers[source], raw)
        for citation in TALK.typed("Citation")
        for source in TALK.of(citation, "source")
        for raw in TALK.of(citation, "locator")
        if TALK.of(citation, "seconds")
    }
    assert used == {(one.text, one.raw) for one in OCCURRENCES}


def test_a_place_without_a_timestamp_is_a_line_at_the_head_of_a_page() -> None:
    marks = {
        mark
        for citation in TALK.typed("Citation")
        if not TALK.of(citation, "seconds")
        for mark in TALK.of(citation, "locator")
    }
    assert marks == {"title line", "videoId line", "From line"}


@pytest.mark.parametrize(
    ("raw", "seconds", "reading"),
    [
        ("07:44:00", "464", "minutes-seconds-frames"),
        ("30:01:00", "1801", "minutes-seconds-frames"),
        ("01:13:11", "4391", "hours-minutes-seconds"),
        ("02:15:51", "8151", "ambiguous"),
    ],
)
def test_a_citation_keeps_the_raw_text_the_seconds_and_the_rule(raw: str, seconds: str, reading: str) -> None:
    first = record(talk.SOURCES[1])
    found = [
        one for one in TALK.typed("Citation") if TALK.of(one, "locator") == {raw} and first in TALK.of(one, "source")
    ]
    assert found
    for citation in found:
        assert TALK.of(citation, "seconds") == {seconds}
        assert TALK.of(citation, "reading") == {f"{CODES}timestamp-reading/{reading}"}
        assert TALK.of(citation, "link") == {f"https://www.youtube.com/watch?v=-KQokCATILo&t={seconds}s"}


def test_only_an_ambiguous_time_has_a_second_value() -> None:
    for citation in TALK.typed("Citation"):
        ambiguous = TALK.of(citation, "reading") == {CODES + "timestamp-reading/ambiguous"}
        assert bool(TALK.of(citation, "alternativeSeconds")) == ambiguous
