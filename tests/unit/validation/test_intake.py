import json

import pytest

from registry.errors import (
    EmptyInput,
    InputError,
    InputTooLarge,
    MalformedInput,
    NoRecord,
    NotText,
    RemoteContext,
    UnknownFormat,
)
from registry.model.report import Finding, Report
from registry.model.spec import Model, Severity
from registry.namespaces import TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, text
from registry.validation.intake import Input, submission_of, take
from registry.validation.submission import Submission
from tests.unit.validation.conftest import IRI, MISSION, PREFIXES, Judged, only_violation, violations


def taken(turtle: str, model: Model) -> Submission:
    return take(Input((PREFIXES + turtle).encode()), model, 1_000_000)


def remark(report: Report, constraint: str) -> Finding:
    [finding] = [f for f in report.findings if f.constraint == constraint]
    return finding


def test_an_input_above_the_limit_is_refused_before_it_is_read(judged: Judged) -> None:
    with pytest.raises(InputTooLarge, match="50,000,000"):
        judged(b"\xff" * 50_000_000)


def test_a_binary_file_is_refused(judged: Judged) -> None:
    with pytest.raises(NotText):
        judged(b"\x89PNG\r\n\x1a\n\x00\x00")


@pytest.mark.parametrize("data", ["", "# nothing but a remark"])
def test_an_empty_file_is_refused(judged: Judged, data: str) -> None:
    with pytest.raises(EmptyInput):
        judged(data)


def test_malformed_turtle_says_where(judged: Judged) -> None:
    with pytest.raises(MalformedInput) as caught:
        judged('\n<mission/a> a mr:Mission ; mr:title "open .')
    assert caught.value.line is not None


def test_an_unknown_format_is_refused(judged: Judged) -> None:
    with pytest.raises(UnknownFormat):
        judged("x", "docx")


def test_a_misspelt_class_is_told_with_the_right_one(judged: Judged) -> None:
    with pytest.raises(NoRecord, match=r"mr:Misson \(did you mean mr:Mission\?\)"):
        judged("<mission/a> a mr:Misson .")


def test_statements_without_any_class_are_no_record(judged: Judged) -> None:
    with pytest.raises(NoRecord, match="nothing in it has a class"):
        judged('<mission/a> mr:title "A"@en .')


def test_a_class_that_is_like_none_of_ours_has_no_suggestion(judged: Judged) -> None:
    with pytest.raises(NoRecord, match=r"its classes are <http://xmlns.com/foaf/0.1/Zq>\."):
        judged("<mission/a> a <http://xmlns.com/foaf/0.1/Zq> .")


@pytest.mark.parametrize(
    "iri", ["http://x/<script>", 'http://x/"', "http://x/a b", "http://x/{a}", "http://x/\\u0000", "no-scheme"]
)
def test_a_hostile_iri_is_refused_in_every_format(judged: Judged, iri: str) -> None:
    with pytest.raises(InputError):
        judged(f'<{iri}> <{TERMS}title> "A" .', "n-triples")
    with pytest.raises(InputError):
        judged(json.dumps([{"@id": iri, "@type": TERMS + "Mission"}]), "json-ld")


def test_an_iri_that_was_never_parsed_is_checked_too(model: Model) -> None:
    quads = list(parse(f"<{IRI}> a <{TERMS}Mission> .".encode()))
    hostile = [type(quads[0])(Iri("http://x/<y>"), quads[0].predicate, quads[0].object)]
    with pytest.raises(InputError):
        submission_of(hostile, model)


def test_blank_nodes_that_are_parts_get_the_same_names_each_time(model: Model) -> None:
    turtle = f'{MISSION} ; mr:target [ a mr:Target ; mr:indicator "a"@en ], [ a mr:Target ; mr:indicator "b"@en ] .'
    first, second = taken(turtle, model), taken(turtle, model)
    assert first == second
    assert list(first.positions) == [IRI, IRI + "#target-1", IRI + "#target-2"]
    assert first.positions[IRI + "#target-2"].field_path == "targets[1]"


def test_names_given_to_parts_keep_clear_of_names_in_use(model: Model) -> None:
    turtle = (
        f"{MISSION} ; mr:criterionAssessment [ a mr:CriterionAssessment ], <mission/streets#criterion-assessment-1> ."
    )
    assert set(taken(turtle, model).positions) == {
        IRI,
        IRI + "#criterion-assessment-2",
        IRI + "#criterion-assessment-1",
    }


