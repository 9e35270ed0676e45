"""`POST /validate`: is this record good? The same judge and the same words as the command line; nothing is kept."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from registry.errors import UnknownFormat
from registry.rest.bodies import Bodies
from registry.services.contribute.as_json import verdict_as_json
from registry.services.contribute.verdict import Verdict

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "text/turtle": "turtle",
    "application/trig": "trig",
    "application/n-triples": "n-triples",
    "application/n-quads": "n-quads",
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/rdf+xml": "rdf-xml",
}
Check = Callable[[bytes, str], Verdict]
"""Judges a body in the RDF format of that name; raises `InputError` and `StoreError`."""


def validation_router(check: Check, bodies: Bodies) -> APIRouter:
    """The route of `/validate`, for what `bodies` takes."""
    router = APIRouter(tags=["Validation"])
    body = {"content": {media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES}, "required": True}

    @router.post("/validate", response_class=Response, openapi_extra={"requestBody": body})
    async def validate(request: Request) -> Response:
        """What is to be said of the records in the body, 200 whether they conform or not."""
        rdf_format = format_of(request.headers.get("content-type", ""))
        announced = request.headers.get("content-length", "").encode("latin-1")
        try:
            data = await bodies.read(request.receive, announced)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # Nobody is there to read it.
        verdict = await run_in_threadpool(check, data, rdf_format)
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return Response(verdict_as_json(verdict), media_type="application/json", headers=headers)

    return router


def format_of(content_type: str) -> str:
    """The RDF format that a Content-Type names; raises `UnknownFormat`."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise UnknownFormat(media_type[:100], list(MEDIA_TYPES))
    return MEDIA_TYPES[media_type]
