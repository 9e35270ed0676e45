"""Answers on their way out: small ones at once, large ones in pieces, each let go of however sending ends."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import BinaryIO, Final

from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

# Anybody's page may ask and read: all is public, and no cookie or password goes with it.
OPEN: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
_SMALL: Final = 256_000
_PIECE: Final = 1 << 16


def preflight(methods: str) -> Response:
    """The answer to OPTIONS: who may ask what from a page of another site (everybody, anything)."""
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={**OPEN, **headers})


class Pieces(StreamingResponse):
    """A stream that is closed at its end, and just so when it is never begun or breaks off.

    A failure in the middle breaks the connection, so that nobody takes a part for the whole.
    """

    def __init__(
        self, pieces: Iterator[bytes], close: Callable[[], None], media_type: str, headers: Mapping[str, str]
    ) -> None:
        super().__init__(_each(pieces), media_type=media_type, headers=dict(headers))
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the pieces."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._close()


def from_file(file: BinaryIO, size: int, media_type: str, headers: Mapping[str, str], *, head_only: bool) -> Response:
    """An answer that stands in a file, which is closed."""
    length = {**headers, "Content-Length": str(size)}
    if head_only or size <= _SMALL:
        with file:
            return Response(b"" if head_only else file.read(), media_type=media_type, headers=length)
    return Pieces(_read(file), file.close, media_type, length)


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


async def _each(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    async for piece in iterate_in_threadpool(pieces):
        yield piece
