"""Advice that no shape of ours asks for at present."""

import pytest

from registry.model.spec import Field, Kind, Model
from registry.namespaces import TERMS
from registry.rdf.terms import Iri, Literal, Term
from registry.validation.advice import Advice, Adviser, Case
from registry.validation.spelling import nearest, preferred, short


@pytest.fixture
def adviser(model: Model) -> Adviser:
    return Adviser(model, ("en",), {}, lambda class_iri, word: (), lambda class_iri, name: ())


def advice(
    adviser: Adviser, constraint: str, parameter: str, value: Term | None = None, field: Field | None = None
) -> Advice:
    mission = adviser.model.classes["Mission"]
    return adviser.advise(Case(constraint, parameter, mission, field, TERMS + "x", value, "http://x/m"))


def test_a_value_beside_a_list_is_told_the_list_or_the_near_one(adviser: Adviser) -> None:
    assert advice(adviser, "in", "red, green", Literal("blue")) == Advice("Use one of: red, green.", ("red", "green"))
    assert advice(adviser, "in", "red, green", Literal("geen")).suggestion == "green"


def test_a_class_without_a_field_is_named(adviser: Adviser) -> None:
    assert advice(adviser, "class", TERMS + "Place").text == "Its class must be mr:Place."


def test_bounds_are_told_in_words(adviser: Adviser) -> None:
    assert advice(adviser, "maxInclusive", "9").text == "Write 9 or less."
    assert advice(adviser, "minExclusive", "0").text == "Write a value beyond 0."
    assert advice(adviser, "maxCount", "3").text == "Keep 3 values of mr:x."


def test_a_rule_that_is_not_known_by_name_has_no_advice(adviser: Adviser) -> None:
    assert advice(adviser, "lessThan", "") == Advice()
    assert advice(adviser, "pattern", "", Literal("x"), adviser.model.classes["Mission"].by_name["website"]) == Advice()


def test_a_property_without_a_field_has_no_example(adviser: Adviser) -> None:
    assert advice(adviser, "minCount", "1").text == "Add mr:x."
    assert advice(adviser, "datatype", "x", Iri("http://x/y")).text == "Write mr:x."


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_field_can_be_missing(adviser: Adviser, kind: Kind, model: Model) -> None:
    fields = [f for c in model.classes.values() for f in c.fields if f.kind is kind]
    for field in fields:
        assert advice(adviser, "minCount", "1", None, field).text.startswith("Add mr:x")


def test_names_are_short_where_that_can_be_read_back() -> None:
    assert short(TERMS + "parentMission") == "mr:parentMission"
    assert short("http://www.w3.org/2001/XMLSchema#date") == "xsd:date"
    assert short("https://w3id.org/mission-registry/id/mission/a") == "<https://w3id.org/mission-registry/id/mission/a>"
    assert short(TERMS + "a/b") == f"<{TERMS}a/b>"


def test_the_nearest_spelling_minds_no_capitals_and_stays_silent_when_none_is_near() -> None:
    assert nearest("SWEDN", ["Sweden", "Spain"]) == "Sweden"
    assert nearest("qqq", ["Sweden"]) is None
    assert nearest("", []) is None


def test_text_falls_back_to_no_language_then_english_then_any() -> None:
    assert preferred({"en": "E", "sv": "S"}, ("fr", "sv")) == "S"
    assert preferred({"en": "E", "": "none"}, ("fr",)) == "none"
    assert preferred({"en": "E", "sv": "S"}, ("fr",)) == "E"
    assert preferred({"sv": "S", "de": "D"}, ("fr",)) == "D"
    assert preferred({}, ("fr",)) == ""
