import pytest

from registry.model.report import Report
from registry.model.spec import Model, Severity
from registry.namespaces import CODES, RECORDS, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal
from registry.validation.check import validate_bytes
from registry.validation.joined import JoinedNeighbours
from registry.validation.neighbourhood import KnownTriples
from registry.validation.spelling import code_meant, with_article
from registry.validation.validator import Validator
from tests.unit.validation.conftest import IRI, MISSION, PREFIXES, Judged, only_violation, violations

TARGET = 'a mr:Target ; mr:indicator "a"@en'


def test_the_path_is_the_place_in_the_input(judged: Judged) -> None:
    report = judged(f'{MISSION} ; mr:target [ {TARGET} ], [ {TARGET} ; mr:value 3.0 ; mr:unit "km"@en ] .')
    finding = only_violation(report)
    assert finding.field_path == "targets[1].unit"
    assert finding.rdf_path == (TERMS + "target", TERMS + "unit")
    assert (finding.record, finding.focus) == (IRI, IRI + "#target-2")
    assert finding.value is not None


def test_a_rule_about_a_part_leads_to_the_part(judged: Judged) -> None:
    absence = f"[ a mr:Absence ; mr:citedProperty mr:title ; mr:absenceReason <{CODES}absence-reason/unknown> ]"
    finding = only_violation(judged(f"{MISSION} ; mr:absence {absence} ."))
    assert (finding.field_path, finding.constraint, finding.focus) == ("absences[0]", "sparql", IRI)
    assert finding.value == Iri(IRI + "#absence-1")


def test_one_value_that_breaks_several_rules_is_one_finding(judged: Judged) -> None:
    finding = only_violation(judged('<mission/streets> a mr:Mission ; mr:title "S"@en ; mr:country "Sweden" .'))
    assert (finding.field_path, finding.constraint) == ("country", "nodeKind")


def test_a_rule_about_a_missing_value_stands_for_the_hint_to_give_one(judged: Judged) -> None:
    report = judged(f'{MISSION} ; mr:target [ {TARGET} ; mr:unit "km" ] .')
    about_value = [f for f in report.findings if f.field_path == "targets[0].value"]
    assert [(f.severity, f.constraint) for f in about_value] == [(Severity.VIOLATION, "sparql")]


def test_findings_come_by_record_then_field_then_severity(judged: Judged) -> None:
    report = judged(f'<mission/z> a mr:Mission ; mr:country <place/sweden> ; mr:deadline "x" . {MISSION} .')
    records = [finding.record for finding in report.findings]
    assert records == sorted(records, reverse=True)
    first = [f.field_path for f in report.findings if f.record.endswith("/z")]
    assert first[:4] == ["title", "summary", "startDate", "deadline"]


def test_the_same_input_gives_the_same_report(judged: Judged) -> None:
    turtle = f"{MISSION} ; mr:colour 1, 2 ; mr:target [ mr:unit 3 ], [ a mr:Figure ] ; mr:sdg <x>, <y> ."
    assert judged(turtle) == judged(turtle)


@pytest.mark.parametrize(
    ("statement", "path", "constraint", "suggestion"),
    [
        ("mr:deadlin 2030", "mr:deadlin", "closed", TERMS + "deadline"),
        ("mr:subMissions <x>", "mr:subMissions", "closed", None),
        ("mr:place <place/swedn>", "places", "class", RECORDS + "place/sweden"),
        ('mr:place "Sweden"', "places", "nodeKind", RECORDS + "place/sweden"),
        ("mr:place <place/qqqq>", "places", "class", None),
        ('mr:place "qqqq"', "places", "nodeKind", None),
        ("mr:place <actor/vinnova>", "places", "class", None),
        ("mr:sdg <http://metadata.un.org/sdg/3.44>", "sdgs", "class", "http://metadata.un.org/sdg/3.4"),
        ("mr:sdg <http://x/qqqqqq>", "sdgs", "class", None),
        (
            'skos:exactMatch "http://www.wikidata.org/entity/Q1"',
            "exactMatches",
            "nodeKind",
            "http://www.wikidata.org/entity/Q1",
        ),
        ('skos:exactMatch "Q1"', "exactMatches", "nodeKind", None),
    ],
)
def test_a_near_right_value_is_suggested(
    judged: Judged, statement: str, path: str, constraint: str, suggestion: str | None
) -> None:
    finding = only_violation(judged(f"{MISSION} ; {statement} ."))
    assert (finding.field_path, finding.constraint, finding.suggestion) == (path, constraint, suggestion)
    assert finding.advice


