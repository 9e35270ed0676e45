from collections.abc import Callable

import pytest

from registry.errors import QueryTooSlow
from registry.graphql.execution import Request
from registry.graphql.plan.executor import Room
from registry.graphql.plan.fragments import Fragments
from registry.graphql.plan.running import Purse, Run
from registry.graphql.plan.watching import Deadline, WatchedFinder
from registry.index.filters import EVERYTHING
from registry.model.spec import Inverse
from registry.services.find import Finder, Listing, PageRequest, SearchRequest
from tests.unit.graphql.asking import SETTINGS, finder_over
from tests.unit.graphql.plan.asking import ask, codes, executor_over
from tests.unit.index.small import iri, registry_of

MISSIONS = Inverse("missions", "Mission", "country", ("Mission",))
SPAIN = iri("place", "spain")
CALLS: list[Callable[[Finder], object]] = [
    lambda f: f.record(SPAIN),
    lambda f: f.records([SPAIN]),
    lambda f: f.page(Listing("Mission"), PageRequest()).cursors,
    lambda f: f.linking([SPAIN], MISSIONS, PageRequest())[SPAIN].cursors,
    lambda f: f.facets("Mission", EVERYTHING, ["country"], 3),
    lambda f: f.crossed("Mission", EVERYTHING, ["country", "verdict"]),
    lambda f: f.histogram("Mission", EVERYTHING, "startDate", "year"),
    lambda f: f.search(SearchRequest("mission")).cursors,
]


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("call", CALLS)
def test_every_lookup_is_passed_on_until_the_time_is_over(call: Callable[[Finder], object]) -> None:
    clock, finder = Clock(), finder_over(registry_of(5))
    watched = WatchedFinder(finder, Deadline(10, clock))

    assert call(watched) == call(finder)
    clock.now += 11
    with pytest.raises(QueryTooSlow, match="10 seconds"):
        call(watched)


def test_a_watched_finder_is_the_same_finder_otherwise() -> None:
    clock, finder = Clock(), finder_over(registry_of(5))
    watched = WatchedFinder(finder, Deadline(10, clock)).pinned()
    clock.now += 11

    assert (watched.revision, watched.total, watched.work) == (finder.revision, finder.total, finder.work)
    with pytest.raises(QueryTooSlow):
        watched.record(SPAIN)


def test_a_request_out_of_time_ends_as_a_whole_with_one_error() -> None:
    executor = executor_over(room=Room(seconds=-1))
    answer = ask(executor, '{ a: node(id: "urn:x") { id } b: node(id: "urn:x") { id } registry { version } }')

    assert answer["data"] is None
    assert codes(answer) == ["query-too-slow"]
    assert answer["errors"][0]["path"] == ["a"]


def test_the_reference_executor_is_out_of_time_too() -> None:
    answer = ask(executor_over(room=Room(seconds=-1)), '{ __type(name: "Query") { name } node(id: "urn:x") { id } }')

    assert codes(answer) == ["query-too-slow"]


def test_the_time_is_looked_at_between_lookups_too() -> None:
    clock = Clock()
    deadline = Deadline(10, clock)
    run = Run(Request(finder_over([]), SETTINGS.languages), Purse(), deadline, Fragments(1000))
    clock.now += 11

    for _ in range(255):
        run.begin()
    with pytest.raises(QueryTooSlow):
        run.begin()
