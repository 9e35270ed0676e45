"""The records of the talk against the rules of the field: nothing made up, mixed up, or read as zero when missing."""

from pathlib import Path

import pytest

from registry.namespaces import CODES, RDF_TYPE, RECORDS, SDG, TERMS
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Literal, Term
from seed.conversion import talk
from seed.conversion.talk_fields import CLASSES
from tests.seed.facts_statements import Statements

ROOT = Path(__file__).parents[2]
TRIPLES = talk.triples(ROOT)
TALK = Statements(TRIPLES)
PLACE = RECORDS + "place/"


def record(path: str) -> str:
    return RECORDS + path


def of_class(name: str) -> set[str]:
    """Records of the class that the talk describes; those it only cites have no title of their own."""
    return {one for one in TALK.typed(name) if TALK.of(one, "title")}


def in_country(name: str, place: str) -> set[str]:
    return {one for one in TALK.typed(name) if TALK.of(one, "country") == {PLACE + place}}


def test_the_counts_that_the_source_page_gives_are_right() -> None:
    page = (ROOT / "seed" / "talk" / "SOURCES.md").read_text(encoding="utf-8")
    for name in sorted({class_name for class_name, _ in CLASSES.values()}):
        assert f"| {name} | {len(of_class(name))} |" in page
    described = sum(len(of_class(class_name)) for class_name, _ in CLASSES.values())
    assert f"{described} records" in page
    assert f"{len(TALK.typed('Citation'))} citations" in page


def test_no_mission_of_the_talk_has_a_target_or_a_deadline() -> None:
    assert len(of_class("Mission")) == 13
    assert TALK.typed("Target") == set()
    assert [one for one in TALK.typed("Mission") if TALK.of(one, "target") | TALK.of(one, "deadline")] == []


def test_the_absence_of_targets_and_deadlines_is_unknown_and_not_zero() -> None:
    school_food = record("mission/school-food")
    found = {
        (TALK.of(one, "citedProperty").pop(), TALK.of(one, "absenceReason").pop())
        for one in TALK.of(school_food, "absence")
    }
    assert found == {
        (TERMS + "target", CODES + "absence-reason/unknown"),
        (TERMS + "deadline", CODES + "absence-reason/unknown"),
    }


def test_nothing_that_is_missing_reads_as_zero() -> None:
    assert [one for one in TRIPLES if isinstance(one.object, Literal) and one.object.lexical in {"0", "0.0"}] == []
    assert [one for one in TALK.typed("Instrument") if TALK.of(one, "amount")] == []


def test_nothing_is_said_to_be_absent_that_has_a_value() -> None:
    for absence in TALK.typed("Absence"):
        owner = absence.split("#")[0]
        for path in TALK.of(absence, "citedProperty"):
            assert (owner, path) not in TALK.values


@pytest.mark.parametrize(
    ("owner", "value", "unit"),
    [
        ("mission/sustainable-streets", "40000.0", "km"),
        ("mission/school-food", "2000000.0", "meals a day"),
        ("actor/enisa-spain", "6000.0", "companies"),
    ],
)
def test_a_number_without_target_words_is_a_figure(owner: str, value: str, unit: str) -> None:
    (figure,) = TALK.of(record(owner), "figure")
    assert (TALK.of(figure, "value"), TALK.of(figure, "unit")) == ({value}, {unit})


def test_the_three_figures_are_all_and_hundreds_of_organisations_is_no_number() -> None:
    assert len(TALK.typed("Figure")) == 3


def test_enisa_is_the_one_of_spain() -> None:
    enisas = {one for one in TALK.typed("Actor") if "ENISA" in TALK.of(one, "alternativeTitle")}
    assert enisas == {record("actor/enisa-spain")}
    assert TALK.of(record("actor/enisa-spain"), "country") == {PLACE + "spain"}


@pytest.mark.parametrize("country", ["france", "denmark"])
def test_france_and_denmark_have_an_instrument_and_no_mission(country: str) -> None:
    assert len(in_country("Instrument", country)) == 1
    assert in_country("Mission", country) == set()


@pytest.mark.parametrize(
    ("country", "missions"), [("sweden", 2), ("spain", 4), ("netherlands", 6), ("united-kingdom", 1)]
)
def test_each_country_has_the_missions_that_the_texts_name(country: str, missions: int) -> None:
    assert len(in_country("Mission", country)) == missions


