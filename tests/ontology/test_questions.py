"""The competency questions have the answers that stand beside them, and leave no term of the ontology out.

After a change of the seed or of a question: `python -m tools.question_answers --write`, then read the difference.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from registry.namespaces import CODES, RECORDS, SDG, TERMS
from registry.store.port import Store
from tests.ontology.vocabulary import ONTOLOGY
from tools.question_answers import QUESTIONS, ROOT, Question, differing, main, printed, questions, read_question
from tools.question_answers import seeded_store as seeded

ALL = questions()
SECTIONS = (ONTOLOGY / "core.ttl").read_text("utf-8").split("\n# ")
HISTORY = {
    TERMS + name
    for section in SECTIONS
    if "no record carries" in section.partition("\n")[0]
    for name in re.findall(r"^mr:(\w+) a ", section, re.MULTILINE)
}
ORDER = re.compile(r"\nORDER BY (.*)\s*\Z")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with seeded() as filled:
        yield filled


@pytest.fixture(scope="module")
def files(store: Store) -> dict[Path, str]:
    return printed(store)


def rows(name: str) -> list[dict[str, str]]:
    """The committed answer of the question whose name begins so."""
    (path,) = QUESTIONS.glob(f"{name}-*.csv")
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_the_answer_is_the_one_that_was_checked(question: Question, files: dict[Path, str]) -> None:
    assert question.answer_file.read_text("utf-8").splitlines() == files[question.answer_file].splitlines()


def test_the_page_and_the_folder_hold_nothing_else(files: dict[Path, str]) -> None:
    assert [str(path.relative_to(ROOT)) for path in differing(files)] == []


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_the_order_of_an_answer_leaves_nothing_to_chance(question: Question) -> None:
    found = ORDER.search(question.text)
    assert found, "a question ends with ORDER BY"
    keys = re.findall(r"\?(\w+)", found[1])
    answer = list(csv.DictReader(io.StringIO(question.answer_file.read_text("utf-8"))))
    different = {tuple(row.values()) for row in answer}
    assert len({tuple(row[key] for key in keys) for row in answer}) == len(different)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_a_question_stands_in_lines_that_fit(question: Question) -> None:
    assert max(map(len, question.text.splitlines())) <= 120
    assert re.fullmatch(r"\d\d[a-z]?-[a-z0-9-]+", question.name)


def test_there_is_a_question_for_each_number() -> None:
    assert sorted({int(question.name[:2]) for question in ALL}) == list(range(1, int(ALL[-1].name[:2]) + 1))


@pytest.mark.parametrize(
    "text", ["SELECT * {}\n", "# A statement.\n#\n# Empty cells: none.\n", "# What is it?\nSELECT * {}\n"]
)
def test_a_file_that_asks_nothing_or_leaves_its_empty_cells_open_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="99-odd"):
        read_question("99-odd", text)


def test_one_of_checking_and_writing_has_to_be_chosen() -> None:
    with pytest.raises(SystemExit):
        main([])


# --- every term is of use ------------------------------------------------------------------------------------------


def named_in_questions() -> set[str]:
    """Addresses that occur in the questions, with prefixes resolved."""
    named: set[str] = set()
    for question in ALL:
        prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]*)>", question.text))
        body = re.sub(r"(?m)^(#|PREFIX).*$", "", question.text)
        named |= {prefixes[p] + local for p, local in re.findall(r"\b(\w+):([\w-]+)", body) if p in prefixes}
    return named


def test_every_class_and_property_is_touched_by_a_question() -> None:
    core = Graph().parse(ONTOLOGY / "core.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    terms = {str(term) for kind in kinds for term in core.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    assert sorted(terms - HISTORY - named_in_questions()) == []


def test_every_code_list_is_touched_by_a_question() -> None:
    named = named_in_questions()
    schemes = {
        str(scheme)
        for path in (ONTOLOGY / "codes").glob("*.ttl")
        for scheme in Graph().parse(path).subjects(RDF.type, SKOS.ConceptScheme)
    }
    untouched = {
        scheme for scheme in schemes if not any(term == scheme or term.startswith(f"{scheme}/") for term in named)
    }
    assert untouched == set()


def test_no_question_speaks_of_a_term_or_code_that_is_not_there() -> None:
    known = {str(subject) for path in ONTOLOGY.glob("**/*.ttl") for subject in Graph().parse(path).subjects()}
    ours = {name for name in named_in_questions() if name.startswith((TERMS, CODES, SDG))}
    assert sorted(ours - known) == []


# --- checked by hand against the two texts of the talk --------------------------------------------------------------


def test_france_and_denmark_have_an_instrument_and_no_mission_of_the_talk() -> None:
    assert {row["country"] for row in rows("01b")} == {f"{RECORDS}place/france", f"{RECORDS}place/denmark"}


def test_the_talk_names_thirteen_missions_in_four_countries() -> None:
    named = {(row["countryLabel"], row["missionLabel"]) for row in rows("01a") if row["inTheTalk"]}
    by_country = {country: sum(1 for other, _ in named if other == country) for country, _ in named}
    assert by_country == {"Netherlands": 6, "Spain": 4, "Sweden": 2, "United Kingdom": 1}


def test_five_missions_of_the_talk_stand_below_the_central_health_mission() -> None:
    central = f"{RECORDS}mission/central-health-mission"
    below = {row["mission"] for row in rows("01a") if row["inTheTalk"] and row["parent"] == central}
    assert {mission.rpartition("/")[2] for mission in below} == {
        "care-in-the-right-place",
        "environment",
        "lifestyle",
        "people-with-chronic-diseases",
        "people-with-dementia",
    }


def test_streets_meals_and_companies_are_figures_and_no_targets() -> None:
    figures = {(row["value"], row["unit"]) for row in rows("05b")}
    assert figures == {("40000", "km"), ("2000000", "meals a day"), ("6000", "companies")}
    assert not {(row["value"], row["unit"]) for row in rows("22")} & figures


def test_enisa_is_spains() -> None:
    assert {row["country"] for row in rows("20") if row["name"] == "ENISA"} == {f"{RECORDS}place/spain"}


def test_no_amount_of_the_talk_reads_as_zero() -> None:
    assert {row["amount"] for row in rows("07b")} == {"unknown"}
    assert "0" not in {row["amount"] for row in rows("08a")}


def test_both_spellings_of_the_dementia_care_place_are_names_of_one_actor() -> None:
    spelled = {row["actor"] for row in rows("20") if row["name"] in ("Tom de Luise", "Tom de Luza")}
    assert len(spelled) == 1
