import pytest
import rdflib

from registry.errors import ModelError
from registry.validation.queries import ParsedQueries, QueriedGraph, reach_of

MR = "https://w3id.org/mission-registry/def/"


def text(pattern: str) -> str:
    return f"PREFIX mr: <{MR}> SELECT $this WHERE {{ {pattern} }}"


def test_a_query_is_parsed_once() -> None:
    parse = ParsedQueries()
    assert parse(text("?s ?p ?o")) is parse(text("?s ?p ?o"))


def test_a_graph_answers_text_and_parsed_queries_alike() -> None:
    parse = ParsedQueries()
    graph = QueriedGraph(parse)
    graph.add((rdflib.URIRef("http://x/s"), rdflib.URIRef(MR + "title"), rdflib.Literal("T")))
    for query in (text("$this mr:title ?t"), parse(text("$this mr:title ?t"))):
        assert [str(row[0]) for row in graph.query(query)] == ["http://x/s"]
        assert list(graph.query(query, initBindings={"this": rdflib.URIRef("http://x/other")})) == []


@pytest.mark.parametrize("query", ["SELECT", "DELETE WHERE { ?s ?p ?o }", "SELECT ?s { ?s mr:p 1 }"])
def test_what_is_no_query_is_the_shapes_fault(query: str) -> None:
    with pytest.raises(ModelError, match="no SPARQL query"):
        ParsedQueries()(query)


def test_the_facts_that_a_rule_needs_of_others_are_found_wherever_they_stand() -> None:
    query = text(
        "$this mr:own ?v . ?v a mr:X ; mr:one 1 . OPTIONAL { ?v mr:two 2 } "
        "FILTER NOT EXISTS { ?v mr:three 3 . { ?v mr:four 4 } UNION { ?v mr:five 5 } } "
        "FILTER EXISTS { $this mr:mine 1 }"
    )
    reach = reach_of([ParsedQueries()(query)])
    assert reach.facts == {MR + name for name in ("one", "two", "three", "four", "five")}
    assert reach.chains == frozenset()


def test_the_chains_that_a_rule_follows_are_found() -> None:
    query = text("$this mr:a+ ?v . ?v (mr:b|mr:c)* ?w . ?w mr:d/^mr:e ?x . ?x !mr:f ?y")
    assert reach_of([ParsedQueries()(query)]).chains == {MR + name for name in "abcde"}
