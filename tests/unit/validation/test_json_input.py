import json
from typing import Any

import pytest

from registry.errors import MalformedInput, NoRecord, NotText
from registry.model.jsonld import CONTEXT_ADDRESS
from registry.model.report import Finding, Report
from registry.model.spec import Model
from registry.namespaces import CODES, RECORDS, SDG, SKOS, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.validation.intake import Input, take
from tests.unit.validation.conftest import EXAMPLES, Judged, only_violation, violations

MISSION: dict[str, Any] = {
    "@context": CONTEXT_ADDRESS,
    "id": "mission/streets",
    "type": "Mission",
    "title": {"en": "Streets"},
    "country": "place/sweden",
}
TARGET: dict[str, Any] = {"type": "Target", "indicator": {"en": "Cars"}, "unit": "%"}


def text(**fields: object) -> bytes:
    return json.dumps(MISSION | fields).encode()


def values(model: Model, property_name: str, **fields: object) -> list[Term]:
    """The values of one property of the mission with these fields, or of its parts."""
    taken = take(Input(text(**fields), "json-ld"), model, 1_000_000)
    return [t.object for t in taken.triples if t.predicate.value in (TERMS + property_name, SKOS + property_name)]


def judgement(judged: Judged, **fields: object) -> Report:
    return judged(text(**fields), "json-ld")