def test_the_central_dutch_mission_has_the_five_topics_of_the_talk() -> None:
    central = record("mission/central-health-mission")
    children = {one for one in TALK.typed("Mission") if TALK.of(one, "parentMission") == {central}}
    assert {one.rsplit("/", 1)[1] for one in children} == {
        "lifestyle",
        "environment",
        "care-in-the-right-place",
        "people-with-chronic-diseases",
        "people-with-dementia",
    }


def test_the_dutch_place_of_two_spellings_is_one_actor_with_a_citation_for_each() -> None:
    actor = record("actor/tom-de-luise")
    assert TALK.of(actor, "alternativeTitle") == {"Tom de Luise", "Tom de Luza"}
    assert TALK.values[actor, RDF_TYPE] == {Iri(TERMS + "Actor")}
    for spelling, text in (("Tom de Luise", 1), ("Tom de Luza", 2)):
        (citation,) = TALK.citations(actor, "alternativeTitle", spelling)
        assert TALK.of(citation, "source") == {record(talk.SOURCES[text])}


def test_the_guess_at_its_true_name_stands_in_a_note_that_calls_it_unverified() -> None:
    guesses = [one for one in TRIPLES if isinstance(one.object, Literal) and "tanteLouise" in one.object.lexical]
    assert guesses
    assert {one.predicate.value for one in guesses} == {TERMS + "note"}
    assert all(isinstance(one.object, Literal) and "unverified" in one.object.lexical for one in guesses)


@pytest.mark.parametrize("field", ["sdg", "helixRole", "dimension", "instrumentType", "criterionAssessment"])
def test_what_no_text_says_is_marked_as_inferred(field: str) -> None:
    sure = {
        citation
        for citation in TALK.typed("Citation")
        if TALK.of(citation, "citedProperty") == {TERMS + field}
        and TALK.of(citation, "claimStatus") != {CODES + "claim-status/inferred"}
    }
    words = {one.split("#")[1] for one in sure}
    if field == "helixRole":
        assert {one.split("#")[0].rsplit("/", 1)[1] for one in sure} == {
            "third-sector",
            "citizens",
            "government-in-dutch-health-missions",
            "citizens-in-dutch-health-missions",
        }
    elif field == "instrumentType":
        assert not [word for word in words if "type-pi0" in word or "type-other" in word]
    else:
        assert words == set()


def test_every_goal_is_a_goal_or_target_of_the_united_nations() -> None:
    goals: set[Term] = {one.object for one in TRIPLES if one.predicate.value == TERMS + "sdg"}
    list_of_goals = (ROOT / "ontology" / "codes" / "sdg.ttl").read_bytes()
    known = {quad.subject for quad in parse(list_of_goals)}
    assert goals
    assert goals <= known
    assert all(isinstance(goal, Iri) and goal.value.startswith(SDG) for goal in goals)


def test_every_mission_is_assessed_by_all_five_criteria_with_a_reason() -> None:
    for mission in TALK.typed("Mission"):
        assessments = TALK.of(mission, "criterionAssessment")
        assert len({criterion for one in assessments for criterion in TALK.of(one, "criterion")}) == 5
        assert all(TALK.of(one, "reason") for one in assessments)


def test_every_link_names_a_record_of_the_seed() -> None:
    everything = list((ROOT / "seed").glob("*/*.ttl"))
    known = {
        quad.subject for file in everything for quad in parse(file.read_bytes()) if quad.predicate.value == RDF_TYPE
    }
    linked: set[Term] = {
        one.object for one in TRIPLES if isinstance(one.object, Iri) and one.object.value.startswith(RECORDS)
    }
    assert sorted(str(one) for one in linked - known) == []


@pytest.mark.parametrize("name", [class_name for class_name, _ in CLASSES.values()])
def test_every_field_that_the_files_use_is_a_property_of_the_shapes(name: str) -> None:
    paths = {
        quad.object.value
        for file in (ROOT / "shapes").glob("*.ttl")
        for quad in parse(file.read_bytes())
        if quad.predicate.value == "http://www.w3.org/ns/shacl#path" and isinstance(quad.object, Iri)
    }
    records = TALK.typed(name)
    used = {path for subject, path in TALK.values if subject in records} - {RDF_TYPE}
    assert used <= paths
