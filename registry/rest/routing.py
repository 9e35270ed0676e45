"""How routes are added: what answers GET answers HEAD too, and only GET stands in the OpenAPI document."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import Response


def readable(router: APIRouter, path: str, handler: Callable[..., Response]) -> None:
    """Adds a route that is read."""
    router.add_api_route(path, handler, methods=["GET", "HEAD"], include_in_schema=False)
    # The route above answers first; this one is there for the document, which wants one operation a route.
    router.add_api_route(path, handler, methods=["GET"], response_class=Response)
