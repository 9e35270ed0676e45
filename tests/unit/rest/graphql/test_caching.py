"""GET with entity tags: who has the answer is told so without running the query."""

from urllib.parse import urlencode

import pytest

from registry.rest.graphql.caching import entity_tag, is_fresh
from registry.rest.graphql.face import GraphQLFace
from tests.unit.rest.graphql.asgi import get, post
from tests.unit.rest.graphql.fakes import FakeExecutor, FakePrepared, face_of

Face = GraphQLFace[FakePrepared]
STRICT = "application/graphql-response+json"


def test_an_answer_to_get_may_be_kept_but_must_be_asked_for_again(face: Face) -> None:
    headers = get(face, "query={a}").headers
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept, Accept-Language, Authorization"
    assert headers["etag"].startswith('"7-')
    assert headers["access-control-expose-headers"] == "ETag, Retry-After"


def test_who_has_the_answer_is_told_so_without_running_the_query(face: Face, executor: FakeExecutor) -> None:
    tag = get(face, "query={a}").headers["etag"]
    again = get(face, "query={a}", if_none_match=f'"other", W/{tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in again.headers
    assert again.headers["vary"] == "Accept, Accept-Language, Authorization"
    assert len(executor.ran_on) == 1


def test_after_a_write_the_answer_is_made_anew(face: Face, executor: FakeExecutor) -> None:
    tag = get(face, "query={a}").headers["etag"]
    executor.revision += 1
    again = get(face, "query={a}", if_none_match=tag)
    assert again.status == 200
    assert again.headers["etag"] != tag


def test_the_tag_is_that_of_the_revision_that_was_read(executor: FakeExecutor) -> None:
    executor.writes_meanwhile = 1
    assert get(face_of(executor), "query={a}").headers["etag"].startswith('"8-')


def test_everything_that_an_answer_depends_on_is_in_its_tag() -> None:
    def tag(stamp: str = "schema", accept: str = "*/*", language: str = "", **given: str) -> str:
        query = urlencode({"query": "{a}"} | given)
        face = face_of(FakeExecutor(stamp=stamp))
        return get(face, query, accept=accept, accept_language=language).headers["etag"]

    tags = [
        tag(),
        tag(stamp="another schema"),
        tag(accept=STRICT),
        tag(language="sv"),
        tag(query="{ a }"),
        tag(operationName="A"),
        tag(variables='{"n":1}'),
        tag(variables='{"n":"1"}'),
        tag(variables='{"n":"\\ud800"}'),
        tag(extensions='{"explain":true}'),
    ]
    assert len(set(tags)) == len(tags)
    assert tag() == tags[0]
    assert tag(variables="{}", extensions="{}", language="en") != tag(variables='{"n":1}')


@pytest.mark.parametrize("query", ["query=failing", "query=invalid"])
def test_an_answer_with_errors_is_not_kept(face: Face, query: str) -> None:
    headers = get(face, query).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_an_invalid_query_is_not_fresh_whatever_the_reader_has(face: Face) -> None:
    assert get(face, "query=invalid", if_none_match="*", accept=STRICT).status == 400


def test_post_knows_no_tags(face: Face) -> None:
    tag = get(face, "query={a}").headers["etag"]
    assert post(face, {"query": "{a}"}, if_none_match=tag).status == 200


@pytest.mark.parametrize(
    ("header", "fresh"),
    [
        (b'"3-ab"', True),
        (b'W/"3-ab"', True),
        (b'"x" , "3-ab"', True),
        (b"*", True),
        (b"", False),
        (b"3-ab", False),
        (b'"3-abc"', False),
    ],
)
def test_tags_are_compared_as_http_says(header: bytes, fresh: bool) -> None:
    assert is_fresh(header, entity_tag("3", b"ab")) is fresh
