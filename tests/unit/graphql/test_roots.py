from registry.graphql.roots import root_name
from registry.namespaces import CODES, TERMS
from tests.unit.graphql.asking import ask, codes, data
from tests.unit.index.small import iri, record_class


def test_one_record_is_found_by_id_or_by_slug() -> None:
    id_ = iri("mission", "m-001")

    assert data('{ mission(slug: "m-001") { id iri type } }')["mission"] == {
        "id": id_,
        "iri": id_,
        "type": TERMS + "Mission",
    }
    assert data("query($id: ID) { mission(id: $id) { id } }", id=id_)["mission"] == {"id": id_}
    assert data("query($id: ID) { mission(id: $id, slug: null) { id } }", id=id_)["mission"] == {"id": id_}


def test_what_there_is_not_is_null() -> None:
    assert data('{ mission(slug: "nothing") { id } node(id: "urn:x") { id } codeList(name: "Nothing") { name } }') == {
        "mission": None,
        "node": None,
        "codeList": None,
    }


def test_a_record_of_another_class_is_not_found_under_this_one() -> None:
    assert data("query($id: ID) { mission(id: $id) { id } }", id=iri("place", "sweden")) == {"mission": None}


def test_exactly_one_of_id_and_slug_is_taken() -> None:
    assert codes(ask("{ mission { id } }")) == ["invalid-argument"]
    assert codes(ask('{ mission(id: "urn:x", slug: "x") { id } }')) == ["invalid-argument"]


def test_a_node_of_any_class_is_found_by_its_id() -> None:
    selection = "__typename id ... on Record { title } ... on Place { missions { totalCount } }"
    query = f"query($id: ID!) {{ node(id: $id) {{ {selection} }} }}"

    assert data(query, id=iri("place", "sweden"))["node"] == {
        "__typename": "Place",
        "id": iri("place", "sweden"),
        "title": "Sweden",
        "missions": {"totalCount": 2},
    }


def test_every_class_has_a_list() -> None:
    assert data("{ missions { totalCount } places { totalCount } sources { totalCount } }") == {
        "missions": {"totalCount": 5},
        "places": {"totalCount": 2},
        "sources": {"totalCount": 2},
    }


def test_code_lists_are_given_with_their_codes() -> None:
    one = "iri label description codes { iri notation label definition }"
    query = f'{{ codeLists {{ name }} codeList(name: "Verdict") {{ {one} }} }}'

    assert data(query) == {
        "codeLists": [{"name": "AbsenceReason"}, {"name": "SustainableDevelopmentGoal"}, {"name": "Verdict"}],
        "codeList": {
            "iri": CODES + "verdict",
            "label": "Verdict",
            "description": None,
            "codes": [
                {
                    "iri": f"{CODES}verdict/{notation}",
                    "notation": notation,
                    "label": f"{notation} in English",
                    "definition": f"What {notation} means.",
                }
                for notation in ("met", "not-met")
            ],
        },
    }


def test_the_registry_says_what_it_is() -> None:
    assert data("{ registry { version digest revision recordCount languages } }")["registry"] == {
        "version": "1.2.3",
        "digest": "d1",
        "revision": 7,
        "recordCount": 9,
        "languages": ["en"],
    }


def test_the_root_of_one_record_is_called_like_its_class() -> None:
    assert root_name(record_class("PolicyInitiative", "policy-initiative", "policyInitiatives")) == "policyInitiative"
