import gc
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from graphql import Token, get_introspection_query

from registry.graphql.limits import QueryLimits
from registry.graphql.plan.executor import Executor, Room
from registry.graphql.plan.nodes import ObjectNode
from registry.graphql.plan.request import Asked
from registry.rdf.terms import Iri, text
from tests.unit.graphql.asking import SETTINGS, finder_over
from tests.unit.graphql.plan.asking import ask, by_strawberry, codes, counting, data, executor_over
from tests.unit.graphql.plan.odd import FOREIGN
from tests.unit.graphql.plan.rich import RICH
from tests.unit.index.small import about, iri, registry_of

IDS = json.dumps([iri("mission", "full"), iri("place", "sweden"), "urn:x:none"])


def test_a_directive_that_gets_null_fails_where_it_stands() -> None:
    finder = finder_over(RICH)
    query = """query($b: Boolean = true) {
      place(slug: "spain") { title @skip(if: $b) }
      node(id: "urn:x") { ... on Mission @include(if: $b) { title } }
      registry { version }
    }"""
    asked = Asked(query, {"b": None})
    answer = json.loads(executor_over(finder).answer(asked).body)

    assert [error["path"] for error in answer["errors"]] == [["place"]]
    assert executor_over(finder).answer(asked).body == by_strawberry(finder, asked)


def test_a_directive_that_gets_null_below_an_interface_fails_where_it_stands() -> None:
    finder = finder_over(RICH)
    inner = "citations { source { title @skip(if: $b) } }"
    query = f"query($b: Boolean = true) {{ nodes(ids: {IDS}) {{ id ... on Mission {{ {inner} }} }} }}"
    asked = Asked(query, {"b": None})
    executor = executor_over(finder)
    expected = by_strawberry(finder, asked)

    assert json.loads(expected)["errors"][0]["path"] == ["nodes", 0, "citations", 0, "source"]
    for _ in range(2):
        assert executor.answer(asked).body == expected


def test_what_a_plan_has_spent_before_it_gave_up_is_not_spent() -> None:
    finder = finder_over(RICH)
    nodes = f"nodes(ids: {IDS}) {{ ... on Mission {{ citations {{ id @skip(if: $b) }} }} }}"
    asked = Asked(f"query($b: Boolean = true) {{ missions {{ nodes {{ id }} }} {nodes} }}", {"b": None})

    assert executor_over(finder, room=Room(items=15)).answer(asked).body == by_strawberry(finder, asked)


def test_a_query_that_repeats_itself_too_often_is_told_so() -> None:
    answer = ask(executor_over(), "{ missions { nodes { " + "country { id title } " * 300 + " } } }")

    assert codes(answer) == ["query-too-long"]
    assert "too often" in answer["errors"][0]["message"]
    assert "data" in ask(executor_over(), "{ missions { nodes { " + "country { id title } " * 60 + " } } }")


def test_a_field_that_is_left_out_leaves_an_empty_object() -> None:
    executor = executor_over()

    assert data(executor, "{ missions @include(if: false) { totalCount } }") == {}
    nodes = data(executor, "{ missions { nodes { title @skip(if: true) } } }")["missions"]["nodes"]
    assert nodes == [{}] * 5


def test_half_a_character_is_no_end_of_the_answer() -> None:
    query = "query($s: String!) { missions(after: $s) { totalCount } a: missions { nodes { id } } }"
    answer = ask(executor_over(), query, s="\ud800")

    assert codes(answer)
    assert executor_over().answer(Asked("{ missions { nodes { title } } }", {"x": "\udfff"})).ran


def test_values_that_json_cannot_say_are_taken_all_the_same() -> None:
    executor = executor_over()
    query = "query($l: [String!]) { missions(first: 1) { nodes { title(languages: $l) } } }"

    for _ in range(2):
        answered = executor.answer(Asked(query, {"l": ("en", "sv"), "unknown": {1, 2}}))
        assert json.loads(answered.body)["data"] == {"missions": {"nodes": [{"title": "Mission 0"}]}}


def test_a_document_is_kept_from_the_second_time_on_and_read_and_planned_no_more() -> None:
    executor = executor_over()
    query = "query($n: Int) { missions(first: $n) { nodes { id } } }"
    asked = Asked(query, {"n": 2})

    once = executor.prepare(asked)
    assert not executor.knows(query)
    first = executor.prepare(asked)
    assert first.ready is not once.ready
    assert executor.knows(query)
    assert executor.prepare(Asked(query, {"n": 2})).ready is first.ready
    assert executor.prepare(Asked(query, {"n": 3})).ready is not first.ready
    assert not executor.knows("{ __typename }")


