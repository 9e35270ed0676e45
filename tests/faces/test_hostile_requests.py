"""Requests that want to harm: each is refused by name in a short answer, and the server answers normally afterwards."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.hostility import BODIES, HEADER_NAMES, HEADER_VALUES, QUERIES, VALUES

LONGEST_REFUSAL = 20_000
WELL = '{ place(slug: "sweden") { title } }'


@pytest.fixture(autouse=True)
def answers_afterwards(client: TestClient) -> Iterator[None]:
    yield
    answer = client.post("/graphql", json={"query": WELL}, headers={"accept-language": "en"})
    assert answer.json() == {"data": {"place": {"title": "Sweden"}}}


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
    VALUES,
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
    BODIES,
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


@pytest.mark.parametrize("header", HEADER_NAMES)
@pytest.mark.parametrize("value", HEADER_VALUES)
def test_a_header_that_wants_to_harm_is_read_or_refused(client: TestClient, header: str, value: str) -> None:
    headers = {**JSON, header: value.encode("latin-1")}
    assert client.post("/graphql", json={"query": WELL}, headers=headers).status_code in (200, 401, 406, 415)
    got = client.get("/graphql", params={"query": WELL}, headers=headers)
    assert got.status_code in (200, 304, 401, 406)
