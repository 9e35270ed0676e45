"""Errors as problem documents (RFC 9457), the same for our own errors and for those of the framework.

What nobody foresaw is masked: its text goes to the log, never to the caller.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from registry.errors import (
    BodyTooSlow,
    DumpNotReady,
    InputTooLarge,
    InternalError,
    MalformedInput,
    MethodNotAllowed,
    NotFound,
    NotSignedIn,
    RegistryError,
    ServerBusy,
    TooManyRequests,
)
from registry.namespaces import SITE
from registry.rest.negotiate import wants_page

ERRORS: Final = SITE + "error/"
MEDIA_TYPE: Final = "application/problem+json"
_VARYING: Final = {"Vary": "Accept"}
_LOG: Final = logging.getLogger("registry.rest")


Page: TypeAlias = Callable[[RegistryError], Response]
"""What is wrong, for somebody in a browser."""


def install_problems(app: FastAPI, page: Page | None = None) -> None:
    """Makes the application answer every error with a problem document, or a browser that reads with a `page`."""

    async def answer(request: Request, error: Exception) -> Response:
        return _answer(request, error, page)

    for kind in (RegistryError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def _answer(request: Request, error: Exception, page: Page | None) -> Response:
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.NOT_FOUND:
        error = NotFound(f"There is nothing at {request.url.path[:200]!r}.")
    match error:
        case RegistryError():
            if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                _LOG.error("%s %s: %s", request.method, request.url.path, error.message)
            if request.method not in ("GET", "HEAD"):
                return problem(error)
            if page is not None and wants_page(request.headers.get("accept")):
                return page(error)
            return problem(error, headers=_VARYING)
        case HTTPException(status_code=HTTPStatus.METHOD_NOT_ALLOWED):
            return problem(MethodNotAllowed(request.method[:20]), headers=error.headers)
        case HTTPException():
            return _plain_problem(error.status_code, str(error.detail), error.headers)
        case RequestValidationError():
            places = ", ".join(".".join(str(step) for step in fault["loc"]) for fault in error.errors())
            return _plain_problem(HTTPStatus.BAD_REQUEST, f"These are wrong or missing: {places}.")
        case _:
            _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
            return problem(InternalError())


def problem(
    error: RegistryError,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The problem document of one of our errors; `status` where the place demands another than the error's own,
    `more` for what this kind tells beside what all do."""
    body: dict[str, Any] = {
        "type": ERRORS + error.slug(),
        "title": title(type(error)),
        "status": status or error.status,
        "detail": error.message,
        "advice": error.advice,
    }
    if isinstance(error, MalformedInput) and error.line is not None:
        body |= {"line": error.line, "column": error.column}
    return _document({**body, **(more or {})}, {**headers_of(error), **(headers or {})})


def headers_of(error: RegistryError) -> dict[str, str]:
    """The headers that belong to an error wherever it is told: when to ask again, and whether the rest is read."""
    match error:
        case TooManyRequests():
            return {"Retry-After": str(error.seconds)}
        case DumpNotReady():
            return {"Retry-After": "30"}
        case ServerBusy():
            return {"Retry-After": "1", "Connection": "close"}
        case BodyTooSlow() | InputTooLarge():
            return {"Connection": "close"}
        case NotSignedIn():
            return {"WWW-Authenticate": challenge(error)}
        case _:
            return {}


def challenge(error: NotSignedIn) -> str:
    """How to sign in, for programs (RFC 6750 section 3)."""
    if not error.with_token:
        return 'Bearer realm="mission-registry"'
    told = re.sub(r"[^ !#-\[\]-~]", "?", error.message)
    return f'Bearer realm="mission-registry", error="invalid_token", error_description="{told}"'


def title(error: type[RegistryError]) -> str:
    """The error's name as words, e.g. `Not found`."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", error.__name__)
    return words.capitalize()


def _plain_problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem that says no more than its HTTP status does (RFC 9457 section 4.2.1)."""
    phrase = HTTPStatus(status).phrase
    return _document({"type": "about:blank", "title": phrase, "status": status, "detail": detail}, headers)


def _document(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        json.dumps(body, ensure_ascii=False, indent=2) + "\n",
        status_code=body["status"],
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", **(headers or {})},
    )
