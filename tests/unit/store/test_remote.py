"""The store over HTTP against a hand-written server, for what real servers rarely do."""

import base64
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from registry.errors import (
    DoubledRevision,
    QueryError,
    RegistryError,
    StaleRevision,
    StoreFull,
    StoreUnreachable,
)
from registry.namespaces import PUBLISHED
from registry.store.graphs import PUBLIC
from registry.store.port import Change
from registry.store.queries import BoundQuery
from registry.store.remote import RemoteStore, update_address
from tests.contract.changes import change, triple

ASK = BoundQuery("ASK {}")
EVERYTHING = BoundQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
JSON = "application/sparql-results+json"


@dataclass
class Answer:
    """What the server says; without a status it closes the connection instead."""

    status: int | None
    body: bytes = b""
    media_type: str = JSON


@dataclass
class Scripted:
    """A server that gives the answers in their order, and what it was asked."""

    answers: list[Answer]
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    authorization: list[str | None] = field(default_factory=list)
    port: int = 0

    def store(self, userinfo: str = "", timeout: float = 10.0) -> RemoteStore:
        return RemoteStore(f"http://{userinfo}127.0.0.1:{self.port}/ds/query", timeout=timeout)


@pytest.fixture
def server() -> Iterator[Scripted]:
    scripted = Scripted([])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            scripted.asked.append((self.path, self.headers.get("accept", ""), body))
            scripted.authorization.append(self.headers.get("authorization"))
            answer = scripted.answers.pop(0)
            if answer.status is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("content-type", answer.media_type)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        scripted.port = http.server_address[1]
        yield scripted
        http.shutdown()
        thread.join()


def written(number: int, *tokens: str) -> Answer:
    """What a server says when asked where its head is and which change became the revision."""
    numeral = {"type": "literal", "value": str(number), "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    rows: list[dict[str, object]] = [
        {"number": numeral, "token": {"type": "uri", "value": token}} for token in tokens
    ] or [{"number": numeral}]
    return Answer(200, json.dumps({"results": {"bindings": rows}}).encode())


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/update"),
        ("http://localhost:3030/ds/query", "http://localhost:3030/ds/update"),
        ("http://ana:secret@localhost:3030/ds/sparql", "http://ana:secret@localhost:3030/ds/update"),
        ("https://example.org/repositories/missions", "https://example.org/repositories/missions"),
        ("https://example.org/query?ds=a", "https://example.org/update?ds=a"),
    ],
)
def test_the_update_address_is_found_from_the_query_address(query: str, update: str) -> None:
    assert update_address(query) == update


def test_graphs_are_sent_beside_the_query(server: Scripted) -> None:
    server.answers = [Answer(200, b'{"boolean": true}')]
    with server.store() as store:
        assert store.ask(BoundQuery("ASK { ?s ?p 'é' }", default_graphs=PUBLIC, named_graphs=(PUBLISHED,)))
    ((path, accept, body),) = server.asked
    assert (path, accept) == ("/ds/query", JSON)
    assert parse_qs(body.decode()) == {
        "query": ["ASK { ?s ?p 'é' }"],
        "default-graph-uri": list(PUBLIC),
        "named-graph-uri": [PUBLISHED],
    }


def test_user_and_password_are_sent_and_never_shown(server: Scripted) -> None:
    server.answers = [Answer(403), Answer(401)]
    with server.store("ana:s%C3%A9cret@") as store:
        for _ in range(2):
            with pytest.raises(StoreUnreachable, match="no permission") as caught:
                store.ask(ASK)
            assert "cret" not in caught.value.message
            assert "ana" not in caught.value.message
    expected = "Basic " + base64.b64encode("ana:sécret".encode()).decode()
    assert server.authorization == [expected, expected]


@pytest.mark.parametrize(
    ("answer", "expected", "message"),
    [
        (Answer(400, b"Parse error:\n line 1"), QueryError, "does not take the query: Parse error: line 1"),
        (Answer(404, b"no such dataset"), StoreUnreachable, "HTTP 404: no such dataset"),
        (Answer(302, b""), StoreUnreachable, "HTTP 302"),
        (Answer(500, b"boom"), StoreUnreachable, "HTTP 500: boom"),
        (Answer(503, b"Query timed out"), StoreUnreachable, "Query timed out"),
        (Answer(507, b""), StoreFull, "is full"),
        (Answer(500, b"IO error: No space left on device"), StoreFull, "is full"),
        (Answer(200, b"<html>"), StoreUnreachable, "no SPARQL result"),
        (Answer(200, b"{}"), StoreUnreachable, "no SPARQL result"),
    ],
)
def test_each_refusal_is_said_in_our_words(
    server: Scripted, answer: Answer, expected: type[RegistryError], message: str
) -> None:
    server.answers = [answer]
    with server.store() as store, pytest.raises(RegistryError, match=message) as caught:
        store.ask(ASK)
    assert type(caught.value) is expected


