"""Real questions to the real registry."""

import json
from typing import Any

import pytest
import strawberry
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from registry.graphql.execution import Request
from registry.graphql.limits import QueryLimits
from registry.graphql.plan.executor import Executor, Room
from registry.graphql.plan.request import Asked
from registry.graphql.schema import LIMITS, build_schema, execute
from registry.index.projection import Projection
from registry.model.spec import Model
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from tests.plain.world import with_parts
from tests.unit.graphql.asking import CountingFinder

FIRST_QUESTION = """{ missions(first: 3) { totalCount nodes {
    title country { title } challenges { title } citations { property source { title } link status } } } }"""


def data(schema: strawberry.Schema, query: str, **variables: Any) -> Any:
    answer = execute(schema, query, variables)
    assert not answer.errors, answer.errors
    return answer.data


def test_missions_come_with_country_challenges_and_sources(
    schema: strawberry.Schema, seed_records: list[Projection]
) -> None:
    missions = data(schema, FIRST_QUESTION)["missions"]

    assert missions["totalCount"] == sum(record.class_name == "Mission" for record in seed_records) > 200
    assert len(missions["nodes"]) == 3
    for mission in missions["nodes"]:
        assert mission["title"]
        assert mission["country"]["title"]
        assert mission["citations"]
        for citation in mission["citations"]:
            assert citation["property"]
            assert citation["source"]["title"]
            assert citation["status"] in {"STATED", "INFERRED", "DISPUTED", "VERIFIED"}


@pytest.mark.parametrize("size", [3, 100])
def test_the_question_takes_as_many_lookups_for_three_missions_as_for_a_hundred(
    model: Model, seed_finder: IndexFinder, size: int
) -> None:
    finder = CountingFinder(seed_finder)
    counted = build_schema(model, finder, Settings())
    data(counted, FIRST_QUESTION.replace("first: 3", f"first: {size}"))

    assert sorted(finder.lookups) == ["page", "records", "records", "records"]


def everything(schema: GraphQLSchema, made: GraphQLNamedType, depth: int) -> str:
    """A selection of every field that needs no argument, and of what those lead to, so many levels deep."""
    assert isinstance(made, GraphQLObjectType | GraphQLInterfaceType)
    fields = [_selected(schema, name, field, depth) for name, field in made.fields.items()]
    return " ".join(part for part in fields if part)


def _selected(schema: GraphQLSchema, name: str, field: GraphQLField, depth: int) -> str:
    leads_to = get_named_type(field.type)
    if name == "presence":
        return ""
    if is_leaf_type(leads_to):
        return name
    return f"{name} {{ {everything(schema, leads_to, depth - 1)} }}" if depth else ""


def test_everything_in_the_seed_can_be_read(
    schema: strawberry.Schema, printed_schema: GraphQLSchema, model: Model, seed_finder: IndexFinder
) -> None:
    limits, room = QueryLimits(cost=10**9), Room(items=10**9, seconds=600)
    executor = Executor(schema, seed_finder, Settings(), limits, room)
    read = 0
    for record_class in model.records:
        parts = everything(printed_schema, printed_schema.type_map[record_class.name], 1)
        after = None
        while True:
            query = f"query($c: String) {{ {record_class.plural}(first: 100, after: $c) {{"
            query += f" nodes {{ {parts} }} pageInfo {{ hasNextPage endCursor }} }} }}"
            answer = json.loads(executor.answer(Asked(query, {"c": after})).body)
            assert "errors" not in answer
            page = answer["data"][record_class.plural]
            read += len(page["nodes"])
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]

    assert read == seed_finder.total > 1000


def test_the_seed_has_no_value_that_its_field_cannot_hold(seed_records: list[Projection]) -> None:
    assert not [node.malformed for record in seed_records for node in with_parts(record) if node.malformed]


def test_every_record_is_a_node(schema: strawberry.Schema, seed_records: list[Projection]) -> None:
    query = "query($id: ID!) { node(id: $id) { id ... on Record { title } } }"
    for record in seed_records[::97]:
        assert data(schema, query, id=record.iri)["node"]["id"] == record.iri


def test_text_is_given_in_the_languages_of_the_reader(schema: strawberry.Schema, seed_finder: IndexFinder) -> None:
    query = '{ codeList(name: "Verdict") { codes { label } } }'
    english = data(schema, query)
    swedish = execute(schema, query, request=Request(seed_finder, ("sv",))).data

    assert swedish != english


def test_the_limits_leave_room_for_a_page_of_everything(printed_schema: GraphQLSchema) -> None:
    selection = everything(printed_schema, printed_schema.type_map["Mission"], 2)

    assert selection.count(" ") < LIMITS.tokens
