"""Changes as server-sent events (HTML Living Standard, section 9.2): a browser's `EventSource` follows them.

Each event has its revision as its identifier, so a reader that comes back says where it was and misses nothing.
"""

import json
from collections.abc import AsyncIterator
from typing import Final

from registry.errors import ServerBusy
from registry.services.feeds.changes import ChangeFeed
from registry.services.feeds.following import following
from registry.services.feeds.moves import Moves
from registry.services.revisions import revision_as_data

MEDIA_TYPE: Final = "text/event-stream"
BEAT_SECONDS: Final = 15.0
"""After so much silence a comment is sent, so that nobody in between takes the connection for dead."""
MOST_STREAMS: Final = 500
"""Streams that are open at one time."""


class Streams:
    """Opens streams, not more than `most` at one time."""

    def __init__(self, feed: ChangeFeed, moves: Moves, most: int = MOST_STREAMS, beat_s: float = BEAT_SECONDS) -> None:
        self._feed, self._moves, self._most, self._beat_s = feed, moves, most, beat_s
        self._open = 0

    async def events(self, after: int) -> AsyncIterator[bytes]:
        """The stream from a revision on; raises `ServerBusy`, and `NotFound` for a revision that is not yet there."""
        if self._open >= self._most:
            raise ServerBusy
        self._feed.after(after, most=0)
        return self._events(after)

    async def _events(self, after: int) -> AsyncIterator[bytes]:
        self._open += 1
        try:
            yield b"retry: 2000\n\n"
            async for revision in following(self._feed, self._moves, after, self._beat_s):
                if revision is None:
                    yield b": nothing new\n\n"
                    continue
                data = json.dumps(revision_as_data(revision), ensure_ascii=False)
                yield f"id: {revision.number}\nevent: change\ndata: {data}\n\n".encode()
        finally:
            self._open -= 1
