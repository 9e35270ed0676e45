"""A document is valid here when it is for graphql-core, and what is wrong with it is said in graphql-core's words."""

import pytest
from graphql import GraphQLError, parse
from strawberry.schema.schema import validate_document

from registry.graphql.merging import RULES
from registry.graphql.plan.validating import is_valid, validate
from tests.hostility import QUERIES
from tests.unit.graphql.asking import SCHEMA

CORE = SCHEMA._schema

RIGHT = [
    "{ __typename }",
    "query Q($id: ID!, $n: Int = 3) { mission(id: $id) { title ...T } missions(first: $n) { totalCount } }"
    " fragment T on Mission { title @include(if: true) id }",
    '{ missions(where: {not: {title: {startsWith: "a"}}, and: [{id: {in: ["urn:x:a"]}}]}) { nodes { id title } } }',
    "{ node(id: 1) { id ... on Mission { title } } __schema { types { name } } }",
]
WRONG = {
    "a definition of a type": "{ __typename } type A { a: Int }",
    "a mutation where there is none": "mutation { a }",
    "two operations of one name": "query A { __typename } query A { __typename }",
    "a nameless operation beside another": "{ __typename } query A { __typename }",
    "an unknown type": "query Q($a: Nothing) { missions(first: $a) { totalCount } }",
    "a fragment on a scalar": "{ ...F } fragment F on Int { a }",
    "a variable of an output type": "query Q($a: Mission) { missions(first: $a) { totalCount } }",
    "an object without fields": "{ missions }",
    "a scalar with fields": "{ missions { totalCount { a } } }",
    "an unknown field": "{ missions { tital } }",
    "two fragments of one name": "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }",
    "an unknown fragment": "{ ...F }",
    "an unused fragment": "{ __typename } fragment F on Query { __typename }",
    "a fragment that never fits": "{ missions { ... on Place { id } } }",
    "a cycle": "{ ...F } fragment F on Query { ...F }",
    "a variable twice": "query Q($a: Int, $a: Int) { missions(first: $a) { totalCount } }",
    "an unknown variable": "{ missions(first: $a) { totalCount } }",
    "an unknown variable in a fragment": "{ ...F } fragment F on Query { missions(first: $a) { totalCount } }",
    "an unused variable": "query Q($a: Int) { __typename }",
    "an unknown directive": "{ __typename @loud }",
    "a directive in a wrong place": "query @skip(if: true) { __typename }",
    "a directive twice": "{ __typename @skip(if: true) @skip(if: true) }",
    "an unknown argument": "{ missions(frist: 1) { totalCount } }",
    "an argument twice": "{ missions(first: 1, first: 2) { totalCount } }",
    "a value of a wrong type": '{ missions(first: "one") { totalCount } }',
    "a value deep inside that is wrong": "{ missions(where: {not: {title: {startsWith: 1}}}) { totalCount } }",
    "an argument missing": "{ node { id } }",
    "a variable that may be null": "query Q($id: ID) { node(id: $id) { id } }",
    "fields that cannot be one": "{ missions { nodes { a: id a: title } } }",
    "an input field twice": "{ missions(where: {title: {eq: null, eq: null}}) { totalCount } }",
    "introspection without end": "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
}


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_valid(text: str) -> None:
    document = parse(text)
    assert validate_document(CORE, document, RULES) == []
    assert is_valid(CORE, document)
    assert validate(CORE, document) == ()


@pytest.mark.parametrize("name", WRONG)
def test_what_breaks_one_rule_is_not_and_graphql_core_says_why(name: str) -> None:
    document = parse(WRONG[name])
    said = validate_document(CORE, document, RULES)
    assert said
    assert not is_valid(CORE, document)
    assert [error.formatted for error in validate(CORE, document)] == [error.formatted for error in said]


@pytest.mark.parametrize("name", QUERIES)
def test_what_wants_to_harm_is_judged_alike(name: str) -> None:
    try:
        document = parse(QUERIES[name], max_tokens=5_000)
    except GraphQLError:
        return  # it does not come as far as that
    assert is_valid(CORE, document) is (validate_document(CORE, document, RULES) == [])