def advice_on(judged: Judged, statement: str) -> str:
    return only_violation(judged(f"{MISSION} ; {statement} .")).advice


def test_advice_is_about_the_rule_that_is_broken(judged: Judged) -> None:
    assert advice_on(judged, 'mr:title "again"@en') == (
        "Keep one text a language in mr:title, or move the other to mr:alternativeTitle or a note."
    )
    assert advice_on(judged, 'mr:startDate "2030-13"^^xsd:gYearMonth').endswith(
        'instead of "2030-13" (xsd:gYearMonth).'
    )
    assert advice_on(judged, 'mr:startDate "2020"@en').endswith('instead of "2020" (text in en).')
    assert advice_on(judged, "mr:startDate <http://x/y>").startswith("Write mr:startDate, e.g.")
    assert advice_on(judged, 'mr:alternativeTitle "Roads"') == 'Add the language: "Roads"@en.'
    assert advice_on(judged, 'mr:deadline "2030"^^xsd:gYear, "2031"^^xsd:gYear') == "Keep one value of mr:deadline."
    assert advice_on(judged, f'mr:summary "{"x" * 4001}"@en') == "Write at most 4000 characters; it has 4,001."
    assert advice_on(judged, 'mr:title ""@fr') == "Write at least 1 characters; it has 0."
    assert advice_on(judged, 'mr:title "  "@fr') == "Write more than spaces."
    assert "must match the pattern" in advice_on(judged, 'mr:website "ftp://x"^^xsd:anyURI')
    assert advice_on(judged, "mr:target <mission/streets#t>") == "Describe it in this record, with `a mr:Target`."
    assert advice_on(judged, "mr:place <actor/vinnova>") == "It is an mr:Actor; link to a mr:Place instead."


def test_advice_on_what_is_missing_shows_an_example(judged: Judged) -> None:
    advice = {f.field_path: f.advice for f in judged("<actor/a> a mr:Actor . <mission/m> a mr:Mission .").findings}
    assert advice["title"] == 'Add mr:title, e.g. "..."@en.'
    assert advice["actorType"].startswith(f"Add mr:actorType, e.g. <{CODES}actor-type/")
    assert advice["country"] == "Add mr:country, e.g. <.../id/place/its-name>."
    assert advice["targets"] == "Add mr:target, e.g. [ a mr:Target ; ... ]."


def test_a_wrong_code_is_told_with_the_right_ones(judged: Judged) -> None:
    finding = only_violation(judged(f"{MISSION} ; mr:target [ {TARGET} ; mr:direction <http://x/sideways> ] ."))
    assert finding.allowed == tuple(f"{CODES}direction/{name}" for name in ("decrease", "increase", "reach"))
    assert "decrease (decrease), increase (increase), reach (reach)" in finding.advice


def test_a_code_written_as_text_is_told_as_its_address(judged: Judged) -> None:
    finding = only_violation(judged(f'{MISSION} ; mr:target [ {TARGET} ; mr:direction "Increase" ] .'))
    assert finding.suggestion == f"{CODES}direction/increase"


def test_a_misspelt_property_in_a_citation_is_told(judged: Judged) -> None:
    def cited(value: str) -> Report:
        return judged(
            f"{MISSION} ; mr:citation [ a mr:Citation ; mr:citedProperty {value} ; "
            f"mr:source <source/oecd-mission-talk> ; mr:claimStatus <{CODES}claim-status/stated> ] ."
        )

    assert only_violation(cited("<http://x/titel>")).suggestion == TERMS + "title"
    assert only_violation(cited("<http://x/qqqqqq>")).suggestion is None


def test_numbers_out_of_range_are_told_the_bound(judged: Judged) -> None:
    report = judged(
        f'<source/a> a mr:Source ; mr:title "A"@en ; mr:url "https://x.org"^^xsd:anyURI ; mr:duration 0 ; '
        f"mr:sourceKind <{CODES}source-kind/video> ."
    )
    assert only_violation(report).advice == "Write 1 or more."


