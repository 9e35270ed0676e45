"""Imports that were handed in over HTTP: kept on the disk, done one after another, taken up again after a restart.

Each has a folder below `imports` with the file and the ledger. One thread works; whoever asks reads the ledger.
"""

import contextlib
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from registry.errors import InternalError, NotFound, RegistryError, ServerBusy
from registry.identity.person import Person, Role
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order
from registry.services.importing.reports import summary
from registry.services.importing.running import Run

MOST_WAITING: Final = 5
"""Imports of one person that may be unfinished at one time."""
KEPT_DAYS: Final = 30
"""How long the report of an import can be read."""
_DAY: Final = 86_400
_LEDGER: Final = "ledger.sqlite"
_FILE: Final = "file"


class JobState(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    """The file could not be read to its end; what landed before is in the report."""


UNFINISHED: Final = (JobState.WAITING, JobState.RUNNING)
Open = Callable[[str, Path, Order, Person, Ledger], Run]
"""Makes the import of a job ready to go on."""


@dataclass(frozen=True, slots=True)
class Job:
    """One import, as it stands."""

    id: str
    state: JobState
    order: Order
    person: str
    handed_in: float
    summary: dict[str, Any]

    def as_data(self) -> dict[str, Any]:
        """The job as JSON.

        {"id": str, "state": str, "name": str, "mode": str, "rows": int, "counts": {result: int}, "passes": int,
         "leftAside": [heading], "error": null | {"type": str, "message": str, "advice": str, "afterRow": int}}
        """
        return {
            "id": self.id,
            "state": self.state.value,
            "name": self.order.name,
            "mode": self.order.mode.value,
            "rows": sum(self.summary["counts"].values()),
            **self.summary,
        }


class Jobs:
    """The imports of one server."""

    def __init__(self, folder: Path, open_run: Open) -> None:
        self._folder = folder
        self._open = open_run
        self._stopping = threading.Event()
        self._cancelled: set[str] = set()
        self._waiting: list[str] = []
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None

    def new_folder(self) -> tuple[str, Path]:
        """A name for a new import and where its file is to be put; nothing is known of it before `begin`."""
        job = uuid.uuid4().hex[:16]
        (self._folder / job).mkdir(parents=True, mode=0o700)
        return job, self._folder / job / _FILE

    def drop(self, job: str) -> None:
        """Takes away an import that was not begun."""
        shutil.rmtree(self._folder / job, ignore_errors=True)

    def begin(self, job: str, order: Order, who: Person) -> Job:
        """Begins an import whose file is in its place; raises `ServerBusy` when the person has too many unfinished."""
        self._clear_away()
        mine = [each for each in self.of(who) if each.state in UNFINISHED and each.person == who.iri]
        if len(mine) >= MOST_WAITING:
            raise ServerBusy
        with self._ledger(job) as ledger:
            ledger.note(order=order.as_data(), person=_person_data(who), state=JobState.WAITING, handed_in=time.time())
            found = _job(job, ledger)
        self._queue(job)
        return found

    def take_up(self) -> None:
        """Goes on with what a server before this one did not finish."""
        unfinished = [job for job in self._all() if job.state in UNFINISHED]
        for job in sorted(unfinished, key=lambda each: each.handed_in):
            self._queue(job.id)

    def job(self, who: Person, job: str) -> Job:
        """One import; raises `NotFound`, also for whoever may not see it: only who handed it in, and admins."""
        with self.ledger(who, job) as ledger:
            return _job(job, ledger)

    @contextmanager
    def ledger(self, who: Person, job: str) -> Iterator[Ledger]:
        """The results of an import; raises `NotFound` like `job`."""
        path = self._folder / job / _LEDGER
        if not (job.isalnum() and path.is_file()):
            raise NotFound("There is no import of that name, or it is not yours.")
        with Ledger(path) as ledger:
            said = ledger.said()
            if "person" not in said or not (who.is_admin or said["person"]["iri"] == who.iri):
                raise NotFound("There is no import of that name, or it is not yours.")
            yield ledger

    def of(self, who: Person) -> Sequence[Job]:
        """The imports that somebody may see, the newest first."""
        mine = [job for job in self._all() if who.is_admin or job.person == who.iri]
        return sorted(mine, key=lambda job: -job.handed_in)

    def cancel(self, who: Person, job: str) -> Job:
        """Ends an import after the batch that is under way; what landed stays. Nothing happens to a finished one."""
        with self.ledger(who, job) as ledger:
            state = JobState(ledger.said()["state"])
            with self._turn:
                self._cancelled.add(job)
                if job in self._waiting:
                    self._waiting.remove(job)
                    state = JobState.CANCELLED
                    ledger.note(state=state)
            return _job(job, ledger)

    def close(self) -> None:
        """Stops after the batch that is under way; what is unfinished goes on when `take_up` is called again."""
        self._stopping.set()
        with self._turn:
            self._turn.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def settle(self, seconds: float) -> bool:
        """Waits until nothing is left to do; False when it took longer."""
        with self._turn:
            return self._turn.wait_for(lambda: self._thread is None, seconds)

    def _queue(self, job: str) -> None:
        with self._turn:
            self._waiting.append(job)
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._work, name="imports")
                self._thread.start()

    def _work(self) -> None:
        """The thread ends when nothing waits any more, and begins anew with the next import."""
        while True:
            with self._turn:
                if self._stopping.is_set() or not self._waiting:
                    self._thread = None
                    self._turn.notify_all()
                    return
                job = self._waiting.pop(0)
            self._do(job)

    def _do(self, job: str) -> None:
        with self._ledger(job) as ledger:
            ledger.note(state=JobState.RUNNING)
            try:
                said = ledger.said()
                run = self._open(
                    job, self._folder / job / _FILE, Order.of_data(said["order"]), _person(said["person"]), ledger
                )
                finished = run.go(lambda: self._stopping.is_set() or job in self._cancelled)
            except RegistryError as error:
                ledger.note(state=JobState.FAILED, error=_error_data(error, ledger))
            except Exception:
                ledger.note(state=JobState.FAILED, error=_error_data(InternalError(), ledger))
                raise
            else:
                if finished:
                    ledger.note(state=JobState.DONE)
                elif job in self._cancelled:
                    ledger.give_up_waiting()
                    ledger.note(state=JobState.CANCELLED)

    def _all(self) -> Iterator[Job]:
        for path in sorted(self._folder.glob(f"*/{_LEDGER}")):
            with contextlib.suppress(KeyError), Ledger(path) as ledger:  # one that is not begun yet says nothing
                yield _job(path.parent.name, ledger)

    def _ledger(self, job: str) -> Ledger:
        return Ledger(self._folder / job / _LEDGER)

    def _clear_away(self) -> None:
        for job in list(self._all()):
            if job.state not in UNFINISHED and time.time() - job.handed_in > KEPT_DAYS * _DAY:
                self.drop(job.id)


def _job(job: str, ledger: Ledger) -> Job:
    said = ledger.said()
    return Job(
        job,
        JobState(said["state"]),
        Order.of_data(said["order"]),
        said["person"]["iri"],
        said["handed_in"],
        summary(ledger),
    )


def _error_data(error: RegistryError, ledger: Ledger) -> dict[str, Any]:
    """What ended an import, and the last row of which it is known what came of it."""
    return {"type": error.slug(), "message": error.message, "advice": error.advice, "afterRow": ledger.last_row()}


def _person_data(who: Person) -> dict[str, Any]:
    return {
        "iri": who.iri,
        "name": who.name,
        "roles": sorted(who.roles),
        "countries": None if who.countries is None else sorted(who.countries),
        "organisations": None if who.organisations is None else sorted(who.organisations),
    }


def _person(data: dict[str, Any]) -> Person:
    countries, organisations = data["countries"], data["organisations"]
    return Person(
        data["iri"],
        data["name"],
        frozenset(Role(role) for role in data["roles"]),
        None if countries is None else frozenset(countries),
        None if organisations is None else frozenset(organisations),
    )
