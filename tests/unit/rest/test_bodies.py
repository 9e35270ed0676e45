"""A body is read whole, within its limit and its time, or not at all."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from registry.errors import BodyTooSlow, InputTooLarge, ServerBusy
from registry.rest.bodies import Bodies
from tests.unit.rest.graphql.asgi import GONE, Clocked, pieces, receiving, run


def read(bodies: Bodies, receive: Receive, announced: bytes = b"") -> bytes:
    return run(lambda: bodies.read(receive, announced))


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=20))
def test_a_body_in_pieces_is_the_body(parts: list[bytes]) -> None:
    assert read(Bodies(1000, 10), receiving(pieces(*parts))) == b"".join(parts)


def test_a_body_in_a_thousand_pieces_is_read() -> None:
    assert read(Bodies(1000, 10), receiving(pieces(*[b"x"] * 1000))) == b"x" * 1000


@pytest.mark.parametrize("announced", [b"", b"-1", b"many", b"9" * 5000, b"5", b"\xb2"])
def test_a_wrong_announcement_does_no_harm(announced: bytes) -> None:
    assert read(Bodies(1000, 10), receiving(pieces(b"abc")), announced) == b"abc"


def test_a_body_that_is_announced_as_too_large_is_let_by_so_that_its_sender_reads_the_answer() -> None:
    parts = pieces(*[b"x" * 100] * 11)

    async def one() -> Message:
        return parts.pop(0)

    with pytest.raises(InputTooLarge, match=r"1,100 bytes; the limit is 1,000"):
        read(Bodies(1000, 10), one, b"1100")
    assert parts == []


@pytest.mark.parametrize(("announced", "taken"), [(b"", 1100 + 5000), (b"1000000", 5000)])
def test_an_endless_body_is_cut_off(announced: bytes, taken: int) -> None:
    given = 0

    async def endless() -> Message:
        nonlocal given
        given += 100
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    with pytest.raises(InputTooLarge):
        read(Bodies(1000, 10), endless, announced)
    assert given == taken


def test_a_body_in_one_piece_is_held_to_the_limit_too() -> None:
    with pytest.raises(InputTooLarge):
        read(Bodies(3, 10), receiving(pieces(b"abcd")))
    assert read(Bodies(4, 10), receiving(pieces(b"abcd"))) == b"abcd"


def test_a_body_that_trickles_in_is_given_up_when_its_time_is_over() -> None:
    given = 0

    async def trickle() -> Message:
        nonlocal given
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Clocked)
        loop.pass_time(1)
        await asyncio.sleep(0)
        given += 1
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(BodyTooSlow, match="within 10 seconds"):
        read(Bodies(1000, 10), trickle)
    assert 8 <= given <= 11


@pytest.mark.parametrize("announced", [b"", b"1001"])
def test_a_body_that_is_too_large_and_never_ends_is_given_up_too(announced: bytes) -> None:
    first = pieces(b"x" * 1001, b"y")[:1]

    async def stalls() -> Message:
        if first:
            return first.pop()
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Clocked)
        loop.pass_time(11)
        return await loop.create_future()

    with pytest.raises(BodyTooSlow):
        read(Bodies(1000, 10), stalls, announced)


def test_a_body_that_never_begins_is_given_up_as_well() -> None:
    async def silence() -> Message:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Clocked)
        loop.pass_time(11)
        return await loop.create_future()

    with pytest.raises(BodyTooSlow):
        read(Bodies(1000, 10), silence)


def test_who_is_told_to_stop_while_reading_stops_and_is_not_called_slow() -> None:
    async def scene() -> None:
        reading = asyncio.ensure_future(Bodies(1000, 10).read(receiving([])))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

    run(scene)


def test_a_sender_that_goes_away_is_noticed() -> None:
    for messages in ([GONE], [*pieces(b"abc", b"")[:1], GONE]):
        with pytest.raises(ClientDisconnect):
            read(Bodies(1000, 10), receiving(messages))


def test_unfinished_bodies_together_have_a_limit_and_give_their_room_back() -> None:
    bodies = Bodies(limit=1000, seconds=10, together=1500)
    half = pieces(b"x" * 800, b"y")

    async def scene() -> None:
        waiting = asyncio.ensure_future(bodies.read(receiving(half[:1])))
        await asyncio.sleep(0)
        with pytest.raises(ServerBusy):
            await bodies.read(receiving(half))
        assert await bodies.read(receiving(pieces(b"z" * 1000))) == b"z" * 1000
        waiting.cancel()
        await asyncio.sleep(0)
        assert len(await bodies.read(receiving(half))) == 801

    run(scene)
