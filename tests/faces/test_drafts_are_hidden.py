"""What somebody drafts, nobody else sees by any face: neither its words nor its name, nor that it is there."""

import itertools
import json
from typing import Any, Final

import pytest

from registry.namespaces import HISTORY, SUBMISSIONS
from tests.faces.people import IDS, Served, mission, mission_input

SECRET: Final = "zanahoria"
"""A word that stands in nothing but the drafts."""
OTHERS: Final = (None, "joao")
ENDLESS: Final = {"/changes/stream"}
"""Says what `/changes` says, and never ends."""


@pytest.fixture(scope="module")
def drafts(served: Served) -> list[str]:
    """The IRIs of a draft of a new record, of one of a change of a published record, and of a returned submission."""
    published = served.ask("POST", "/records?state=published", "ada", mission("Misión conocida"))
    path, tag = published.headers["location"], published.headers["etag"]
    change = {"summary": {"es": f"Con {SECRET}"}}
    made = [
        served.ask("POST", "/records?state=draft", "ana", mission(f"La {SECRET}", website=f"https://{SECRET}.example")),
        served.ask("PATCH", f"{path}?state=draft&message={SECRET}", "ana", change, if_match=tag),
        served.ask("POST", f"/records?message={SECRET}", "ana", mission(f"Otra {SECRET}")),
    ]
    assert [each.status_code for each in made] == [201, 200, 202] or made
    last = made[-1].headers["location"]
    decision = {"decision": "return", "comment": f"No {SECRET}, please"}
    assert served.ask("POST", f"{last}/decision", "rita", decision).json()["state"] == "returned"
    return [str(each.json()["submission"]) for each in made]


def test_the_author_and_reviewers_see_them(served: Served, drafts: list[str]) -> None:
    for who in ("ana", "rita", "ada"):
        for draft in drafts:
            path = f"/submission/{draft.rpartition('/')[2]}"
            assert SECRET in served.ask("GET", path, who).text
            asked = "query($id: ID!) { submission(id: $id) { document message } }"
            assert SECRET in json.dumps(served.graphql(asked, who, id=draft))
        listed = served.ask("GET", "/submissions", who).json()["submissions"]
        assert set(drafts) <= {each["submission"] for each in listed}


def paths(served: Served, drafts: list[str]) -> list[str]:
    """Every address that is read, with what could lead to a draft in the place of each of its variables."""
    head = served.registry.store.head()
    values = {
        "segment": ["mission"],
        "slug": [f"la-{SECRET}", "mision-conocida"],
        "number": [str(number) for number in range(head - 8, head + 1)],
        "name": [draft.rpartition("/")[2] for draft in drafts] + ["submissions", "history", "mission.ttl"],
    }
    described = served.ask("GET", "/openapi.json").json()["paths"]
    found = []
    for path in (path for path, methods in described.items() if "get" in methods and path not in ENDLESS):
        names = [name for name in values if f"{{{name}}}" in path]
        for chosen in itertools.product(*(values[name] for name in names)):
            address = path
            for name, value in zip(names, chosen, strict=True):
                address = address.replace(f"{{{name}}}", value)
            found += [address, f"{address}?from={head - 1}&to={head}&after=1"]
    return found


def test_no_address_that_is_read_tells_of_them(served: Served, drafts: list[str]) -> None:
    for path in paths(served, drafts):
        for who in OTHERS:
            answer = served.ask("GET", path, who)
            asked_for = answer.status_code >= 400 and SECRET in path  # the error says what was asked for
            assert asked_for or SECRET not in answer.text, (path, who)
            asked_for = answer.status_code >= 400 and path.startswith("/submission/")
            assert asked_for or not any(draft in answer.text for draft in drafts), (path, who)
    for draft, who in itertools.product(drafts, OTHERS):
        assert served.ask("GET", f"/submission/{draft.rpartition('/')[2]}", who).status_code == 404


HIDING: Final = """query($id: ID!, $draft: ID!, $head: Int!) {
    search(query: "WORD") { totalCount }
    missions(where: {text: "WORD"}) { totalCount nodes { title } }
    records(where: {text: "WORD"}) { totalCount }
    node(id: $id) { id }
    draft: node(id: $draft) { id }
    mission(slug: "la-WORD") { id }
    known: mission(slug: "mision-conocida") { summary }
    recordAsOf(id: $id, revision: $head) { id }
    history: revisions(record: $id) { number }
    revisions(first: 20) { message authorName report records { id } }
}"""


