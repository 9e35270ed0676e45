"""Requests that want to harm: each is refused by name in a short answer, and the server answers normally afterwards."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

LONGEST_REFUSAL = 20_000
WELL = '{ place(slug: "sweden") { title } }'


@pytest.fixture(autouse=True)
def answers_afterwards(client: TestClient) -> Iterator[None]:
    yield
    answer = client.post("/graphql", json={"query": WELL}, headers={"accept-language": "en"})
    assert answer.json() == {"data": {"place": {"title": "Sweden"}}}


def nested(levels: int) -> str:
    return "{ missions { nodes { subMissions { nodes " * levels + "{ id }" + " } } } }" * levels


QUERIES = {
    "two thousand aliases": "{ " + " ".join(f"a{n}: missions {{ totalCount }}" for n in range(2000)) + " }",
    "aliases in fragments": "{ ...A } fragment A on Query { "
    + " ".join(f"a{n}: missions {{ totalCount }}" for n in range(101))
    + " }",
    "a cycle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "a fragment in itself": "{ ...A } fragment A on Query { ...A }",
    "fragments that double": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    + " fragment F60 on Query { missions { totalCount } }",
    "deep nests": nested(40),
    "nests beyond any stack": "{ a " * 20_000,
    "brackets beyond any stack": "{ missions(where: " + "[" * 50_000,
    "a huge page": "{ missions(first: 1000000000) { totalCount } }",
    "a page beyond numbers": "{ missions(first: " + "9" * 5_000 + ") { totalCount } }",
    "full pages in full pages": "{ missions(first: 100) { nodes { subMissions(first: 100) { nodes { "
    "subMissions(first: 100) { nodes { id } } } } } } }",
    "a giant string": '{ mission(slug: "' + "x" * 500_000 + '") { id } }',
    "a giant name": "{ " + "x" * 500_000 + " }",
    "a giant comment": "# " + "x" * 500_000 + "\n{ nothing }",
    "fields that might overlap": "{ " + "missions { nodes { id } } " * 1_000 + "}",
    "directives without end": "{ __typename " + "@skip(if: true) " * 1_000 + "}",
    "variables without end": "query Q(" + " ".join(f"$v{n}: Int" for n in range(2_000)) + ") { __typename }",
    "a null character": "{ \0 }",
    "half a character": '{ mission(slug: "\\ud800") { id } }',
    "nothing": "",
    "another thing": "type Query { a: Int }",
    "a subscription": "subscription { missions { totalCount } }",
}
HARMLESS = {"a giant string", "fragments that double"}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_wants_to_harm_is_refused_or_harmless(client: TestClient, name: str) -> None:
    answer = client.post(
        "/graphql", json={"query": QUERIES[name]}, headers={"accept": "application/graphql-response+json"}
    )
    assert answer.status_code in (200, 400)
    assert len(answer.content) < len(QUERIES[name]) + LONGEST_REFUSAL
    told = answer.json().get("errors", [])
    assert all(error["extensions"]["code"] != "internal-error" for error in told)
    assert bool(told) is (name not in HARMLESS)


@pytest.mark.parametrize(
    "variables",
    [
        {"n": 10**400},
        {"n": -1},
        {"n": "9" * 100_000},
        {"n": [[[[]]]]},
        {"n": {"a": {"b": {}}}},
        {"n": True},
        {"n": 1e308},
        {"m": None},
        {f"v{n}": n for n in range(5_000)},
        {"n": "\ud800"},
    ],
    ids=range(10),
)
def test_values_that_want_to_harm_are_refused(client: TestClient, variables: object) -> None:
    query = "query Q($n: Int!) { missions(first: $n) { totalCount } }"
    answer = client.post("/graphql", content=json.dumps({"query": query, "variables": variables}), headers=JSON)
    assert answer.status_code == 200
    assert len(answer.content) < 2 * 100_000 + LONGEST_REFUSAL
    assert answer.json()["errors"][0]["extensions"]["code"] != "internal-error"


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"query": "{ a', 400),
        (b'{"query": "\xc3\x28"}', 400),
        (b"\xed\xa0\x80", 400),
        (b"{" * 100_000, 400),
        (b'{"query":' + b'"x' * 300_000, 400),
        (b"[" + b'{"query": "{ __typename }"},' * 10_000 + b"]", 400),
        (b'[{"query": "{ __typename }"}]', 400),
        (b" " * 1_000_001, 413),
        (b'{"query": "' + b"x" * 2_000_000 + b'"}', 413),
    ],
    ids=range(9),
)
def test_a_body_that_wants_to_harm_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/graphql", content=body, headers=JSON)
    assert answer.status_code == status
    assert len(answer.content) < 1_000


def test_a_length_that_is_not_that_of_the_body_is_no_way_around_the_limit(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(1_100):
            yield b"x" * 1_000

    answer = client.post("/graphql", content=pieces(), headers=JSON)
    assert answer.status_code == 413


@pytest.mark.parametrize("header", ["accept", "accept-language", "if-none-match", "authorization", "content-type"])
@pytest.mark.parametrize("value", [",;=" * 20_000, "a" * 60_000, '"' * 60_000, "é,ÿ", "*/*;q=x," * 9_000])
def test_a_header_that_wants_to_harm_is_read_or_refused(client: TestClient, header: str, value: str) -> None:
    headers = {**JSON, header: value.encode("latin-1")}
    assert client.post("/graphql", json={"query": WELL}, headers=headers).status_code in (200, 406, 415)
    got = client.get("/graphql", params={"query": WELL}, headers=headers)
    assert got.status_code in (200, 304, 406)
