import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from registry.errors import StoreUnreachable
from registry.services.following import Follower

SOON = 0.001


class Looks:
    """What a follower calls: does one thing after the other, and tells when all are done."""

    def __init__(self, *actions: Callable[[], None]) -> None:
        self._actions: Iterator[Callable[[], None]] = iter(actions)
        self.done = threading.Event()

    def __call__(self) -> None:
        action = next(self._actions, None)
        if action is None:
            self.done.set()
        else:
            action()


def unreachable() -> None:
    raise StoreUnreachable("The store sleeps.")


def fine() -> None:
    pass


def test_a_follower_looks_until_it_is_stopped() -> None:
    looks = Looks(fine, fine)
    follower = Follower(looks, SOON)
    follower.start()
    assert looks.done.wait(10)
    follower.stop()
    assert not any(thread.name == "following the store" for thread in threading.enumerate())


def test_what_goes_wrong_is_told_once_and_the_follower_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    looks = Looks(unreachable, unreachable, fine, unreachable)
    follower = Follower(looks, SOON)
    with caplog.at_level(logging.WARNING):
        follower.start()
        assert looks.done.wait(10)
        follower.stop()
    assert [record.getMessage() for record in caplog.records] == ["the store cannot be followed: The store sleeps."] * 2
