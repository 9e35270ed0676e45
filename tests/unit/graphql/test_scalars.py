from decimal import Decimal
from typing import Any

import pytest
from graphql import GraphQLError
from graphql import parse_value as value_of_text

from registry.graphql.scalars import SCALARS, fits_int
from tests.unit.graphql.asking import ask, codes

BY_NAME = {scalar.name: scalar for scalar in SCALARS.values()}


def taken(name: str, given: object) -> Any:
    """What a scalar makes of a value in a variable."""
    parse = BY_NAME[name].parse_value
    assert parse is not None
    return parse(given)


def taken_from_text(name: str, literal: str) -> Any:
    """What a scalar makes of a value that stands in the query."""
    parse = BY_NAME[name].parse_literal
    assert parse is not None
    return parse(value_of_text(literal), None)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("Date", "2024-02-29", "2024-02-29"),
        ("Date", "2024-02-29Z", "2024-02-29Z"),
        ("Date", "-0004-02-29", "-0004-02-29"),
        ("Date", "12024-12-31+02:00", "12024-12-31+02:00"),
        ("PartialDate", "2030", "2030"),
        ("PartialDate", "2030-06", "2030-06"),
        ("PartialDate", "2030-06-30", "2030-06-30"),
        ("PartialDate", 2030, "2030"),
        ("Year", "2030", "2030"),
        ("Year", 2030, "2030"),
        ("Year", "-0500", "-0500"),
        ("Decimal", "95000000.50", Decimal("95000000.50")),
        ("Decimal", "-.5", Decimal("-0.5")),
        ("Decimal", 12, Decimal(12)),
        ("Decimal", 1.5, Decimal("1.5")),
        ("Decimal", 1e21, Decimal("1e21")),
    ],
)
def test_a_scalar_takes_what_it_gives(name: str, given: object, value: object) -> None:
    assert taken(name, given) == value


@pytest.mark.parametrize(
    ("name", "literal", "value"),
    [
        ("PartialDate", '"2030-06"', "2030-06"),
        ("Year", "2030", "2030"),
        ("Decimal", '"1.50"', Decimal("1.50")),
        ("Decimal", "1.50", Decimal("1.50")),
        ("Decimal", "-3", Decimal(-3)),
    ],
)
def test_a_scalar_takes_the_same_from_the_query_itself(name: str, literal: str, value: object) -> None:
    assert taken_from_text(name, literal) == value


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Date", "2030"),
        ("Date", "2023-02-29"),
        ("Date", "2030-00-10"),
        ("Date", "2030-13-10"),
        ("Date", "2030-06-31"),
        ("Date", "30-06-2030"),
        ("Date", " 2030-06-30"),
        ("Date", 20300630),
        ("Date", True),
        ("Date", None),
        ("PartialDate", "2030-6"),
        ("PartialDate", "soon"),
        ("PartialDate", "2030-06-30T12:00:00"),
        ("PartialDate", True),
        ("PartialDate", "२०३०"),
        ("PartialDate", "9" * 200),
        ("Year", "2030-06"),
        ("Year", 30),
        ("Year", 2030.0),
        ("Decimal", "1_000"),
        ("Decimal", "1,5"),
        ("Decimal", "NaN"),
        ("Decimal", "Infinity"),
        ("Decimal", float("inf")),
        ("Decimal", "1e1000000"),
        ("Decimal", "9" * 101),
        ("Decimal", False),
        ("Decimal", []),
    ],
)
def test_what_a_scalar_does_not_take_is_refused_with_the_format(name: str, given: object) -> None:
    with pytest.raises(GraphQLError, match=f"is no {name}; write "):
        taken(name, given)


@pytest.mark.parametrize(
    ("name", "literal"), [("PartialDate", "true"), ("Date", "{}"), ("Year", "9" * 101), ("Decimal", "[1]")]
)
def test_what_is_no_text_or_number_in_the_query_is_refused_too(name: str, literal: str) -> None:
    with pytest.raises(GraphQLError, match=f"is no {name}; write "):
        taken_from_text(name, literal)


def test_a_bad_value_is_an_invalid_argument_that_says_where_it_stands() -> None:
    literal = ask('{ missions(where: {startDate: {lt: "2030-13"}}) { totalCount } }')
    variable = ask(
        "query($w: MissionFilter) { missions(where: $w) { totalCount } }", w={"startDate": {"lt": "2030-13"}}
    )

    for answer in (literal, variable):
        assert codes(answer) == ["invalid-argument"]
        assert "data" not in answer
        assert "2030-13" in answer["errors"][0]["message"]
        assert "YYYY, YYYY-MM or YYYY-MM-DD" in answer["errors"][0]["message"]
    assert literal["errors"][0]["locations"] == [{"line": 1, "column": 36}]
    assert "at .startDate.lt" in variable["errors"][0]["message"]


@pytest.mark.parametrize(
    ("number", "fits"), [(0, True), (2**31 - 1, True), (-(2**31), True), (2**31, False), (-(2**31) - 1, False)]
)
def test_an_integer_fits_when_it_has_no_more_than_32_bits(number: int, fits: bool) -> None:
    assert fits_int(number) is fits


@pytest.mark.parametrize("written", ["0.00000001", "95000000.50", "-1", "100000000000000000000.1"])
def test_a_decimal_is_given_digit_by_digit(written: str) -> None:
    [decimal] = [scalar for scalar in SCALARS.values() if scalar.name == "Decimal"]

    assert decimal.serialize is not None
    assert decimal.serialize(Decimal(written)) == written


def test_every_scalar_says_what_it_looks_like() -> None:
    assert all(scalar.description for scalar in SCALARS.values())
