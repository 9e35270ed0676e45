"""The plan against Strawberry where readers give what does not fit: the same nulls, errors, paths and order."""

from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.graphql.execution import Request
from registry.graphql.plan.cost import PageSizes
from registry.graphql.plan.executor import write_answer
from registry.graphql.plan.fragments import Fragments
from registry.graphql.plan.leaves import as_json
from registry.graphql.plan.readying import Readying
from registry.graphql.plan.request import Asked
from registry.graphql.plan.running import Purse, Run
from registry.graphql.plan.watching import Deadline
from registry.graphql.schema import LIMITS, execute
from tests.effort import examples
from tests.unit.graphql.plan.odd import FITTING, INNER, LEAVES, SCHEMA, TYPES, VALUES, Thing, things

READYING = Readying(SCHEMA, LIMITS, PageSizes(20, 100), 10**7)


def written(query: str, source: Request) -> bytes:
    """The plan's answer with that root source."""
    root = READYING.ready(Asked(query)).root
    assert root is not None
    return write_answer(Run(source, Purse(), Deadline(60), Fragments(10**6)), root, LIMITS)


@pytest.mark.parametrize("name", TYPES)
def test_each_value_is_written_or_fails_alike_in_each_field(name: str) -> None:
    inner = {"things_": "id", "any_": "id", "anys": "id"}
    chosen = name if name in LEAVES else f"{name} {{ {inner.get(name, 'text_ thing_ { number_ } number')} }}"
    query = f"{{ thing {{ text_ {chosen} }} }}"
    for value in VALUES:
        whole = Thing({**FITTING, "type": "Thing", "fits": True})
        source = cast("Request", Thing(thing=Thing({**whole, "thing_": whole, name: value})))
        expected = execute(SCHEMA, query, request=source).as_json()

        assert written(query, source) == as_json(expected), value


@st.composite
def selections(draw: Any, depth: int) -> str:
    """Some fields, in any order."""
    names = draw(
        st.lists(st.sampled_from([*LEAVES, *(INNER * 2 if depth else [])]), min_size=1, max_size=5, unique=True)
    )
    parts = []
    for name in names:
        if name in LEAVES:
            parts.append(name)
        elif name.startswith("any"):
            parts.append(f"{name} {{ id ... on Thing {{ {draw(selections(depth - 1))} }} ... on Other {{ text }} }}")
        else:
            parts.append(f"{name} {{ {draw(selections(depth - 1))} }}")
    return " ".join(parts)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(things(), selections(2), st.sampled_from(["thing", "sure"]))
def test_values_that_do_not_fit_fail_alike(thing: Thing, chosen: str, root: str) -> None:
    query = f"{{ a: __typename {root} {{ {chosen} }} }}"
    source = cast("Request", Thing(thing=thing))
    expected = execute(SCHEMA, query, request=source).as_json()

    assert written(query, source) == as_json(expected)
