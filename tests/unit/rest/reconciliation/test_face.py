"""The reconciliation service as OpenRefine asks it; its answers are held against the schemas in `tests/suites`."""

import asyncio
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.types import Message

from registry.app import reconciliation_face
from registry.bootstrap import Registry
from tests.conftest import SITE


def asked(client: TestClient, **queries: Any) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def found(client: TestClient, **query: Any) -> list[tuple[str, float, bool]]:
    answer = asked(client, q=query)
    return [(each["id"], each["score"], each["match"]) for each in answer["q"]["result"]]


def refused(client: TestClient, name: str, given: str) -> str:
    answer = client.post("/reconcile", data={name: given})
    assert answer.status_code in (400, 413), answer.text
    said: str = answer.json()["detail"]
    return said


def test_the_manifest_says_where_everything_is(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["view"]["url"] == f"{SITE}/id/{{{{id}}}}"
    assert {each["id"] for each in manifest["defaultTypes"]} >= {"Mission", "Actor"}
    for what in ("entity", "property", "type"):
        service = manifest["suggest"][what]
        assert client.get(service["service_path"], params={"prefix": "a"}).status_code == 200
    assert client.get(manifest["extend"]["propose_properties"]["service_path"]).status_code == 200
    assert client.get(manifest["preview"]["url"].replace("{{id}}", "actor/vinnova")).status_code == 200


def test_a_name_in_any_language_is_a_match_and_a_like_one_is_a_candidate(client: TestClient) -> None:
    assert found(client, query="vinnova", type="Actor", limit=1) == [("actor/vinnova", 100.0, True)]
    assert found(client, query="Schweden", type="Place")[0] == ("place/sweden", 100.0, True)
    assert found(client, query="UK", type=["Place", "Actor"])[0][0] == "place/united-kingdom"
    near = found(client, query="Vinova", type="Actor")[0]
    assert (near[0], near[2]) == ("actor/vinnova", False)
    assert 50 < near[1] < 100
    assert found(client, query="zzz qqq") == []
    assert found(client, query="Vinnova", type=["Actor", "Place"], type_strict="all") == []


def test_clues_weigh_and_one_that_does_not_fit_leaves_the_choice_open(client: TestClient) -> None:
    right = {"pid": "country", "v": {"id": "place/spain", "name": "Spain"}}
    wrong = {"pid": "country", "v": ["NL", 5, True]}
    coded = {"pid": "actorType", "v": "Organisation"}
    assert found(client, query="ENISA", type="Actor", properties=[right, coded])[0] == (
        "actor/enisa-spain",
        100.0,
        True,
    )
    assert found(client, query="ENISA", type="Actor", properties=[wrong])[0] == ("actor/enisa-spain", 60.0, False)
    unknown = [{"pid": "colour", "v": "red"}, {"pid": "country.title", "v": "x"}]
    assert found(client, query="ENISA", type="Actor", properties=unknown)[0][1] == 60.0
    inside = [{"pid": "targets.unit", "v": "%"}]
    assert len(found(client, query="climate", type="Mission", properties=inside)) > 0


def test_clues_alone_find_the_records_that_have_them_all(client: TestClient) -> None:
    dutch = found(client, type="Mission", properties=[{"pid": "country", "v": "Netherlands"}], limit=3)
    assert len(dutch) == 3
    assert all(score == 100.0 and not match for _, score, match in dutch)
    for clue in ({"pid": "targets", "v": "x"}, {"pid": "colour", "v": "x"}, {"pid": "amounts", "v": "many"}):
        assert found(client, type="Instrument", properties=[clue]) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("[", "is no JSON"),
        ("[1]", "a JSON object"),
        ('{"q": 1}', "is to be an object"),
        ('{"q": {"query": "a", "colour": 1}}', "is to be an object"),
        ('{"q": {"query": ""}}', "needs a `query`"),
        ('{"q": {"query": "a", "type": "Actress"}}', "There is no type 'Actress'. There is Mission"),
        ('{"q": {"query": "a", "type_strict": "maybe"}}', "`type_strict` is one of"),
        ('{"q": {"query": "a", "limit": 0}}', "must be a number from 1 on"),
        ('{"q": {"query": "a", "properties": [{"pid": "x"}]}}', "needs `pid`"),
        ('{"q": {"query": "a", "properties": [{"pid": "x", "v": {"name": 1}}]}}', "needs `id`"),
        ('{"q": {"query": "a", "properties": [{"pid": "x", "v": [null]}]}}', "A value is a text"),
        (json.dumps({f"q{n}": {"query": "a"} for n in range(501)}), "The request has 501 queries; the limit is 500."),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, given: str, words: str) -> None:
    assert words in refused(client, "queries", given)