def test_a_statement_about_an_unnamed_part_follows_its_new_name(model: Model) -> None:
    turtle = (
        f"{MISSION} ; mr:target _:t ; mr:citation [ a mr:Citation ; mr:citedValue _:t ] . "
        '_:t a mr:Target ; mr:indicator "a"@en .'
    )
    submission = taken(turtle, model)
    assert submission.findings == ()
    assert Iri(IRI + "#target-1") in {t.object for t in submission.triples if t.predicate.value == TERMS + "citedValue"}
    assert not any(isinstance(term, BlankNode) for t in submission.triples for term in (t.subject, t.object))


def test_a_record_without_an_iri_is_judged_all_the_same(judged: Judged) -> None:
    report = judged('[] a mr:Mission ; mr:title "A" ; mr:country <place/sweden> .')
    assert {(f.constraint, f.field_path) for f in violations(report)} == {("nodeKind", ""), ("datatype", "title")}
    assert report.records == ("https://w3id.org/mission-registry/id/mission/unnamed-1",)


def test_a_thing_in_brackets_where_a_link_belongs_is_one_finding(judged: Judged) -> None:
    report = judged('<mission/streets> a mr:Mission ; mr:title "S"@en ; mr:country [ a mr:Place ; mr:title "Spain" ] .')
    finding = only_violation(report)
    assert (finding.field_path, finding.constraint) == ("country", "nodeKind")
    assert "record of its own" in finding.advice


def test_a_blank_node_under_an_unknown_property_is_one_finding(judged: Judged) -> None:
    assert only_violation(judged(f"{MISSION} ; mr:colour [ mr:title 'x' ] .")).field_path == "mr:colour"


def test_blank_nodes_in_a_circle_are_one_finding(judged: Judged) -> None:
    report = judged(f"{MISSION} ; mr:country _:a . _:a mr:within _:b . _:b mr:within _:a .")
    assert {f.constraint for f in violations(report)} == {"nodeKind", "maxCount"}
    assert not [f for f in report.findings if f.constraint == "owner"]


def test_blank_nodes_in_a_circle_beside_the_record_are_one_finding(judged: Judged) -> None:
    report = judged(f"{MISSION} . _:a mr:within _:b . _:b mr:within _:c . _:c mr:within _:a .")
    assert "2 others" in remark(report, "owner").message
    assert report.conforms


def test_two_records_without_iris_that_link_in_a_circle_are_judged(judged: Judged) -> None:
    report = judged("_:a a mr:Mission ; mr:parentMission _:b . _:b a mr:Mission ; mr:parentMission _:a .")
    assert len(report.records) == 2
    assert not report.conforms


def test_nesting_without_end_is_one_finding(judged: Judged) -> None:
    depth = 3_000
    report = judged(f"{MISSION} ; mr:colour {'[ mr:colour ' * depth} 1 {' ]' * depth} .")
    assert only_violation(report).field_path == "mr:colour"


def test_json_that_is_nested_without_end_is_one_error(judged: Judged) -> None:
    with pytest.raises(MalformedInput):
        judged('{"a":' * 100_000 + "1" + "}" * 100_000, "json-ld")


def test_a_part_of_two_records_belongs_to_the_first(judged: Judged) -> None:
    report = judged(
        f'{MISSION} ; mr:target _:t . <mission/b> a mr:Mission ; mr:title "B"@en ; mr:country <place/sweden> ; '
        'mr:target _:t . _:t a mr:Target ; mr:indicator "a"@en .'
    )
    finding = only_violation(report)
    assert (finding.constraint, finding.record.endswith("/b"), finding.field_path) == ("owner", True, "targets")


def test_a_part_with_an_address_elsewhere_is_told(judged: Judged) -> None:
    report = judged(f'{MISSION} ; mr:target <mission/b#t> . <mission/b#t> a mr:Target ; mr:indicator "a"@en .')
    assert only_violation(report).constraint == "owner"
    assert f"<{IRI}#name>" in only_violation(report).advice


def test_a_part_that_no_record_links_to_is_told(judged: Judged) -> None:
    finding = only_violation(judged(f'{MISSION} . <mission/streets#t> a mr:Target ; mr:indicator "a"@en .'))
    assert finding.constraint == "owner"
    assert "mr:target" in finding.advice


def test_a_misspelt_class_beside_a_good_record_is_told(judged: Judged) -> None:
    finding = only_violation(judged(f"{MISSION} . <mission/b> a mr:Misson ."))
    assert (finding.constraint, finding.suggestion) == ("class", "mr:Mission")


def test_a_class_like_none_of_ours_is_told_without_a_suggestion(judged: Judged) -> None:
    assert only_violation(judged(f"{MISSION} . <mission/b> a mr:Qzx .")).suggestion is None


