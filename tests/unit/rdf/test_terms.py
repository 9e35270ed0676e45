import pytest
from hypothesis import given

from registry.errors import HostileIri, MalformedInput
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Term, Triple, checked_iri, text, to_ntriples
from tests.strategies import TERMS


@given(TERMS)
def test_a_term_that_is_written_reads_back_as_itself(term: Term) -> None:
    line = f"<http://example.org/s> <http://example.org/p> {to_ntriples(term)} ."
    (quad,) = parse(line.encode(), "n-triples")
    assert quad.object == term


def test_an_iri_and_a_blank_node_of_the_same_name_differ() -> None:
    assert Iri("x") != BlankNode("x")
    assert to_ntriples(BlankNode("x")) == "_:x"


@pytest.mark.parametrize(
    "value", ["relative", "/a", "", "http://a b", 'http://a"b', "http://a<b", "http://a\nb", "x y:z"]
)
def test_an_unsafe_iri_is_refused(value: str) -> None:
    with pytest.raises(HostileIri):
        checked_iri(value)
    with pytest.raises(HostileIri):
        to_ntriples(Iri(value))
    with pytest.raises(HostileIri):
        to_ntriples(Literal("1", value))


def test_language_tags_are_kept_in_lower_case() -> None:
    assert text("Hej", "sv-SE").language == "sv-se"


def test_a_quad_gives_its_statement() -> None:
    quad = Quad(Iri("urn:s"), Iri("urn:p"), Literal("o"), Iri("urn:g"))
    assert quad.triple == Triple(Iri("urn:s"), Iri("urn:p"), Literal("o"))


@pytest.mark.parametrize(
    "term", [text("x", "en . } DROP ALL #"), text("x", ""), BlankNode("a b"), BlankNode("a> } #"), BlankNode("")]
)
def test_a_language_or_label_that_would_end_the_term_early_is_refused(term: Term) -> None:
    with pytest.raises(MalformedInput):
        to_ntriples(term)


def test_blank_nodes_of_two_documents_stay_apart() -> None:
    triple = Triple(BlankNode("a"), Iri("urn:p"), BlankNode("b"))
    assert triple.with_blank_nodes("x") == Triple(BlankNode("xa"), Iri("urn:p"), BlankNode("xb"))
    plain = Triple(Iri("urn:s"), Iri("urn:p"), Literal("o"))
    assert plain.with_blank_nodes("x") == plain
