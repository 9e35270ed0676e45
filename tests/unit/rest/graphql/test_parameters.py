"""What is no GraphQL request is refused by name; nothing is read in two ways."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidArgument, MalformedInput
from registry.rest.graphql.parameters import Parameters, of_address, of_body

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_all_parts_are_read() -> None:
    body = b'{"query": "q", "variables": {"a": [1]}, "operationName": "N", "extensions": {"e": 2}, "more": 3}'
    assert of_body(body) == Parameters("q", None, {"a": [1]}, "N", {"e": 2})
    address = b"query=q&variables=%7B%22a%22:[1]%7D&operationName=N&extensions=%7B%22e%22:2%7D&more=3"
    assert of_address(address) == of_body(body)


def test_what_is_null_or_empty_is_not_there() -> None:
    body = b'{"query": "", "documentId": null, "variables": null, "operationName": "", "extensions": null}'
    assert of_body(body) == Parameters("")
    assert of_address(b"query=q&documentId=&variables=&operationName=&extensions=") == Parameters("q")


def test_a_document_may_be_named_instead() -> None:
    assert of_body(b'{"documentId": "a:b"}') == Parameters(document_id="a:b")
    assert of_address(b"documentId=a:b") == Parameters(document_id="a:b")
    assert of_body(b'{"extensions": {"persistedQuery": 1}}').query is None


def test_a_byte_order_mark_is_passed_over() -> None:
    assert of_body(b'\xef\xbb\xbf{"query": "q"}') == Parameters("q")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"null", "one JSON object"),
        (b'"x"', "one JSON object"),
        (b'[{"query": "q"}]', "batch"),
        (b"[]", "batch"),
        (b"{}", "`query` is missing"),
        (b'{"qeury": "q"}', "`query` is missing"),
        (b'{"query": null}', "`query` is missing"),
        (b'{"query": 1}', "`query` is no text"),
        (b'{"documentId": ["a"]}', "`documentId` is no text"),
        (b'{"query": "q", "documentId": "d"}', "both"),
        (b'{"query": "q", "variables": []}', "`variables` is no JSON object"),
        (b'{"query": "q", "variables": "{}"}', "`variables` is no JSON object"),
        (b'{"query": "q", "extensions": false}', "`extensions` is no JSON object"),
        (b'{"query": "q", "operationName": {}}', "`operationName` is no text"),
    ],
)
def test_json_that_is_no_request_is_refused_with_what_is_wrong(body: bytes, said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        of_body(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"query": "q"',
        b'{"query": "\xff"}',
        b"\xff\xfe{\x00",
        '{"query": "q"}'.encode("utf-16"),
        b'{"query": "q", "variables": {"n": NaN}}',
        b'{"query": "q", "variables": {"n": -Infinity}}',
        b'{"query": "q", "query": "r"}',
        b'{"query": "q", "variables": {"a": 1, "b": 2, "a": 1}}',
        b'{"query": "q", "variables": {"n": ' + b"9" * 10_000 + b"}}",
        b"[" * 200_000,
        b'{"a":' * 50_000,
        b'{"query": "q"}{"query": "r"}',
        b"\x00",
        b'{"query": "a\nb"}',
    ],
)
def test_what_is_no_json_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedInput):
        of_body(body)


def test_the_place_of_the_mistake_is_told() -> None:
    with pytest.raises(MalformedInput) as caught:
        of_body(b'{"query":\n  oops}')
    assert (caught.value.line, caught.value.column) == (2, 3)
    with pytest.raises(MalformedInput, match="'b' is there more than once"):
        of_body(b'{"query": "q", "variables": {"b": 1, "b": 1}}')


@pytest.mark.parametrize(
    "address",
    [
        b"query=%FF",
        b"query=\xff",
        b"query=q&query=r",
        b"query=q&variables=%7B",
        b"query=q&variables=NaN",
        b"&".join(b"f%d=1" % n for n in range(100)),
    ],
)
def test_an_address_that_cannot_be_read_is_malformed(address: bytes) -> None:
    with pytest.raises(MalformedInput):
        of_address(address)


def test_an_address_without_a_query_is_refused() -> None:
    for address in (b"", b"query=", b"x=1", b"query"):
        with pytest.raises(InvalidArgument, match="missing"):
            of_address(address)


@given(st.binary())
def test_any_bytes_are_a_request_or_refused(data: bytes) -> None:
    for read in (of_body, of_address):
        try:
            assert isinstance(read(data), Parameters)
        except (InvalidArgument, MalformedInput) as error:
            assert error.message


@given(st.dictionaries(st.sampled_from(["query", "documentId", "variables", "operationName", "extensions"]), JSON))
def test_any_json_object_is_a_request_or_refused(body: dict[str, object]) -> None:
    try:
        assert of_body(json.dumps(body).encode()).variables == body.get("variables")
    except InvalidArgument as error:
        assert error.message
