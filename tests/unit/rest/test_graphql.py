import threading
from collections.abc import Mapping
from typing import Any

import pytest
from fastapi import FastAPI

from registry.rest.graphql import Asked, graphql_router
from registry.rest.problems import install_problems
from tests.asking import Client


class Echo:
    """Answers with what it was asked, and remembers on which thread."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def __call__(self, asked: Asked) -> Mapping[str, Any]:
        self.threads.append(threading.current_thread().name)
        return {"data": {"query": asked.query, "variables": asked.variables, "name": asked.operation_name}}


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def client(echo: Echo) -> Client:
    app = FastAPI()
    install_problems(app)
    app.include_router(graphql_router(echo, 1_000))
    return Client(app)


def test_a_request_is_taken_apart(client: Client) -> None:
    body = {"query": "{ a }", "variables": {"n": 1}, "operationName": "A"}
    answer = client.post("/graphql", json=body)
    assert answer.json() == {"data": {"query": "{ a }", "variables": {"n": 1}, "name": "A"}}
    assert answer.headers["cache-control"] == "no-store"


def test_the_address_may_hold_the_request_too(client: Client) -> None:
    answer = client.get("/graphql", params={"query": "{ a }", "variables": '{"n": 1}', "operationName": ""})
    assert answer.json()["data"] == {"query": "{ a }", "variables": {"n": 1}, "name": None}


def test_an_answer_is_made_beside_the_event_loop(client: Client, echo: Echo) -> None:
    client.post("/graphql", json={"query": "{ a }"})
    assert echo.threads != [threading.main_thread().name]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"null", "invalid-argument"),
        (b'"x"', "invalid-argument"),
        (b'[{"query": "{ a }"}]', "invalid-argument"),
        (b"{}", "invalid-argument"),
        (b'{"query": 1}', "invalid-argument"),
        (b'{"query": "{ a }", "variables": []}', "invalid-argument"),
        (b'{"query": "{ a }", "operationName": 1}', "invalid-argument"),
        (b"\xff\xfe\x00", "malformed-input"),
        (b'{"query": "\xff"}', "malformed-input"),
        (b"{", "malformed-input"),
        (b"[" * 900, "malformed-input"),
        (b"", "malformed-input"),
    ],
)
def test_what_is_no_request_is_refused_with_a_name(client: Client, echo: Echo, body: bytes, code: str) -> None:
    answer = client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]
    assert echo.threads == []


def test_numbers_and_brackets_without_end_are_refused(echo: Echo) -> None:
    app = FastAPI()
    app.include_router(graphql_router(echo, 1_000_000))
    for body in (b'{"query": "{ a }", "variables": {"n": ' + b"9" * 10_000 + b"}}", b"[" * 200_000):
        answer = Client(app).post("/graphql", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400


def test_a_body_beyond_the_limit_is_refused(client: Client) -> None:
    answer = client.post("/graphql", json={"query": "x" * 2_000})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "input-too-large")


def test_another_content_type_is_a_problem(client: Client) -> None:
    answer = client.post("/graphql", content=b"{ a }", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert answer.json()["type"].endswith("/unknown-format")


def test_a_variable_in_the_address_that_is_no_json_is_refused(client: Client) -> None:
    assert client.get("/graphql", params={"query": "{ a }", "variables": "{"}).status_code == 400


def test_half_a_character_does_not_end_the_answer(client: Client) -> None:
    answer = client.post("/graphql", content=b'{"query": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert answer.json()["data"]["query"] == "?"
