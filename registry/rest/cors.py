"""Any page of any site may read: the headers that say so on every answer, and the answer to who asks beforehand.

There are no cookies, so nothing can be done in a visitor's name; a token goes along only where a page has it anyway.
"""

from collections.abc import Callable, Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EXPOSED: Final = (
    "Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, Last-Modified, Link, Location, "
    "Memento-Datetime, Registry-Revision, Repr-Digest, Retry-After, WWW-Authenticate"
)
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_DAY: Final = "86400"
MethodsOf = Callable[[Scope], Sequence[str]]
"""The methods that an address answers to, OPTIONS left out; none where nothing is there."""


class OpenReading:
    """An application with those headers. It answers OPTIONS where the application inside does not."""

    def __init__(self, app: ASGIApp, methods_of: MethodsOf) -> None:
        self._app = app
        self._methods_of = methods_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or says what may be asked here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and (methods := self._methods_of(scope)):
            await _preflight(send, ", ".join([*methods, "OPTIONS"]))
        else:
            await self._app(scope, receive, _opened(send))


def methods_in(routes: Sequence[BaseRoute], scope: Scope) -> list[str]:
    """The methods for which one of the routes answers this path; none where one of them answers OPTIONS itself."""

    def answers(method: str) -> bool:
        asked = {**scope, "method": method}
        return any(route.matches(asked)[0] is Match.FULL for route in routes)

    return [] if answers("OPTIONS") else [method for method in _METHODS if answers(method)]


def _opened(send: Send) -> Send:
    async def send_opened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Expose-Headers"] = EXPOSED
        await send(message)

    return send_opened


async def _preflight(send: Send, methods: str) -> None:
    headers = MutableHeaders()
    headers["Allow"] = methods
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Allow-Methods"] = methods
    # The asterisk stands for every header but this one (Fetch standard).
    headers["Access-Control-Allow-Headers"] = "*, Authorization"
    headers["Access-Control-Max-Age"] = _DAY
    await send({"type": "http.response.start", "status": 204, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b""})
