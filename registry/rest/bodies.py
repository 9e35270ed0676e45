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
        if announced.isdigit() and len(announced) < 20:
            self._hold_to_limit(int(announced))
        # What asyncio.timeout does, at a fifth of its cost: this stands before every request.
        task = cast("asyncio.Task[object]", asyncio.current_task())
        alarm = asyncio.get_running_loop().call_later(self.seconds, task.cancel, _TIME_IS_OVER)
        try:
            body, more = await _piece(receive)
            return await self._rest(receive, bytearray(body)) if more else self._held_to_limit(body)
        except asyncio.CancelledError as error:
            if error.args == (_TIME_IS_OVER,) and task.uncancel() == 0:
                raise BodyTooSlow(self.seconds) from error
            raise
        finally:
            alarm.cancel()

    async def _rest(self, receive: Receive, data: bytearray) -> bytes:
        more, counted = True, 0
        try:
            while True:
                self._hold_to_limit(len(data))
                self._left -= len(data) - counted
                counted = len(data)
                if not more:
                    return bytes(data)
                if self._left < 0:
                    raise ServerBusy
                piece, more = await _piece(receive)
                data += piece
        finally:
            self._left += counted

    def _held_to_limit(self, body: bytes) -> bytes:
        self._hold_to_limit(len(body))
        return body

    def _hold_to_limit(self, size: int) -> None:
        if size > self.limit:
            raise InputTooLarge(_NAME, size, self.limit)


async def _piece(receive: Receive) -> tuple[bytes, bool]:
    """The next piece of the body, and whether there are more."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)
