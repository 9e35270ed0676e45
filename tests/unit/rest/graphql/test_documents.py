"""Persisted documents: what the protocols of clients ask for, and what a trusted list refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from registry.errors import (
    DocumentMismatch,
    DocumentNotTrusted,
    Misuse,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    UnknownDocument,
)
from registry.rest.graphql.documents import Documents, Found, hash_of, read_trusted
from registry.rest.graphql.parameters import Parameters
from tests.unit.rest.graphql.asgi import Reply, get, post
from tests.unit.rest.graphql.fakes import FakeExecutor, face_of

STRICT = "application/graphql-response+json"
QUERY = "{ a }"
HASH = hash_of(QUERY)


def hashed(digest: Any = HASH, version: Any = 1) -> dict[str, Any]:
    return {"persistedQuery": {"version": version, "sha256Hash": digest}}


def test_a_hash_is_that_of_the_text_in_utf_8() -> None:
    example = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
    assert hash_of(example) == "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"
    assert len(hash_of("\ud800")) == 64


def test_a_client_sends_the_hash_then_both_then_the_hash_again() -> None:
    executor = FakeExecutor()
    face = face_of(executor)
    unknown = post(face, {"extensions": hashed()})
    assert (unknown.status, unknown.json["errors"][0]["message"]) == (200, "PersistedQueryNotFound")
    assert unknown.headers["cache-control"] == "no-store"
    assert post(face, {"query": QUERY, "extensions": hashed()}).json == {"data": QUERY}
    assert post(face, {"extensions": hashed()}).json == {"data": QUERY}
    address = f'extensions={{"persistedQuery":{{"version":1,"sha256Hash":"{HASH}"}}}}'
    assert get(face, address).json == {"data": QUERY}
    assert get(face, f"documentId=sha256:{HASH}").json == {"data": QUERY}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"extensions": hashed()}, 400, "persisted-query-not-found"),
        ({"extensions": hashed(version=2)}, 400, "persisted-query-not-supported"),
        ({"query": QUERY, "extensions": hashed("0" * 64)}, 400, "document-mismatch"),
        ({"documentId": "no-such"}, 404, "unknown-document"),
        ({"documentId": f"sha256:{HASH}"}, 404, "unknown-document"),
    ],
)
def test_a_document_that_is_not_to_be_had_is_told_with_the_status_that_the_media_type_wants(
    body: dict[str, Any], status: int, code: str
) -> None:
    def asked(accept: str) -> Reply:
        return post(face_of(FakeExecutor()), body, accept=accept)

    assert (asked(STRICT).status, asked(STRICT).codes) == (status, [code])
    assert (asked("application/json").status, asked("application/json").codes) == (200, [code])


def test_an_invalid_query_is_not_kept() -> None:
    face = face_of(FakeExecutor())
    invalid = {"persistedQuery": {"version": 1, "sha256Hash": hash_of("invalid")}}
    post(face, {"query": "invalid", "extensions": invalid})
    assert post(face, {"extensions": invalid}).codes == ["persisted-query-not-found"]


def test_a_hash_of_another_text_keeps_nothing() -> None:
    documents = Documents()
    with pytest.raises(DocumentMismatch, match=HASH):
        documents.find(Parameters(QUERY, extensions=hashed("0" * 64)))
    with pytest.raises(PersistedQueryNotFound):
        documents.find(Parameters(extensions=hashed("0" * 64)))


@pytest.mark.parametrize("given", [1, "x", [], {}, {"version": 1}, {"version": 1, "sha256Hash": 3}, {"version": "1"}])
def test_another_protocol_is_not_spoken(given: Any) -> None:
    for query in (None, QUERY):
        with pytest.raises(PersistedQueryNotSupported):
            Documents().find(Parameters(query, extensions={"persistedQuery": given}))


def test_null_is_no_hash() -> None:
    assert Documents().find(Parameters(QUERY, extensions={"persistedQuery": None})) == Found(QUERY)
    with pytest.raises(PersistedQueryNotSupported):
        Documents().find(Parameters(extensions={"persistedQuery": None}))


def test_automatic_documents_are_bounded_and_the_oldest_goes_first() -> None:
    documents = Documents(most_bytes=1600)
    texts = [str(n) * 100 for n in range(10)] * 2
    for text in texts[:10]:
        documents.keep(documents.find(Parameters(text, extensions=hashed(hash_of(text)))))
    assert documents.find(Parameters(document_id="sha256:" + hash_of(texts[0]))).text == texts[0]
    for n in range(10, 18):
        text = chr(n + 60) * 100
        documents.keep(documents.find(Parameters(text, extensions=hashed(hash_of(text)))))
    assert documents.find(Parameters(document_id="sha256:" + hash_of(texts[0]))).text == texts[0]
    with pytest.raises(UnknownDocument):
        documents.find(Parameters(document_id="sha256:" + hash_of(texts[1])))


def test_trusted_documents_are_found_by_identifier_and_by_hash() -> None:
    documents = Documents({"missions": QUERY})
    for parameters in (
        Parameters(document_id="missions"),
        Parameters(document_id="sha256:" + HASH),
        Parameters(extensions=hashed()),
    ):
        assert documents.find(parameters) == Found(QUERY)
    assert documents.find(Parameters("{ b }")).text == "{ b }"


def test_where_only_trusted_documents_are_answered_everything_else_is_refused() -> None:
    documents = Documents({"missions": QUERY}, trusted_only=True)
    assert documents.find(Parameters(document_id="missions")).text == QUERY
    assert documents.find(Parameters(QUERY)).text == QUERY
    assert documents.find(Parameters(extensions=hashed())).text == QUERY
    other = hashed(hash_of("{ b }"))
    for parameters in (Parameters("{ b }"), Parameters("{ b }", extensions=other), Parameters(extensions=other)):
        with pytest.raises(DocumentNotTrusted):
            documents.find(parameters)
    documents.keep(Found("{ b }", hash_of("{ b }")))
    with pytest.raises(DocumentNotTrusted):
        documents.find(Parameters(extensions=other))
    assert post(face_of(FakeExecutor(), documents), {"query": "{ b }"}, accept=STRICT).status == 403


def test_trusted_documents_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps({"a.b_c~1": QUERY, "sha256:" + HASH: QUERY, "x-own:1:2": "{ b }"}))
    assert read_trusted(path)["x-own:1:2"] == "{ b }"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("[]", "one JSON object"),
        ('{"a": 1}', "one JSON object"),
        ('{"a b": "{ a }"}', "'a b' is no identifier"),
        ('{":b": "{ a }"}', "no identifier"),
        ('{"": "{ a }"}', "no identifier"),
        ('{"sha256:00": "{ a }"}', "not the hash"),
    ],
)
def test_a_file_that_is_no_list_of_documents_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "documents.json"
    path.write_text(text)
    with pytest.raises(Misuse, match=said):
        read_trusted(path)
    with pytest.raises(Misuse, match="cannot be read"):
        read_trusted(tmp_path / "missing.json")
