"""How routes that change something are made: the body is read on the event loop, the work done on a thread."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from registry.errors import EditConflict, NotSignedIn
from registry.rest.bodies import Bodies
from registry.rest.contribute.asking import Asked
from registry.rest.problems import problem

Act = Callable[..., Response]
"""Takes an `Asked` and the parts of the path by name; raises leaves of `RegistryError`."""

GONE: Final = HTTPStatus.BAD_REQUEST
"""The status of an answer that nobody is there to read."""
PRECONDITION: Final = "if-match"


class Routes:
    """Adds routes to a router, each described for the OpenAPI document."""

    def __init__(self, router: APIRouter, bodies: Bodies) -> None:
        self._router = router
        self._bodies = bodies

    def add(self, method: str, path: str, act: Act, described: Mapping[str, Any] | None = None) -> None:
        """A route that does what `act` says, whose docstring describes it."""

        async def handler(request: Request) -> Response:
            try:
                asked = await Asked.of(request, self._bodies)
            except ClientDisconnect:
                return Response(status_code=GONE)
            return await run_in_threadpool(_answered, act, asked, dict(request.path_params))

        self._add(method, path, handler, act, described)

    def _add(
        self,
        method: str,
        path: str,
        handler: Callable[[Request], Awaitable[Response]],
        act: Act,
        described: Mapping[str, Any] | None,
    ) -> None:
        if method == "GET":
            self._router.add_api_route(path, handler, methods=["GET", "HEAD"], include_in_schema=False)
        handler.__name__, handler.__doc__ = act.__name__, act.__doc__
        more = {} if described is None else dict(described)
        # Nothing of FastAPI's reads the request, so it does not know the parts of the path either.
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        own = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        more["parameters"] = [*own, *more.get("parameters", ())]
        self._router.add_api_route(path, handler, methods=[method], response_class=Response, openapi_extra=more)


def _answered(act: Act, asked: Asked, parts: Mapping[str, str]) -> Response:
    try:
        return act(asked, **parts)
    except EditConflict as conflict:
        return _conflict(asked, conflict)
    except NotSignedIn as error:
        return problem(error, headers={"Cache-Control": "no-store"})


def _conflict(asked: Asked, conflict: EditConflict) -> Response:
    """412 where the header said what the edit is based on (RFC 9110 section 15.5.13), with what differs."""
    stale = PRECONDITION in asked.request.headers
    more = {"record": conflict.record, "base": conflict.base, "revision": conflict.revision, **conflict.conflict}
    status = HTTPStatus.PRECONDITION_FAILED if stale else HTTPStatus.CONFLICT
    return problem(conflict, status, {"ETag": f'"{conflict.revision}"', "Cache-Control": "no-store"}, more)
