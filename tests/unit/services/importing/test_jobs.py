"""Imports as jobs: one after another, seen by who handed them in, taken up again after a restart."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from registry.bootstrap import Registry, importing_parts
from registry.errors import NotFound, ServerBusy
from registry.identity.person import Person, Role
from registry.services.importing.jobs import MOST_WAITING, Job, Jobs, JobState
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode
from registry.services.importing.running import Run
from tests.unit.services.importing.desk import ADMIN

ANA = Person("https://example.org/people/ana-2", "Ana", frozenset({Role.CONTRIBUTOR}), frozenset({"ES"}), frozenset())
BO = replace(ANA, iri="https://example.org/people/bo-2")
ORDER = Order("rows.csv", "csv", Mode.DRY_RUN, "Mission")


@pytest.fixture
def opened(registry: Registry) -> Callable[[str, Path, Order, Person, Ledger], Run]:
    def open_it(job: str, path: Path, order: Order, who: Person, ledger: Ledger) -> Run:
        return replace(open_run(path, order, who, importing_parts(registry), ledger, job), batch=2)

    return open_it


@pytest.fixture
def jobs(tmp_path: Path, opened: Callable[..., Run]) -> Iterator[Jobs]:
    made = Jobs(tmp_path / "imports", opened)
    yield made
    made.close()


def handed_in(jobs: Jobs, who: Person, text: str = "title@en,country\nJob street,SE\n") -> Job:
    job, path = jobs.new_folder()
    path.write_text(text)
    return jobs.begin(job, ORDER, who)


def test_an_import_is_done_and_its_report_stays(jobs: Jobs) -> None:
    job = handed_in(jobs, ANA)
    assert job.state is JobState.WAITING
    assert jobs.settle(30)
    done = jobs.job(ANA, job.id)
    assert done.state is JobState.DONE
    assert done.as_data()["counts"] == {"created": 1}
    assert done.as_data()["rows"] == 1


def test_only_who_handed_it_in_and_admins_see_an_import(jobs: Jobs) -> None:
    job = handed_in(jobs, ANA)
    assert jobs.settle(30)
    assert jobs.job(ADMIN, job.id).id == job.id
    assert [each.id for each in jobs.of(ANA)] == [each.id for each in jobs.of(ADMIN)] == [job.id]
    assert jobs.of(BO) == []
    for who, name in ((BO, job.id), (ANA, "nothing"), (ANA, "../x"), (ADMIN, jobs.new_folder()[0])):
        with pytest.raises(NotFound):
            jobs.job(who, name)


def test_a_file_that_cannot_be_read_is_told_with_what_landed_before(jobs: Jobs) -> None:
    odd = handed_in(jobs, ANA, "titel\nx\n")
    torn = handed_in(jobs, ANA, 'title@en,country\nTorn street,SE\nTorn two,SE\nTorn three,SE\n"never closed,SE\n')
    assert jobs.settle(30)
    assert jobs.job(ANA, odd.id).as_data()["error"]["type"] == "header-not-understood"
    found = jobs.job(ANA, torn.id)
    assert found.state is JobState.FAILED
    assert found.summary["error"]["type"] == "malformed-input"
    assert found.summary["error"]["afterRow"] == 4
    assert found.as_data()["rows"] == 3


class Gate:
    """A run that waits at its first batch until it is let go on."""

    def __init__(self, opened: Callable[..., Run]) -> None:
        self._opened = opened
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, *arguments: object) -> Run:
        run = self._opened(*arguments)
        gate = self

        class Waiting:
            def drafts(self, *about: object) -> Iterator[object]:
                for drafts in run.source.drafts(*about):  # type: ignore[arg-type]
                    gate.reached.set()
                    assert gate.open.wait(30)
                    yield drafts

            def look_again(self) -> None:
                run.source.look_again()

        return replace(run, source=Waiting())  # type: ignore[arg-type]


def test_an_import_can_be_ended_before_and_while_it_is_done(tmp_path: Path, opened: Callable[..., Run]) -> None:
    gate = Gate(opened)
    jobs = Jobs(tmp_path / "imports", gate)
    first = handed_in(jobs, ANA)
    second = handed_in(jobs, ANA)
    assert gate.reached.wait(30)
    assert jobs.cancel(ANA, second.id).state is JobState.CANCELLED
    jobs.cancel(ANA, first.id)
    gate.open.set()
    assert jobs.settle(30)
    assert jobs.job(ANA, first.id).state is JobState.CANCELLED
    assert jobs.job(ANA, second.id).as_data()["rows"] == 0
    jobs.close()


def test_a_server_that_stops_leaves_imports_to_the_next_one(tmp_path: Path, opened: Callable[..., Run]) -> None:
    gate = Gate(opened)
    jobs = Jobs(tmp_path / "imports", gate)
    first = handed_in(jobs, ANA)
    second = handed_in(jobs, ANA)
    assert gate.reached.wait(30)
    stopping = threading.Thread(target=jobs.close)
    stopping.start()
    gate.open.set()
    stopping.join()
    following = Jobs(tmp_path / "imports", opened)
    assert {following.job(ANA, each.id).state for each in (first, second)} <= {
        JobState.WAITING,
        JobState.RUNNING,
        JobState.DONE,
    }
    following.take_up()
    assert following.settle(30)
    assert {following.job(ANA, each.id).state for each in (first, second)} == {JobState.DONE}
    following.close()


def test_nobody_may_have_too_many_unfinished_imports(tmp_path: Path, opened: Callable[..., Run]) -> None:
    gate = Gate(opened)
    jobs = Jobs(tmp_path / "imports", gate)
    for _ in range(MOST_WAITING):
        handed_in(jobs, ANA)
    with pytest.raises(ServerBusy):
        handed_in(jobs, ANA)
    handed_in(jobs, BO)
    gate.open.set()
    assert jobs.settle(60)
    jobs.close()


def test_reports_are_cleared_away_in_the_end(jobs: Jobs, tmp_path: Path) -> None:
    job = handed_in(jobs, ANA)
    assert jobs.settle(30)
    with Ledger(tmp_path / "imports" / job.id / "ledger.sqlite") as ledger:
        ledger.note(handed_in=0.0)
    handed_in(jobs, ANA)
    assert jobs.settle(30)
    with pytest.raises(NotFound):
        jobs.job(ANA, job.id)
