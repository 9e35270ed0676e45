"""Asking an executor over a small registry, and the same of Strawberry."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from registry.graphql.execution import Request
from registry.graphql.limits import QueryLimits
from registry.graphql.plan.executor import Executor, Room
from registry.graphql.plan.leaves import as_json
from registry.graphql.plan.moments import today
from registry.graphql.plan.request import Asked
from registry.graphql.schema import LIMITS, execute
from registry.services.find import Finder
from tests.unit.graphql.asking import SCHEMA, SETTINGS, CountingFinder, finder_over
from tests.unit.index.small import registry_of


def executor_over(
    finder: Finder | None = None,
    limits: QueryLimits = LIMITS,
    room: Room | None = None,
    day: Callable[[], date] = today,
) -> Executor:
    """An executor of that finder, by default over five missions."""
    return Executor(SCHEMA, finder or finder_over(registry_of(5)), SETTINGS, limits, room, day)


def ask(executor: Executor, query: str, **variables: Any) -> Any:
    """The decoded answer."""
    return json.loads(executor.answer(Asked(query, variables)).body)


def data(executor: Executor, query: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    answer = ask(executor, query, **variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def codes(answer: Any) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def by_strawberry(finder: Finder, asked: Asked) -> bytes:
    """What the reference executor answers."""
    request = Request(finder.pinned(), asked.languages or SETTINGS.languages)
    return as_json(execute(SCHEMA, asked.query, asked.variables, asked.operation_name, request).as_json())


def counting(missions: int = 5) -> CountingFinder:
    """A finder over so many missions that notes what it is asked."""
    return CountingFinder(finder_over(registry_of(missions)))
