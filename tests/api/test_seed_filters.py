"""Every filter, order and count of the schema asked of the real registry, of the index and of plain Python alike."""

from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLSchema

from registry.graphql.execution import Request
from registry.graphql.schema import build_schema, execute
from registry.index.projection import Projection
from registry.model.spec import Model
from registry.rdf.terms import Quad
from registry.services.find import Finder
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from tests.plain_finder import PlainFinder
from tests.unit.graphql.asking import LIMITS


class Asker:
    """Asks the whole seed through one finder."""

    def __init__(self, model: Model, finder: Finder) -> None:
        self._finder = finder
        self._schema = build_schema(model, finder, Settings())
        self.plurals = {c.plural: c.name for c in model.records} | {"records": "Record"}

    def __call__(self, query: str) -> Any:
        answer = execute(self._schema, query, request=Request(self._finder, ("en",)))
        assert not answer.errors, (query, answer.errors)
        return answer.data


@pytest.fixture(scope="module")
def plain(model: Model, seed_statements: list[Quad]) -> Asker:
    """The seed through a finder in plain Python."""
    return Asker(model, PlainFinder.over(model, seed_statements, 1, LIMITS))


@pytest.fixture(scope="module")
def ask(model: Model, seed_statements: list[Quad]) -> Asker:
    """The seed through the index."""
    return Asker(model, IndexFinder.over(model, seed_statements, 1, LIMITS))


def inputs(schema: GraphQLSchema, name: str) -> dict[str, str]:
    made = schema.type_map[name]
    assert isinstance(made, GraphQLInputObjectType)
    return {key: str(value.type) for key, value in made.fields.items()}


def names(schema: GraphQLSchema, name: str) -> list[str]:
    made = schema.type_map.get(name)
    return list(made.values) if isinstance(made, GraphQLEnumType) else []


def test_every_entry_parts_the_records_into_those_with_a_value_and_those_without(
    ask: Asker, plain: Asker, printed_schema: GraphQLSchema
) -> None:
    asked = 0
    for plural, class_name in ask.plurals.items():
        total = ask(f"{{ {plural} {{ totalCount }} }}")[plural]["totalCount"]
        entries = {n: t for n, t in inputs(printed_schema, f"{class_name}Filter").items() if t.endswith("Filter")}
        for name, type_ in entries.items():
            if "stated" not in inputs(printed_schema, type_):
                continue
            query = f"""{{ yes: {plural}(where: {{{name}: {{stated: true}}}}) {{ totalCount nodes {{ id }} }}
                no: {plural}(where: {{{name}: {{stated: false}}}}) {{ totalCount }}
                not: {plural}(where: {{not: {{{name}: {{stated: true}}}}}}) {{ totalCount }} }}"""
            counts = ask(query)
            asked += 1
            assert counts == plain(query), f"{plural}.{name}"
            assert counts["yes"]["totalCount"] + counts["no"]["totalCount"] == total, f"{plural}.{name}"
            assert counts["no"] == counts["not"], f"{plural}.{name}"
    assert asked > 150


def test_every_order_gives_all_records_once(ask: Asker, plain: Asker, printed_schema: GraphQLSchema) -> None:
    for plural, class_name in ask.plurals.items():
        for name in names(printed_schema, f"{class_name}OrderField"):
            for direction in ("ASC", "DESC"):
                order = f"orderBy: {{field: {name}, direction: {direction}}}"
                query = f"{{ {plural}({order}, first: 100) {{ totalCount nodes {{ id }} }} }}"
                found = ask(query)[plural]
                assert found == plain(query)[plural], f"{plural} by {name}"
                ids = [node["id"] for node in found["nodes"]]
                assert len(ids) == len(set(ids)) == min(100, found["totalCount"]), f"{plural} by {name}"


def test_every_facet_counts_what_there_is(ask: Asker, plain: Asker, printed_schema: GraphQLSchema) -> None:
    for plural, class_name in ask.plurals.items():
        total = ask(f"{{ {plural} {{ totalCount }} }}")[plural]["totalCount"]
        for name in names(printed_schema, f"{class_name}Facet"):
            counted = f"facets(by: [{name}], size: 1000) {{ values {{ key label count }} notStated distinct }}"
            query = f"{{ {plural} {{ {counted} }} }}"
            [facet] = ask(query)[plural]["facets"]
            assert [facet] == plain(query)[plural]["facets"], f"{plural} by {name}"
            assert len(facet["values"]) == facet["distinct"]
            assert all(value["label"] for value in facet["values"])
            assert max([v["count"] for v in facet["values"]], default=0) <= total - facet["notStated"]
            assert sum(v["count"] for v in facet["values"]) >= total - facet["notStated"]


def test_every_date_has_a_histogram(ask: Asker, plain: Asker, printed_schema: GraphQLSchema) -> None:
    for plural, class_name in ask.plurals.items():
        for name in names(printed_schema, f"{class_name}DateField"):
            query = f"""{{ {plural} {{ histogram(of: {name}) {{ start count }} }}
                stated: {plural}(where: {{{name}: {{stated: true}}}}) {{ totalCount }} }}"""
            bins = ask(query)
            assert bins == plain(query), f"{plural} by {name}"
            assert sum(each["count"] for each in bins[plural]["histogram"]) == bins["stated"]["totalCount"]


def test_four_countries_are_compared_in_one_question(ask: Asker) -> None:
    countries = ask('{ places(where: {isoCode: {in: ["SE", "NL", "DE", "NO"]}}) { nodes { id title } } }')["places"]
    ids = ", ".join(f'"{node["id"]}"' for node in countries["nodes"])
    cells = ask(
        f"""{{ instruments(where: {{country: {{in: [{ids}]}}}}) {{ totalCount
        crossedFacets(by: [country, instrumentTypes]) {{ keys {{ label }} count }} }} }}"""
    )["instruments"]

    assert len(countries["nodes"]) >= 3
    assert {cell["keys"][0]["label"] for cell in cells["crossedFacets"]} <= {n["title"] for n in countries["nodes"]}
    assert sum(cell["count"] for cell in cells["crossedFacets"]) >= cells["totalCount"] > 0


def test_search_finds_over_all_classes_and_counts_them(ask: Asker) -> None:
    found = ask('{ search(query: "mission", first: 20) { totalCount nodes { title } types { type count } } }')["search"]

    assert found["totalCount"] == sum(each["count"] for each in found["types"]) > 20
    assert len(found["nodes"]) == 20
    assert len(found["types"]) > 1


def test_parts_of_the_seed_are_found_by_their_ids(ask: Asker, seed_records: list[Projection]) -> None:
    parts = {
        part.iri: part.class_name
        for record in seed_records[::97]
        for name in record.values
        for part in record.many(name)
        if isinstance(part, Projection)
    }
    shown = list(parts)[:100]
    ids = ", ".join(f'"{iri}"' for iri in shown)
    nodes = ask(f"{{ nodes(ids: [{ids}]) {{ __typename id }} }}")["nodes"]

    assert len(shown) > 10
    assert nodes == [{"__typename": parts[iri], "id": iri} for iri in shown]