def test_documents_that_nobody_asks_again_are_not_kept() -> None:
    executor = executor_over()
    for number in range(50):
        executor.prepare(Asked(f"{{ a{number}: missions {{ totalCount }} }}"))

    assert executor.documents_kept == 0


def test_a_document_goes_with_its_plan_as_soon_as_nobody_holds_it() -> None:
    def alive() -> int:
        return sum(isinstance(each, ObjectNode | Token) for each in gc.get_objects())

    executor = executor_over()
    gc.collect()
    gc.disable()
    try:
        before = alive()
        prepared = executor.prepare(Asked("{ missions { nodes { title country { title } } } }"))
        assert alive() > before
        del prepared
        assert alive() == before
    finally:
        gc.enable()


def test_variables_of_no_operation_make_no_plan_of_their_own() -> None:
    executor = executor_over()
    twice = [executor.prepare(Asked("{ missions { totalCount } }")) for _ in range(2)]
    plain = twice[-1]

    assert executor.prepare(Asked("{ missions { totalCount } }", {"n": 3})).ready is plain.ready


def test_the_same_plan_serves_all_threads() -> None:
    finder = finder_over(registry_of(20))
    executor = executor_over(finder)
    query = (
        "query($n: Int) { missions(first: $n) { nodes { title places { title citedIn: missions { totalCount } } } } }"
    )
    asked = [Asked(query, {"n": n % 7 + 1}) for n in range(40)]
    expected = [by_strawberry(finder, each) for each in asked]
    with ThreadPoolExecutor(4) as threads:
        assert [each.body for each in threads.map(executor.answer, asked)] == expected


def test_questions_about_the_schema_go_to_strawberry_and_are_answered_once() -> None:
    finder = counting()
    executor = executor_over(finder)
    asked = Asked(get_introspection_query(descriptions=True))
    expected = by_strawberry(finder, asked)
    executor.prepare(asked)
    prepared = executor.prepare(asked)

    assert prepared.heavy
    assert prepared.ready.root is None
    assert executor.run(prepared).body == expected
    assert not executor.prepare(asked).heavy
    assert executor.answer(asked).body is executor.answer(asked).body


def test_questions_about_schema_and_records_at_once_are_asked_anew_each_time() -> None:
    finder = finder_over(registry_of(2))
    executor = executor_over(finder)
    asked = Asked('{ __type(name: "Place") { name } missions { totalCount } }')
    before = executor.answer(asked).body
    finder.refresh(registry_of(3), 8)

    assert json.loads(before)["data"]["missions"] == {"totalCount": 2}
    assert json.loads(executor.answer(asked).body)["data"]["missions"] == {"totalCount": 3}


def test_fields_that_are_no_readers_go_to_strawberry() -> None:
    finder = finder_over([])
    executor = Executor(FOREIGN, finder, SETTINGS)
    for query in ("{ plain { hello } }", "{ any { ... on Foreign { hello } } }"):
        for _ in range(2):
            answer = json.loads(executor.answer(Asked(query, explain=True)).body)
            assert "Hello" in str(answer["data"])
            assert answer["extensions"]["explain"]["plan"] == "reference"


def test_an_answer_can_say_what_it_has_cost() -> None:
    executor = executor_over()
    query = "{ missions(first: 4) { nodes { title country { title } } } }"
    for _ in range(2):
        answer = json.loads(executor.answer(Asked(query, explain=True)).body)
        explain = answer["extensions"]["explain"]
        assert explain == {"cost": 9, "lookups": explain["lookups"], "recordsRead": 8, "plan": "compiled"}
    assert explain["lookups"] == 1
    assert list(answer) == ["data", "extensions"]

    failing = json.loads(executor.answer(Asked("{ missions(first: 101) { totalCount } }", explain=True)).body)
    assert list(failing) == ["errors", "data", "extensions"]
    told = json.loads(executor.answer(Asked('{ __type(name: "Place") { name } }', explain=True)).body)
    assert told["extensions"]["explain"] == {"cost": 500, "lookups": 0, "recordsRead": 0, "plan": "reference"}


