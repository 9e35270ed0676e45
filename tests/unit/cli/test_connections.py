"""Connections of uvicorn with their bounds, over a transport and a clock that stand still until a test moves them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from registry.cli.connections import HEAD_BYTES, HEAD_SECONDS, STALL_SECONDS, BoundedConnection
from tests.unit.rest.graphql.asgi import Clocked, run
from tests.unit.rest.graphql.fakes import FakeExecutor, face_of


class Wire:
    """A transport that keeps what is written; `unread` bytes wait for a reader who does not come."""

    def __init__(self) -> None:
        self.written = b""
        self.unread = 0
        self.closed = self.aborted = False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return self.unread

    def get_extra_info(self, name: str) -> Any:
        return {"sockname": ("127.0.0.1", 80), "peername": ("203.0.113.7", 5000)}.get(name)

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Line:
    """One connection to the GraphQL face, spoken to in bytes."""

    def __init__(self) -> None:
        self.executor = FakeExecutor()
        config = uvicorn.Config(face_of(self.executor), ws="none", log_level="critical")
        config.load()
        self.loop = asyncio.get_running_loop()
        assert isinstance(self.loop, Clocked)
        self.wire = Wire()
        self.state = ServerState()
        self.connection = BoundedConnection(config, self.state, {}, self.loop)
        self.connection.connection_made(self.wire)  # type: ignore[arg-type]

    async def say(self, *parts: bytes) -> bytes:
        """What the server has written after these bytes."""
        for part in parts:
            self.connection.data_received(part)
            await self.settle()
        return self.wire.written

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def wait(self, seconds: float) -> None:
        assert isinstance(self.loop, Clocked)
        self.loop.pass_time(seconds)
        await self.settle()

    async def hang_up(self) -> None:
        self.connection.connection_lost(None)
        await self.settle()
        assert not self.state.tasks
        assert not self.state.connections


def on_a_line(scene: Callable[[Line], Awaitable[None]]) -> None:
    async def whole() -> None:
        line = Line()
        await scene(line)
        await line.hang_up()

    run(whole)


BODY = b'{"query": "{ a }"}'
HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
REQUEST = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
ANSWER = b'{"data":"{ a }"}'
QUIET = 5
"""Seconds that uvicorn keeps a connection open between two requests unless it is told otherwise."""


def test_a_request_is_answered_however_it_is_cut() -> None:
    async def scene(line: Line) -> None:
        assert (await line.say(REQUEST)).count(ANSWER) == 1
        assert (await line.say(*(REQUEST[n : n + 1] for n in range(len(REQUEST))))).count(ANSWER) == 2

    on_a_line(scene)


def test_requests_in_one_piece_are_answered_one_after_the_other() -> None:
    async def scene(line: Line) -> None:
        await line.say(REQUEST * 50)
        for _ in range(50):
            await line.settle()
        assert line.wire.written.count(ANSWER) == 50

    on_a_line(scene)


def test_a_body_in_a_thousand_chunks_is_answered() -> None:
    async def scene(line: Line) -> None:
        padded = BODY + b" " * (1000 - len(BODY))
        chunks = [b"1\r\n" + padded[n : n + 1] + b"\r\n" for n in range(1000)]
        head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        assert ANSWER in await line.say(head, *chunks, b"0\r\n\r\n")

    on_a_line(scene)


@pytest.mark.parametrize(
    "bytes_",
    [
        b"\x00\xff\xfe",
        b"GET\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: many\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_bytes_that_are_no_request_end_the_connection(bytes_: bytes) -> None:
    async def scene(line: Line) -> None:
        assert (await line.say(bytes_)).startswith(b"HTTP/1.1 400 ")
        assert line.wire.closed
        assert line.executor.ran_on == []

    on_a_line(scene)


def test_a_head_without_end_is_refused_at_the_limit() -> None:
    async def scene(line: Line) -> None:
        written = await line.say(HEAD, *[b"X-Long: " + b"y" * 8_000 + b"\r\n"] * 9)
        assert written.startswith(b"HTTP/1.1 431 ")
        assert line.wire.closed

    on_a_line(scene)


def test_a_head_that_is_too_large_in_one_piece_is_refused_as_well() -> None:
    async def scene(line: Line) -> None:
        address = b"GET /graphql?query=" + b"a" * HEAD_BYTES + b" HTTP/1.1\r\nHost: x\r\n\r\n"
        assert (await line.say(address)).startswith(b"HTTP/1.1 431 ")
        assert line.wire.closed

    on_a_line(scene)


def test_a_large_body_is_no_large_head() -> None:
    async def scene(line: Line) -> None:
        body = BODY + b" " * 90_000
        assert ANSWER in await line.say(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    on_a_line(scene)


def test_a_head_that_does_not_come_to_an_end_in_time_ends_the_connection() -> None:
    async def scene(line: Line) -> None:
        await line.say(b"POST /graphql HTTP/1.1\r\n")
        await line.wait(HEAD_SECONDS - 1)
        await line.say(b"Host: x\r\n")
        assert not line.wire.closed
        await line.wait(1.1)
        assert line.wire.closed

    on_a_line(scene)


def test_who_connects_and_says_nothing_is_let_go() -> None:
    async def scene(line: Line) -> None:
        await line.wait(HEAD_SECONDS + 0.1)
        assert line.wire.closed

    on_a_line(scene)


@pytest.mark.parametrize("begun", [b"\r\n", b"P", b"POST /graphql HTTP/1.1\r\nHost:"])
def test_a_second_request_has_no_more_time_than_the_first(begun: bytes) -> None:
    async def scene(line: Line) -> None:
        await line.say(REQUEST, begun)
        await line.wait(QUIET + 1)
        assert not line.wire.closed
        await line.wait(HEAD_SECONDS)
        assert line.wire.closed

    on_a_line(scene)


def test_a_request_that_takes_long_is_not_cut_off() -> None:
    async def scene(line: Line) -> None:
        await line.say(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY))
        await line.wait(HEAD_SECONDS - 0.5)
        assert ANSWER in await line.say(BODY)
        assert not line.wire.closed

    on_a_line(scene)


def test_a_body_that_never_comes_is_given_up_and_the_connection_closed() -> None:
    async def scene(line: Line) -> None:
        await line.say(HEAD + b"Content-Length: 10\r\n\r\nabc")
        await line.wait(10.1)
        assert b"HTTP/1.1 408 " in line.wire.written
        assert b"body-too-slow" in line.wire.written
        assert line.wire.closed

    on_a_line(scene)


def test_who_hangs_up_in_the_middle_leaves_nothing_behind() -> None:
    for begun in (b"POST /gra", HEAD, HEAD + b"Content-Length: 10\r\n\r\nabc", REQUEST, REQUEST * 3):

        async def scene(line: Line, begun: bytes = begun) -> None:
            line.connection.data_received(begun)

        on_a_line(scene)


def test_a_reader_who_takes_nothing_is_given_up() -> None:
    async def scene(line: Line) -> None:
        await line.say(REQUEST)
        line.wire.unread = 100_000
        line.connection.pause_writing()
        await line.wait(STALL_SECONDS + 1)
        assert line.wire.aborted

    on_a_line(scene)


def test_a_reader_who_catches_up_is_not() -> None:
    async def scene(line: Line) -> None:
        await line.say(REQUEST)
        line.wire.unread = 100_000
        line.connection.pause_writing()
        line.wire.unread = 0
        line.connection.resume_writing()
        await line.wait(STALL_SECONDS + 1)
        assert (line.wire.closed, line.wire.aborted) == (True, False)

    on_a_line(scene)


def test_a_closed_connection_does_not_wait_for_its_reader_for_ever() -> None:
    async def idle(line: Line) -> None:
        await line.say(REQUEST)
        line.wire.unread = 10
        await line.wait(QUIET + 1)
        assert (line.wire.closed, line.wire.aborted) == (True, False)
        await line.wait(STALL_SECONDS + 1)
        assert line.wire.aborted

    async def last(line: Line) -> None:
        line.wire.unread = 10
        await line.say(REQUEST.replace(b"Host: x", b"Connection: close"))
        assert line.wire.closed
        await line.wait(STALL_SECONDS + 1)
        assert line.wire.aborted

    on_a_line(idle)
    on_a_line(last)
