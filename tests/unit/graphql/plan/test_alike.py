"""One request after another, of each kind that there is: refused or answered as Strawberry does, cold and warm."""

import json

import pytest

from registry.graphql.plan.request import Asked
from tests.unit.graphql.asking import finder_over
from tests.unit.graphql.plan.asking import by_strawberry, executor_over
from tests.unit.graphql.plan.rich import RICH
from tests.unit.index.small import iri, registry_of

DEEP = "{ missions { nodes { country { missions { nodes { country { missions { nodes { id } } } } } } } } }"
TWO = "query A { registry { version } } query B { registry { digest } } fragment F on Mission { id }"
REFUSED = [
    Asked(""),
    Asked("{"),
    Asked("{ nothing }"),
    Asked("{ missions }"),
    Asked("mutation { x }"),
    Asked("subscription { x }"),
    Asked("fragment F on Query { __typename }"),
    Asked("fragment F on Query { __typename }", operation_name="F"),
    Asked("{ registry { version } } #\ud800"),
    Asked("query($n: Int!) { missions(first: $n) { totalCount } }"),
    Asked("query($n: Int) { missions(first: $n) { totalCount } }", {"n": "x"}),
    Asked("query($n: Int) { missions(first: $n) { totalCount } }", {"n": 1.5}),
    Asked("query($n: Nope) { missions(first: $n) { totalCount } }"),
    Asked("query A { registry { version } } query B { registry { digest } }"),
    Asked("query A { registry { version } } query B { registry { digest } }", operation_name="C"),
    Asked("{ registry { version } }", operation_name="C"),
    Asked("{ registry { version } }", operation_name=""),
    Asked("{ missions { nodes { country " * 6 + "{ id" + " } } }" * 6 + " }"),
    Asked("{ missions " * 1600),
    Asked("{ missions(first: " + "[" * 4000 + ") }"),
    Asked("{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(600))),
    Asked("{ missions { nodes { " + " ".join(f"a{n}: id" for n in range(101)) + " } } }"),
    Asked("{ missions { nodes { " + "id " * 5000 + " } } }"),
    Asked("query A { x } query B { " + "missions { nodes { country {" * 6 + " id " + "} } } " * 6 + " }"),
    Asked(DEEP.replace("missions {", "missions(first: 100) {")),
    Asked("{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }"),
    Asked("{ missions(first: " + "9" * 5000 + ") { totalCount } }"),
    Asked("{ missions { nodes { " + "country { id title } " * 300 + " } } }"),
    Asked("query($b: Boolean = true) { registry @skip(if: $b) { version } }", {"b": None}),
    Asked("query($n: Int) { missions(first: $n) { totalCount } }", {"n": "9" * 5000}),
    Asked("query($n: Int) { missions(first: $n) { totalCount } }", {"n": 10**5000}),
    Asked("{ " + "... { " * 150 + "registry { version }" + " }" * 150 + " }", operation_name="none"),
]


@pytest.mark.parametrize("asked", REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused_is_refused_alike_each_time(asked: Asked) -> None:
    finder = finder_over(registry_of(2))
    executor = executor_over(finder)
    expected = by_strawberry(finder, asked)
    prepared = executor.prepare(asked)
    for _ in range(2):
        answered = executor.answer(asked)
        assert answered.body == expected
        assert not answered.ran
        assert "data" not in json.loads(answered.body)
    assert prepared.is_refused or prepared.ready.root is None
    assert not prepared.heavy or prepared.ready.root is None


MANY = json.dumps([f"l{n}" for n in range(21)])
IDS = json.dumps([iri("mission", "full"), iri("place", "sweden"), "urn:x:none"])
EITHER = """query($b: Boolean!) {
  missions @skip(if: $b) { totalCount } registry @include(if: $b) { version }
}"""
BY_TYPE = f"""{{ nodes(ids: {IDS}) {{
  id same: __typename ... on Mission {{ own: title }} ... on Place {{ own: iri }} ...M ...P
}} }}
fragment M on Mission {{ value: type }}
fragment P on Place {{ value: __typename }}"""
ALL_KINDS = """{ mission(slug: "full") {
  startDate accessed year seconds rounds amounts running acronyms website exactMatches sdgs verdict
  verdictConcept { label } titleText { value language isFallback translations { value } }
  headline { note property value source { id } } absences { property absenceReason }
} }"""
HISTOGRAM = "query($i: HistogramInterval) { missions { histogram(of: startDate, interval: $i) { start count } } }"
NUMBERED = "query($n: Int = 1) { missions(first: $n) { nodes { id } } }"
ANSWERED = [
    Asked("{ __typename }"),
    Asked("{ ... { ... on Query { a: __typename } } }"),
    Asked("{ missions @include(if: false) { totalCount } }"),
    Asked(EITHER, {"b": True}),
    Asked(EITHER, {"b": False}),
    Asked("{ missions { nodes { ... on Mission @skip(if: true) { id } } } }"),
    Asked("{ missions(first: 2) { nodes { title } } missions(first: 2) { totalCount nodes { id country { id } } } }"),
    Asked("{ missions { nodes { country { id } country { title country: id } } } }"),
    Asked(f"{{ nodes(ids: {IDS}) {{ ... on Mission {{ same: title }} ... on Place {{ same: iri }} }} }}"),
    Asked(BY_TYPE),
    Asked('{ source(slug: "talk") { citedIn { nodes { __typename id title ... on Mission { country { id } } } } } }'),
    Asked("query A { registry { version } } query B { registry { digest } }", operation_name="B"),
    Asked(NUMBERED),
    Asked(NUMBERED, {"n": None}),
    Asked(NUMBERED, {"n": 2, "unknown": [1]}),
    Asked('query($l: [String!] = ["sv"]) { place(slug: "sweden") { title(languages: $l) a: title(languages: "en") } }'),
    Asked('query($f: MissionField = title) { mission(slug: "full") { presence(of: $f) } }'),
    Asked('query($f: MissionField!) { mission(slug: "full") { presence(of: $f) } }', {"f": "accessed"}),
    Asked("query($n: Int) { missions(first: $n) { nodes { id } } a: missions(last: $n) { nodes { id } } }", {"n": 101}),
    Asked(f'{{ mission(slug: "bare") {{ title(languages: {MANY}) }} registry {{ version }} }}'),
    Asked(f"{{ missions {{ nodes {{ title(languages: {MANY}) }} }} registry {{ version }} }}"),
    Asked("{ missions { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"),
    Asked('{ codeLists { name codes { notation label(languages: ["sv"]) broader { iri } } } }'),
    Asked(ALL_KINDS),
    Asked(HISTOGRAM, {"i": "DECADE"}),
    Asked(HISTOGRAM, {"i": None}),
    Asked(HISTOGRAM),
    Asked("{ " + "... { " * 150 + "registry { version }" + " }" * 150 + " }"),
    Asked(
        'query($b: Boolean = true) { nodes(ids: []) { id } place(slug: "spain") { id @skip(if: $b) } }', {"b": False}
    ),
]


@pytest.mark.parametrize("asked", ANSWERED, ids=range(len(ANSWERED)))
def test_what_runs_is_answered_as_by_strawberry_cold_and_warm(asked: Asked) -> None:
    finder = finder_over(RICH)
    executor = executor_over(finder)
    expected = by_strawberry(finder, asked)
    for _ in range(2):
        answered = executor.answer(asked)
        assert answered.body == expected
        assert answered.ran
        assert answered.is_query
        assert answered.moment.startswith("7-")
    assert executor.prepare(asked).ready.root is not None
