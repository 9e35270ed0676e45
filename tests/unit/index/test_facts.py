from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.index.facts import (
    LONGEST,
    absent_fact,
    canonical,
    class_fact,
    hash_of,
    key_of,
    language_fact,
    link_fact,
    many_fact,
    part_fact,
    part_key,
    stated_fact,
    value_fact,
    value_prefix,
)
from registry.rdf.terms import BlankNode, Iri, Literal
from tests.strategies import AWKWARD_TEXT

MISSION = "https://w3id.org/mission-registry/id/mission/clean-air"


def test_equal_numbers_are_the_same_fact_however_they_are_written() -> None:
    for same in ([5, Decimal("5"), Decimal("5.00"), Decimal("0.5E1")], [0, Decimal("-0.0")], [1200, Decimal("1.2E+3")]):
        assert len({value_fact("Mission", "amounts", value) for value in same}) == 1


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_spelled_alike_exactly_when_they_are_equal(one: Decimal, other: Decimal) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)
    assert Decimal(canonical(one)) == one


def test_a_number_with_a_huge_exponent_stays_short() -> None:
    assert canonical(Decimal("1E+999999")) == "1E999999"
    assert len(canonical(10**50)) < 10


def test_what_is_no_number_or_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        canonical(Decimal("NaN"))
    with pytest.raises(TypeError, match="list"):
        canonical([1])


def test_truth_values_are_no_numbers() -> None:
    assert value_fact("Mission", "running", True) != value_fact("Mission", "running", 1)
    assert canonical(False) == "false"


def test_a_cited_term_counts_as_its_text() -> None:
    assert [canonical(term) for term in (Iri("urn:x"), Literal("5", "urn:t"), BlankNode("b"))] == ["urn:x", "5", "_:b"]


def test_facts_that_say_different_things_have_different_numbers() -> None:
    facts = [
        class_fact("Mission"),
        value_fact("Mission", "country", "urn:x"),
        value_fact("Mission", "country", "urn:y"),
        value_fact("Mission", "place", "urn:x"),
        value_fact("Place", "country", "urn:x"),
        stated_fact("Mission", "country"),
        absent_fact("Mission", "country", "urn:x"),
        language_fact("Mission", "country", "urn:x"),
        link_fact("Mission", "country", "urn:x"),
        part_fact("Mission", "country"),
        many_fact("Mission", "country"),
    ]
    assert all(one != other for one, other in combinations(facts, 2))
    assert all(0 <= fact < 1 << 63 for fact in facts)


def test_a_key_is_the_same_for_good() -> None:
    # An index on disk holds keys: another number for the same IRI needs a higher `building.FORMAT`.
    assert key_of(MISSION) == 4571069790291549136


def test_a_part_has_the_key_of_its_iri_however_that_is_worked_out() -> None:
    part = f"{MISSION}#citation-1"
    assert part_key(part, MISSION, hash_of(MISSION)) == hash_of(part) == key_of(part)
    assert part_key("urn:elsewhere", MISSION, hash_of(MISSION)) == key_of("urn:elsewhere")
    assert part_key("urn:elsewhere#citation-1", MISSION, hash_of(MISSION)) == key_of("urn:elsewhere#citation-1")


@given(AWKWARD_TEXT, AWKWARD_TEXT)
def test_keys_tell_texts_apart(one: str, other: str) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


def test_half_a_character_has_a_key_too() -> None:
    assert key_of("\ud800") != key_of("\ud801")


def test_a_beginning_names_class_and_field_and_is_cut_where_no_longer_one_can_be_asked_for() -> None:
    assert value_prefix("Mission", "title", "Cle") == "Mission.title=Cle"
    assert value_prefix("Mission", "title", "x" * 500) == "Mission.title=" + "x" * LONGEST
