"""The whole server: which face answers what, and that the settings reach the faces."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from registry.app import create_app
from registry.bootstrap import Registry
from registry.errors import Misuse
from registry.settings import Settings
from tests.asking import Client
from tests.conftest import SITE

QUERY = {"query": "{ missions(first: 1) { nodes { title } } }"}


def client_of(registry: Registry, **settings: Any) -> Client:
    return Client(create_app(replace(registry, settings=replace(registry.settings, **settings))))


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


def test_a_caller_who_asks_too_often_is_told_so_in_the_form_of_the_face(registry: Registry) -> None:
    client = client_of(registry, rate_limit=6, rate_burst=2)
    assert [client.post("/graphql", json=QUERY).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.post("/graphql", json=QUERY)
    assert codes(refused) == ["too-many-requests"]
    wait = int(refused.headers["retry-after"])
    assert refused.json()["errors"][0]["message"] == f"More than 6 requests a minute; wait {wait} s."
    assert 1 <= wait <= 10
    assert refused.headers["access-control-allow-origin"] == "*"
    elsewhere = client.get("/id/place/sweden")
    assert elsewhere.status_code == 429
    assert int(elsewhere.headers["retry-after"]) <= wait
    assert elsewhere.json()["type"].endswith("/too-many-requests")
    assert client.head("/graphql").content == b""
    assert client.get("/health").status_code == 200


def test_there_is_no_limit_unless_one_is_set(registry: Registry) -> None:
    client = client_of(registry)
    assert {client.get("/health").status_code for _ in range(100)} == {200}


def test_only_trusted_documents_are_answered_where_the_settings_say_so(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps({"first": QUERY["query"]}))
    client = client_of(registry, trusted_documents=path, trusted_only=True)
    assert "data" in client.post("/graphql", json={"documentId": "first"}).json()
    assert codes(client.post("/graphql", json={"query": "{ __typename }"})) == ["document-not-trusted"]
    path.write_text("[]")
    with pytest.raises(Misuse, match="trusted_documents"):
        client_of(registry, trusted_documents=path)


@pytest.mark.parametrize(
    ("setting", "value", "query", "code"),
    [
        ("max_query_depth", 2, "{ missions { nodes { title } } }", "query-too-deep"),
        ("max_query_aliases", 1, "{ a: missions { totalCount } b: missions { totalCount } }", "too-many-aliases"),
        ("max_query_tokens", 5, "{ missions { totalCount } }", "query-too-long"),
        ("max_query_cost", 5, "{ missions(first: 50) { nodes { title } } }", "query-too-costly"),
        ("max_query_bytes", 20, "{ missions { totalCount } }", "input-too-large"),
    ],
)
def test_the_limits_of_the_settings_hold(registry: Registry, setting: str, value: int, query: str, code: str) -> None:
    assert codes(client_of(registry, **{setting: value}).post("/graphql", json={"query": query})) == [code]


def test_the_readers_languages_are_heard(registry: Registry) -> None:
    client = client_of(registry)
    query = {"query": '{ place(slug: "sweden") { title } }'}
    for language, title in (("de", "Schweden"), ("sv-SE, de;q=0.5", "Sverige"), ("xx", "Sweden"), ("", "Sweden")):
        answer = client.get("/graphql", params=query, headers={"accept-language": language})
        assert answer.json()["data"]["place"]["title"] == title


def test_who_has_an_answer_is_told_so(registry: Registry) -> None:
    client = client_of(registry)
    first = client.get("/graphql", params=QUERY)
    again = client.get("/graphql", params=QUERY, headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_openapi_document_tells_of_all_faces(registry: Registry) -> None:
    paths = client_of(registry).get("/openapi.json").json()["paths"]
    assert {"/graphql", "/validate", "/health"} <= set(paths)


def test_what_is_near_the_address_of_graphql_is_not_graphql(registry: Registry) -> None:
    client = client_of(registry)
    for path in ("/graphql/", "/graphql/x", "/GraphQL"):
        assert client.post(path, json=QUERY).status_code in (404, 405)


def test_the_server_closes_the_registry_when_it_ends(own_seeded_folder: Path) -> None:
    opened = Registry.open(Settings(data_dir=own_seeded_folder))
    with TestClient(create_app(opened), base_url=SITE) as client:
        assert client.post("/graphql", json=QUERY).status_code == 200
    Registry.open(Settings(data_dir=own_seeded_folder)).close()
