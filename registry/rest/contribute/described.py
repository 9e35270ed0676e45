"""How the routes of contributions stand in the OpenAPI document."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI

from registry.rest.contribute.asking import PATCHES
from registry.rest.validate import MEDIA_TYPES
from registry.services.contribute.goals import Goal
from registry.services.contribute.states import Decision

_OBJECT: Final[Mapping[str, Any]] = {"type": "object", "additionalProperties": True}


def parameter(name: str, text: str, *, required: bool = False, place: str = "query") -> dict[str, Any]:
    """A parameter of a request."""
    return {"name": name, "in": place, "required": required, "description": text, "schema": {"type": "string"}}


SENDING: Final = (
    parameter("state", f"How far it is to go: {', '.join(Goal)}; submitted unless told."),
    parameter("message", "Why, for the history."),
)
MERGE: Final = parameter(
    "merge", "`true` puts the change on top of what others did since, where no field was changed by both."
)
KEY: Final = parameter("Idempotency-Key", "The same with each retry, so that it is done once.", place="header")
BASED: Final = (parameter("If-Match", "The ETag that came with the record.", place="header"),)
RECORD_BODY: Final = {media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES}
PATCH_BODY: Final = {media_type: {"schema": _OBJECT} for media_type in PATCHES}
DECISION_BODY: Final = {
    "application/json": {
        "schema": {
            "type": "object",
            "required": ["decision"],
            "properties": {
                "decision": {"type": "string", "enum": [str(each) for each in Decision]},
                "comment": {"type": "string"},
            },
        }
    }
}
_TOLD: Final = {
    "200": "What was asked, or what came of it.",
    "400": "A parameter or a body that cannot be read.",
    "401": "A token that is not good, or none where one is needed.",
    "403": "You may not do that.",
    "404": "There is no such thing, or none that you may see.",
}
_TAKEN: Final = {
    "201": "It was made; Location says where.",
    "202": "It waits for a reviewer; Location says where.",
    "409": "The record is there already, or the submission is at another state.",
    "410": "The record was withdrawn.",
    "412": "Somebody else was first: what was there, what is there and what you want, field by field.",
    "415": "A body in a format that is not read.",
    "422": "Rules keep it from being published: the verdict says which. Or a key that came with another request.",
    "428": "The header If-Match is missing.",
}


def describe_sign_in(site: FastAPI) -> None:
    """Adds how to sign in to the document that the site prints of itself."""
    printed = site.openapi

    def openapi() -> dict[str, Any]:
        document = printed()
        schemes = document.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes["bearer"] = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
        return document

    site.openapi = openapi  # type: ignore[method-assign]


def described(parameters: Sequence[Mapping[str, Any]], body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the document says of a route beside its name and text; with a body it changes something."""
    based = any(each["name"] in ("If-Match", "Idempotency-Key") for each in parameters)
    statuses = {**_TOLD, **_TAKEN} if based or body is not None else _TOLD
    content = {"application/json": {"schema": _OBJECT}}
    problem = {"application/problem+json": {"schema": _OBJECT}}
    return {
        "parameters": list(parameters),
        "responses": {
            status: {"description": text, "content": content if status < "300" or status == "422" else problem}
            for status, text in sorted(statuses.items())
        },
        "security": [{}, {"bearer": []}],
        **({"requestBody": {"required": True, "content": dict(body)}} if body is not None else {}),
    }
