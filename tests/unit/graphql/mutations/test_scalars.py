from typing import Any

import pytest
from graphql import GraphQLError, parse_value

from registry.graphql.mutations.scalars import VALUE_SCALARS

VALUE: Any = next(each for each in VALUE_SCALARS.values() if each.name == "Value")
JSON: Any = next(each for each in VALUE_SCALARS.values() if each.name == "JSON")


@pytest.mark.parametrize(
    ("written", "read"),
    [("5", 5), ("1.10", "1.10"), ('"text"', "text"), ("DECREASE", "DECREASE"), ("true", True)],
)
def test_a_value_is_taken_as_it_is_written(written: str, read: object) -> None:
    assert VALUE.parse_literal(parse_value(written)) == read


@pytest.mark.parametrize("written", ["[1]", "{a: 1}", "null", "1" * 61])
def test_what_is_no_single_value_is_refused_in_a_query(written: str) -> None:
    with pytest.raises(GraphQLError, match="no single value"):
        VALUE.parse_literal(parse_value(written))


def test_what_is_no_single_value_is_refused_in_variables() -> None:
    assert [VALUE.parse_value(each) for each in (5, "x", 1.5, False)] == [5, "x", 1.5, False]
    for given in ([1], {"a": 1}, None):
        with pytest.raises(GraphQLError, match="no single value"):
            VALUE.parse_value(given)


def test_json_is_given_and_taken_as_it_is() -> None:
    assert JSON.serialize({"a": [1]}) == JSON.parse_value({"a": [1]}) == {"a": [1]}
