"""Subscriptions as server-sent events: what the draft "GraphQL over Server-Sent Events" calls distinct connections.

Each result is an event `next`, and the end is an event `complete`. Who asks says so by `Accept: text/event-stream`.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.responses import StreamingResponse

BEAT_SECONDS: Final = 15.0
_MEDIA_TYPE: Final = "text/event-stream"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}


def wants_events(accept: str) -> bool:
    """Whether the header Accept names event streams."""
    return any(part.partition(";")[0].strip().lower() == _MEDIA_TYPE for part in accept.split(","))


def events_of(results: AsyncIterator[bytes], beat_s: float = BEAT_SECONDS) -> StreamingResponse:
    """The response that sends the results as they come, and a comment after so much silence."""
    return StreamingResponse(_events(results, beat_s), media_type=_MEDIA_TYPE, headers=_HEADERS)


async def _events(results: AsyncIterator[bytes], beat_s: float) -> AsyncIterator[bytes]:
    coming: asyncio.Task[bytes] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(results))
            done, _ = await asyncio.wait({coming}, timeout=beat_s)
            if not done:
                yield b":\n\n"
                continue
            try:
                yield b"event: next\ndata: %b\n\n" % coming.result()
            except StopAsyncIteration:
                yield b"event: complete\ndata:\n\n"
                return
            coming = None
    finally:
        if coming is not None:
            coming.cancel()
