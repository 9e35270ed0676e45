"""Whether the process lives (`/health`) and whether it can do its work (`/ready`), for people and for orchestrators."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from registry.errors import InternalError, RegistryError
from registry.rest.problems import problem
from registry.rest.routing import readable

_HEADERS: Final = {"Cache-Control": "no-store"}
_LOG: Final = logging.getLogger("registry.rest")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a registry that can do its work says of itself."""

    store: str
    """The kind of store: `embedded`, or the address of a server."""
    revision: int
    """The revision that the answers are of."""
    records: int


Probe = Callable[[], Readiness]
"""Asks the store and the index; raises an error when one of them does not answer."""


def health_router(probe: Probe) -> APIRouter:
    """Routes of `/health` and `/ready`."""
    router = APIRouter(tags=["Operation"])

    def health() -> Response:
        """The process lives."""
        return JSONResponse({"status": "ok"}, headers=_HEADERS)

    def ready() -> Response:
        """The store answers and the index is built; 503 with the reason when not."""
        try:
            state = probe()
        except RegistryError as error:
            return problem(error, HTTPStatus.SERVICE_UNAVAILABLE, _HEADERS)
        except Exception:
            _LOG.exception("the readiness probe failed")
            return problem(InternalError(), HTTPStatus.SERVICE_UNAVAILABLE, _HEADERS)
        return JSONResponse({"status": "ready", **asdict(state)}, headers=_HEADERS)

    readable(router, "/health", health)
    readable(router, "/ready", ready)
    return router
