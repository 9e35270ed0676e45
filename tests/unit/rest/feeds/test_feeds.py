"""The feed over HTTP: JSON pages, Atom, events, and subscriptions by both of their protocols."""

import json
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import anyio
import pytest
from fastapi.testclient import TestClient

from registry.app import create_app
from registry.bootstrap import Registry
from registry.errors import NotFound, ServerBusy
from registry.rest.feeds.atom import atom
from registry.rest.feeds.streaming import Streams
from registry.settings import Settings
from registry.store.oxigraph import EmbeddedStore
from tests.unit.services.feeds.test_changes import write

SUBSCRIBE = "subscription Q($after: Int) { changes(after: $after) { number message records { id kind } } }"
EVENTS = {"accept": "text/event-stream"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """One for all tests here, which write what no other does."""
    opened = Registry.open(Settings(data_dir=tmp_path_factory.mktemp("followed")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(registry: Registry) -> TestClient:
    return TestClient(create_app(registry))


def publish(registry: Registry, slug: str) -> int:
    assert isinstance(registry.store, EmbeddedStore)
    number = write(registry.store, slug)
    registry.refresh()
    return number


def test_the_page_says_where_to_go_on(client: TestClient, registry: Registry) -> None:
    numbers = [publish(registry, slug) for slug in ("page-one", "page-two")]
    first = client.get("/changes", params={"after": numbers[0] - 1, "first": 1}).json()
    assert [change["revision"] for change in first["changes"]] == numbers[:1]
    assert first["changes"][0]["records"] == [
        {"record": "https://w3id.org/mission-registry/id/mission/page-one", "kind": "created"}
    ]
    second = client.get(first["next"]).json()
    assert [change["revision"] for change in second["changes"]] == numbers[1:]
    assert second["last"] == second["reached"] == numbers[1]
    assert client.get(second["next"]).json()["changes"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/changes?after=x", 400),
        ("/changes?after=-1", 400),
        ("/changes?after=99", 404),
        ("/changes?first=0", 400),
        ("/changes?first=101", 400),
        ("/changes/stream?after=99", 404),
        ("/changes/stream?after=\u0663", 400),
    ],
)
def test_an_address_that_says_nothing_sensible_is_refused_in_words(
    client: TestClient, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_feed_readers_get_atom_and_are_told_when_it_is_the_same(client: TestClient, registry: Registry) -> None:
    number = publish(registry, "atom")
    answer = client.get("/changes.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    entry = fromstring(answer.content).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"https://w3id.org/mission-registry/revision/{number}"
    assert entry.findtext(f"{ATOM}title") == "atom came"
    again = client.get("/changes.atom", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_strange_letters_do_no_harm_to_atom(registry: Registry) -> None:
    publish(registry, "strange")
    revision = registry.feed.latest(1)[0]
    strange = replace(revision, message="\x00<b>&\ufffe \x1f", author_name="\x0b", records=None)
    feed = fromstring(atom([strange], "http://localhost"))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "<b>& "
    assert feed.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "The registry"
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == "More records than are listed here."
    assert fromstring(atom([], "http://localhost")).find(f"{ATOM}entry") is None


def test_a_stream_begins_after_the_revision_that_its_reader_has_had(registry: Registry) -> None:
    numbers = [publish(registry, slug) for slug in ("stream-one", "stream-two")]
    streams = Streams(registry.feed, registry.moves, most=1, beat_s=0)

    async def scene() -> list[bytes]:
        events = await streams.events(numbers[0])
        told = [await anext(events) for _ in range(3)]
        with pytest.raises(ServerBusy):
            await streams.events(0)
        await events.aclose()  # type: ignore[attr-defined]
        with pytest.raises(NotFound):
            await streams.events(99)
        return told

    retry, change, silence = anyio.run(scene)
    assert retry == b"retry: 2000\n\n"
    assert change.startswith(f"id: {numbers[1]}\nevent: change\ndata: ".encode())
    assert json.loads(change.decode().partition("data: ")[2])["message"] == "stream-two came"
    assert silence == b": nothing new\n\n"


def test_a_subscription_over_websocket_tells_what_comes(client: TestClient, registry: Registry) -> None:
    with client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        payload = {"query": SUBSCRIBE, "variables": {"after": registry.finder.revision}}
        socket.send_json({"id": "1", "type": "subscribe", "payload": payload})
        number = publish(registry, "live")
        told = socket.receive_json()
        assert told["payload"]["data"]["changes"] == {
            "number": number,
            "message": "live came",
            "records": [{"id": "https://w3id.org/mission-registry/id/mission/live", "kind": "created"}],
        }
        socket.send_json({"id": "2", "type": "subscribe", "payload": {"query": "{ __typename }"}})
        refused = socket.receive_json()
        assert (refused["type"], refused["payload"][0]["extensions"]["code"]) == ("error", "query-error")
        socket.send_json({"id": "3", "type": "subscribe", "payload": {"query": SUBSCRIBE, "variables": {"after": 99}}})
        assert socket.receive_json()["payload"]["errors"][0]["extensions"]["code"] == "not-found"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_no_subscription_is_told_as_an_event(client: TestClient, method: str) -> None:
    query = {"query": "{ __typename }"}
    if method == "GET":
        answer = client.get("/graphql", headers=EVENTS, params=query)
    else:
        answer = client.post("/graphql", headers=EVENTS, json=query)
    assert answer.headers["content-type"].startswith("text/event-stream")
    first, last = answer.text.strip().split("\n\n")
    assert (
        json.loads(first.removeprefix("event: next\ndata: "))["errors"][0]["extensions"]["code"] == "invalid-argument"
    )
    assert last == "event: complete\ndata:"


def test_a_wrong_subscription_is_told_as_an_event_and_ends(client: TestClient) -> None:
    body = {"query": SUBSCRIBE, "variables": {"after": 99}}
    answer = client.post("/graphql", json=body, headers=EVENTS)
    assert '"code":"not-found"' in answer.text
    assert answer.text.endswith("event: complete\ndata:\n\n")


def test_a_subscription_that_is_sent_like_a_query_is_told_how_to_follow(client: TestClient) -> None:
    error = client.post("/graphql", json={"query": SUBSCRIBE}).json()["errors"][0]
    assert error["extensions"]["code"] == "invalid-argument"
    assert "text/event-stream" in error["message"]
