import pytest
from starlette.requests import Request

from registry.errors import InvalidArgument, MalformedInput, UnknownFormat
from registry.rest.contribute.asking import Asked, read_object
from registry.services.contribute.goals import Goal


def asked(query: str = "", body: bytes = b"", **headers: str) -> Asked:
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": query.encode(), "headers": given}
    return Asked(Request(scope), body)


def test_what_goes_with_a_request_is_read_from_its_parameters_and_headers() -> None:
    request = asked("state=draft&message=New", idempotency_key="k", if_match='"7-abc"')
    sending = request.sending("https://example.org/s")
    assert (sending.goal, sending.message, sending.key) == (Goal.DRAFT, "New", "k")
    assert (sending.submission, request.base) == ("https://example.org/s", 7)
    assert (asked().sending().goal, asked().sending(reason="Twice").message) == (Goal.SUBMITTED, "Twice")
    assert (asked("to=17").number("to"), asked().number("first", 20), asked().base) == (17, 20, None)


@pytest.mark.parametrize("given", ["-1", "1.5", "", "²", "1234567890"])
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(InvalidArgument, match="`to` must be a number"):
        asked(f"to={given}").number("to")


def test_parameters_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="draft, submitted, published"):
        asked("state=done").sending()
    with pytest.raises(InvalidArgument, match="it must be true or false"):
        asked("merge=1").sending()
    assert (asked("merge=true").sending().merge, asked().sending().merge) == (True, False)
    with pytest.raises(InvalidArgument, match="`reason` is missing"):
        asked("reason=").parameter("reason")
    with pytest.raises(InvalidArgument, match="`to` must be a number"):
        asked().number("to")
    with pytest.raises(UnknownFormat, match="merge-patch"):
        asked(content_type="text/turtle").patch()
    with pytest.raises(UnknownFormat):
        asked(content_type="text/plain").record()


def test_a_patch_is_one_json_object() -> None:
    assert asked(body=b'{"a": null}', content_type="application/merge-patch+json; charset=utf-8").patch() == {"a": None}
    assert read_object(b" ") == {}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "line 1"),
        (b"1", "no JSON object"),
        (b"[{}]", "send one object per request"),
        (b"\xff", "no JSON that can be taken"),
        (b"[" * 100_000, "no JSON that can be taken"),
        (b'{"a": 1, "a": 2}', '"a" stands twice'),
    ],
)
def test_other_bodies_are_refused(body: bytes, words: str) -> None:
    with pytest.raises(MalformedInput, match=words):
        read_object(body)
