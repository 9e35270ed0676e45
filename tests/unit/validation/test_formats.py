import json

import rdflib
from rdflib.namespace import RDF, SH

from registry.model.report import Finding, Report
from registry.model.spec import Severity
from registry.rdf.terms import BlankNode, Iri, Literal
from registry.validation.completeness import completeness
from registry.validation.formats import WRITERS
from tests.unit.validation.conftest import IRI, MISSION, Judged


def made(**changes: object) -> Report:
    parts: dict[str, object] = {
        "severity": Severity.VIOLATION,
        "record": IRI,
        "field_path": "title",
        "rdf_path": ("http://x/title",),
        "value": None,
        "constraint": "minCount",
        "message": "No title.",
        "advice": "",
        "shape": "http://x/shape",
        "focus": IRI,
    }
    finding = Finding(**(parts | changes))  # type: ignore[arg-type]
    return Report((finding,), (IRI,), {IRI: "invalid"})


def test_text_groups_by_record_and_ends_with_what_is_missing(judged: Judged) -> None:
    text = WRITERS["text"](judged(f'{MISSION} ; mr:target [ a mr:Target ; mr:unit "km" ] . <x> mr:title "t"@en .'))
    lines = text.splitlines()
    assert lines[0] == IRI
    assert "  error   targets[0].indicator" in lines
    assert "  warning deadline" in lines
    assert "  hint    summary" in lines
    assert "  level   invalid; for minimal mend: targets[0].indicator, targets[0].value" in lines
    assert "The input as a whole" in lines
    assert lines[-1].startswith("1 record: 2 errors, ")
    assert lines[-1].endswith("Not valid.")


def test_text_of_a_complete_record_is_short() -> None:
    report = Report((), (IRI,), {IRI: "complete"})
    assert WRITERS["text"](report) == f"{IRI}\n  level   complete\n\n1 record: 0 errors, 0 warnings, 0 hints. Valid.\n"


def test_text_shows_the_value_and_cuts_a_long_one() -> None:
    assert '  error   title: "T"' in WRITERS["text"](made(value=Literal("T")))
    assert f'  error   title: "{"x" * 99}...' in WRITERS["text"](made(value=Literal("x" * 500)))
    assert "  error   title\n" in WRITERS["text"](made(value=Iri(IRI + "#part-1")))


def test_text_cannot_move_the_cursor_or_turn_the_direction_of_writing() -> None:
    text = WRITERS["text"](made(message="a\x1b[2Jb", advice="c\u202ed", value=Literal("e\u0007f")))
    assert all(hidden not in text for hidden in "\x1b\u202e\u0007")
    assert "\\u001b" in text


def test_text_keeps_every_script() -> None:
    assert "شوارع 健康" in WRITERS["text"](made(message="شوارع 健康"))


def test_text_names_what_is_no_field() -> None:
    assert "error   the record\n" in WRITERS["text"](made(field_path=""))
    assert f"error   {IRI}\n" in WRITERS["text"](made(field_path="", shape=""))
    assert "error   the input\n" in WRITERS["text"](made(field_path="", shape="", focus="", record=""))


def test_json_has_the_keys_that_are_documented(judged: Judged) -> None:
    data = json.loads(WRITERS["json"](judged(f"{MISSION} ; mr:deadline 1 .")))
    assert set(data) == {"conforms", "records", "findings"}
    assert data["conforms"] is False
    [record] = data["records"]
    assert record == {"record": IRI, "level": "invalid", "nextLevel": "minimal", "missing": ["deadline"]}
    finding = next(f for f in data["findings"] if f["path"] == "deadline")
    assert finding["value"] == {
        "type": "literal",
        "value": "1",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
        "language": None,
    }
    assert finding["rdfPath"] == ["https://w3id.org/mission-registry/def/deadline"]
    assert (finding["constraint"], finding["severity"]) == ("or", "Violation")


def test_json_writes_every_kind_of_value() -> None:
    def value(report: Report) -> object:
        return json.loads(WRITERS["json"](report))["findings"][0]["value"]

    assert value(made()) is None
    assert value(made(value=Iri("http://x/y"))) == {"type": "iri", "value": "http://x/y"}
    assert value(made(value=BlankNode("b"))) == {"type": "bnode", "value": "b"}


def test_turtle_is_a_shacl_report(judged: Judged) -> None:
    report = judged(f"{MISSION} ; mr:deadline 1 . <y> mr:title 'x' .")
    graph = rdflib.Graph().parse(data=WRITERS["turtle"](report), format="turtle")
    [top] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms).toPython() is False
    results = list(graph.objects(top, SH.result))
    assert len(results) == len(report.findings)
    for result in results:
        for required in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.resultMessage):
            assert len(list(graph.objects(result, required))) == 1
    assert (None, SH.sourceConstraintComponent, SH.OrConstraintComponent) in graph


def test_turtle_names_rules_as_constraints_and_the_input_as_a_blank_node() -> None:
    graph = rdflib.Graph().parse(data=WRITERS["turtle"](made(constraint="sparql", focus="")), format="turtle")
    assert (None, SH.sourceConstraint, rdflib.URIRef("http://x/shape")) in graph
    assert (None, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent) in graph
    assert isinstance(next(graph.objects(None, SH.focusNode)), rdflib.BNode)


def test_completeness_says_what_stands_before_the_next_level() -> None:
    warning = made(severity=Severity.WARNING).findings[0]
    hint = made(severity=Severity.INFO).findings[0]
    assert completeness(Report((warning, hint), (IRI,), {IRI: "minimal"}), IRI).missing == (warning,)
    assert completeness(Report((hint,), (IRI,), {IRI: "recommended"}), IRI).next_level == "complete"
    assert completeness(Report((), (IRI,), {IRI: "complete"}), IRI).next_level is None
