import pytest

from registry.bootstrap import Registry
from registry.errors import QueryTooCostly
from registry.graphql.execution import MOST_ITEMS, Allowance
from registry.graphql.schema import build_schema, execute

PILED_UP = """{ missions(first: 100) { nodes { challenges { missions(first: 100) { nodes {
  challenges { missions(first: 100) { nodes { id } } } } } } } } }"""


def test_pages_inside_pages_are_stopped_at_the_limit(registry: Registry) -> None:
    schema = build_schema(registry.model, registry.finder, registry.settings)
    answer = execute(schema, PILED_UP).as_json()
    assert "data" not in answer
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["query-too-costly"]
    assert f"{MOST_ITEMS:,}" in answer["errors"][0]["message"]


def test_an_allowance_is_spent_once() -> None:
    allowance = Allowance(1)
    assert allowance.spend([]) == []
    with pytest.raises(QueryTooCostly):
        allowance.spend([object(), object()])
