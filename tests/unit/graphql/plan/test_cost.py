import json

import pytest
from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values

from registry.graphql.limits import QueryLimits
from registry.graphql.plan.cost import (
    CONDITION_PRICE,
    JOIN_PRICE,
    LIST_SIZE,
    PRICES,
    SCHEMA_PRICES,
    Cost,
    PageSizes,
    Pricing,
)
from registry.graphql.plan.request import Asked
from registry.settings import Settings
from tests.unit.graphql.asking import SCHEMA, finder_over
from tests.unit.graphql.plan.asking import by_strawberry

CORE = SCHEMA._schema


def cost(query: str, **variables: object) -> Cost:
    document = parse(query)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    values = get_variable_values(CORE, operation.variable_definitions or (), variables)
    assert isinstance(values, VariableValues)
    return Pricing(CORE, document, values, PageSizes(usual=20, largest=100)).of(operation)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("{ __typename }", 0),
        ("{ a: __schema { description } b: __schema { description } }", 2 * SCHEMA_PRICES["__schema"]),
        ('{ __type(name: "Mission") { name } }', SCHEMA_PRICES["__type"]),
        ("{ registry { version digest } }", 1),
        ('{ mission(slug: "x") { title } }', 1),
        ('{ mission(slug: "x") { title country { title } } }', 2),
        ('{ mission(slug: "x") { citations { value } } }', 2 + LIST_SIZE),
        ('{ mission(slug: "x") { citations { source { title } } } }', 2 + LIST_SIZE * 2),
        ("{ missions { totalCount } }", 1),
        ("{ missions { totalCount pageInfo { endCursor } } }", 2),
        ("{ missions { nodes { title } } }", 21),
        ("{ missions(first: 3) { nodes { title } } }", 4),
        ("{ missions(last: 3) { nodes { title } } }", 4),
        ("{ missions(first: 0) { nodes { title } } }", 1),
        ("{ missions(first: -3) { nodes { title } } }", 1),
        ("{ missions(first: 1000) { nodes { title } } }", 101),
        ("{ missions(first: 3) { edges { cursor node { title } } } }", 7),
        ("{ missions(first: 3) { nodes { country { missions(first: 2) { nodes { id } } } } } }", 1 + 3 * (2 + 1 + 2)),
        ("{ missions(first: 3) { nodes { country { title } country { id } } } }", 1 + 3 * 2),
        ("{ missions(first: 3) { nodes { a: country { title } b: country { id } } } }", 1 + 3 * 3),
        ("{ missions(first: 3) { nodes { ...F ...F } } } fragment F on Mission { country { id } }", 1 + 3 * 2),
        ("{ missions(first: 3) { nodes { ... on Record { ... { country: title } } } } }", 4),
        ("{ missions(first: 3) @skip(if: true) { nodes { title } } registry { version } }", 1),
        ("{ missions(first: 3) @include(if: false) { nodes { title } } registry { version } }", 1),
        ("{ missions(first: 3) @include(if: true) { nodes { title } } }", 4),
    ],
)
def test_sizes_of_lists_multiply(query: str, total: int) -> None:
    assert cost(query) == Cost(total)


def test_sizes_come_from_variables_too() -> None:
    query = (
        "query($n: Int = 7, $all: Boolean!) { missions(first: $n) { nodes { id country @include(if: $all) { id } } } }"
    )

    assert cost(query, all=False) == Cost(8)
    assert cost(query, all=True) == Cost(15)
    assert cost(query, all=True, n=2) == Cost(5)
    assert cost(query, all=True, n=None) == Cost(41)


def test_what_the_index_must_count_or_search_has_a_price() -> None:
    found = cost('{ search(query: "x", first: 2) { nodes { id } } }')
    assert found == Cost(PRICES["search"] + 3, PRICES["search"])

    query = "{ missions(first: 2) { facets(by: [country, verdict]) { name } nodes { id } } }"
    assert cost(query).index == 2 * PRICES["facets"]


def test_conditions_on_linked_records_have_a_price() -> None:
    where = "{country: {some: {title: {eq: $t}}}, or: [{citations: {none: {source: {stated: true}}}}]}"
    query = f"query($t: String) {{ missions(where: {where}) {{ totalCount }} }}"

    read = 8 * CONDITION_PRICE + 1  # eight entries, and one filter in a list
    assert cost(query) == Cost(1 + read + 2 * JOIN_PRICE, 2 * JOIN_PRICE)


def test_every_entry_of_a_filter_and_every_value_of_a_list_has_a_price() -> None:
    query = "query($w: MissionFilter) { missions(first: 0, where: $w) { totalCount } }"
    words = [{"text": "water"}] * 1_000

    assert cost(query, w={"or": words}).total == 1 + CONDITION_PRICE + len(words) + CONDITION_PRICE * len(words)
    assert cost(query, w={"title": {"in": ["a", "b"]}}).total == 1 + 2 * CONDITION_PRICE + 2


def test_arguments_that_cannot_be_read_cost_nothing_more() -> None:
    query = 'query($id: ID = "x") { node(id: $id) { id } }'

    assert cost(query, id=None) == Cost(1)


def test_fragments_that_double_each_other_are_priced_in_no_time() -> None:
    levels = " ".join(
        f"fragment F{n} on Mission {{ country {{ missions {{ nodes {{ ...F{n + 1} }} }} }}"
        f" places {{ missions {{ nodes {{ ...F{n + 1} }} }} }} }}"
        for n in range(40)
    )
    query = f"{{ missions {{ nodes {{ ...F0 }} }} }} {levels} fragment F40 on Mission {{ id }}"

    assert cost(query).total > 10**40


def test_strawberry_by_itself_holds_to_the_cost_too() -> None:
    within = "query($n: Int) { missions(first: $n) { nodes { country { missions(first: 100) { nodes { id } } } } } }"
    finder = finder_over([])

    for number, refused in ((100, False), (-5, False), (None, False)):
        answer = json.loads(by_strawberry(finder, Asked(within, {"n": number})))
        assert ("data" not in answer) is refused
    beyond = within.replace("{ id }", "{ places { id } }")
    [error] = json.loads(by_strawberry(finder, Asked(beyond, {"n": 100})))["errors"]
    assert error["extensions"]["code"] == "query-too-costly"
    assert error["message"] == "The query may cost 70,301; the limit is 20,000."


def test_the_limits_are_those_of_the_settings() -> None:
    settings = Settings(max_query_depth=1, max_query_aliases=2, max_query_tokens=3, max_query_cost=4)

    assert QueryLimits.of(settings) == QueryLimits(1, 2, 3, 4)
    assert QueryLimits.of(Settings()) == QueryLimits()
