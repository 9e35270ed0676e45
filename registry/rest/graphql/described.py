"""How `/graphql` stands in the OpenAPI document, which FastAPI prints for its own routes alone."""

from typing import Any, Final

from fastapi import FastAPI

from registry.rest.graphql.media import GRAPHQL_RESPONSE, JSON

_OBJECT: Final[dict[str, Any]] = {"type": "object", "additionalProperties": True}
_NAMES: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "query": ({"type": "string"}, "The GraphQL document."),
    "documentId": ({"type": "string"}, "The identifier of a persisted document, in place of `query`."),
    "variables": (_OBJECT, "Values of the document's variables."),
    "operationName": ({"type": "string"}, "Which of the document's operations to run."),
    "extensions": (_OBJECT, "`persistedQuery` with a hash in place of `query`; `explain: true` for what it cost."),
}
_STATUSES: Final = {
    "200": "The answer, and errors of single fields.",
    "400": "No GraphQL request, or one that cannot be run.",
    "401": "A token that is not good.",
    "403": "A document that is not trusted, where only those are.",
    "404": "No document under that identifier.",
    "405": "Another method than the header Allow names.",
    "406": "No JSON is taken.",
    "429": "Too many requests; Retry-After says how long to wait.",
    "503": "Too much to do, or the query took too long.",
}
_ANSWER: Final = {
    "type": "object",
    "properties": {
        "data": {"type": ["object", "null"]},
        "errors": {"type": "array", "items": _OBJECT},
        "extensions": _OBJECT,
    },
}


def describe_graphql(site: FastAPI) -> None:
    """Adds `/graphql` to the document that the site prints of itself."""
    printed = site.openapi

    def openapi() -> dict[str, Any]:
        document = printed()
        document["paths"].setdefault("/graphql", _operations())
        return document

    site.openapi = openapi  # type: ignore[method-assign]


def _operations() -> dict[str, Any]:
    parameters = [_parameter(name) for name in _NAMES]
    body = {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {name: {**schema, "description": text} for name, (schema, text) in _NAMES.items()},
                }
            }
        },
    }
    more = {"408": "The body came too slowly.", "413": "A larger body than the limit.", "415": "The body is no JSON."}
    return {
        "get": {"tags": ["GraphQL"], "summary": "Ask by address", "parameters": parameters, "responses": _responses()},
        "post": {"tags": ["GraphQL"], "summary": "Ask", "requestBody": body, "responses": _responses(more)},
    }


def _parameter(name: str) -> dict[str, Any]:
    schema, text = _NAMES[name]
    place: dict[str, Any] = {"name": name, "in": "query", "required": False, "description": text}
    return place | ({"content": {"application/json": {"schema": schema}}} if schema is _OBJECT else {"schema": schema})


def _responses(more: dict[str, str] | None = None) -> dict[str, Any]:
    content = {form.media_type: {"schema": _ANSWER} for form in (JSON, GRAPHQL_RESPONSE)}
    statuses = dict(sorted((_STATUSES | (more or {})).items()))
    return {status: {"description": text, "content": content} for status, text in statuses.items()}