def test_the_example_of_the_documentation_is_right(judged: Judged) -> None:
    page = (EXAMPLES.parents[1] / "docs" / "howto" / "write-a-record.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    report = judged(example.encode(), "json-ld")
    assert violations(report) == []
    assert report.records == (RECORDS + "mission/clean-harbour", RECORDS + "source/harbour-plan")


@pytest.mark.parametrize(
    ("field", "value", "path", "suggestion"),
    [
        ("contry", "place/sweden", "mr:contry", TERMS + "country"),
        ("start date", "2020", "mr:start_date", TERMS + "startDate"),
        ("@deadline", "2020", "mr:_deadline", TERMS + "deadline"),
        ("mr:targets", {"type": "Target"}, "mr:targets", TERMS + "target"),
        ("country", "Sweden", "country", RECORDS + "place/sweden"),
        ("country", "place/swe den", "country", RECORDS + "place/sweden"),
        ("country", {"id": "Sweden"}, "country", RECORDS + "place/sweden"),
        ("country", {"@value": "Sweden"}, "country", RECORDS + "place/sweden"),
        ("sdgs", ["SDG 3"], "sdgs", SDG + "3"),
        ("sdgs", [3], "sdgs", SDG + "3"),
        ("exactMatches", "Q34", "exactMatches", None),
        ("exactMatches", "https://example.org/a b", "exactMatches", None),
        ("targets", ["many of them"], "targets", None),
        ("startDate", "next year", "startDate", None),
        ("title", {"en": "Streets", "en_GB": "Streets"}, "title", None),
        ("title", {"@value": "Streets", "@language": "e n"}, "title", None),
        ("id", "Streets Of Town", "", None),
    ],
)
def test_what_is_no_address_is_judged_and_not_dropped(
    judged: Judged, field: str, value: object, path: str, suggestion: str | None
) -> None:
    found = {f.field_path: f for f in violations(judgement(judged, **{field: value}))}
    assert path in found
    assert (found[path].suggestion, bool(found[path].advice)) == (suggestion, True)


def test_codes_stand_by_notation_and_their_labels_are_told(judged: Judged, model: Model) -> None:
    assert values(model, "direction", targets=[TARGET | {"direction": "reach"}]) == [Iri(CODES + "direction/reach")]
    assert values(model, "sdg", sdgs={"@set": ["3.4"]}) == [Iri(SDG + "3.4")]
    actor = {"type": "Actor", "id": "actor/a", "helixRole": "public sector", "actorType": "Organisation"}
    found: dict[str, Finding] = {f.field_path: f for f in violations(judgement(judged, **actor))}
    assert found["actorType"].suggestion == CODES + "actor-type/organisation"
    assert found["helixRole"].value == Literal("public sector")


@pytest.mark.parametrize("name", ["title", "mr:title", TERMS + "title"])
def test_a_property_may_be_given_by_the_name_of_its_field(model: Model, name: str) -> None:
    assert values(model, "citedProperty", citations=[{"property": name}]) == [Iri(TERMS + "title")]


@pytest.mark.parametrize(
    ("given", "lexical", "datatype"),
    [
        ("2035", "2035", "gYear"),
        (2035, "2035", "gYear"),
        ("2035-06", "2035-06", "gYearMonth"),
        ("2035-06-30", "2035-06-30", "date"),
        ("soon", "soon", "string"),
        (True, "true", "boolean"),
        ({"@value": "2035", "@type": "gYear"}, "2035", "gYear"),
    ],
)
def test_a_date_has_the_datatype_of_its_form(model: Model, given: object, lexical: str, datatype: str) -> None:
    assert values(model, "deadline", deadline=given) == [Literal(lexical, XSD + datatype)]


@pytest.mark.parametrize(
    ("given", "datatype"), [("95.5", "decimal"), ("95.50", "decimal"), ("1e3", "double"), ("95", "decimal")]
)
def test_numbers_are_taken_as_they_are_written(model: Model, given: str, datatype: str) -> None:
    for written in (given, f'{{"@value": {given}, "@type": "{XSD}{datatype}"}}'):
        data = text(targets=[TARGET | {"value": "HERE"}]).replace(b'"HERE"', written.encode())
        taken = take(Input(data, "json-ld"), model, 1_000_000)
        found = [t.object for t in taken.triples if t.predicate.value == TERMS + "value"]
        assert found == [Literal(given, XSD + datatype)]


def test_addresses_may_be_written_from_the_base_of_records(judged: Judged, model: Model) -> None:
    assert values(model, "country") == [Iri(RECORDS + "place/sweden")]
    assert values(model, "target", targets=[TARGET | {"id": "mission/streets#t"}]) == [
        Iri(RECORDS + "mission/streets#t")
    ]
    assert judgement(judged).records == (RECORDS + "mission/streets",)
    assert values(model, "country", country="id:place/sweden") == [Iri(RECORDS + "place/sweden")]


def test_a_part_has_the_type_that_its_place_asks_for(judged: Judged) -> None:
    part = {key: value for key, value in TARGET.items() if key not in ("type", "unit")}
    assert judgement(judged, targets=[part]).conforms


@pytest.mark.parametrize("name", [TERMS + "Mission", "mr:Mission", ["Mission"]])
def test_a_class_may_be_named_in_full(judged: Judged, name: object) -> None:
    assert judgement(judged, type=name).conforms


@pytest.mark.parametrize(("wrong", "right"), [("Misson", "mr:Mission"), ("Policy Initiative", "mr:PolicyInitiative")])
def test_a_misspelt_class_is_told_with_the_right_one(judged: Judged, wrong: str, right: str) -> None:
    with pytest.raises(NoRecord, match=rf"did you mean {right}\?"):
        judgement(judged, type=wrong)


def test_several_records_stand_in_one_document(judged: Judged) -> None:
    inner = {key: value for key, value in MISSION.items() if key != "@context"}
    graph = {"@context": [CONTEXT_ADDRESS], "@graph": [inner, inner | {"id": "mission/roads", "contry": 1}]}
    assert len(judged(json.dumps(graph).encode(), "json-ld").records) == 2
    assert only_violation(judged(json.dumps([graph]).encode(), "json-ld")).field_path == "mr:contry"


def test_the_name_of_a_property_stands_for_its_field(judged: Judged, model: Model) -> None:
    assert values(model, "sdg", sdg="3") == [Iri(SDG + "3")]
    both = only_violation(judgement(judged, sdg="no poverty", sdgs=["3"]))
    assert (both.field_path, both.suggestion) == ("sdgs", SDG + "1")


def test_two_wrong_keys_that_look_alike_are_both_kept(judged: Judged) -> None:
    assert len(violations(judgement(judged, **{"a b": 1, "a_b": 2, "": None}))) == 2


def test_a_value_that_is_neither_text_nor_list_is_answered(judged: Judged) -> None:
    assert not judgement(judged, country={"type": "Place", "x": 1}, sdgs=None, places=["_:b"]).conforms


def test_an_address_that_is_no_text_is_refused(judged: Judged) -> None:
    with pytest.raises(MalformedInput, match="@id value must be a string"):
        judgement(judged, id=None)


def test_a_key_given_twice_is_refused(judged: Judged) -> None:
    with pytest.raises(MalformedInput, match='the key "country" stands twice'):
        judged(text().replace(b"{", b'{"country": "place/norway",', 1), "json-ld")


def test_text_in_another_encoding_is_refused(judged: Judged) -> None:
    with pytest.raises(NotText):
        judged(text().decode().encode("utf-16"), "json-ld")


@pytest.mark.parametrize(
    ("name", "record"), [({"id": "mission/x"}, f"{RECORDS}mission/x"), ({}, f"{RECORDS}mission/unnamed-1")]
)
def test_a_part_may_be_called_by_its_name_in_the_record(model: Model, name: dict[str, str], record: str) -> None:
    target = {"id": "#target-1", "indicator": {"en": "CO2"}}
    citation = {"property": "targets", "value": {"id": "#target-1"}, "source": "source/s", "status": "stated"}
    document = {"@context": CONTEXT_ADDRESS, "type": "Mission", **name, "targets": [target], "citations": [citation]}
    taken = take(Input(json.dumps(document).encode(), "json-ld"), model, 10_000).records[0]
    assert taken.iri == record
    assert Triple(Iri(record), Iri(f"{TERMS}target"), Iri(f"{record}#target-1")) in taken.triples
    assert Triple(Iri(f"{record}#citation-1"), Iri(f"{TERMS}citedValue"), Iri(f"{record}#target-1")) in taken.triples
