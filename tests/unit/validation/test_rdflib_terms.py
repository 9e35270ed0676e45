import rdflib
from hypothesis import given
from rdflib import XSD

from registry.namespaces import XSD as XSD_BASE
from registry.rdf.terms import BlankNode, Literal, Term
from registry.validation.rdflib_terms import from_rdflib, to_rdflib
from tests.strategies import TERMS


@given(TERMS)
def test_every_term_comes_back_as_it_went(term: Term) -> None:
    assert from_rdflib(to_rdflib(term)) == term


def test_a_blank_node_comes_back_as_it_went() -> None:
    assert from_rdflib(to_rdflib(BlankNode("b"))) == BlankNode("b")


def test_a_string_is_the_same_with_and_without_its_datatype() -> None:
    assert to_rdflib(Literal("EUR")) == rdflib.Literal("EUR")
    assert from_rdflib(rdflib.Literal("EUR", datatype=XSD.string)) == Literal("EUR")


def test_a_value_that_does_not_fit_its_datatype_is_marked() -> None:
    for name, lexical in [("boolean", "yes"), ("gYear", "abc"), ("integer", "1_0")]:
        literal = to_rdflib(Literal(lexical, XSD_BASE + name))
        assert isinstance(literal, rdflib.Literal)
        assert literal.ill_typed
        assert literal.value is None
        assert str(literal) == lexical