def test_values_of_records_fill_columns(client: TestClient) -> None:
    extend = {
        "ids": ["mission/best-protected-delta-of-the-world", "source/missies-voor-de-toekomst", "actor/nobody"],
        "properties": [
            {"id": "title", "settings": {"language": "nl"}},
            {"id": "country"},
            {"id": "startDate"},
            {"id": "accessed"},
            {"id": "sourceKind"},
            {"id": "participations.actor", "settings": {"limit": 2}},
        ],
    }
    answer = client.post("/reconcile", data={"extend": json.dumps(extend)}).json()
    assert answer["meta"][1] == {"id": "country", "name": "country", "type": {"id": "Place", "name": "Place"}}
    delta = answer["rows"]["mission/best-protected-delta-of-the-world"]
    assert delta["title"][0]["str"].startswith("Nederland is en blijft")
    assert delta["country"] == [{"id": "place/netherlands", "name": "Netherlands"}]
    assert delta["startDate"] == [{"str": "2019"}]
    assert len(delta["participations.actor"]) == 2
    source = answer["rows"]["source/missies-voor-de-toekomst"]
    assert source["accessed"] == [{"date": "2026-11-21T00:00:00Z"}]
    assert source["sourceKind"] == [{"str": "agency page"}]
    assert all(cells == [] for cells in answer["rows"]["actor/nobody"].values())
    numbers = {"ids": ["mission/national-greenhouse-gas-reduction"], "properties": [{"id": "targets.value"}]}
    values = client.post("/reconcile", data={"extend": json.dumps(numbers)}).json()["rows"]
    assert {"float": 49.0} in values["mission/national-greenhouse-gas-reduction"]["targets.value"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('{"ids": []}', "`extend` needs `ids`"),
        ('{"ids": ["a"], "properties": [{}]}', "`extend` needs `ids`"),
        ('{"ids": ["a"], "properties": [{"id": "colour"}]}', "There is no property 'colour'"),
        (json.dumps({"ids": [str(n) for n in range(300)], "properties": [{"id": "title"}] * 2}), "has 600 values"),
    ],
)
def test_values_that_cannot_be_given_are_told(client: TestClient, given: str, words: str) -> None:
    assert words in refused(client, "extend", given)


def test_batches_may_stand_in_the_address(client: TestClient) -> None:
    answer = client.get("/reconcile", params={"queries": json.dumps({"q": {"query": "Vinnova"}})})
    assert answer.json()["q"]["result"][0]["id"] == "actor/vinnova"
    assert "Send `queries`" in client.post("/reconcile", data={"other": "x"}).json()["detail"]
    broken = client.post("/reconcile", content=b"\xff", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert broken.status_code == 400


def test_what_is_typed_is_completed(client: TestClient) -> None:
    def completed(what: str, prefix: str, cursor: int = 0) -> list[str]:
        answer = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix, "cursor": cursor})
        return [each["id"] for each in answer.json()["result"]]

    entities = completed("entity", "vinn")
    assert "actor/vinnova" in entities
    assert completed("entity", "vinn", 1) == entities[1:]
    assert completed("entity", "") == []
    assert completed("type", "policy") == ["PolicyInitiative"]
    assert completed("property", "countr")[0] == "country"
    assert client.get("/reconcile/suggest/colour?prefix=a").status_code == 404


def test_pieces_to_show_are_escaped_and_of_every_kind(client: TestClient) -> None:
    assert "Vinnova&#39;s workshops" in client.get("/reconcile/preview?id=actor/citizens-at-vinnova-workshops").text
    page = client.get("/reconcile/preview?id=mission/best-protected-delta-of-the-world")
    assert "<script" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for what, name in (("entity", "actor/vinnova"), ("type", "Mission"), ("property", "targets.unit")):
        answer = client.get(f"/reconcile/flyout/{what}", params={"id": name}).json()
        assert answer["id"] == name
        assert "<div" in answer["html"]
    for path in ("preview?id=actor/nobody", "flyout/property?id=colour", "flyout/colour?id=x"):
        assert client.get(f"/reconcile/{path}").status_code == 404


def test_what_can_be_asked_for_is_proposed(client: TestClient) -> None:
    mission = client.get("/reconcile/extend/propose?type=Mission&limit=5").json()
    assert (len(mission["properties"]), mission["type"], mission["limit"]) == (5, "Mission", 5)
    shared = [each["id"] for each in client.get("/reconcile/extend/propose").json()["properties"]]
    assert "title" in shared
    assert "country" not in shared


def test_a_reader_who_has_gone_gets_nothing(registry: Registry) -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": []}, gone)
    assert asyncio.run(reconciliation_face(registry).asked(request)).status_code == 400
