"""Documents that an issuer publishes: the one module that asks other servers about people's tokens.

Why it may, though only the store sends requests otherwise: docs/decisions/0009-sign-in.md.
"""

import json
from typing import Any, Final, Protocol

import httpx2

from registry.identity.addresses import is_safe

_SECONDS: Final = 5.0
_LARGEST: Final = 1_000_000


class Unavailable(Exception):
    """What an issuer should publish could not be had; its text says why."""


class Fetch(Protocol):
    """Reads a JSON object that is published at an address; raises `Unavailable`."""

    def __call__(self, address: str) -> dict[str, Any]:
        """The object."""
        ...


def fetch(address: str) -> dict[str, Any]:
    """The JSON object at an address, over https or from this machine; raises `Unavailable`."""
    if not is_safe(address):
        raise Unavailable(f"{address!r} is no https address")
    # Proxies and certificates as the environment says: issuers are outside, where a ministry's network may need them.
    # No redirects: the address is the one that an operator or the issuer itself has named.
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False) as client,
            client.stream("GET", address, headers={"Accept": "application/json"}) as response,
        ):
            if response.status_code != httpx2.codes.OK:
                raise Unavailable(f"{address} answers with the status {response.status_code}")
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > _LARGEST:
                    raise Unavailable(f"{address} answers with more than {_LARGEST:,} bytes")
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Unavailable(f"{address} does not answer ({type(error).__name__})") from error
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unavailable(f"{address} answers with something else than JSON") from error
    if not isinstance(found, dict):
        raise Unavailable(f"{address} answers with no JSON object")
    return found
