"""The pool: workers are started when they are needed, kept, ended at their limits and replaced."""

import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from registry.errors import (
    AnswerTooLarge,
    InternalError,
    QueryError,
    QueryTooHeavy,
    QueryTooSlow,
    ServerBusy,
    StoreFull,
    StoreUnreachable,
)
from registry.store.sparql.answering import PoolAnswers
from registry.store.sparql.pool import Pool
from registry.store.sparql.process import Left
from registry.store.sparql.question import Limits, Question, Unwritable
from registry.store.sparql.snapshots import Snapshot
from tests.unit.store.sparql.conftest import HEAVY, is_running, said

Limited = Callable[..., PoolAnswers]
SORTED = "SELECT ?a ?b { ?a <https://example.org/number> ?x . ?b <https://example.org/number> ?y } ORDER BY ?x ?y"


def test_no_process_is_started_before_somebody_asks_and_one_serves_all_who_wait_for_it(limited: Limited) -> None:
    answers = limited(workers=2)
    assert answers.pool.pids == set()
    first = said(answers, "ASK {}")
    pids = answers.pool.pids
    assert (first, said(answers, "ASK {}"), answers.pool.pids) == ("true", "true", pids)
    assert len(pids) == 1


def test_a_query_of_3000_by_3000_is_stopped_and_its_process_is_gone(limited: Limited) -> None:
    answers = limited(seconds=1)
    said(answers, "ASK {}")
    (pid,) = answers.pool.pids
    with pytest.raises(QueryTooSlow, match=r"longer than 1 seconds"):
        said(answers, HEAVY)
    assert not is_running(pid)
    assert len(answers.pool.pids) == 1
    assert pid not in answers.pool.pids
    assert said(answers, "ASK {}") == "true"


def test_a_query_over_its_memory_is_stopped_and_its_process_is_gone(limited: Limited) -> None:
    answers = limited(seconds=60, megabytes=60)
    said(answers, "ASK {}")
    (pid,) = answers.pool.pids
    with pytest.raises(QueryTooHeavy, match="more than 60 MB"):
        said(answers, SORTED)
    assert not is_running(pid)
    assert said(answers, "ASK {}") == "true"


def test_an_answer_that_is_too_large_is_an_error_and_costs_no_process(limited: Limited) -> None:
    answers = limited(answer_megabytes=0.01)
    said(answers, "ASK {}")
    pids = answers.pool.pids
    with pytest.raises(AnswerTooLarge, match=r"more than 0\.01 MB"):
        said(answers, "SELECT * { ?s ?p ?o }")
    assert said(answers, "ASK {}") == "true"
    assert answers.pool.pids == pids


def test_what_is_wrong_with_a_query_costs_no_process(answers: PoolAnswers) -> None:
    said(answers, "ASK {}")
    pids = answers.pool.pids
    with pytest.raises(QueryError, match="cannot be read"):
        said(answers, "SELECT")
    with pytest.raises(Unwritable):
        answers.answer(Question("ASK {}", rows_as=None))
    assert pids <= answers.pool.pids


def test_a_worker_that_was_ended_from_outside_is_replaced(limited: Limited) -> None:
    answers = limited()
    said(answers, "ASK {}")
    (pid,) = answers.pool.pids
    os.kill(pid, 9)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert said(answers, "ASK {}") == "true"
    assert answers.pool.pids != {pid}


def test_a_query_of_somebody_who_has_gone_is_stopped_and_its_process_is_gone(limited: Limited) -> None:
    answers = limited(seconds=60)
    said(answers, "ASK {}")
    (pid,) = answers.pool.pids
    looks = iter([False, False])  # there when a worker is found and when it begins, and gone when it is looked again
    with pytest.raises(Left):
        answers.answer(Question(HEAVY, is_left=lambda: next(looks, True)))
    assert not is_running(pid)
    assert said(answers, "ASK {}") == "true"


def test_for_somebody_who_has_gone_while_waiting_no_worker_is_taken(limited: Limited) -> None:
    answers = limited()
    said(answers, "ASK {}")
    pids = answers.pool.pids
    with pytest.raises(Left):
        answers.answer(Question("ASK {}", is_left=lambda: True))
    assert said(answers, "ASK {}") == "true"
    assert answers.pool.pids == pids


def test_who_finds_no_worker_free_in_time_is_told_so(limited: Limited) -> None:
    answers = limited(seconds=1)
    answers.answer(Question("ASK {}")).close()
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(answers.answer, Question(HEAVY)) for _ in range(3)]
        failures = [type(each.exception()) for each in asked]
    assert QueryTooSlow in failures
    assert set(failures) <= {QueryTooSlow, ServerBusy}
    assert len(answers.pool.pids) == 1


