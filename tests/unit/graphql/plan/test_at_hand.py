"""Answers that are given a second time without being written again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from registry.graphql.plan.executor import Executor, Room
from registry.graphql.plan.request import Asked
from registry.identity.person import Person
from registry.rdf.terms import Iri, text
from tests.unit.graphql.asking import finder_over
from tests.unit.graphql.plan.asking import counting, executor_over
from tests.unit.index.small import about, iri, registry_of

QUERY = "query($n: Int) { missions(first: $n) { nodes { title } totalCount } }"
PAGE = Asked(QUERY, {"n": 2})


def asked_often(executor: Executor, asked: Asked, times: int = 3) -> bytes:
    """The last of a few answers: the document is kept from the second time on, its answer from the third."""
    return [executor.answer(asked).body for _ in range(times)][-1]


def found(executor: Executor, asked: Asked) -> bytes | None:
    """What is at hand."""
    answered = executor.at_hand(executor.prepare(asked))
    return None if answered is None else answered.body


def test_what_was_asked_often_is_at_hand_and_reads_nothing() -> None:
    finder = counting(3)
    executor = executor_over(finder)
    body = asked_often(executor, PAGE)
    finder.lookups.clear()

    assert found(executor, PAGE) == body
    assert finder.lookups == []
    answered = executor.at_hand(executor.prepare(PAGE))
    assert answered is not None
    assert (answered.ran, answered.is_query, answered.moment) == (True, True, executor.moment)


def test_what_was_asked_once_or_twice_is_not() -> None:
    for times in (0, 1, 2):
        executor = executor_over(counting(3))
        asked_often(executor, PAGE, times) if times else None
        assert found(executor, PAGE) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, variables={"n": 3}),
        replace(PAGE, languages=("sv",)),
        replace(PAGE, explain=True),
        replace(PAGE, who=Person("urn:x:ana", "Ana", frozenset())),
        replace(PAGE, query=QUERY.replace("title", "id")),
    ],
)
def test_another_request_finds_nothing(other: Asked) -> None:
    executor = executor_over(counting(3))
    asked_often(executor, PAGE)

    assert found(executor, other) is None


@pytest.mark.parametrize(
    "query", ["{ __schema { types { name } } }", "mutation { nothing }", "{ missions(first: -1) { totalCount } }"]
)
def test_what_no_plan_answers_and_what_has_errors_is_not_kept(query: str) -> None:
    executor = executor_over(counting(3))
    asked_often(executor, Asked(query), 5)

    assert found(executor, Asked(query)) is None


def test_a_change_of_any_record_and_a_new_day_make_it_anew() -> None:
    days = [date(2026, 11, 22)]
    finder = finder_over(registry_of(2))
    executor = executor_over(finder, day=lambda: days[-1])
    before = asked_often(executor, PAGE)
    assert found(executor, PAGE) == before

    days.append(date(2026, 11, 23))
    assert found(executor, PAGE) is None
    assert asked_often(executor, PAGE) == before

    changed = about(
        iri("mission", "m-001"), "Mission", title=text("Changed", "en"), country=Iri(iri("place", "sweden"))
    )
    finder.refresh(changed, 8)
    assert found(executor, PAGE) is None
    assert b"Changed" in asked_often(executor, PAGE)


def test_answers_take_no_more_room_than_fragments_have() -> None:
    executor = executor_over(counting(30), room=Room(fragments=30_000))
    asked: Callable[[int], Asked] = lambda number: Asked(QUERY, {"n": number % 30})  # noqa: E731
    for number in range(120):
        executor.answer(asked(number))

    assert sum(found(executor, asked(number)) is not None for number in range(30)) < 30
