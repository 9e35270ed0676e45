"""The media types of GraphQL over HTTP: which an answer has, and which a request may have."""

import re
from typing import Final

from registry.errors import UnknownFormat
from registry.rest.negotiate import Form, choose

GRAPHQL_RESPONSE: Final = Form("json", "application/graphql-response+json", ".json")
"""The status says whether the request could be run."""
JSON: Final = Form("json", "application/json", ".json")
"""The status of a request that was understood is 200, whatever became of it."""
REQUESTS: Final = ("application/json", "application/graphql+json")

_CHARSET: Final = re.compile(r';\s*charset\s*=\s*"?([^";\s]*)', re.IGNORECASE)
_UTF_8: Final = ("utf-8", "utf8")


def response_type(accept: str) -> Form:
    """The media type of the answer; raises `NotAcceptable`.

    Who takes anything gets `application/json`; who names both equally gets the newer one, as the specification's own
    example of a header wants it.
    """
    newer_first = GRAPHQL_RESPONSE.media_type in accept.lower()
    return choose(accept, (GRAPHQL_RESPONSE, JSON) if newer_first else (JSON, GRAPHQL_RESPONSE))


def require_json(content_type: str, content_encoding: str) -> None:
    """Raises `UnknownFormat` unless the body is JSON in UTF-8, and not compressed."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in REQUESTS:
        raise UnknownFormat(media_type[:100], list(REQUESTS))
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in _UTF_8:
        raise UnknownFormat(f"charset={charset[1][:100]}", ["charset=utf-8"])
    if content_encoding.strip().lower() not in ("", "identity"):
        raise UnknownFormat(f"Content-Encoding: {content_encoding[:100]}", ["no compression"])