def test_a_wrong_address_of_a_record_is_told_the_right_form(judged: Judged) -> None:
    finding = only_violation(
        judged('<mission/Big_Streets> a mr:Mission ; mr:title "S"@en ; mr:country <place/sweden> .')
    )
    assert (finding.field_path, finding.constraint, finding.value) == ("", "pattern", None)
    assert finding.advice.startswith("Call it <.../id/mission/its-name>")


@pytest.mark.parametrize(
    ("statement", "is_right"),
    [
        ('mr:startDate "abcd"^^xsd:gYear', False),
        ('mr:startDate "2030-06-01T00:00:00"^^xsd:date', False),
        ('mr:startDate "2030-02-29"^^xsd:date', False),
        ('mr:startDate "2028-02-29"^^xsd:date', True),
        ('mr:startDate "2028-02"^^xsd:gYearMonth', True),
    ],
)
def test_a_value_that_is_none_of_its_datatype_is_found(judged: Judged, statement: str, is_right: bool) -> None:
    assert judged(f"{MISSION} ; {statement} .").conforms is is_right


def test_a_value_is_given_as_it_stands_in_the_input(judged: Judged) -> None:
    finding = only_violation(judged(f'{MISSION} ; mr:startDate "01"^^xsd:integer .'))
    assert finding.value == Literal("01", "http://www.w3.org/2001/XMLSchema#integer")


def test_all_violations_of_a_bad_record_are_told_at_once(judged: Judged) -> None:
    report = judged(f"{MISSION} ; mr:deadline 1 ; mr:website 2 ; mr:sdg 3 ; mr:colour 4 .")
    assert [f.field_path for f in violations(report)] == ["deadline", "sdgs", "website", "mr:colour"]


def test_a_part_under_the_name_of_its_field_is_told_the_property(judged: Judged) -> None:
    finding = only_violation(judged(f"{MISSION} ; mr:targets [ {TARGET} ] ."))
    assert (finding.field_path, finding.constraint, finding.suggestion) == ("mr:targets", "closed", TERMS + "target")
    assert finding.advice == "Did you mean mr:target?"


def test_brackets_under_a_property_like_none_are_told_all_properties(judged: Judged) -> None:
    finding = only_violation(judged(f"{MISSION} ; mr:qqqq [ mr:value 1 ] ."))
    assert (finding.message, finding.suggestion) == ("mr:qqqq is no property of a Mission.", None)
    assert finding.advice.startswith("A Mission has: mr:title, ")


@pytest.mark.parametrize(
    ("written", "code"),
    [("PI8", "PI008"), ("pi08", "PI008"), ("PI028", "PI028"), ("PI28", "PI028"), ("innovation voucher", "PI014")],
)
def test_a_code_is_known_by_its_number(model: Model, written: str, code: str) -> None:
    meant = code_meant(written, model.lists["InstrumentType"].codes)
    assert meant is not None
    assert meant.notation == code


@pytest.mark.parametrize("name", ["<place/se>", '"SE"', '"Suecia"', "<place/suecia>", "<place/kingdom-of-sweden>"])
def test_a_place_is_known_by_its_code_and_other_names(validator: Validator, name: str) -> None:
    sweden = (
        '<place/sweden> a mr:Place ; mr:title "Sweden"@en, "Suecia"@es ; mr:isoCode "SE" ; '
        'mr:alternativeTitle "Kingdom of Sweden"@en .'
    )
    places = KnownTriples(quad.triple for quad in parse((PREFIXES + sweden).encode()))
    record = f'{PREFIXES} <mission/m> a mr:Mission ; mr:title "M"@en ; mr:country {name} .'
    finding = only_violation(validate_bytes(validator, record.encode(), "turtle", JoinedNeighbours(places), 10_000))
    assert finding.suggestion == RECORDS + "place/sweden"


def test_articles_fit_their_nouns() -> None:
    assert [with_article(noun) for noun in ("Event", "Mission", "mr:Actor")] == ["an Event", "a Mission", "an mr:Actor"]
