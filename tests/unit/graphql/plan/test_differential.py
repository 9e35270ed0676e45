"""The plan against Strawberry: the same bytes for the same request, with caches that are cold, warm or worn."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.graphql.execution import Allowance, Request
from registry.graphql.plan.executor import Executor, Room
from registry.graphql.plan.leaves import as_json
from registry.graphql.plan.request import Asked
from registry.graphql.schema import execute
from registry.services.find import Listing, PageRequest
from tests.effort import examples
from tests.unit.graphql.asking import SCHEMA, SETTINGS, finder_over
from tests.unit.graphql.plan.rich import RICH
from tests.unit.graphql.plan.writing import Query, queries
from tests.unit.index.small import iri

FINDER = finder_over(RICH)
CURSORS = FINDER.page(Listing("Mission"), PageRequest()).cursors
TEXTS: Mapping[str, list[str]] = {
    "after": [*CURSORS[:3] * 3, "damaged"],
    "before": [*CURSORS[-3:] * 3, "damaged"],
    "id": [iri("mission", "full"), iri("mission", "m-001"), iri("place", "sweden"), iri("source", "law")] * 4
    + ["urn:x:none"],
    "slug": ["full", "m-001", "sweden", "law"] * 4 + ["none"],
    "name": ["Verdict", "None"],
    "ID": [iri("place", "sweden"), iri("place", "spain"), "urn:x:none"],
    "query": ["mission", "sweden", "full"] * 4 + [""],
    "Date": ["2024-02-29", "2024"],
    "PartialDate": ["2030", "2030-06", "1999"],
    "Year": ["1999"],
    "Decimal": ["1", "95000000.50", "x"],
    "String": ["Full", "F", "sv", "Mission 1", ""],
}
WORN: dict[int, Executor] = {}


def executor(items: int) -> Executor:
    return Executor(SCHEMA, FINDER, SETTINGS, room=Room(items=items))


def reference(query: Query, languages: tuple[str, ...] | None, items: int) -> bytes:
    request = Request(FINDER.pinned(), languages or SETTINGS.languages, Allowance(items))
    answer = execute(SCHEMA, query.text, query.variables, query.operation_name, request)
    return as_json(answer.as_json())


@pytest.mark.filterwarnings("ignore")
# What fails is shown as it was drawn: to make it shorter takes longer than a test may.
@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    queries(SCHEMA._schema, TEXTS),
    st.sampled_from([None, ("sv",), ("nl", "sv")]),
    st.sampled_from([3, 10, 40, 20_000, 20_000]),
)
def test_the_plan_answers_as_strawberry_does(query: Query, languages: tuple[str, ...] | None, items: int) -> None:
    asked = Asked(query.text, query.variables, query.operation_name, languages)
    expected = reference(query, languages, items)
    fresh = executor(items)
    worn = WORN.setdefault(items, executor(items))

    assert fresh.answer(asked).body == expected
    assert fresh.answer(asked).body == expected
    assert worn.answer(asked).body == expected
