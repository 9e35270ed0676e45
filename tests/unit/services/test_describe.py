"""A description is a record with its parts, or what the vocabulary says, blank nodes and codes included."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from registry.namespaces import CODES, PUBLISHED, RDF, RECORDS, SH, SHAPES, SKOS, TERMS, VOCABULARY
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Triple
from registry.services.describe import StoreDescriber
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange, Store

RECORD_TEXT = f"""
@prefix mr: <{TERMS}> .
<{RECORDS}mission/food> a mr:Mission ; mr:title "Food"@en ; mr:target <{RECORDS}mission/food#target-1> .
<{RECORDS}mission/food#target-1> a mr:Target ; mr:unit "meals" .
<{RECORDS}mission/food-2> a mr:Mission ; mr:title "Another"@en .
"""
TERM_TEXT = f"""
@prefix mr: <{TERMS}> . @prefix mrs: <{SHAPES}> . @prefix sh: <{SH}> . @prefix skos: <{SKOS}> .
mr:Mission a mr:Thing ; mr:near mr:Challenge .
mr:Challenge a mr:Thing .
mrs:Mission-kind sh:in ( "a" "b" ) ; sh:or ( [ sh:datatype mr:x ] [ sh:not [ sh:class mr:y ] ] ) .
mrs:Mission-other sh:in ( "c" ) .
<{CODES}helix-role> a skos:ConceptScheme .
<{CODES}helix-role/business> skos:inScheme <{CODES}helix-role> ; skos:notation "business" ; mr:more "not shown" .
"""


def triples(text: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(text.encode()))


@pytest.fixture
def store() -> Iterator[Store]:
    with EmbeddedStore(None) as store:
        graphs = (
            GraphChange(PUBLISHED, insert=triples(RECORD_TEXT)),
            GraphChange(VOCABULARY, insert=triples(TERM_TEXT)),
        )
        store.write(Change(0, "for the test", datetime.now(UTC), graphs))
        yield store


def test_a_record_comes_with_its_parts_and_without_its_neighbours(store: Store) -> None:
    described = StoreDescriber(store).describe(RECORDS + "mission/food")
    assert {t.subject for t in described} == {Iri(RECORDS + "mission/food"), Iri(RECORDS + "mission/food#target-1")}
    assert len(described) == 5


def test_a_term_comes_without_the_terms_that_it_names(store: Store) -> None:
    described = StoreDescriber(store).describe(TERMS + "Mission")
    assert [t.subject for t in described] == [Iri(TERMS + "Mission")] * 2


def test_a_shape_comes_with_its_own_lists_and_nameless_shapes(store: Store) -> None:
    described = StoreDescriber(store).describe(SHAPES + "Mission-kind")
    assert sum(t.predicate == Iri(RDF + "first") for t in described) == 4
    assert {t.predicate for t in described} >= {Iri(SH + "datatype"), Iri(SH + "not"), Iri(SH + "class")}
    inside = {t.subject for t in described if isinstance(t.subject, BlankNode)}
    named = {t.object for t in described if isinstance(t.object, BlankNode)}
    assert inside == named


def test_a_code_list_comes_with_the_names_of_its_codes(store: Store) -> None:
    described = StoreDescriber(store).describe(CODES + "helix-role")
    assert Iri(CODES + "helix-role/business") in {t.subject for t in described}
    assert Iri(TERMS + "more") not in {t.predicate for t in described}


def test_nothing_is_said_about_what_nobody_knows(store: Store) -> None:
    describer = StoreDescriber(store)
    assert describer.describe(RECORDS + "mission/nothing") == []
    assert describer.describe(TERMS + "Nothing") == []


def test_with_another_base_records_are_looked_for_under_it(store: Store) -> None:
    assert StoreDescriber(store, "https://missions.example/").describe(RECORDS + "mission/food") == []
