"""The committed schema is what the shapes make, and a change that breaks somebody's query does not slip in."""

import difflib
from dataclasses import replace
from pathlib import Path

from graphql import GraphQLSchema, find_breaking_changes
from graphql import build_schema as schema_of_text

from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.model.spec import Model
from registry.services.indexed import IndexFinder
from registry.settings import Settings

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "schema.graphql"


def test_the_committed_schema_is_the_one_that_the_shapes_make(sdl: str) -> None:
    committed = SNAPSHOT.read_text(encoding="utf-8")
    difference = difflib.unified_diff(committed.splitlines(), sdl.splitlines(), "committed", "made", lineterm="", n=1)

    assert committed == sdl, "Look at the difference, then run `make snapshot`:\n" + "\n".join(list(difference)[:60])


def test_no_query_that_worked_stops_working(printed_schema: GraphQLSchema) -> None:
    before = schema_of_text(SNAPSHOT.read_text(encoding="utf-8"))

    changes = [change.description for change in find_breaking_changes(before, printed_schema)]

    assert not changes, "These break clients; if they must be, say so in CHANGELOG.md, then run `make snapshot`."


def test_the_guard_notices_a_field_that_is_gone(
    model: Model, printed_schema: GraphQLSchema, seed_finder: IndexFinder
) -> None:
    mission = next(c for c in model.records if c.name == "Mission")
    without = replace(mission, fields=tuple(f for f in mission.fields if f.name != "deadline"))
    poorer = replace(model, records=tuple(without if c is mission else c for c in model.records))
    after = schema_of_text(print_sdl(build_schema(poorer, seed_finder, Settings())))

    changes = {change.description for change in find_breaking_changes(printed_schema, after)}

    assert any("Mission.deadline" in change for change in changes)
