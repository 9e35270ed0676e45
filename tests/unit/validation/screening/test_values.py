"""SHACL Core constraints: what surely holds, and what is left to pySHACL."""

from collections.abc import Sequence

import pytest

from registry.model.graph import Graph
from registry.namespaces import RDF_TYPE, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text
from registry.validation.screening.facts import Facts
from registry.validation.screening.values import Constraints

HEAD = """
@base <http://x.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix mr: <http://x.org/mr/> .
"""
A, B = Iri("http://x.org/a"), Iri("http://x.org/b")
FACTS = Facts([Triple(A, Iri(RDF_TYPE), Iri("http://x.org/Cat")), Triple(B, Iri(RDF_TYPE), BlankNode("odd"))])
ABOVE = {"http://x.org/Cat": ("http://x.org/Cat", "http://x.org/Animal")}


def holds(shape: str, *values: Term) -> bool | None:
    graph = Graph(quad.triple for quad in parse((HEAD + f"<s> {shape} .").encode()))
    constraints = Constraints(graph, ABOVE).read(Iri("http://x.org/s"), ("property",))
    return None if constraints is None else all(each(values, FACTS) for each in constraints)


def of(lexical: str, datatype: str) -> Literal:
    return Literal(lexical, XSD + datatype)


@pytest.mark.parametrize(
    ("shape", "good", "doubtful"),
    [
        ("sh:minCount 1", [A], []),
        ("sh:maxCount 1", [A], [A, B]),
        ("sh:datatype rdf:langString", [text("x", "en")], [Literal("x")]),
        ("sh:datatype xsd:string", [Literal("any\nthing")], [text("x", "en")]),
        ("sh:datatype xsd:integer", [of("-12", "integer")], [of("1_000", "integer")]),
        ("sh:datatype xsd:decimal", [of("12.50", "decimal")], [of(".5", "decimal")]),
        ("sh:datatype xsd:gYear", [of("2030", "gYear")], [of("12030", "gYear")]),
        ("sh:datatype xsd:gYearMonth", [of("2030-12", "gYearMonth")], [of("2030-13", "gYearMonth")]),
        ("sh:datatype xsd:date", [of("2028-02-28", "date")], [of("2028-02-29", "date")]),
        ("sh:datatype xsd:anyURI", [of("http://x.org/", "anyURI")], [of("a b", "anyURI")]),
        ("sh:datatype xsd:boolean", [of("true", "boolean")], [A]),
        ("sh:class <Animal>", [A], [A, B]),
        ("sh:class <Dog>", [], [A]),
        ("sh:nodeKind sh:IRI", [A], [BlankNode("b")]),
        ("sh:nodeKind sh:BlankNodeOrLiteral", [BlankNode("b"), Literal("")], [A]),
        ('sh:pattern "^http"', [A], [Literal("xhttp")]),
        ('sh:pattern "."', [Literal("a")], [BlankNode("b")]),
        ("sh:minLength 2", [Literal("ab")], [Literal("a")]),
        ("sh:minLength 0", [Literal("")], [A]),
        ("sh:maxLength 2", [Literal("ab")], [Literal("abc")]),
        ("sh:in ( <a> 7 )", [A, of("7", "integer")], [B]),
        ("sh:uniqueLang true", [text("x", "en"), text("x", "sv"), Literal("x")], [text("x", "en"), text("y", "en")]),
        ("sh:minInclusive 1", [of("1.0", "decimal")], [of("0", "integer")]),
        ("sh:minInclusive 1", [], [Literal("7")]),
        ("sh:maxInclusive 1", [of("1", "integer")], [of("2", "integer")]),
        ("sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )", [of("2030", "gYear")], [of("x", "gYear")]),
        ("sh:or ( [ sh:datatype xsd:date ] [ sh:not <a> ] )", [of("2030-01-01", "date")], [of("2030", "gYear")]),
        ('sh:minCount 1 ; sh:name "n" ; sh:severity sh:Info ; mr:use "search" ; sh:property <p>', [A], []),
    ],
)
def test_a_constraint_holds_or_is_left_to_pyshacl(shape: str, good: Sequence[Term], doubtful: Sequence[Term]) -> None:
    assert holds(shape, *good) is True
    assert holds(shape, *doubtful) is False


@pytest.mark.parametrize(
    "shape",
    [
        "sh:equals <p>",
        "sh:deactivated true",
        "sh:node <other>",
        "sh:datatype xsd:dateTime",
        'sh:datatype "text"',
        'sh:class "text"',
        "sh:nodeKind sh:Other",
        'sh:nodeKind "IRI"',
        "sh:pattern <a>",
        'sh:pattern "["',
        "sh:minCount 1.5",
        'sh:maxCount "1"',
        "sh:minLength <a>",
        "sh:maxLength <a>",
        "sh:uniqueLang false",
        "sh:minInclusive <a>",
        'sh:maxInclusive "2030-01-01"^^xsd:date',
    ],
)
def test_a_shape_with_what_is_not_known_here_is_pyshacls(shape: str) -> None:
    assert holds(f"sh:minCount 0 ; {shape}") is None
