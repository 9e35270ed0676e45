"""What servers are asked: valid for the registry's schema, different each time, and read back alike."""

from random import Random

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from bench.cases.all import CASES
from bench.cases.case import Case
from bench.cases.pages import PAGE, from_nodes, from_rows, from_tables
from bench.peers.graphql import DOCUMENTS, unseen
from bench.peers.peer import NEW, Novelty
from bench.truth import EVERYWHERE, Truth
from registry.bootstrap import printed_schema
from registry.model.reader import read_model
from registry.settings import Settings

COUNTRIES = [f"https://example.org/id/place/country-{number}" for number in range(30)]
TRUTH = Truth(
    size=1_000,
    counts=dict.fromkeys(COUNTRIES, 100),
    first={iri: [f"{iri}-mission-{number:03}" for number in range(100)] for iri in (*COUNTRIES, EVERYWHERE)},
    challenges=[f"https://example.org/id/challenge/{number}" for number in range(40)],
)
BY_NAME = {case.name: case for case in CASES}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(printed_schema(read_model(), Settings()))


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.registry.graphql")), ids=lambda path: path.name)
def test_documents_for_the_registry_fit_its_schema(path: object, schema: GraphQLSchema) -> None:
    text = DOCUMENTS.joinpath(str(path)).read_text(encoding="utf-8")
    assert validate(schema, parse(text)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_questions_are_the_same_in_every_run(case: Case) -> None:
    assert case.draws(TRUTH, 50) == case.draws(TRUTH, 50)


@pytest.mark.parametrize("name", ["page", "text", "count", "facet-some", "compare"])
def test_fresh_questions_differ_from_each_other_and_from_those_that_were_asked(name: str) -> None:
    case = BY_NAME[name]
    fresh = case.fresh(TRUTH, 100)
    assert len(fresh) > 30
    assert all(draw not in fresh[number + 1 :] for number, draw in enumerate(fresh))
    assert not any(draw in fresh for draw in case.draws(TRUTH)[:20])


def test_popular_questions_come_up_more_often() -> None:
    drawn = [draw["country"] for draw in PAGE.draws(TRUTH)]
    assert drawn.count(COUNTRIES[0]) > 3 * drawn.count(COUNTRIES[-1])


def test_pages_lie_where_there_are_missions() -> None:
    assert all(0 <= PAGE.draw(TRUTH, Random(number))["page"] < 5 for number in range(50))
    assert TRUTH.before(COUNTRIES[0], 0) == ""
    assert TRUTH.before(COUNTRIES[0], 2) == f"{COUNTRIES[0]}-mission-039"


def test_a_document_never_seen_is_valid_and_new_in_name_and_first_field(schema: GraphQLSchema) -> None:
    text = (DOCUMENTS / "page.registry.graphql").read_text(encoding="utf-8")
    one, other = (unseen(text, Novelty.NAME).replace(NEW, word) for word in ("wone", "wtwo"))
    assert one != other
    assert "query Pagewone(" in one
    assert "{ wone: missions(" in one
    assert validate(schema, parse(one)) == []


def test_fields_never_seen_stand_in_every_selection_that_has_a_title(schema: GraphQLSchema) -> None:
    text = (DOCUMENTS / "page.registry.graphql").read_text(encoding="utf-8")
    new = unseen(text, Novelty.FIELDS)
    assert new.count(f"title {NEW}: __typename") == text.count("title") == 5
    assert validate(schema, parse(new.replace(NEW, "w"))) == []
    assert unseen(text, Novelty.NONE) == text


def test_a_document_with_an_alias_gets_a_new_one() -> None:
    assert (
        unseen("query A($x: Int) { all: things(x: $x) { id } }", Novelty.NAME)
        == f"query A{NEW}($x: Int) {{ {NEW}: things(x: $x) {{ id }} }}"
    )


def test_answers_of_all_servers_are_read_alike() -> None:
    nodes = {
        "title": "Clean water",
        "country": {"title": "Kari"},
        "challenges": [{"title": "B"}, {"title": "A"}],
        "instruments": {"nodes": [{"title": "Loan", "instrumentTypes": ["PI012", "OTHER"]}]},
        "participations": [{"actor": {"title": "Agency"}, "function": "TARGET_GROUP"}],
    }
    tables = {
        **nodes,
        "challenges": [{"challenge": {"title": "A"}}, {"challenge": {"title": "B"}}],
        "instruments": [{"instrument": {"title": "Loan", "types": ["other", "PI012"]}}],
        "participations": [{"actor": {"title": "Agency"}, "function": "target-group"}],
    }
    rows = [
        ("title", None, "Clean water"),
        ("country", "c", "Kari"),
        ("challenge", "a", "A"),
        ("challenge", "b", "B"),
        ("instrument", "i", "Loan"),
        ("type", "i", "https://example.org/PI012"),
        ("type", "i", "https://example.org/other"),
        ("actor", "p", "Agency"),
        ("function", "p", "https://example.org/target-group"),
    ]
    bindings = [
        {
            "mission": {"value": "m"},
            "what": {"value": what},
            "value": {"value": value},
            **({} if thing is None else {"thing": {"value": thing}}),
        }
        for what, thing, value in rows
    ]
    first = from_nodes({"data": {"missions": {"nodes": [nodes]}}})
    assert first == from_tables({"data": {"other": {"nodes": [tables]}}})
    assert first == from_rows({"results": {"bindings": bindings}})