def test_statements_about_the_vocabulary_are_left_out(judged: Judged) -> None:
    report = judged(f'{MISSION} . mr:Mission a owl:Class . mr:title a mr:Record ; skos:prefLabel "x" .')
    assert remark(report, "owner").severity is Severity.WARNING
    assert report.conforms


def test_shapes_among_the_data_are_left_out(judged: Judged) -> None:
    report = judged(
        f"{MISSION} . <x> a sh:NodeShape ; sh:targetClass mr:Mission ; sh:property [ sh:path mr:nothing ] ."
    )
    assert next(f.message for f in report.findings if f.constraint == "owner").startswith("Shapes in an input")
    assert report.conforms


def test_a_second_class_is_left_out_with_a_hint(judged: Judged) -> None:
    report = judged(f"{MISSION} . <mission/streets> a mr:Project, <http://x/y> .")
    finding = remark(report, "class")
    assert (finding.severity, finding.record) == (Severity.INFO, IRI)
    assert report.conforms


def test_of_two_classes_the_one_that_the_iri_speaks_of_counts(model: Model) -> None:
    submission = taken("<mission/streets> a mr:Project, mr:Mission .", model)
    assert submission.records[0].record_class.name == "Mission"


def test_two_records_keep_the_order_of_the_input(judged: Judged) -> None:
    report = judged(f'<mission/z> a mr:Mission ; mr:title "Z" . {MISSION} .')
    assert [record[-1] for record in report.records] == ["z", "s"]
    assert report.levels[IRI] == "minimal"
    assert report.levels[report.records[0]] == "invalid"


def test_two_new_records_may_link_to_each_other(judged: Judged) -> None:
    report = judged(f'{MISSION} ; mr:challenge <challenge/new> . <challenge/new> a mr:Challenge ; mr:title "N"@en .')
    assert report.conforms


def test_named_graphs_are_read_as_one_with_a_hint(judged: Judged) -> None:
    report = judged(f"GRAPH <http://x/g> {{ {MISSION} }} GRAPH _:b {{ <mission/streets> mr:sdg <http://x/y> }}", "trig")
    assert remark(report, "graph").severity is Severity.INFO
    assert only_violation(report).field_path == "sdgs"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(judged: Judged) -> None:
    data = b"\xef\xbb\xbf" + (PREFIXES + MISSION + " .").replace("\n", "\r\n").encode()
    assert judged(data).conforms


def test_text_in_every_script_comes_through(model: Model) -> None:
    submission = taken(
        '<mission/streets> a mr:Mission ; mr:title "شوارع"@AR, "健康的街道"@zh-Hant, "e\u0301"@fr .', model
    )
    titles = [t.object for t in submission.triples if t.predicate.value == TERMS + "title"]
    assert titles == [text("شوارع", "ar"), text("健康的街道", "zh-hant"), text("e\u0301", "fr")]


def test_a_plain_string_and_one_with_its_datatype_are_the_same(model: Model) -> None:
    submission = taken('<instrument/a> a mr:Instrument ; mr:currency "EUR", "EUR"^^xsd:string .', model)
    assert [t.object for t in submission.triples][1:] == [Literal("EUR")]


def test_json_ld_with_our_own_context_by_its_address_is_read(judged: Judged) -> None:
    document = {
        "@context": "https://w3id.org/mission-registry/context.jsonld",
        "id": IRI,
        "type": "Mission",
        "title": {"en": "Streets"},
        "country": "https://w3id.org/mission-registry/id/place/sweden",
        "targets": [{"type": "Target", "indicator": {"en": "a"}}, {"type": "Target", "unit": "km"}],
    }
    report = judged(json.dumps(document), "json-ld")
    assert {f.field_path for f in violations(report)} == {"targets[1].indicator", "targets[1].value"}


def test_json_ld_with_any_other_context_is_refused(judged: Judged) -> None:
    with pytest.raises(RemoteContext, match=r"schema\.org"):
        judged('{"@context": "https://schema.org", "name": "x"}', "json-ld")


def test_rdf_xml_is_read(judged: Judged) -> None:
    report = judged(
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:mr="{TERMS}">
        <mr:Mission rdf:about="{IRI}"><mr:title xml:lang="en">Streets</mr:title>
        <mr:country rdf:resource="https://w3id.org/mission-registry/id/place/sweden"/></mr:Mission></rdf:RDF>""",
        "rdf-xml",
    )
    assert report.conforms


def test_entities_in_rdf_xml_that_grow_without_end_are_refused(judged: Judged) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(InputError):
        judged(
            f"""<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{entities}]>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:mr="{TERMS}">
            <mr:Mission rdf:about="{IRI}"><mr:title>&e11;</mr:title></mr:Mission></rdf:RDF>""",
            "rdf-xml",
        )
