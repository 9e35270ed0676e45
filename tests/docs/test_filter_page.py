"""The reference page of filters has every operator, and its examples find something."""

import pytest
from graphql import GraphQLInputObjectType, GraphQLSchema
from graphql import build_schema as schema_of_text

from registry.bootstrap import printed_schema
from registry.graphql.execution import Request
from registry.graphql.schema import build_schema, execute
from registry.index.projection import Projector
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.resources import SEED, turtle_files
from registry.services.find import PageLimits
from registry.settings import Settings
from tests.plain.world import world_of
from tests.plain_finder import PlainFinder
from tools.filter_examples import EXAMPLES, example
from tools.filter_page import filter_page

SAME = [("IntFilter", "DecimalFilter"), ("DateFilter", "PartialDateFilter"), ("YearFilter", "PartialDateFilter")]


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="module")
def schema(model: Model) -> GraphQLSchema:
    return schema_of_text(printed_schema(model, Settings()))


def entries(schema: GraphQLSchema, name: str) -> list[str]:
    made = schema.type_map[name]
    assert isinstance(made, GraphQLInputObjectType)
    return list(made.fields)


def test_every_kind_of_filter_is_on_the_page(model: Model, schema: GraphQLSchema) -> None:
    own = {f"{c.name}{ending}" for c in (*model.records, *model.parts) for ending in ("Filter", "LinkFilter")}
    own |= {f"{c.name}PartFilter" for c in model.parts} | {f"{c.name}PresenceFilter" for c in model.records}
    own |= {f"{code_list.name}Filter" for code_list in model.code_lists}
    # That of comparisons has an entry for each class, with the filter of that class.
    own |= {"ComparedFilter", "RecordFilter", "RecordLinkFilter", "RecordPresenceFilter", *(name for name, _ in SAME)}
    kinds = {
        name for name, made in schema.type_map.items() if isinstance(made, GraphQLInputObjectType) and "Filter" in name
    }
    assert kinds - own <= set(EXAMPLES)
    for name, like in SAME:
        assert entries(schema, name) == entries(schema, like)


def test_the_page_tells_each_operator_with_its_example(model: Model) -> None:
    page = filter_page(model, printed_schema(model, Settings()))

    for name, operators in EXAMPLES.items():
        for operator in operators:
            assert f"`{example(name, operator)}`" in page, f"{name}.{operator}"
    assert "| Mission | `title`" in page


def test_every_example_finds_something(model: Model) -> None:
    statements = [quad for path in turtle_files(SEED) for quad in parse(path.read_bytes(), name=path.name)]
    world = world_of(model, Projector(model)(statements), ("en",))
    finder = PlainFinder(world, 1, PageLimits(20, 100))
    made = build_schema(model, finder, Settings())
    for name, operators in EXAMPLES.items():
        for operator in operators:
            query = f"{{ found: {example(name, operator)} {{ totalCount }} }}"
            answer = execute(made, query, request=Request(finder, ("en",)))
            assert answer.data is not None, (query, answer.errors)
            assert answer.data["found"]["totalCount"] > 0, query
