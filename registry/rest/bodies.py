"""Reads request bodies: never more than the limit, never longer than the deadline, never too much at once.

A body in many pieces is counted against what all such bodies may have together, so that many slow senders cannot fill
the memory.
"""

import asyncio
from typing import Final, cast

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from registry.errors import BodyTooSlow, InputTooLarge, ServerBusy

_NAME: Final = "The request's body"
_TIME_IS_OVER: Final = "the time for the body is over"
_TOGETHER: Final = 64_000_000
"""Bytes of unfinished bodies that are held at one time."""
_PASSED_OVER: Final = 5
"""How often the limit is taken in of a body that is beyond it, before the connection is closed all the same."""


class Bodies:
    """Reads bodies of at most `limit` bytes that arrive whole within `seconds`."""

    def __init__(self, limit: int, seconds: float, together: int = _TOGETHER) -> None:
        self.limit = limit
        self.seconds = seconds
        self._left = max(together, limit)

    async def read(self, receive: Receive, announced: bytes = b"") -> bytes:
        """The whole body; `announced` is the Content-Length, which need not be there or true.

        Raises `InputTooLarge`, `BodyTooSlow`, `ServerBusy`, and `ClientDisconnect` when nobody waits any more.
        """
        # What asyncio.timeout does, at a fifth of its cost: this stands before every request.
        task = cast("asyncio.Task[object]", asyncio.current_task())
        alarm = asyncio.get_running_loop().call_later(self.seconds, task.cancel, _TIME_IS_OVER)
        try:
            return await self._whole(_Pieces(receive), announced)
        except asyncio.CancelledError as error:
            if error.args == (_TIME_IS_OVER,) and task.uncancel() == 0:
                raise BodyTooSlow(self.seconds) from error
            raise
        finally:
            alarm.cancel()

    async def _whole(self, pieces: "_Pieces", announced: bytes) -> bytes:
        try:
            if announced.isdigit() and len(announced) < 20:
                self._hold_to_limit(int(announced))
            body = await pieces.next()
            return await self._rest(pieces, bytearray(body)) if pieces.more else self._held_to_limit(body)
        except InputTooLarge:
            await pieces.pass_over(self.limit * _PASSED_OVER)
            raise

    async def _rest(self, pieces: "_Pieces", data: bytearray) -> bytes:
        counted = 0
        try:
            while True:
                self._hold_to_limit(len(data))
                self._left -= len(data) - counted
                counted = len(data)
                if not pieces.more:
                    return bytes(data)
                if self._left < 0:
                    raise ServerBusy
                data += await pieces.next()
        finally:
            self._left += counted

    def _held_to_limit(self, body: bytes) -> bytes:
        self._hold_to_limit(len(body))
        return body

    def _hold_to_limit(self, size: int) -> None:
        if size > self.limit:
            raise InputTooLarge(_NAME, size, self.limit)


class _Pieces:
    """A body as it arrives."""

    __slots__ = ("_receive", "more")

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.more = True
        """Whether anything is to come."""

    async def next(self) -> bytes:
        """The next piece."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        self.more = message.get("more_body", False)
        return cast("bytes", message.get("body", b""))

    async def pass_over(self, size: int) -> None:
        """Takes in what is still to come, so many bytes at most, and keeps none of it.

        Who is still sending when the connection closes would meet a broken pipe in the place of the answer.
        """
        while self.more and size > 0:
            size -= len(await self.next())
