"""The feed as it grows: every change from a revision on, those that come later as soon as they are there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from registry.services.feeds.changes import ChangeFeed
from registry.services.feeds.moves import Moves
from registry.services.revisions import Revision


async def following(feed: ChangeFeed, moves: Moves, after: int, beat_s: float) -> AsyncIterator[Revision | None]:
    """Each revision after that one, for as long as it is asked for the next; None where nothing came for `beat_s`.

    Reads the store on a thread. Raises what `ChangeFeed.after` does.
    """
    loop, moved = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            loop.call_soon_threadsafe(moved.set)

    with moves.heard_by(hear):
        while True:
            moved.clear()  # before reading: what is written meanwhile wakes us again
            page = await asyncio.to_thread(feed.after, after)
            for revision in page.revisions:
                yield revision
            after = page.reached
            if page.is_last and not await _within(moved, beat_s):
                yield None


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