def test_a_server_that_does_not_answer_in_time_is_out_of_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/query"
        with (
            RemoteStore(address, timeout=0.05) as store,
            pytest.raises(StoreUnreachable, match=r"within 0\.05 seconds"),
        ):
            store.ask(ASK)


def test_a_read_is_sent_once_more_when_the_connection_breaks(server: Scripted) -> None:
    server.answers = [Answer(None), Answer(200, b'{"boolean": true}'), Answer(None), Answer(None)]
    with server.store() as store:
        assert store.ask(ASK)
        with pytest.raises(StoreUnreachable, match="cannot be reached"):
            store.ask(ASK)
    assert server.answers == []


def test_statements_are_read_line_by_line_or_as_turtle(server: Scripted) -> None:
    lines = "".join(
        f'<https://example.org/a> <https://example.org/p> "{n} {"é" * 500}" .\n' for n in range(400)
    ).encode()
    turtle = b"@prefix e: <https://example.org/> . e:a e:p 'x' ."
    server.answers = [
        Answer(200, lines, "application/n-triples"),
        Answer(200, lines.removesuffix(b"\n"), "application/n-triples; charset=utf-8"),
        Answer(200, turtle, "text/turtle"),
    ]
    with server.store() as store:
        assert len({*store.construct(EVERYTHING)}) == 400
        assert len({*store.construct(EVERYTHING)}) == 400
        assert list(store.construct(EVERYTHING)) == [triple("a", "p", "x")]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<html>", "text/html"),
        Answer(200, b"<a> nonsense", "application/n-triples"),
        Answer(200, b"\xff", "text/turtle"),
    ],
)
def test_an_answer_that_is_no_rdf_is_said(server: Scripted, answer: Answer) -> None:
    server.answers = [answer]
    with server.store() as store, pytest.raises(StoreUnreachable, match="no RDF"):
        list(store.construct(EVERYTHING))


A_CHANGE: Change = change(0, [triple("a", "p", "1")])
_A = {"record": {"type": "uri", "value": "https://example.org/a"}}
LOOKING = (
    Answer(200, json.dumps({"results": {"bindings": []}}).encode()),  # where the store stands
    Answer(200, json.dumps({"results": {"bindings": [_A]}}).encode()),  # whether the record is there
)
QUERIES = ["/ds/query", "/ds/query"]


def test_a_write_is_sent_once_and_its_token_asked_for(server: Scripted) -> None:
    server.answers = [*LOOKING, Answer(204), written(1, A_CHANGE.token)]
    with server.store() as store:
        assert store.write(A_CHANGE) == 1
    assert [path for path, _, _ in server.asked] == [*QUERIES, "/ds/update", "/ds/query"]


def test_a_write_whose_answer_was_lost_is_known_by_its_token(server: Scripted) -> None:
    server.answers = [*LOOKING, Answer(None), written(1, A_CHANGE.token)]
    with server.store() as store:
        assert store.write(A_CHANGE) == 1


def test_a_write_that_did_not_arrive_is_not_sent_again(server: Scripted) -> None:
    server.answers = [*LOOKING, Answer(None), written(0), *LOOKING, Answer(500, b"boom"), Answer(500)]
    with server.store() as store:
        with pytest.raises(StoreUnreachable, match="cannot be reached"):
            store.write(A_CHANGE)
        with pytest.raises(StoreUnreachable, match="boom"):
            store.write(A_CHANGE)
    assert [path for path, _, _ in server.asked] == [*QUERIES, "/ds/update", "/ds/query"] * 2


def test_a_revision_that_two_wrote_is_an_alarm(server: Scripted) -> None:
    doubled, overtaken = written(1, A_CHANGE.token, "urn:uuid:other"), written(3, "urn:uuid:x")
    server.answers = [*LOOKING, Answer(204), doubled, *LOOKING, Answer(204), overtaken]
    with ExitStack() as opened:
        store = opened.enter_context(server.store())
        with pytest.raises(DoubledRevision, match="Revision 1 was written 2 times at once"):
            store.write(A_CHANGE)
        with pytest.raises(StaleRevision, match="the store is at 3"):
            store.write(A_CHANGE)
