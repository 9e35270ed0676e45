"""Media types of GraphQL over HTTP."""

import pytest

from registry.errors import NotAcceptable, UnknownFormat
from registry.rest.graphql.media import GRAPHQL_RESPONSE, JSON, require_json, response_type
from registry.rest.negotiate import Form


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("nonsense", JSON),
        ("application/json", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("Application/GraphQL-Response+JSON; charset=utf-8", GRAPHQL_RESPONSE),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json;q=0.9", JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_RESPONSE),
        ("application/graphql-response+json, */*", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.5, */*", JSON),
        ("application/graphql-response+json;q=0, */*", JSON),
        ("application/json;q=0, */*", GRAPHQL_RESPONSE),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
    ],
)
def test_the_answer_has_the_media_type_that_is_liked_best(accept: str, form: Form) -> None:
    assert response_type(accept) is form


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*;q=0", "application/json;q=0"])
def test_who_takes_neither_is_refused(accept: str) -> None:
    with pytest.raises(NotAcceptable, match=r"application/graphql-response\+json"):
        response_type(accept)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON ; Charset=UTF-8",
        'application/json;charset="utf-8"',
        "application/graphql+json",
        "application/json; charset=utf8; x=y",
    ],
)
def test_json_in_utf_8_is_taken(content_type: str) -> None:
    require_json(content_type, "")
    require_json(content_type, "Identity")


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("", ""),
        ("text/plain", ""),
        ("application/x-www-form-urlencoded", ""),
        ("multipart/form-data; boundary=x", ""),
        ("application/graphql", ""),
        ("application/json; charset=utf-16", ""),
        ("application/json; charset=iso-8859-1", ""),
        ("application/json", "gzip"),
        ("x" * 100_000, ""),
    ],
)
def test_anything_else_is_refused_in_few_words(content_type: str, encoding: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        require_json(content_type, encoding)
    assert len(caught.value.message) < 300
