from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.graphql.execution import ItemPage, ListRequest
from registry.graphql.paging import ListReader
from registry.graphql.schema import build_schema, execute
from registry.graphql.sdl import print_sdl
from registry.graphql.where import FilterReader
from registry.index.filters import BY_IRI, AnyOf
from registry.model.spec import RecordClass
from registry.services.find import PageRequest
from tests.unit.graphql.asking import SETTINGS, ask, codes, data, finder_over
from tests.unit.index.small import MODEL, iri, registry_of

PAGE = "nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
SCHEMA = build_schema(MODEL, finder_over(registry_of(13)), SETTINGS)


def test_a_page_is_given_by_nodes_and_by_edges_alike() -> None:
    missions = data(f"{{ missions(first: 2) {{ totalCount {PAGE} }} }}")["missions"]

    assert missions["totalCount"] == 5
    assert missions["nodes"] == [edge["node"] for edge in missions["edges"]]
    assert missions["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": missions["edges"][0]["cursor"],
        "endCursor": missions["edges"][1]["cursor"],
    }


def test_an_empty_page_has_no_cursors() -> None:
    assert data("{ missions { totalCount pageInfo { startCursor endCursor } } }", []) == {
        "missions": {"totalCount": 0, "pageInfo": {"startCursor": None, "endCursor": None}}
    }


@given(size=st.integers(1, 15), backwards=st.booleans())
@settings(deadline=None, max_examples=20)
def test_all_records_are_read_once_in_either_direction(size: int, backwards: bool) -> None:
    step = "last: $n, before: $c" if backwards else "first: $n, after: $c"
    query = f"query($n: Int, $c: String) {{ missions({step}) {{ {PAGE} }} }}"
    found: list[str] = []
    cursor = None
    for _ in range(14):
        page = execute(SCHEMA, query, {"n": size, "c": cursor}).as_json()["data"]["missions"]
        ids = [node["id"] for node in page["nodes"]]
        found = ids + found if backwards else found + ids
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            break
        cursor = info["startCursor" if backwards else "endCursor"]

    assert found == [iri("mission", f"m-{n:03}") for n in range(13)]


def test_lists_inside_records_are_paged_each_with_its_own_cursors() -> None:
    page = "missions(first: 1, after: $c) { nodes { title } pageInfo { endCursor } }"
    query = f'query($c: String) {{ place(slug: "spain") {{ {page} }} }}'
    first = data(query)["place"]["missions"]
    second = data(query, c=first["pageInfo"]["endCursor"])["place"]["missions"]

    assert [first["nodes"], second["nodes"]] == [[{"title": "Mission 0"}], [{"title": "Mission 2"}]]
    assert codes(ask("query($c: String) { missions(after: $c) { totalCount } }", c=first["pageInfo"]["endCursor"])) == [
        "invalid-cursor"
    ]


def test_a_page_that_is_too_large_is_refused_wherever_it_is_asked_for() -> None:
    assert codes(ask("{ missions(first: 101) { totalCount } }")) == ["page-too-large"]
    assert codes(ask("{ places { nodes { missions(last: 101) { totalCount } } } }")) == ["page-too-large"]


def test_the_largest_page_is_said_in_the_schema() -> None:
    [field] = [f for f in SCHEMA._schema.query_type.fields.items() if f[0] == "missions"]  # type: ignore[union-attr]

    assert "At most 100; 20 when neither" in str(field[1].args["first"].description)


def test_the_arguments_of_a_list_are_read_once_for_all_sources() -> None:
    asked: list[tuple[str, ListRequest]] = []

    def read(source: str, request: ListRequest) -> ItemPage:
        asked.append((source, request))
        raise LookupError

    reader = ListReader(read, FilterReader({}))
    request = reader.request({"first": 2, "where": {"or": []}, "orderBy": None})
    for source in ("a", "b"):
        with pytest.raises(LookupError):
            reader.page(source, request)

    assert request == ListRequest(PageRequest(first=2), AnyOf(()), BY_IRI)
    assert asked == [("a", request), ("b", request)]


def test_a_list_that_can_be_sorted_by_nothing_takes_no_order() -> None:
    def unmarked(classes: Iterable[RecordClass]) -> tuple[RecordClass, ...]:
        return tuple(replace(c, fields=tuple(replace(f, uses=frozenset()) for f in c.fields)) for c in classes)

    model = replace(MODEL, records=unmarked(MODEL.records), parts=unmarked(MODEL.parts))
    printed = print_sdl(build_schema(model, finder_over([]), SETTINGS))

    assert "orderBy" in print_sdl(SCHEMA)
    assert "orderBy" not in printed
    assert "facets" in print_sdl(SCHEMA)
    assert "facets" not in printed
