from registry.graphql.execution import Request
from registry.graphql.schema import execute
from registry.rdf.terms import Iri, Triple
from tests.unit.graphql.asking import SCHEMA, SETTINGS, CountingFinder, ask, codes, data, finder_over
from tests.unit.index.small import about, iri, registry_of

SWEDEN, MISSION = iri("place", "sweden"), iri("mission", "m-001")
CITATION = f"{MISSION}#citation-1"
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Record { title } } }"


def lookups(query: str, triples: list[Triple], **variables: object) -> list[str]:
    finder = CountingFinder(finder_over(triples))
    assert not execute(SCHEMA, query, variables, request=Request(finder, SETTINGS.languages)).errors
    return finder.lookups


def test_what_there_is_not_is_null_and_the_others_are_given_in_their_order() -> None:
    answer = data(NODES, ids=[SWEDEN, "urn:x", MISSION, "", SWEDEN])

    assert answer["nodes"] == [
        {"__typename": "Place", "id": SWEDEN, "title": "Sweden"},
        None,
        {"__typename": "Mission", "id": MISSION, "title": "Mission 1"},
        None,
        {"__typename": "Place", "id": SWEDEN, "title": "Sweden"},
    ]
    assert data(NODES, ids=[]) == {"nodes": []}


def test_a_part_is_a_node_as_well() -> None:
    query = "query($id: ID!) { node(id: $id) { __typename id ... on Citation { property source { title } } } }"
    expected = {"__typename": "Citation", "id": CITATION, "property": "title", "source": {"title": "A talk"}}

    assert data(query, id=CITATION) == {"node": expected}
    assert data(query, id=f"{MISSION}#citation-2") == {"node": None}
    assert data(query, id=f"{MISSION}#") == {"node": None}
    assert data(NODES, ids=[CITATION, MISSION])["nodes"][0] == {"__typename": "Citation", "id": CITATION}


def test_parts_of_one_record_and_of_several_classes_are_found() -> None:
    absence, citation = f"{MISSION}#absence-1", f"{MISSION}#citation-9"
    triples = about(MISSION, "Mission", absence=Iri(absence), citation=Iri(citation))
    triples += about(absence, "Absence") + about(citation, "Citation")

    assert [node["__typename"] for node in data(NODES, triples, ids=[absence, citation])["nodes"]] == [
        "Absence",
        "Citation",
    ]


def test_all_of_them_take_one_lookup_and_form_one_level() -> None:
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Mission { country { title } }
        ... on Citation { source { title } } } }"""
    missions = [iri("mission", f"m-{n:03}") for n in range(5)]
    parts = [f"{mission}#citation-1" for mission in missions]

    assert lookups(query, registry_of(5), ids=[*missions, *parts]) == ["records", "records", "records"]


def test_more_ids_than_a_page_may_have_are_refused() -> None:
    answer = ask(NODES, ids=["urn:x"] * 101)

    assert codes(answer) == ["page-too-large"]
    assert answer["data"] is None
    assert "errors" not in ask(NODES, ids=["urn:x"] * 100)
