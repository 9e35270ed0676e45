"""Large requests: few at a time, a short queue, and no one works for who has gone."""

import asyncio
import threading

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from registry.errors import ServerBusy
from registry.rest.graphql.workers import Workers, usual_threads
from tests.unit.rest.graphql.asgi import GONE, receiving, run

STAYS = receiving([])


def test_work_is_done_on_another_thread() -> None:
    name = run(lambda: Workers(1, 0).run(STAYS, lambda: threading.current_thread().name))
    assert name != threading.current_thread().name


def test_an_error_of_the_work_comes_out() -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        run(lambda: Workers(1, 0).run(STAYS, fail))


def test_there_are_always_some_threads() -> None:
    assert 2 <= usual_threads() <= 8


def test_what_finds_no_place_in_the_line_is_refused_and_places_are_given_back() -> None:
    workers, may_end = Workers(1, 1), threading.Event()

    async def scene() -> None:
        tasks = [asyncio.ensure_future(workers.run(STAYS, lambda: may_end.wait(10))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ServerBusy):
            await workers.run(STAYS, lambda: True)
        may_end.set()
        assert await asyncio.gather(*tasks) == [True, True]
        assert await workers.run(STAYS, lambda: True)

    run(scene)


def test_who_goes_away_while_waiting_gives_the_place_back_without_being_served() -> None:
    workers, may_end, done = Workers(1, 1), threading.Event(), []

    async def going() -> Message:
        return dict(GONE)

    async def scene() -> None:
        first = asyncio.ensure_future(workers.run(STAYS, lambda: may_end.wait(10)))
        await asyncio.sleep(0)
        with pytest.raises(ClientDisconnect):
            await workers.run(going, lambda: done.append("served"))
        second = asyncio.ensure_future(workers.run(STAYS, lambda: True))
        await asyncio.sleep(0)
        may_end.set()
        assert await first
        assert await second

    run(scene)
    assert done == []


def test_what_a_client_still_sends_is_passed_over() -> None:
    more: Message = {"type": "http.request", "body": b"x", "more_body": False}
    may_end = threading.Event()

    async def sending() -> Message:
        if not may_end.is_set():
            may_end.set()
            return more
        return await asyncio.get_running_loop().create_future()

    assert run(lambda: Workers(1, 0).run(sending, lambda: may_end.wait(10)))


def test_when_the_server_ends_what_waits_is_dropped() -> None:
    workers, may_end = Workers(1, 5), threading.Event()

    async def scene() -> None:
        running = asyncio.ensure_future(workers.run(STAYS, lambda: may_end.wait(10)))
        waiting = asyncio.ensure_future(workers.run(STAYS, lambda: True))
        await asyncio.sleep(0)
        may_end.set()
        workers.close()
        assert await running
        assert await asyncio.gather(waiting, return_exceptions=True)

    run(scene)
