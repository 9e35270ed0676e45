import pytest
from graphql import get_introspection_query, parse

from registry.graphql.limits import Extent, QueryLimits, broken_limits, extents
from tests.unit.graphql.asking import ask, codes


@pytest.mark.parametrize(
    ("query", "depth", "aliases"),
    [
        ("{ a }", 1, 0),
        ("{ x: a { b { y: c } } }", 3, 2),
        ("{ a { ... on T { b } ... { c { d } } } }", 3, 0),
        ("{ a { ...F } } fragment F on T { x: b { c } }", 3, 1),
        ("{ a { ...F ...F } b { ...F } } fragment F on T { x: b }", 2, 3),
        ("{ __schema { types { fields { type { ofType { ofType { name } } } } } } }", 0, 0),
        ("{ a { ...F } } fragment F on T { b { ...F } }", 2, 0),
        ("{ a { ...Unknown } }", 1, 0),
    ],
)
def test_depth_and_aliases_are_counted_with_fragments_written_out(query: str, depth: int, aliases: int) -> None:
    assert extents(parse(query)) == [Extent(depth, aliases)]


def test_each_operation_is_counted_on_its_own() -> None:
    assert extents(parse("query A { a } query B { a { b } }")) == [Extent(1, 0), Extent(2, 0)]


def test_fragments_that_double_each_other_are_counted_in_no_time() -> None:
    fragments = " ".join(f"fragment F{n} on T {{ x: a ...F{n + 1} ...F{n + 1} }}" for n in range(60))

    [extent] = extents(parse(f"{{ ...F0 }} {fragments} fragment F60 on T {{ y: a }}"))

    assert extent.aliases > 2**60


def test_a_limit_says_its_value_and_what_was_found() -> None:
    limits = QueryLimits(depth=2, aliases=1, tokens=100)

    assert [error.message for error in broken_limits(parse("{ x: a { y: b { c } } }"), limits)] == [
        "The query is 3 levels deep; the limit is 2.",
        "The query has 2 aliases; the limit is 1.",
    ]
    assert broken_limits(parse("{ x: a { b } }"), limits) == []


DEEP = "{ missions { nodes { country { missions { nodes { country { missions { nodes { id } } } } } } } } }"


def test_a_query_within_the_limits_is_answered() -> None:
    assert "errors" not in ask(DEEP)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ missions { nodes { country " * 6 + "{ id" + " } } }" * 6 + " }", "query-too-deep"),
        ("{ missions " * 1600, "query-too-deep"),
        ("{ missions(first: " + "[" * 4000 + ") }", "query-too-deep"),
        ("{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(600)), "query-too-deep"),
        ("{ missions { nodes { " + " ".join(f"a{n}: id" for n in range(101)) + " } } }", "too-many-aliases"),
        ("{ missions { nodes { " + "id " * 5000 + " } } }", "query-too-long"),
    ],
)
def test_a_query_beyond_a_limit_is_refused_with_the_code_of_that_limit(query: str, code: str) -> None:
    answer = ask(query)

    assert codes(answer) == [code]
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["advice"]


def test_the_schema_can_be_asked_about_itself() -> None:
    assert ask(get_introspection_query(descriptions=True))["data"]["__schema"]["queryType"]["name"] == "Query"


def test_which_of_several_operations_is_meant_must_be_said() -> None:
    answer = ask("query A { __typename } query B { __typename }")

    assert answer["errors"][0]["message"] == "The document holds 2 operations; `operationName` says which to run."
