"""Connections that nobody can hold open or fill up: the head of a request has a size and a time, and a reader reads.

uvicorn bounds neither; bodies are bounded by `registry.rest.bodies`, which runs behind this.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 65_536
"""Largest request line and headers together; a query in an address is part of them."""
HEAD_SECONDS: Final = 10.0
"""How long a connection may be open before the head of its request is whole."""
STALL_SECONDS: Final = 60.0
"""How long a reader may take nothing of an answer that waits for it."""

_TOO_LARGE: Final = b"The request line and headers are larger than 65,536 bytes.\n"


class Alarm:
    """One thing that will be done later unless it is called off."""

    __slots__ = ("_handle",)

    def __init__(self) -> None:
        self._handle: asyncio.TimerHandle | None = None

    def set(self, loop: asyncio.AbstractEventLoop, seconds: float, action: Callable[[], object]) -> None:
        """Has it done in so many seconds; changes nothing when it is set already."""
        if self._handle is None:
            self._handle = loop.call_later(seconds, action)

    def call_off(self) -> None:
        """Has it not done."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None


class HeadTooLarge(Exception):
    """Ends the parsing of a request."""


class BoundedConnection(HttpToolsProtocol):
    """One connection of the server."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the first request."""
        super().connection_made(transport)
        self._in_head = True
        self._fed = 0
        self._head_alarm, self._stall_alarm = Alarm(), Alarm()
        self._head_alarm.set(self.loop, HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing any more."""
        self._head_alarm.call_off()
        self._stall_alarm.call_off()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes the next bytes; as long as they make no whole head, they have a limit and a time."""
        self._fed = self._fed + len(data) if self._in_head else len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head and self._fed > HEAD_BYTES:
            self._refuse_head()
        elif self._in_head or self.cycle.response_complete:
            self._head_alarm.set(self.loop, HEAD_SECONDS, self.transport.close)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole; raises `HeadTooLarge`, which the parser passes on as its own error."""
        # What was fed may hold a body and other requests too, so it is looked at closely only where it is much.
        if self._fed > HEAD_BYTES and self._head_bytes() > HEAD_BYTES:
            raise HeadTooLarge
        self._in_head = False
        self._head_alarm.call_off()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answers bytes that are no request, or too much of one."""
        if self._in_head and self._fed > HEAD_BYTES:
            self._refuse_head()
        else:
            super().send_400_response(msg)

    def on_response_complete(self) -> None:
        """The answer is written, if not yet read."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_if_nobody_reads()

    def timeout_keep_alive_handler(self) -> None:
        """Closes the connection, as nothing more has been asked."""
        super().timeout_keep_alive_handler()
        self._abort_if_nobody_reads()

    def pause_writing(self) -> None:
        """The reader is slower than the answer is large."""
        super().pause_writing()
        self._abort_if_nobody_reads()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        super().resume_writing()
        self._stall_alarm.call_off()

    def _abort_if_nobody_reads(self) -> None:
        if self.transport.get_write_buffer_size() > 0:
            self._stall_alarm.set(self.loop, STALL_SECONDS, self.transport.abort)

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _refuse_head(self) -> None:
        head = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
        length = b"content-length: %d\r\nconnection: close\r\n\r\n" % len(_TOO_LARGE)
        self.transport.write(head + length + _TOO_LARGE)
        self.transport.close()
