"""Threads for large requests, so that small ones are answered meanwhile; few of them, with a short queue.

Whoever goes away while waiting in the queue gives the place back.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from registry.errors import ServerBusy

T = TypeVar("T")

_WAITING: Final = 64


def usual_threads() -> int:
    """Two at least, since most of the time of some is spent outside of Python."""
    return max(2, min(8, os.cpu_count() or 1))


class Workers:
    """At most `threads` requests at work and `waiting` ones in line."""

    def __init__(self, threads: int | None = None, waiting: int = _WAITING) -> None:
        threads = threads or usual_threads()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="graphql")
        self._places = BoundedSemaphore(threads + waiting)

    async def run(self, receive: Receive, work: Callable[[], T]) -> T:
        """What `work` gives; raises `ServerBusy`, and `ClientDisconnect` when nobody waits for it any more.

        `receive` must have given the whole body.
        """
        if not self._places.acquire(blocking=False):
            raise ServerBusy
        future = self._pool.submit(work)
        future.add_done_callback(self._leave)
        return await _first(asyncio.wrap_future(future), asyncio.ensure_future(_gone(receive)))

    def close(self) -> None:
        """Lets what runs come to its end and drops what waits."""
        self._pool.shutdown(cancel_futures=True)

    def _leave(self, _: "Future[T]") -> None:
        self._places.release()


async def _first(answer: "asyncio.Future[T]", gone: "asyncio.Future[None]") -> T:
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        raise ClientDisconnect
    finally:
        answer.cancel()
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
