"""Which shapes pySHACL is asked about: those that may find something, and anything that the screen does not know."""

import rdflib

from registry.namespaces import RECORDS, SH, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Quad, Triple
from registry.validation.intake import submission_of
from registry.validation.judge import Judge
from registry.validation.screening.facts import Facts
from registry.validation.screening.screen import Screen, Suspects
from registry.validation.submission import Record
from tests.judged_registry import shared_model
from tests.unit.validation.conftest import PREFIXES

STREETS = RECORDS + "mission/streets"
DATA = '<mission/streets> a mr:Mission ; mr:title "Streets"@en ; mr:country <place/sweden> ; mr:odd 7 .'
KNOWN = "<shape> a sh:NodeShape ; sh:targetClass mr:Mission ; "
TITLE = "<title> sh:path mr:title ; sh:minCount 1 . <place> sh:path mr:place ; sh:minCount 1 ."


def statements(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode())]


def record() -> Record:
    [found] = submission_of((Quad(*triple) for triple in statements(DATA)), shared_model()).records
    return found


def suspects(shapes: str) -> Suspects | None:
    return Screen(statements(shapes), [], lambda shape: ()).suspects(record(), Facts(statements(DATA)))


def results(shapes: str) -> set[tuple[str, str]]:
    judge = Judge(statements(shapes))
    own = {rdflib.URIRef(STREETS)}
    around = statements(DATA)
    found = set(judge.results(around, own))
    assert set(judge.results_on(record(), Facts(around), lambda: around)) == found
    return {(str(each.shape).removeprefix(RECORDS), each.component) for each in found}


def test_only_shapes_that_may_find_something_are_suspect() -> None:
    found = suspects(KNOWN + "sh:property <title>, <place> . " + TITLE)
    assert found is not None
    assert found.properties == {RECORDS + "place": [STREETS]}
    assert (found.nodes, found.rules, found.wider) == ({}, {}, {})
    assert suspects("<shape> a sh:NodeShape ; sh:targetClass mr:Place .") == Suspects()
    assert not suspects("<shape> a sh:NodeShape ; sh:targetClass mr:Place .")


def test_a_shape_that_is_named_twice_is_asked_once() -> None:
    found = suspects(KNOWN + "sh:property <place> . <other> sh:targetClass mr:Mission ; sh:property <place> . " + TITLE)
    assert found is not None
    assert found.properties == {RECORDS + "place": [STREETS]}


def test_closed_shapes_and_constraints_on_the_record_itself_are_known() -> None:
    closed = "sh:closed true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; "
    shapes = KNOWN + closed + 'sh:pattern "streets$" ; sh:property <title>, <country>, <x> . ' + TITLE
    shapes += "<country> sh:path mr:country . <x> sh:path [ sh:inversePath mr:place ] ; sh:maxCount 0 ."
    assert results(shapes) == {("shape", "ClosedConstraintComponent")}
    found = suspects(shapes)
    assert found is not None
    assert (found.nodes, found.wider) == ({RECORDS + "shape": [STREETS]}, {RECORDS + "x": [STREETS]})
    fits = suspects(
        shapes.replace("<country> sh:path mr:country", "<country> sh:path mr:country . <odd> sh:path mr:odd").replace(
            "<country>, <x>", "<country>, <odd>"
        )
    )
    assert fits == Suspects()


def test_what_the_screen_does_not_know_is_asked_of_pyshacl() -> None:
    unknown = KNOWN + "sh:property <x> ; sh:not [ sh:class mr:Place ] . <x> sh:path mr:title ; sh:disjoint mr:country ."
    found = suspects(unknown)
    assert found is not None
    assert (found.nodes, found.wider) == ({RECORDS + "shape": [STREETS]}, {RECORDS + "x": [STREETS]})
    assert results(unknown) == set()
    assert results(unknown.replace("sh:not [ sh:class mr:Place ]", "sh:not [ sh:class mr:Mission ]")) == {
        ("shape", "NotConstraintComponent")
    }


def test_with_targets_or_constraints_that_it_does_not_know_there_is_no_screen() -> None:
    for shapes in (
        KNOWN + "sh:property [ sh:path mr:place ; sh:minCount 1 ] .",
        KNOWN + "sh:property <place> . <s> a sh:NodeShape ; sh:targetSubjectsOf mr:odd ; sh:class mr:Place . " + TITLE,
        "<shape> a sh:PropertyShape ; sh:targetClass mr:Mission ; sh:path mr:place ; sh:minCount 1 .",
    ):
        assert suspects(shapes) is None
        assert results(shapes)
    assert suspects(f"<c> a <{SH}ConstraintComponent> .") is None


def test_kinds_of_a_class_are_targets_too() -> None:
    shapes = statements("<shape> a sh:NodeShape ; sh:targetClass mr:Thing ; sh:property <place> . " + TITLE)
    above = statements(
        f"<{TERMS}Mission> <http://www.w3.org/2000/01/rdf-schema#subClassOf> mr:Some . "
        "mr:Some <http://www.w3.org/2000/01/rdf-schema#subClassOf> mr:Thing, mr:Mission . "
        "mr:Some mr:odd mr:Thing ."
    )
    found = Screen(shapes, above, lambda shape: ()).suspects(record(), Facts(statements(DATA)))
    assert found is not None
    assert found.properties == {RECORDS + "place": [STREETS]}


def test_a_node_with_an_odd_class_is_judged_by_its_other_ones() -> None:
    facts = Facts([*statements(DATA), *statements("<mission/streets> a [] .")])
    screen = Screen(statements(KNOWN + "sh:property <place>, <title> . " + TITLE), [], lambda shape: ())
    assert screen.suspects(record(), facts)
    assert list(screen.seen_by(Suspects(properties={RECORDS + "place": [STREETS]}), facts)) == []
    assert Iri(STREETS) in {
        t.subject for t in screen.seen_by(Suspects(properties={RECORDS + "title": [STREETS]}), facts)
    }
