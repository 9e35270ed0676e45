from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.namespaces import XSD
from registry.rdf.canonical import canonical
from registry.rdf.terms import Iri, Literal, Triple, text


def value(lexical: str, datatype: str = "decimal") -> str:
    term = canonical(Triple(Iri("urn:s"), Iri("urn:p"), Literal(lexical, XSD + datatype))).object
    assert isinstance(term, Literal)
    return term.lexical


@pytest.mark.parametrize(
    ("given_form", "kept"),
    [
        ("2000000.0", "2000000"),
        ("1.50", "1.5"),
        ("+007", "7"),
        ("-0.10", "-0.1"),
        ("-0", "0"),
        (".5", "0.5"),
        ("0.0", "0"),
        ("oops", "oops"),
        (".", "."),
        ("", ""),
    ],
)
def test_a_number_has_one_form(given_form: str, kept: str) -> None:
    assert value(given_form) == kept


def test_a_date_in_greenwich_has_one_form() -> None:
    assert value("2030-06-30+00:00", "date") == value("2030-06-30-00:00", "date") == "2030-06-30Z"
    assert [value(form, "gYear") for form in ("2030+00:00", "2030+01:00", "2030")] == ["2030Z", "2030+01:00", "2030"]
    assert value("+00:00", "string") == "+00:00"


def test_a_boolean_is_a_word() -> None:
    assert [value(form, "boolean") for form in ("1", "0", "true", "maybe")] == ["true", "false", "true", "maybe"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_the_form_is_the_one_that_the_embedded_store_keeps(number: Decimal) -> None:
    store = ox.Store()
    store.add(
        ox.Quad(
            ox.NamedNode("urn:s"),
            ox.NamedNode("urn:p"),
            ox.Literal(f"{number:f}", datatype=ox.NamedNode(XSD + "decimal")),
        )
    )
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    assert value(f"{number:f}") == quad.object.value


def test_other_values_are_kept() -> None:
    for term in (Iri("urn:o"), text("1.0", "en"), Literal("1.0")):
        assert canonical(Triple(Iri("urn:s"), Iri("urn:p"), term)).object == term
