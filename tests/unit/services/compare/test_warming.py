"""Reading ahead for comparisons: once, in the background, of small registries alone, and until it is stopped."""

import threading
from collections.abc import Iterator

import pytest

from registry.errors import StoreUnreachable
from registry.index.projection import Projection
from registry.index.tables import Plan, Tables
from registry.services.compare.compare import Comparing
from registry.services.compare.warming import Warming
from registry.services.indexed import IndexFinder

PLAN = Plan("two classes", {"Mission": {}, "Place": {}})


class Slow:
    """Records that are read when the test says so."""

    total = 2

    def __init__(self) -> None:
        self.read: list[str] = []
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def tables(self, plan: Plan) -> Tables:
        if self.error:
            raise self.error
        return Tables(plan, self._records, lambda _: {})

    def _records(self, class_name: str) -> Iterator[Projection]:
        self.read.append(class_name)
        self.begun.set()
        self.go_on.wait(10)
        return iter(())


def finished(warming: Warming) -> None:
    warming._thread.join(10)
    assert not warming._thread.is_alive()


def test_every_table_is_there_before_it_is_asked_for(comparing: Comparing, finder: IndexFinder) -> None:
    warming = Warming(finder, comparing.plan)
    warming.start()
    finished(warming)
    assert set(finder.tables(comparing.plan)._ready) == set(comparing.plan.columns)
    warming.stop()


def test_it_ends_when_it_is_told_to() -> None:
    slow = Slow()
    warming = Warming(slow, PLAN)
    warming.start()
    assert slow.begun.wait(10)
    warming._stopping.set()
    slow.go_on.set()
    warming.stop()
    assert slow.read == ["Mission"]


def test_one_that_is_stopped_before_it_began_reads_nothing() -> None:
    slow = Slow()
    warming = Warming(slow, PLAN, after_s=3600)
    warming.start()
    warming.stop()
    finished(warming)
    assert slow.read == []


def test_of_a_large_registry_nothing_is_read_ahead() -> None:
    slow = Slow()
    warming = Warming(slow, PLAN, most=1)
    warming.start()
    warming.stop()
    assert slow.read == []


def test_what_goes_wrong_is_logged_and_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    slow = Slow()
    slow.error = StoreUnreachable("gone")
    warming = Warming(slow, PLAN)
    warming.start()
    finished(warming)
    assert "not read ahead: gone" in caplog.text
