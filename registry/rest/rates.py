"""How often one caller may ask: a token bucket each, kept as the time at which the bucket will be full again.

A caller is a bearer token, or an address (of IPv6 the network that a customer is given, since one has many addresses).
Tokens cost nothing to make up, so all of one address together have no more than ten times the limit.
"""

import math
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from registry.errors import TooManyRequests

Clock = Callable[[], float]
"""Seconds that never go back."""
Refuse = Callable[[TooManyRequests, Scope, Receive, Send], Awaitable[None]]
"""Answers a request that comes too soon."""

_FREE: Final = frozenset({"/health", "/ready"})
"""What orchestrators ask: a process that works must not look as if it did not."""
_SHARED: Final = 10
_MOST_CALLERS: Final = 50_000


class Buckets:
    """A bucket for each caller: `burst` requests at once, `per_minute` in the long run."""

    def __init__(self, per_minute: int, burst: int, clock: Clock = monotonic, most: int = _MOST_CALLERS) -> None:
        self._interval = 60 / per_minute
        self._depth = self._interval * burst
        self._clock = clock
        self._most = most
        self._full_at: dict[str, float] = {}
        """When each bucket is full again; who asked last stands last."""

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, caller: str) -> float:
        """Takes one request out of the caller's bucket; gives 0, or the seconds to wait when it is empty."""
        now = self._clock()
        full_at = max(self._full_at.pop(caller, now), now) + self._interval
        wait = full_at - now - self._depth
        # What is refused is not counted, so that asking too often does not make anyone wait for ever.
        refused = wait > 1e-9
        self._full_at[caller] = full_at - self._interval if refused else full_at
        if len(self._full_at) > self._most:
            del self._full_at[next(iter(self._full_at))]
        return wait if refused else 0.0


class RateLimit:
    """An application that lets through as many requests of a caller to another one as the setting allows."""

    def __init__(self, app: ASGIApp, per_minute: int, burst: int, refuse: Refuse, clock: Clock = monotonic) -> None:
        self._app = app
        self._limit = per_minute
        self._refuse = refuse
        self._callers = Buckets(per_minute, burst, clock)
        self._addresses = Buckets(per_minute * _SHARED, burst * _SHARED, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or has it refused with the seconds to wait."""
        wait = self._wait(scope) if scope["type"] == "http" and scope["path"] not in _FREE else 0.0
        if wait > 0:
            await self._refuse(TooManyRequests(self._limit, max(1, math.ceil(wait))), scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        address, token = address_of(scope), token_of(scope)
        if token is None:
            return self._callers.take(address)
        return self._addresses.take(address) or self._callers.take(token)


def address_of(scope: Scope) -> str:
    """The client's address as far as it is one customer's; nothing where the server does not know it."""
    host = str((scope.get("client") or ("",))[0])
    if ":" not in host:
        return host
    try:
        address = IPv6Address(host.partition("%")[0])
    except AddressValueError:
        return host
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


def token_of(scope: Scope) -> str | None:
    """A short stand-in for the request's bearer token (RFC 6750), if it has one; the token itself is not kept."""
    for name, value in scope["headers"]:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return "token " + blake2b(value[7:].strip(), digest_size=16).hexdigest()
    return None
