from collections.abc import Collection, Mapping

import pytest

from registry.errors import StoreUnreachable
from registry.graphql.execution import Request
from registry.graphql.schema import build_schema, execute
from registry.index.projection import Projection
from registry.namespaces import TERMS
from registry.rdf.terms import Iri, text
from tests.plain_finder import PlainFinder
from tests.unit.graphql.asking import LIMITS, SETTINGS, CountingFinder, ask, codes, data, finder_over
from tests.unit.index.small import MODEL, about, iri, registry_of

DEEP = """{
  missions(first: 50) {
    totalCount
    nodes {
      title
      country { title missions(first: 2) { nodes { title citations { source { title } } } } }
      places { title }
      citations {
        property
        source { title citedIn(first: 3) { totalCount nodes { title ... on Mission { country { id } } } } }
      }
    }
  }
}"""


def lookups(query: str, missions: int) -> list[str]:
    finder = CountingFinder(finder_over(registry_of(missions)))
    answer = execute(build_schema(MODEL, finder, SETTINGS), query)
    assert not answer.errors, answer.errors
    return sorted(finder.lookups)


@pytest.mark.parametrize("missions", [4, 11, 50])
def test_the_number_of_lookups_depends_on_depth_only(missions: int) -> None:
    assert lookups(DEEP, missions) == ["linking"] * 2 + ["page"] + ["records"] * 5


def test_a_list_that_is_asked_for_twice_by_alias_is_fetched_once() -> None:
    query = "{ missions { nodes { a: country { title } b: country { id } } } }"

    assert lookups(query, 5) == ["page", "records"]


FILTERED = """{
  places(where: {missions: {some: {title: {startsWith: "Mission"}}}}, orderBy: {field: title}) { nodes {
    some: missions(first: 5, where: {title: {matches: "mission"}}, orderBy: {field: title}) { nodes { title
      places { localMissions(first: 5, where: {not: {seconds: {stated: true}}}) { nodes { title } } } } }
  } }
}"""


@pytest.mark.parametrize("missions", [4, 11, 50])
def test_filters_and_orders_inside_records_take_no_more_lookups(missions: int) -> None:
    finder = finder_over(registry_of(missions))
    answer = execute(build_schema(MODEL, finder, SETTINGS), FILTERED, request=Request(finder, ("en",)))

    assert not answer.errors
    assert finder.work.lookups == 4


def test_a_list_inside_records_is_fetched_once_for_each_way_of_asking_for_it() -> None:
    one, same = '(where: {title: {in: ["A"]}})', '(where: {title: {eq: "A"}})'
    query = f"{{ places {{ nodes {{ a: missions{one} {{ totalCount }} b: missions{same} {{ totalCount }} }} }} }}"
    other = query.replace('eq: "A"', 'eq: "B"')
    order = query.replace("})", "}, orderBy: {field: title})", 1)

    assert lookups(query, 5) == ["linking", "page"]
    assert lookups(other, 5) == ["linking", "linking", "page"]
    assert lookups(order, 5) == ["linking", "linking", "page"]


def test_a_link_that_nobody_has_is_not_looked_up() -> None:
    finder = CountingFinder(finder_over(about(iri("mission", "bare"), "Mission")))
    execute(build_schema(MODEL, finder, SETTINGS), "{ missions { nodes { places { title } } } }")

    assert finder.lookups == ["page"]


def test_each_record_gets_its_own_links_in_both_directions() -> None:
    nodes = data("{ missions { nodes { id country { title missions { nodes { id } } } } } }")["missions"]["nodes"]

    for node in nodes:
        assert node["id"] in [back["id"] for back in node["country"]["missions"]["nodes"]]
    assert [node["country"]["title"] for node in nodes] == ["Spain", "Sweden", "Spain", "Sweden", "Spain"]


def test_records_of_several_classes_stand_side_by_side() -> None:
    triples = registry_of(1)
    triples += about(iri("place", "sweden"), "Place", citation=Iri(iri("place", "sweden#citation-1")))
    triples += about(iri("place", "sweden#citation-1"), "Citation", source=Iri(iri("source", "law")))
    nodes = "__typename title ... on Mission { country { title } }"
    query = f'{{ source(slug: "law") {{ citedIn {{ totalCount nodes {{ {nodes} }} }} }} }}'

    assert data(query, triples)["source"]["citedIn"] == {
        "totalCount": 2,
        "nodes": [
            {"__typename": "Mission", "title": "Mission 0", "country": {"title": "Spain"}},
            {"__typename": "Place", "title": "Sweden"},
        ],
    }


def test_a_dangling_link_is_null_or_left_out_and_its_id_stays_readable() -> None:
    nowhere = iri("place", "nowhere")
    triples = registry_of(0) + about(
        iri("mission", "lost"), "Mission", country=Iri(nowhere), place=[Iri(nowhere), Iri(iri("place", "spain"))]
    )

    assert data("{ missions { nodes { country { id } countryId places { title } placeIds } } }", triples) == {
        "missions": {
            "nodes": [
                {
                    "country": None,
                    "countryId": nowhere,
                    "places": [{"title": "Spain"}],
                    "placeIds": [nowhere, iri("place", "spain")],
                }
            ]
        }
    }


def test_a_link_to_a_record_of_another_class_counts_as_dangling() -> None:
    wrong = Iri(iri("source", "law"))
    triples = registry_of(0) + about(iri("mission", "odd"), "Mission", country=wrong, place=wrong)

    assert data("{ missions { nodes { country { id } places { id } } } }", triples) == {
        "missions": {"nodes": [{"country": None, "places": []}]}
    }


def test_a_single_part_is_read_like_a_list_of_parts() -> None:
    mission = iri("mission", "m")
    triples = about(mission, "Mission", headline=Iri(f"{mission}#citation-1"))
    triples += about(f"{mission}#citation-1", "Citation", note=text("front page", "en"), citedProperty=Iri(TERMS + "x"))

    assert data("{ missions { nodes { headline { id note } } } }", triples) == {
        "missions": {"nodes": [{"headline": {"id": f"{mission}#citation-1", "note": ["front page"]}}]}
    }
    assert data("{ missions { nodes { headline { id } } } }") == {"missions": {"nodes": [{"headline": None}] * 5}}


class UnreachableFinder(PlainFinder):
    """A finder whose store is gone."""

    def pinned(self) -> "UnreachableFinder":
        return self

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        raise StoreUnreachable(f"No answer when asked for {iris}.")


def test_a_store_that_fails_is_named_in_the_answer() -> None:
    schema = build_schema(MODEL, UnreachableFinder.over(MODEL, [], 1, LIMITS), SETTINGS)
    answer = execute(schema, '{ node(id: "urn:x") { id } registry { version } }').as_json()

    assert codes(answer) == ["store-unreachable"]
    assert answer["data"] == {"node": None, "registry": {"version": "1.2.3"}}


def test_an_operation_reads_one_revision_to_its_end() -> None:
    assert ask("{ registry { revision recordCount } }")["data"] == {"registry": {"revision": 7, "recordCount": 9}}
