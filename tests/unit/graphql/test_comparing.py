"""Comparison in GraphQL: the same answers by plan and by the reference executor, filters, and prices."""

import json
from typing import Any

import pytest

from registry.bootstrap import Registry
from registry.graphql.plan.executor import Executor
from registry.graphql.plan.request import Asked
from registry.graphql.schema import build_schema, execute

CELL = "side { code } column { key label } state value { count } count records { id label } citations { id property }"
WHOLE = f"""{{
  compare(sides: ["SE", "NL"], by: ["challenge", "side"], of: INSTRUMENT, rows: 3, evidence: 1) {{
    of revision newest permalink notes rowCount columnCount
    sides {{ id kind code label members thin backing {{ records cited sources sourceKinds {{ kind count }} }}
      answered {{ dimension stated absent notApplicable unknown notStated }} total {{ count }} }}
    dimensions {{ name label description }}
    columns {{ key label }}
    rows {{ key label total {{ count }} totals {{ count }} cells {{ {CELL} }} }}
    sideTotals {{ side {{ code }} column {{ label }} value {{ count }} }}
    total {{ count amounts {{ total }} silent targets withValue withDeadline withBoth backing {{ records }} }}
  }}
}}"""
FURTHER = f"""{{
  overlaps(sides: ["SE", "ES"], by: ["sdgGoal"], rows: 2) {{
    overlaps {{ key label sharedBy sides {{ code }} cells {{ {CELL} }} }} count notes
  }}
  gaps(sides: ["SE", "NL"], by: ["challenge", "instrumentType"], of: MISSION, rows: 2, columns: 2, evidence: 1) {{
    gaps {{
      subject {{ label }} done {{ label }} doing {{ code }} without {{ code }} notStated {{ code }}
      cells {{ state count }}
    }}
    count notes
  }}
  similarity(sides: ["SE", "ES", "BB"], by: ["challenge"]) {{
    measure matrix notes sides {{ code }} pairs {{ one {{ code }} other {{ code }} score common reason }}
  }}
  nearestMissions(id: "mission/school-food", first: 2) {{
    id label countries score reasons {{ dimension label score values {{ key label }} }}
  }}
  comparisonChange(sides: ["SE", "ES"], by: ["challenge"], from: "2") {{
    before {{ revision rows {{ label }} }} after {{ revision }} notes
    cells {{ row {{ label }} column {{ label }} side {{ code }} before {{ state }} after {{ state count }} }}
  }}
  comparisonDimensions {{ name label description of }}
}}"""


@pytest.fixture(scope="module")
def executor(registry: Registry) -> Executor:
    schema = build_schema(registry.model, registry.finder, registry.settings, desk=registry.comparisons)
    return Executor(schema, registry.finder, registry.settings)


def answer(executor: Executor, query: str) -> Any:
    return json.loads(executor.answer(Asked(query)).body)


@pytest.mark.parametrize("query", [WHOLE, FURTHER])
def test_a_plan_answers_as_the_reference_does(executor: Executor, registry: Registry, query: str) -> None:
    schema = build_schema(registry.model, registry.finder, registry.settings, desk=registry.comparisons)
    planned = answer(executor, query)
    assert "errors" not in planned
    assert planned == json.loads(json.dumps(execute(schema, query).as_json()))


def test_a_comparison_of_two_dimensions_has_every_cell(executor: Executor) -> None:
    found = answer(executor, WHOLE)["data"]["compare"]
    assert [column["label"] for column in found["columns"]] == ["demand side", "supply side"]
    assert all(len(row["cells"]) == 4 for row in found["rows"])
    assert len(found["sideTotals"]) == 4


def test_what_changed_since_the_registry_was_empty_is_all_that_there_is(executor: Executor) -> None:
    asked = 'sides: ["SE", "ES"], by: ["challenge"], from: "1"'
    what = "notes before { revision rows { label } } cells { before { state } after { state } column { key } }"
    change = answer(executor, f"{{ comparisonChange({asked}) {{ {what} }} }}")["data"]["comparisonChange"]
    assert change["before"] == {"revision": 1, "rows": []}
    assert {cell["before"]["state"] for cell in change["cells"]} == {"NOT_STATED"}
    new = "At revision 1 nothing of these sides was on record: all that is there is new."
    assert change["notes"] == [new]
    same = answer(executor, FURTHER)["data"]["comparisonChange"]
    assert same["notes"] == ["Nothing changed between revision 2 and revision 2."]


def test_likeness_is_null_with_a_reason_where_a_side_has_no_value(executor: Executor) -> None:
    found = answer(
        executor,
        '{ similarity(sides: ["SE", "ES", "IL"], by: ["challenge"]) { matrix pairs { '
        "one { code } other { code } score reason } } }",
    )["data"]["similarity"]
    assert [row[2] for row in found["matrix"]] == [None, None, None]
    known, *rest = found["pairs"]
    assert (known["one"]["code"], known["other"]["code"], known["reason"]) == ("SE", "ES", None)
    assert 0 < known["score"] < 1
    assert [pair["score"] for pair in rest] == [None, None]
    assert all("nothing on record states a societal challenge" in pair["reason"] for pair in rest)


