"""GraphQL over HTTP: takes a request apart, has it answered on a thread of its own, and writes the answer.

What is no GraphQL request at all gets 400 with the same kind of error as a query; a query's own errors stand in its
answer. Nothing is read beyond the limit, and other requests are served while one is being answered.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from registry.errors import InvalidArgument, MalformedInput, RegistryError, UnknownFormat
from registry.rest.validate import read_body

_JSON: Final = ("application/json", "application/graphql+json")
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_NAME: Final = "The request's body"


@dataclass(frozen=True, slots=True)
class Asked:
    """One GraphQL request."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None


Ask = Callable[[Asked], Mapping[str, Any]]
"""Answers a request with an object that has `data`, `errors` or both."""


def graphql_router(ask: Ask, limit: int) -> APIRouter:
    """The routes of `/graphql`, for bodies of at most `limit` bytes."""
    router = APIRouter(tags=["GraphQL"])

    async def answered(asked: Asked) -> Response:
        return _response(await run_in_threadpool(ask, asked))

    @router.post("/graphql", response_class=Response)
    async def post(request: Request) -> Response:
        """A query in a JSON object: `query`, and where needed `variables` and `operationName`."""
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in _JSON:
            raise UnknownFormat(media_type[:100], list(_JSON))
        try:
            data = await read_body(request.stream(), request.headers.get("content-length", ""), limit)
            asked = read_request(_parsed(data))
        except RegistryError as error:
            return _refused(error)
        return await answered(asked)

    @router.get("/graphql", response_class=Response)
    async def get(request: Request) -> Response:
        """The same in the address: `query`, `variables` as JSON, `operationName`."""
        given: dict[str, Any] = dict(request.query_params)
        try:
            if "variables" in given:
                given["variables"] = _parsed(given["variables"].encode())
            asked = read_request(given)
        except RegistryError as error:
            return _refused(error)
        return await answered(asked)

    return router


def read_request(body: Any) -> Asked:
    """The request in a decoded body; raises `InvalidArgument` that names what is wrong."""
    if not isinstance(body, Mapping):
        raise InvalidArgument("A GraphQL request is one JSON object with the key `query`.")
    query, variables, name = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str):
        raise InvalidArgument("`query` is missing or is no text.")
    if not isinstance(variables, Mapping | None):
        raise InvalidArgument("`variables` is no JSON object.")
    if not isinstance(name, str | None):
        raise InvalidArgument("`operationName` is no text.")
    return Asked(query, variables, name or None)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except json.JSONDecodeError as error:
        raise MalformedInput(error.msg, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number without end, brackets without end
        raise MalformedInput("it is no JSON that can be taken") from error


def _refused(error: RegistryError) -> Response:
    told = {"message": error.message, "extensions": {"code": error.slug(), "advice": error.advice}}
    return _response({"errors": [told]}, error.status)


def _response(answer: Mapping[str, Any], status: int = HTTPStatus.OK) -> Response:
    # Half a character (a lone surrogate) may come in by an escape and must not be the end of the answer.
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(text, status_code=status, media_type="application/json", headers=_HEADERS)
