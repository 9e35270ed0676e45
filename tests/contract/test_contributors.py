"""Sixteen people who edit one record, or many, on both kinds of store: nobody's edit is lost, nobody's is there twice.

Every edit that was acknowledged is in the history, in order; every one that was refused was told of the conflict.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from registry.errors import EditConflict
from registry.rdf.terms import Literal
from registry.services.contribute.proposal import Proposal
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from tests.contract.conftest import emptied
from tests.contributing import ADA, PLACES, Place, creation, record, update

WRITERS = 16
A = record("mission/a")


@pytest.fixture(params=["embedded", "oxigraph_on_disk"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store of each kind; what sets servers apart is for the other tests of the contract."""
    if request.param == "embedded":
        return Settings(data_dir=tmp_path)
    return emptied(request.getfixturevalue(request.param))


def all_at_once(write: Callable[[int], None]) -> None:
    """Runs it for each writer in a thread of its own, all from the same moment."""
    start = threading.Barrier(WRITERS)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        start.wait()
        try:
            write(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def titles_through_time(place: Place, iri: str) -> list[tuple[int, str]]:
    """What the record was called after each revision that touched it, the oldest first."""
    numbers = [revision.number for revision in reversed(place.history.revisions(iri, first=1_000))]
    return [
        (number, triple.object.lexical)
        for number in numbers
        for triple in place.history.record_at(iri, number)
        if isinstance(triple.object, Literal) and triple.object.language == "en"
    ]


def edit_until_taken(place: Place, number: int, accepted: dict[str, int], refused: list[str]) -> None:
    """Reads the record, edits it, and does so again as often as somebody else was first."""
    for attempt in range(1_000):
        base = place.history.last_change([A])[A]
        title = f"Writer {number}, attempt {attempt}"
        try:
            revision = place.contributions.publish(ADA, update("a", base, title)).revision
        except EditConflict as conflict:
            assert conflict.revision > base
            assert conflict.conflict["fields"][0]["yours"] == title
            refused.append(title)
            continue
        assert revision is not None
        accepted[title] = revision
        return


def assert_edits_of_one_record_are_all_there(places: Sequence[Place]) -> None:
    first = places[0].contributions.publish(ADA, creation("a", "New")).revision
    accepted: dict[str, int] = {}
    refused: list[str] = []
    all_at_once(lambda number: edit_until_taken(places[number % len(places)], number, accepted, refused))
    told = [(first, "New"), *sorted((revision, title) for title, revision in accepted.items())]
    assert titles_through_time(places[0], A) == told
    assert len(accepted) == WRITERS
    assert accepted.keys().isdisjoint(refused)


def assert_records_of_many_are_all_there(places: Sequence[Place]) -> None:
    accepted: dict[str, list[int]] = {}

    def write(number: int) -> None:
        place, name = places[number % len(places)], f"m-{number}"
        revisions = accepted[name] = [_taken(place, creation(name, "New"))]
        for turn in range(2):
            revisions.append(_taken(place, update(name, revisions[-1], f"Turn {turn}")))

    before = places[0].store.head()
    all_at_once(write)
    for name, revisions in accepted.items():
        told = list(zip(revisions, ["New", "Turn 0", "Turn 1"], strict=True))
        assert titles_through_time(places[0], record(f"mission/{name}")) == told
    numbers = sorted(revision for revisions in accepted.values() for revision in revisions)
    assert numbers == list(range(before + 1, before + 1 + 3 * WRITERS))


def _taken(place: Place, proposal: Proposal) -> int:
    outcome = place.contributions.publish(ADA, proposal)
    assert outcome.revision is not None, outcome
    return outcome.revision


def test_edits_of_one_record_are_all_there_in_order_or_were_refused(store: Store) -> None:
    place = Place(store)
    place.load(PLACES)
    assert_edits_of_one_record_are_all_there([place])


def test_edits_of_many_records_are_all_there_and_none_was_refused(store: Store) -> None:
    place = Place(store)
    place.load(PLACES)
    assert_records_of_many_are_all_there([place])


@pytest.mark.parametrize("check", [assert_edits_of_one_record_are_all_there, assert_records_of_many_are_all_there])
def test_it_is_so_for_several_processes_on_one_server(
    oxigraph_in_memory: str, check: Callable[[Sequence[Place]], None]
) -> None:
    """Each has its own connection and takes no turns with the others, as another process would."""
    settings = emptied(oxigraph_in_memory)
    with ExitStack() as opened:
        places = [Place(opened.enter_context(open_store(settings))) for _ in range(4)]
        places[0].load(PLACES)
        check(places)