def test_gaps_tell_silence_from_a_no(executor: Executor) -> None:
    asked = 'gaps(sides: ["SE", "NL"], by: ["challenge", "instrumentType"], of: MISSION)'
    found = answer(executor, f"{{ {asked} {{ gaps {{ without {{ code }} notStated {{ code }} }} }} }}")
    gaps = found["data"]["gaps"]["gaps"]
    assert {side["code"] for gap in gaps for side in gap["notStated"]} == {"SE", "NL"}
    assert {side["code"] for gap in gaps for side in gap["without"]} == set()


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ('overlaps(sides: ["SE", "BD"], by: ["barrier"])', "No side has records of the kind mission that say any"),
        ('overlaps(sides: ["SE", "BD"], by: ["target"], only: ALL)', "None fits: of 4 values of target and deadline"),
        ('gaps(sides: ["SE", "BD"], by: ["barrier", "side"])', "No side has records of the kind mission that say any"),
        ('gaps(sides: ["SE", "BD"], by: ["target", "side"])', "No gap is on record: whatever demand or supply side"),
    ],
)
def test_an_empty_list_says_why(executor: Executor, asked: str, note: str) -> None:
    name = asked.partition("(")[0]
    found = answer(executor, f"{{ {asked} {{ {name} {{ cells {{ count }} }} count notes }} }}")["data"][name]
    assert (found[name], found["count"]) == ([], 0)
    assert found["notes"][0].startswith(note)


def test_nearest_missions_are_those_of_a_mission(executor: Executor) -> None:
    def nearest(name: str) -> Any:
        return answer(executor, f'{{ nearestMissions(id: "{name}", first: 2) {{ id score }} }}')

    assert nearest("school-food") == nearest("https://w3id.org/mission-registry/id/mission/school-food")
    assert len(nearest("mission/school-food")["data"]["nearestMissions"]) == 2
    assert [e["extensions"]["code"] for e in nearest("actor/vinnova")["errors"]] == ["not-comparable"]
    assert [e["extensions"]["code"] for e in nearest("mission/none")["errors"]] == ["not-found"]


def compared(executor: Executor, arguments: str) -> Any:
    return answer(executor, f'{{ compare(sides: ["SE", "NL"], {arguments}) {{ of permalink total {{ count }} }} }}')


def test_a_filter_of_a_class_says_what_is_compared(executor: Executor) -> None:
    where = 'where: {instrument: {instrumentTypes: {eq: REDIRECTED_BUDGET}, amounts: {gte: "1.50"}}}'
    found = compared(executor, f'by: ["side"], {where}')["data"]["compare"]
    assert (found["of"], found["total"]) == ("Instrument", {"count": 0})
    assert "where=%7B%22instrumentTypes%22:%7B%22eq%22:%22REDIRECTED_BUDGET%22%7D" in found["permalink"]
    assert "1.50" in found["permalink"]
    assert compared(executor, 'by: ["side"], where: {}')["data"]["compare"]["of"] == "Mission"


def test_a_filter_in_text_means_what_it_means_in_a_query(registry: Registry) -> None:
    schema = build_schema(registry.model, registry.finder, registry.settings)
    filters = schema.compared_filters
    given = {"instrumentTypes": {"eq": "REDIRECTED_BUDGET"}}
    read = filters.of_text("Instrument", json.dumps(given))
    assert len(registry.finder.keys("Instrument", read)) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('by: ["side"], of: MISSION, where: {instrument: {}}', "not-comparable"),
        ('by: ["side"], where: {mission: {}, instrument: {}}', "not-comparable"),
        ('by: ["weather"]', "unknown-dimension"),
        ('by: ["side"], rows: 0', "invalid-argument"),
        ('by: ["side"], asOf: "tomorrow"', "invalid-argument"),
    ],
)
def test_mistakes_have_names(executor: Executor, arguments: str, code: str) -> None:
    assert [e["extensions"]["code"] for e in compared(executor, arguments)["errors"]] == [code]


def test_an_answer_beyond_the_limit_is_refused_and_not_cut(executor: Executor) -> None:
    sides = json.dumps(["SE", "ES", "NL", "GB", "DE", "FR", "NO", "DK", "FI", "IE", "AT", "BE", "PT", "US"])
    asked = f'sides: {sides}, by: ["challenge", "actor"], rows: 500, columns: 100'
    query = f"{{ compare({asked}) {{ rows {{ cells {{ count }} }} }} }}"
    assert [e["extensions"]["code"] for e in answer(executor, query)["errors"]] == ["query-too-costly"]
