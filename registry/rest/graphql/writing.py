"""Answers as ASGI messages: their status, headers and bytes.

Every origin may read (there are no cookies and nothing to steal by them), and nothing but the reader's own errors
makes an answer other than JSON.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.types import Send

from registry.errors import (
    DocumentMismatch,
    DocumentNotTrusted,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    RegistryError,
    UnknownDocument,
)
from registry.rest.graphql.media import JSON
from registry.rest.negotiate import Form
from registry.rest.problems import headers_of

Headers = tuple[tuple[bytes, bytes], ...]

_COMMON: Final[Headers] = (
    (b"vary", b"Accept, Accept-Language, Authorization"),
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
)
_EXPOSED: Final = (b"access-control-expose-headers", b"ETag, Retry-After")
_NOT_KEPT: Final = (b"cache-control", b"no-store")
_ASKED_AGAIN: Final = (b"cache-control", b"no-cache")
_ENCODING: Final = b"; charset=utf-8"
# Raised for requests that are GraphQL by all rules: readers of `application/json` then expect the status 200.
_UNDERSTOOD: Final = (
    DocumentMismatch,
    DocumentNotTrusted,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    UnknownDocument,
)
ALLOWED: Final = b"GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP response."""

    status: int
    headers: Headers
    body: bytes = b""

    async def send(self, send: Send, *, head_only: bool = False) -> None:
        """Hands it to the server, without the body for HEAD."""
        headers = list(self.headers)
        if self.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            headers.append((b"content-length", b"%d" % len(self.body)))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head_only else self.body})


def posted(form: Form) -> Headers:
    """The headers of an answer to POST, which nobody may keep."""
    return ((b"content-type", form.media_type.encode() + _ENCODING), _NOT_KEPT, *_COMMON)


def got(form: Form, tag: bytes | None) -> Headers:
    """The headers of an answer to GET: with an entity tag it may be kept, but must be asked for again each time."""
    kept = (_NOT_KEPT,) if tag is None else (_ASKED_AGAIN, (b"etag", tag))
    return ((b"content-type", form.media_type.encode() + _ENCODING), *kept, _EXPOSED, *_COMMON)


def unchanged(tag: bytes) -> Reply:
    """The reply to a reader who has the answer already."""
    return Reply(HTTPStatus.NOT_MODIFIED, ((b"etag", tag), _ASKED_AGAIN, _EXPOSED, *_COMMON))


def preflight() -> Reply:
    """The reply to a browser that asks whether a page of another origin may send a request."""
    return Reply(
        HTTPStatus.NO_CONTENT,
        (
            (b"allow", ALLOWED),
            (b"access-control-allow-origin", b"*"),
            (b"access-control-allow-methods", ALLOWED),
            # The asterisk stands for every header but this one (Fetch standard).
            (b"access-control-allow-headers", b"*, Authorization"),
            (b"access-control-max-age", b"86400"),
            (b"vary", b"Origin"),
        ),
    )


def refusal(error: RegistryError, form: Form = JSON, more: Headers = ()) -> Reply:
    """The reply to a request that is not run."""
    understood = isinstance(error, _UNDERSTOOD) and form is JSON
    status = HTTPStatus.OK if understood else error.status
    told = {"message": error.message, "extensions": {"code": error.slug(), "advice": error.advice}}
    # Half a character (a lone surrogate) may come in by an escape and must not be the end of the answer.
    text = json.dumps({"errors": [told]}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    told_by = ((name.lower().encode(), value.encode()) for name, value in headers_of(error).items())
    return Reply(status, (*posted(form), _EXPOSED, *told_by, *more), text)
