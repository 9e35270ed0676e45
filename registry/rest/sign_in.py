"""Who asks, found out once for every face: a request with a token that is not good gets no further, wherever it goes.

Handlers find the person by `asker`. Reading takes no token, and who sends none is asked for none.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from registry.errors import NotSignedIn
from registry.identity.person import ANONYMOUS, Person

Tell = Callable[[str | None], Person]
"""Whose header `Authorization` it is; raises `NotSignedIn`."""
Refuse = Callable[[NotSignedIn, Scope, Receive, Send], Awaitable[None]]
"""Answers a request of somebody who is not who they say."""

_HEADER: Final = b"authorization"
_PLACE: Final = "registry.person"
_AT_ONCE: Final = 4
"""So many tokens are looked at at one time; one of an issuer elsewhere may have to wait for its keys."""


class SignIn:
    """An application that hands requests on to another one with the person who asks."""

    def __init__(self, app: ASGIApp, tell: Tell, refuse: Refuse) -> None:
        self._app = app
        self._tell = tell
        self._refuse = refuse
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        given = [value for name, value in scope.get("headers", ()) if name == _HEADER]
        if given:
            # Several headers are no header that could be good (RFC 9110 section 5.3), and are refused as one.
            text = ", ".join(value.decode("latin-1") for value in given)
            self._limiter = self._limiter or anyio.CapacityLimiter(_AT_ONCE)
            try:
                scope[_PLACE] = await run_sync(partial(self._tell, text), limiter=self._limiter)
            except NotSignedIn as error:
                await self._refuse(error, scope, receive, send)
                return
        await self._app(scope, receive, send)


def person_in(scope: Scope) -> Person:
    """Who sends the request of that scope."""
    person: Person = scope.get(_PLACE, ANONYMOUS)
    return person


def asker(request: Request) -> Person:
    """Who sends the request."""
    return person_in(request.scope)