@pytest.mark.parametrize("who", OTHERS)
def test_graphql_tells_nothing_of_them(served: Served, drafts: list[str], who: str | None) -> None:
    query = HIDING.replace("WORD", SECRET)
    head = served.registry.store.head()
    told = served.graphql(query, who, id=f"{IDS}mission/la-{SECRET}", draft=drafts[0], head=head)["data"]
    revisions = told.pop("revisions")
    assert told == {
        "search": {"totalCount": 0},
        "missions": {"totalCount": 0, "nodes": []},
        "records": {"totalCount": 0},
        "node": None,
        "draft": None,
        "mission": None,
        "known": {"summary": None},
        "recordAsOf": None,
        "history": [],
    }
    assert SECRET not in json.dumps(revisions)
    for draft in drafts:
        found = served.graphql("query($id: ID!) { submission(id: $id) { state } }", who, id=draft)
        assert found["errors"][0]["extensions"]["code"] == "not-found"
        for name, more in (
            ("handInSubmission", {}),
            ("takeBackSubmission", {}),
            ("decideSubmission", {"decision": "REJECT"}),
        ):
            assert served.mutate(name, who, id=draft, **more)["error"] in ("not-found", "not-signed-in", "not-allowed")
    listed = served.graphql("{ submissions { nodes { id } } }", who)
    assert (listed["data"]["submissions"] or {"nodes": []})["nodes"] == []


QUERIES: Final = [
    f'ASK {{ ?s ?p ?o FILTER CONTAINS(LCASE(STR(?o)), "{SECRET}") }}',
    f'ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER CONTAINS(LCASE(STR(?o)), "{SECRET}") }}',
    f"ASK {{ GRAPH <{SUBMISSIONS}> {{ ?s ?p ?o }} }}",
    f"ASK {{ GRAPH <{HISTORY}> {{ ?s ?p ?o }} }}",
    f"ASK FROM <{SUBMISSIONS}> {{ ?s ?p ?o }}",
    f"ASK FROM NAMED <{SUBMISSIONS}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "ASK { ?s a <https://w3id.org/mission-registry/def/Submission> }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_sparql_tells_nothing_of_them(served: Served, drafts: list[str], query: str) -> None:
    for who in OTHERS:
        answer = served.ask(
            "POST", "/sparql", who, query, content_type="application/sparql-query", accept="application/json"
        )
        assert answer.status_code >= 400 or answer.json()["boolean"] is False
        given = served.ask(
            "GET", f"/sparql?query=ASK{{?s ?p ?o}}&default-graph-uri={SUBMISSIONS}", who, accept="application/json"
        )
        assert given.status_code >= 400 or given.json()["boolean"] is False


def test_a_dry_run_does_not_tell_that_there_is_a_draft(served: Served, drafts: list[str]) -> None:
    sent: dict[str, Any] = {"document": {"format": "JSON_LD", "text": json.dumps(mission(f"La {SECRET}"))}}
    asked = (
        "mutation($given: ValidateRecordInput!) { validateRecord(input: $given)"
        " { verdict { records { record } duplicates { other } } } }"
    )
    told = served.graphql(asked, given=sent)["data"]["validateRecord"]["verdict"]
    assert told == {"records": [{"record": f"{IDS}mission/la-{SECRET}"}], "duplicates": []}
    own = served.graphql(
        "mutation($r: MissionInput!) { validateMission(input: {record: $r}) { verdict { duplicates { other } } } }",
        r=mission_input(f"La {SECRET}"),
    )
    assert own["data"]["validateMission"]["verdict"]["duplicates"] == []


def test_an_answer_for_one_person_is_kept_for_no_other(served: Served, drafts: list[str]) -> None:
    address = "/graphql?query={submissions{nodes{id}}}"
    mine = served.ask("GET", address, "ana")
    assert drafts[0] in mine.text
    assert (mine.headers["cache-control"], "etag" in mine.headers) == ("no-store", False)
    assert "Authorization" in mine.headers["vary"]
    assert drafts[0] not in served.ask("GET", address, "joao").text
    public = "/graphql?query={registry{revision}}"
    tag = served.ask("GET", public).headers["etag"]
    assert served.ask("GET", public, if_none_match=tag).status_code == 304
    assert served.ask("GET", public, "ana", if_none_match=tag).status_code == 200
    assert served.ask("GET", "/submissions", "ana").headers["cache-control"] == "no-store"
