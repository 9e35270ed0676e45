"""Somebody who may contribute for Spain alone touches no record of the Netherlands, whatever face is asked."""

from typing import Any

import pytest

from tests.faces.people import IDS, PEOPLE, Served, code_of, mission, mission_input

ELSEWHERE = "a record of NL; you may contribute for ES only."


@pytest.fixture(scope="module")
def dutch(served: Served) -> str:
    """A published mission of the Netherlands, without the base of its IRI."""
    query = "query($id: ID!) { missions(first: 1, where: {country: {some: {id: {eq: $id}}}}) { nodes { id } } }"
    answer = served.graphql(query, id=f"{IDS}place/netherlands")
    return str(answer["data"]["missions"]["nodes"][0]["id"]).removeprefix(IDS)


@pytest.fixture(scope="module")
def spanish(served: Served) -> str:
    """A published mission of Spain."""
    made = served.ask("POST", "/records?state=published", "ada", mission("Misión propia"))
    assert made.status_code == 201
    return str(made.json()["record"]).removeprefix(IDS)


@pytest.mark.parametrize("state", ["draft", "submitted", "published"])
def test_over_http(served: Served, dutch: str, spanish: str, state: str) -> None:
    there, here, at = f"/id/{dutch}", f"/id/{spanish}", f"?state={state}"
    head, gone = served.registry.store.head(), "&reason=mine"
    attempts: list[tuple[str, str, Any, dict[str, str]]] = [
        ("POST", f"/records{at}", mission("Una misión holandesa", "netherlands"), {}),
        ("PUT", f"/id/mission/holandesa{at}", mission("Holandesa", "netherlands"), {"if_none_match": "*"}),
        ("PUT", f"{there}{at}", mission("Ahora española"), {"if_match": served.etag(dutch)}),
        ("PATCH", f"{there}{at}", {"country": "place/spain"}, {"if_match": served.etag(dutch)}),
        ("PATCH", f"{there}{at}", {"website": "https://example.org"}, {"if_match": served.etag(dutch)}),
        ("PATCH", f"{here}{at}", {"country": "place/netherlands"}, {"if_match": served.etag(spanish)}),
        ("DELETE", f"{there}{at}{gone}", None, {"if_match": served.etag(dutch)}),
        ("POST", f"{there}/revert{at}&to={head}", None, {"if_match": served.etag(dutch)}),
    ]
    for method, path, body, headers in attempts:
        refused = served.ask(method, path, "ana", body, **headers)
        assert (refused.status_code, code_of(refused)) == (403, "not-allowed"), (method, path, refused.text)
        if state != "published":
            assert refused.json()["detail"].endswith(ELSEWHERE)
    assert served.registry.store.head() == head, "nothing was written"


@pytest.mark.parametrize("goal", ["DRAFT", "SUBMITTED", "PUBLISHED"])
def test_by_graphql(served: Served, dutch: str, spanish: str, goal: str) -> None:
    head = served.registry.store.head()
    there, here = ({"id": IDS + name, "base": head, "goal": goal} for name in (dutch, spanish))
    document = {"format": "JSON_LD", "text": '{"title": {"es": "Misión"}, "country": "place/spain"}'}
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("submitMission", {"record": mission_input("Una misión holandesa", "netherlands"), "goal": goal}),
        (
            "submitRecord",
            {"document": {**document, "text": '{"type": "Mission", "country": "place/netherlands"}'}, "goal": goal},
        ),
        ("updateMission", {**there, "record": mission_input("Ahora española")}),
        ("updateRecord", {**there, "document": document}),
        ("patchMission", {**there, "patch": {"country": "place/spain"}}),
        ("patchMission", {**here, "patch": {"country": "place/netherlands"}}),
        ("withdrawRecord", {**there, "reason": "mine"}),
        ("revertRecord", {**there, "toRevision": head}),
    ]
    for name, given in attempts:
        refused = served.mutate(name, "ana", **given)
        assert refused.get("error") == "not-allowed", (name, refused)
    assert served.registry.store.head() == head


def test_a_withdrawn_record_of_another_country_stays_withdrawn(served: Served) -> None:
    made = served.ask("POST", "/records?state=published", "ada", mission("Holandesa vieja", "netherlands"))
    path = made.headers["location"]
    gone = served.ask("DELETE", f"{path}?state=published&reason=old", "ada", if_match=made.headers["etag"])
    refused = served.ask("POST", f"{path}/restore", "ana", if_match=gone.headers["etag"])
    assert (refused.status_code, code_of(refused)) == (403, "not-allowed")
    record = {"id": made.json()["record"], "base": gone.json()["revision"]}
    assert served.mutate("restoreRecord", "ana", **record)["error"] == "not-allowed"


def test_own_records_are_taken_and_roles_are_needed(served: Served, spanish: str) -> None:
    taken = served.ask("PATCH", f"/id/{spanish}", "ana", {"startDate": "2024"}, if_match=served.etag(spanish))
    assert taken.status_code == 202
    for who in ("ana", "joao", "rita"):
        assert code_of(served.ask("POST", "/records?state=published", who, mission("Deprisa"))) == "not-allowed"
    path = taken.headers["location"]
    for body in ({"decision": "publish"}, {"decision": "begin review"}, {"decision": "reject", "comment": "x"}):
        assert code_of(served.ask("POST", f"{path}/decision", "ana", body)) == "not-allowed"
    unsigned = served.ask("POST", "/records", None, mission("Nadie"))
    assert (unsigned.status_code, code_of(unsigned)) == (401, "not-signed-in")
    assert unsigned.headers["www-authenticate"] == 'Bearer realm="mission-registry"'
    assert served.mutate("submitMission", None, record=mission_input("Nadie"))["error"] == "not-signed-in"


def test_everybody_may_ask_who_they_are(served: Served) -> None:
    me = "{ me { id name roles countries organisations } }"
    assert served.graphql(me)["data"]["me"] is None
    ana = PEOPLE["ana"]
    told = {"name": "Ana", "roles": ["contributor"], "countries": ["ES"], "organisations": None}
    assert served.graphql(me, "ana")["data"]["me"] == {"id": ana.iri, **told}
    assert served.ask("GET", "/me", "ana").json() == {"person": ana.iri, **told}
    assert served.ask("GET", "/me").json() == {
        "person": None, "name": None, "roles": [], "countries": None, "organisations": None
    }  # fmt: skip
