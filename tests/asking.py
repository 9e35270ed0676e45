"""Asks an ASGI application in this process, without a socket: what a test needs of an HTTP client."""

import asyncio
from typing import Any

import httpx2
from starlette.types import ASGIApp


class Client:
    """A client of one application; an accident inside it comes back as the answer that callers would get."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def get(self, path: str, **arguments: Any) -> httpx2.Response:
        """The answer to GET."""
        return self.request("GET", path, **arguments)

    def head(self, path: str, **arguments: Any) -> httpx2.Response:
        """The answer to HEAD."""
        return self.request("HEAD", path, **arguments)

    def post(self, path: str, **arguments: Any) -> httpx2.Response:
        """The answer to POST."""
        return self.request("POST", path, **arguments)

    def request(self, method: str, path: str, **arguments: Any) -> httpx2.Response:
        """The answer to a request of that method."""
        return asyncio.run(self._request(method, path, arguments))

    async def _request(self, method: str, path: str, arguments: dict[str, Any]) -> httpx2.Response:
        transport = httpx2.ASGITransport(self._app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://registry.test") as client:
            return await client.request(method, path, **arguments)
