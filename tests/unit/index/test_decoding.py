from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.index.decoding import decoder_of
from registry.model.spec import Field, Kind
from registry.namespaces import CODES, TERMS
from registry.rdf.terms import BlankNode, Iri, Literal, Term, text
from tests.strategies import TERMS as ANY_TERM
from tests.unit.index.small import MODEL, field, number

PLAIN_KINDS = sorted(set(Kind) - {Kind.PART, Kind.CODE}, key=lambda kind: kind.value)
SDG = field("sdgs", Kind.CODE, target="SustainableDevelopmentGoal", many=True)


def decode(what: Kind | Field, *terms: Term) -> tuple[list[Any], list[str]]:
    decoder = decoder_of(what if isinstance(what, Field) else field("x", what), MODEL.lists)
    assert decoder is not None
    return decoder(list(terms))


@pytest.mark.parametrize(
    ("kind", "term", "value"),
    [
        (Kind.TEXT, text("Hälsa", "sv"), ("sv", "Hälsa")),
        (Kind.TEXT, Literal("plain"), ("", "plain")),
        (Kind.STRING, Literal("EUR"), "EUR"),
        (Kind.STRING, number("12"), "12"),
        (Kind.URL, Literal("https://a.example/", TERMS + "anyURI"), "https://a.example/"),
        (Kind.URL, Iri("https://a.example/"), "https://a.example/"),
        (Kind.IRI, Iri("https://a.example/"), "https://a.example/"),
        (Kind.LINK, Iri("https://a.example/"), "https://a.example/"),
        (Kind.PROPERTY, Iri(TERMS + "title"), TERMS + "title"),
        (Kind.ANY, number("5"), number("5")),
        (Kind.ANY, Iri("urn:x"), Iri("urn:x")),
        (Kind.INTEGER, number("-07"), -7),
        (Kind.DECIMAL, number("95000000.50", "decimal"), Decimal("95000000.50")),
        (Kind.DECIMAL, number(".5", "decimal"), Decimal("0.5")),
        (Kind.BOOLEAN, number("1", "boolean"), True),
        (Kind.BOOLEAN, number("false", "boolean"), False),
        (Kind.DATE, number("2024-02-29", "date"), "2024-02-29"),
        (Kind.DATE, number("2024-02-29Z", "date"), "2024-02-29Z"),
        (Kind.YEAR, number("2030", "gYear"), "2030"),
        (Kind.PARTIAL_DATE, number("2030", "gYear"), "2030"),
        (Kind.PARTIAL_DATE, number("2030-06", "gYearMonth"), "2030-06"),
        (Kind.PARTIAL_DATE, number("2030-06-01", "date"), "2030-06-01"),
    ],
)
def test_a_value_that_fits_its_kind_is_read(kind: Kind, term: Term, value: object) -> None:
    assert decode(kind, term) == ([value], [])


@pytest.mark.parametrize(
    ("kind", "term", "shown"),
    [
        (Kind.TEXT, Iri("urn:x"), "urn:x"),
        (Kind.STRING, BlankNode("b"), "_:b"),
        (Kind.URL, BlankNode("b"), "_:b"),
        (Kind.IRI, Literal("https://a.example/"), "https://a.example/"),
        (Kind.LINK, Literal("Sweden"), "Sweden"),
        (Kind.INTEGER, number("twelve"), "twelve"),
        (Kind.INTEGER, number("1_000"), "1_000"),
        (Kind.INTEGER, number("٣"), "٣"),
        (Kind.INTEGER, number("9" * 5000), "9" * 5000),
        (Kind.DECIMAL, number("NaN", "decimal"), "NaN"),
        (Kind.DECIMAL, number("1e400", "decimal"), "1e400"),
        (Kind.BOOLEAN, number("yes", "boolean"), "yes"),
        (Kind.DATE, number("2024-13-01", "date"), "2024-13-01"),
        (Kind.DATE, number("2024", "date"), "2024"),
        (Kind.YEAR, number("24", "gYear"), "24"),
        (Kind.PARTIAL_DATE, number("next year", "gYear"), "next year"),
        (Kind.PARTIAL_DATE, Iri("urn:x"), "urn:x"),
    ],
)
def test_a_value_that_does_not_fit_is_left_out_and_named(kind: Kind, term: Term, shown: str) -> None:
    assert decode(kind, term) == ([], [shown])


def test_codes_come_in_the_order_of_their_list_and_only_from_it() -> None:
    goals = [Iri(f"{CODES}sdg/{notation}") for notation in ("3.10", "3", "3.4")]
    other_list = Iri(CODES + "verdict/met")

    assert decode(SDG, *goals, other_list, Literal("3")) == (
        [f"{CODES}sdg/{notation}" for notation in ("3", "3.4", "3.10")],
        [other_list.value, "3"],
    )


def test_values_that_differ_only_in_spelling_are_one() -> None:
    assert decode(Kind.DECIMAL, number("1.0", "decimal"), number("1.00", "decimal"))[0] == [Decimal("1")]


@pytest.mark.parametrize("kind", PLAIN_KINDS)
@given(terms=st.lists(ANY_TERM, unique=True), seed=st.randoms())
def test_no_term_makes_reading_fail_and_the_order_of_statements_does_not_matter(
    kind: Kind, terms: list[Term], seed: Any
) -> None:
    shuffled = list(terms)
    seed.shuffle(shuffled)

    kept, refused = decode(kind, *terms)

    assert decode(kind, *shuffled)[0] == kept
    assert len(kept) <= len(terms)
    assert len(refused) <= len(terms)


def test_parts_are_not_read_from_their_own_term_alone() -> None:
    assert decoder_of(field("targets", Kind.PART, target="Citation"), MODEL.lists) is None
