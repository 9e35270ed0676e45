"""GraphQL over HTTP: the 61 audits of the npm package `graphql-http` (1.23), each under its number, in our own words.

`make audits` runs the package itself.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi.testclient import TestClient

STRICT, JSON = "application/graphql-response+json", "application/json"
NOTHING = b""
TYPENAME = "{ __typename }"
TYPE = {"query": "query Type($name: String!) { __type(name: $name) { name } }", "variables": {"name": "sometype"}}
NO_SUCH_FIELD = {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}
NO_VALUE = {"query": "query CoerceFailure($id: ID!){ __typename }", "variables": {"id": None}}


@dataclass(frozen=True)
class Audit:
    number: str
    about: str
    body: Any = None
    """Sent by POST: bytes as they are, anything else as JSON; None for GET."""
    address: dict[str, str] = field(default_factory=dict)
    accept: str | None = None
    content_type: str | None = "application/json"
    statuses: range = range(200, 201)
    media_type: str | None = None
    holds: Callable[[dict[str, Any]], bool] = lambda answer: True


def no_errors(answer: dict[str, Any]) -> bool:
    return "errors" not in answer


def no_data(answer: dict[str, Any]) -> bool:
    return "data" not in answer


BAD = range(400, 401)
REFUSED = range(400, 500)
FAILED = range(400, 600)


def of_media_types() -> Iterator[Audit]:
    query = {"query": TYPENAME}
    yield Audit("22EB", "the newer media type is given to who asks for it", query, accept=STRICT, media_type=STRICT)
    yield Audit("4655", "JSON is given to who asks for it", query, accept=JSON, media_type=JSON)
    yield Audit("47DE", "who takes anything gets JSON", query, accept="*/*", media_type=JSON)
    yield Audit("80D8", "who says nothing gets JSON", query, media_type=JSON)
    yield Audit("82A3", "answers are UTF-8", query)
    yield Audit("78D5", "without a charset UTF-8 is read", query)
    run = {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'}
    yield Audit("BF61", "UTF-8 is read", run, content_type="application/json; charset=utf-8")


def of_methods() -> Iterator[Audit]:
    query = {"query": TYPENAME}
    yield Audit("2C94", "POST is answered", query)
    yield Audit("03D4", "POST of JSON is answered", query)
    yield Audit("5A70", "GET is answered", address={"query": TYPENAME})
    yield Audit(
        "9C48", "no mutation by GET", address={"query": "mutation { __typename }"}, accept=STRICT, statuses=REFUSED
    )
    yield Audit("9ABE", "POST without a content type is refused", query, content_type=None, statuses=REFUSED)
    yield Audit("A5BF", "POST without a body is refused", NOTHING, statuses=BAD)


def of_parameters() -> Iterator[Audit]:
    query = {"query": TYPENAME}
    named = {"query": "query Query { __typename }", "operationName": "Query"}
    yield Audit("423L", "a query must be there", {"notquery": TYPENAME}, accept=STRICT, statuses=BAD)
    yield Audit("8764", "a misspelt name is an error", {"qeury": TYPENAME}, statuses=FAILED)
    yield Audit("3E3A", "and its status is 400", {"qeury": TYPENAME}, statuses=BAD)
    for number, wrong in enumerate([{"obj": "ect"}, 0, False, ["array"]]):
        yield Audit(f"LKJ{number}", f"{wrong!r} is no query", {"query": wrong}, statuses=BAD)
        yield Audit(f"6C0{number}", f"{wrong!r} is no name", {**query, "operationName": wrong}, statuses=BAD)
    for number, wrong in enumerate(["string", 0, False, ["array"]]):
        yield Audit(f"476{number}", f"{wrong!r} is no set of variables", {**query, "variables": wrong}, statuses=BAD)
        yield Audit(f"58B{number}", f"{wrong!r} is no set of extensions", {**query, "extensions": wrong}, statuses=BAD)
    yield Audit("34A2", "a text is a query", query, accept=STRICT)
    yield Audit("13EE", "a text is a query in JSON", query, accept=JSON, holds=no_errors)
    yield Audit("8161", "a text is a name", named, accept=STRICT)
    yield Audit("B8B3", "a text is a name in JSON", named, accept=JSON, holds=no_errors)
    for number, name in enumerate(["variables", "operationName", "extensions"]):
        body = {**query, name: None}
        yield Audit(f"94B{number}", f"{name} may be null", body, accept=STRICT, holds=no_errors)
        yield Audit(f"022{number}", f"{name} may be null in JSON", body, accept=JSON, holds=no_errors)
    yield Audit("2EA1", "variables are an object", TYPE, accept=STRICT)
    yield Audit("28B9", "variables are an object in JSON", TYPE, accept=JSON, holds=no_errors)
    address = {"query": str(TYPE["query"]), "variables": json.dumps(TYPE["variables"])}
    yield Audit("D6D5", "variables in an address are JSON", address=address, accept=STRICT)
    yield Audit("6A70", "also for JSON", address=address, accept=JSON, holds=no_errors)
    extended = {**query, "extensions": {"some": "value"}}
    yield Audit("428F", "extensions are an object", extended, accept=STRICT)
    yield Audit("1B7A", "extensions are an object in JSON", extended, accept=JSON, holds=no_errors)


def of_failures() -> Iterator[Audit]:
    yield Audit("B6DC", "what is no JSON is told", b'{ "not a JSON', accept=JSON, statuses=FAILED)
    yield Audit("BCF8", "and its status is 400", b'{ "not a JSON', accept=JSON, statuses=BAD)
    yield Audit("B7N8", "in the newer media type too", b'{ "not a JSON', accept=STRICT, statuses=BAD)
    cut = {"query": "{"}
    yield Audit("572B", "in JSON a syntax error has 200", cut, accept=JSON)
    yield Audit("FDE2", "in JSON an invalid query has 200", NO_SUCH_FIELD, accept=JSON)
    yield Audit("7B9B", "in JSON a wrong value has 200", NO_VALUE, accept=JSON)
    yield Audit("865D", "else a syntax error is an error of HTTP", cut, accept=STRICT, statuses=FAILED)
    yield Audit("556A", "and its status is 400", cut, accept=STRICT, statuses=BAD)
    yield Audit("D586", "and it has no data", cut, accept=STRICT, statuses=BAD, holds=no_data)
    yield Audit("51FE", "an invalid query is an error of HTTP", NO_SUCH_FIELD, accept=STRICT, statuses=FAILED)
    yield Audit("74FF", "and its status is 400", NO_SUCH_FIELD, accept=STRICT, statuses=BAD)
    yield Audit("5E5B", "and it has no data", NO_SUCH_FIELD, accept=STRICT, statuses=BAD, holds=no_data)
    yield Audit("86EE", "a wrong value has 400", NO_VALUE, accept=STRICT, statuses=BAD)


AUDITS = [*of_media_types(), *of_methods(), *of_parameters(), *of_failures()]


def test_there_are_as_many_audits_as_the_package_has() -> None:
    assert len({audit.number for audit in AUDITS}) == len(AUDITS) == 61


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: f"{audit.number} {audit.about}")
def test_the_audit_is_passed(client: TestClient, audit: Audit) -> None:
    # A client that says nothing at all is asked for in tests/unit/rest/graphql; this one says `*/*` by itself.
    headers = {"accept": audit.accept} if audit.accept else {}
    if audit.body is None:
        answer = client.get("/graphql", params=audit.address, headers=headers)
    else:
        if audit.content_type:
            headers["content-type"] = audit.content_type
        body = audit.body if isinstance(audit.body, bytes) else json.dumps(audit.body, ensure_ascii=False).encode()
        answer = client.post("/graphql", content=body, headers=headers)
    assert answer.status_code in audit.statuses
    assert answer.headers["content-type"].startswith(audit.media_type or "application/")
    assert audit.holds(json.loads(answer.content.decode("utf-8")))