def test_a_query_beyond_its_cost_is_told_both_numbers() -> None:
    executor = executor_over(limits=QueryLimits(cost=20))
    prepared = executor.prepare(Asked("{ missions { nodes { id } } }"))
    answer = json.loads(executor.run(prepared).body)

    assert answer["errors"][0]["message"] == "The query may cost 21; the limit is 20."
    assert codes(answer) == ["query-too-costly"]
    assert prepared.cost == 21
    assert prepared.is_query
    assert ask(executor, "{ missions(first: 19) { nodes { id } } }")["data"]


@pytest.mark.parametrize(
    ("query", "heavy"),
    [
        ("{ missions(first: 100) { nodes { title } } }", False),
        ("{ missions(first: 100) { nodes { country { missions(first: 30) { nodes { id } } } } } }", True),
        ('{ search(query: "x") { totalCount } }', True),
        ("{ missions { facets(by: [country]) { name: __typename } } }", True),
        ("{ missions(where: {country: {some: {id: {eq: \"urn:x\"}}}}) { totalCount } }", True),
        ("{ missions(where: {country: {stated: true}}) { totalCount } }", False),
    ],
)  # fmt: skip
def test_a_request_that_others_should_not_wait_for_is_heavy(query: str, heavy: bool) -> None:
    prepared = executor_over().prepare(Asked(query))

    assert not prepared.is_refused
    assert prepared.heavy is heavy


def test_what_is_no_query_is_told_apart() -> None:
    executor = executor_over()

    assert executor.prepare(Asked("{ missions { totalCount } }")).is_query
    assert not executor.prepare(Asked("mutation { x }")).is_query
    assert not executor.prepare(Asked("{")).is_query
    assert not executor.answer(Asked("mutation { x }")).is_query


def test_twenty_thousand_items_are_the_most() -> None:
    places = [iri("place", f"p-{n:03}") for n in range(100)]
    triples = [each for place in places for each in about(place, "Place", title=text("P", "en"))]
    for n in range(100):
        mission = iri("mission", f"m-{n}")
        triples += about(mission, "Mission", title=text("M", "en"), place=[Iri(place) for place in places])
    finder = finder_over(triples)
    executor = executor_over(finder, room=Room(seconds=300))
    one = Asked("{ missions(first: 100) { nodes { places { title } } } }")
    two = Asked(
        "{ a: missions(first: 100) { nodes { places { title } } } b: missions(first: 100) { nodes { places { id } } } }"
    )

    assert executor.answer(one).body == by_strawberry(finder, one)
    for _ in range(2):
        answer = json.loads(executor.answer(two).body)
        assert codes(answer) == ["query-too-costly"]
        assert answer["data"] is None
        assert answer["errors"][0]["path"] == ["b", "nodes", 98, "places"]
    assert executor.answer(two).body == by_strawberry(finder, two)


def test_what_nobody_foresaw_is_logged_with_its_cause(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        """A finder with a mistake in it."""

        revision = 1

        def pinned(self) -> "Broken":
            return self

        def records(self, iris: Any) -> Any:
            raise KeyError("secret")

    with caplog.at_level(logging.ERROR):
        answer = ask(executor_over(Broken()), '{ node(id: "urn:x") { id } }')  # type: ignore[arg-type]

    assert codes(answer) == ["internal-error"]
    assert "secret" in caplog.text
    assert "secret" not in str(answer)


def test_memory_for_documents_and_plans_is_bounded() -> None:
    executor = executor_over(room=Room(documents=400_000))
    for number in range(300):
        for _ in range(2):
            ask(executor, f"query($n: Int) {{ missions(first: $n) {{ a{number}: totalCount }} }}", n=1)
    for number in range(300):
        ask(executor, "query($n: Int) { missions(first: $n) { totalCount } }", n=number % 100)

    assert not executor.knows("query($n: Int) { missions(first: $n) { a0: totalCount } }")
    assert executor.knows("query($n: Int) { missions(first: $n) { totalCount } }")
    assert executor.documents_kept < 30


def test_the_stamp_changes_with_settings_and_limits() -> None:
    one, same = executor_over(), executor_over()

    assert one.stamp == same.stamp
    assert one.stamp != executor_over(limits=replace(QueryLimits(), cost=7)).stamp
    assert one.moment.startswith("7-")