def test_more_workers_are_started_when_all_are_at_work_and_never_more_than_allowed(limited: Limited) -> None:
    answers = limited(workers=2, seconds=30)
    with ThreadPoolExecutor(6) as threads:
        texts = list(threads.map(lambda n: said(answers, f"SELECT ({n} AS ?n) {{ ?s ?p 'published' }}"), range(30)))
    assert texts == [f"?n\n{n}\n" for n in range(30)]
    assert 1 <= len(answers.pool.pids) <= 2


def test_closing_ends_workers_at_work_and_whoever_waits_is_told(limited: Limited) -> None:
    answers = limited(seconds=60)
    said(answers, "ASK {}")
    (pid,) = answers.pool.pids
    outcome: list[BaseException | None] = []
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(answers.answer, Question(HEAVY)) for _ in range(2)]
        answers.close()
        outcome = [each.exception() for each in asked]
    assert [type(each) for each in outcome] == [ServerBusy, ServerBusy]
    assert not is_running(pid)
    with pytest.raises(ServerBusy):
        said(answers, "ASK {}")


class Source:
    """Gives the snapshots that a test says, and counts."""

    def __init__(self, path: Path) -> None:
        self.present = Snapshot(path, 1)
        self.failure: Exception | None = None
        self.taken: list[Snapshot] = []
        self.given_back: list[Snapshot] = []
        self.lock = threading.Lock()

    def take(self) -> Snapshot:
        if self.failure:
            raise self.failure
        with self.lock:
            self.taken.append(self.present)
        return self.present

    def give_back(self, snapshot: Snapshot) -> None:
        with self.lock:
            self.given_back.append(snapshot)

    def close(self) -> None:
        assert sorted(self.taken, key=str) == sorted(self.given_back, key=str)


def test_a_worker_holds_the_snapshot_that_it_asks_and_gives_every_one_back(store_folder: Path) -> None:
    source = Source(store_folder / "store")
    answers = PoolAnswers(Limits(), 1, source)
    said(answers, "ASK {}")
    assert (len(source.taken), len(source.given_back)) == (1, 0)
    said(answers, "ASK {}")
    assert (len(source.taken), len(source.given_back)) == (2, 1)
    answers.close()
    assert (len(source.taken), len(source.given_back)) == (2, 2)


def test_a_snapshot_that_cannot_be_made_or_opened_is_the_servers_fault(store_folder: Path, tmp_path: Path) -> None:
    source = Source(tmp_path / "none")
    answers = PoolAnswers(Limits(), 1, source)
    with pytest.raises(InternalError):
        said(answers, "ASK {}")
    source.failure = StoreFull("There is no room left.")
    with pytest.raises(StoreFull):
        said(answers, "ASK {}")
    source.failure, source.present = None, Snapshot(store_folder / "store", 2)
    assert said(answers, "ASK {}") == "true"
    answers.close()


def test_without_snapshots_a_pool_judges_alone() -> None:
    pool = Pool(Limits(), 1)
    try:
        assert pool.ask(Question("DESCRIBE <x:y>"))["form"] == "DESCRIBE"
        with pytest.raises(QueryError, match="SERVICE"):
            pool.ask(Question("ASK { SERVICE <x:y> { } }"))
    finally:
        pool.close()


class TiredWorker:
    """A worker that is tired after every answer, or that cannot be started."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.pid = id(self)
        self.is_alive = True
        self.failure = failure

    def ask(self, message: Any, files: Any, seconds: float, is_left: Any) -> Mapping[str, Any]:
        if self.failure:
            raise self.failure
        return {"form": "ASK", "tired": True}

    def end(self) -> None:
        self.is_alive = False


def test_a_worker_that_keeps_too_much_memory_is_replaced_after_its_answer() -> None:
    pool = Pool(Limits(), 1, new_worker=TiredWorker)
    pool.ask(Question("ASK {}"))
    pids = pool.pids
    pool.ask(Question("ASK {}"))
    assert len(pool.pids) == 1
    assert pool.pids != pids


def test_a_worker_that_cannot_be_started_is_told_and_tried_again() -> None:
    pool = Pool(Limits(), 1, new_worker=lambda: TiredWorker(StoreUnreachable("It cannot be started.")))
    for _ in range(2):
        with pytest.raises(StoreUnreachable):
            pool.ask(Question("ASK {}"))
    assert len(pool.pids) == 1
