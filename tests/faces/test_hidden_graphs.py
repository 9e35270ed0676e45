"""Drafts, submissions, tokens and whatever else is not public: every way in is tried, and nothing of them comes out."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.app import create_app
from registry.bootstrap import Registry, open_writer
from registry.namespaces import GRAPHS, HISTORY, PUBLISHED, SITE, SUBMISSIONS
from registry.rdf.terms import Iri, Literal, Triple, text
from registry.settings import Settings
from registry.store.graphs import HIDDEN
from registry.store.port import Change, GraphChange
from tests.contract.conftest import Listener
from tests.unit.rest.conftest import MISSION, PLACE, statements

SECRET = "a draft that nobody may read"
HIDING = (SUBMISSIONS, *(GRAPHS + name for name in ("access", "tokens", "people")))
RECORDS = """
<id/mission/school-food> a mr:Mission ; mr:title "School food"@en ; mr:country <id/place/sweden> .
<id/place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:isoCode "SE" ; mr:placeKind <code/place-kind/country> .
"""
DRAFT = "https://w3id.org/mission-registry/id/mission/secret-plan"
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A registry of two records, with secrets in every graph that is not public, and in the history."""
    config = Settings(data_dir=tmp_path_factory.mktemp("hiding"))
    with open_writer(config) as store:
        store.write(Change(0, "two records", NOON, (GraphChange(PUBLISHED, insert=tuple(statements(RECORDS))),)))
        for number, graph in enumerate(HIDING, 1):
            secret = (
                Triple(Iri(DRAFT), Iri(SITE + "def/title"), text(SECRET, "en")),
                Triple(Iri(SITE + "submission/1"), Iri(SITE + "def/report"), Literal(SECRET)),
            )
            store.write(Change(number, f"{SECRET} in {graph}", NOON, (GraphChange(graph, insert=secret),)))
    registry = Registry.open(config)
    yield TestClient(create_app(registry), raise_server_exceptions=False, follow_redirects=False)
    registry.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Listener(listening)


def test_the_hidden_graphs_of_the_registry_are_among_those_tried() -> None:
    assert set(HIDDEN) <= {HISTORY, *HIDING}


@pytest.mark.parametrize("graph", [HISTORY, *HIDING])
def test_no_address_opens_a_hidden_graph(client: TestClient, graph: str) -> None:
    name = graph.removeprefix(GRAPHS)
    tried = [
        f"/graph/{name}",
        f"/graph/{name}.ttl",
        f"/graphs?graph={graph}",
        f"/graphs?graph={graph}%23",
        f"/dumps/{name}",
    ]
    tried += [f"/graph/published/../{name}", f"/graph/published%2F..%2F{name}", f"/dumps/{name}.nq.gz"]
    for path in tried:
        for accept in ("text/turtle", "application/trig", "text/html", "*/*"):
            answer = client.get(path, headers={"accept": accept})
            assert answer.status_code in (400, 404), path
            assert "nobody may read" not in answer.text
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(CONTAINS(STR(?o), 'draft')) }"
    for parameter in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
        answer = client.get("/sparql", params={"query": query, parameter: graph})
        assert "nobody may read" not in answer.text
    assert (
        "nobody may read" not in client.get("/sparql", params={"query": f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}"}).text
    )


@pytest.mark.parametrize(
    "path",
    [
        *("/dumps/all.nq", "/dumps/all.trig", "/dumps/all.jsonld", "/dumps/all.csv.zip", "/dumps/se.nq", "/dumps"),
        *("/graphs?default&format=nq", "/graph/published?format=trig", "/graph/vocabulary"),
        *("/catalogue.ttl", "/catalogue.html", "/.well-known/void.ttl", "/sitemap.xml", "/sitemap/mission-1.xml"),
        *("/id/mission.ttl", "/id/mission.html", "/id/mission.csv", "/id/mission/school-food.html"),
        *("/sparql", "/openapi.json", "/ready", "/robots.txt", "/timemap/id/mission/school-food"),
    ],
)
def test_what_is_told_of_all_holds_nothing_hidden(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 404)
    for word in ("nobody may read", "secret-plan", "submission/1", "urn:uuid"):
        assert word.encode() not in answer.content, word


@pytest.mark.parametrize("ending", ["", ".html", ".ttl", ".jsonld", ".rdf", "?asOf=1", "?asOf=3", "?asOf=2030-01-01"])
def test_a_draft_is_as_if_it_were_not_there(client: TestClient, ending: str) -> None:
    draft = client.get("/id/mission/secret-plan" + ending)
    nothing = client.get("/id/mission/secret-plum" + ending)
    assert (draft.status_code, draft.text) == (404, nothing.text.replace("secret-plum", "secret-plan"))
    for path in ("/submission/1", "/timemap/id/mission/secret-plan", "/person/1"):
        assert client.get(path).status_code == 404


def test_revisions_that_wrote_secrets_are_told_to_nobody(client: TestClient) -> None:
    answers = [client.get(f"/revision/{number}{ending}") for number in range(12) for ending in ("", ".html", ".trig")]
    assert {answer.status_code for answer in answers} == {200, 404}
    assert all("nobody may read" not in answer.text and "urn:uuid" not in answer.text for answer in answers)
    assert sum(answer.status_code == 200 for answer in answers) == 3  # the one that published two records


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/ld+json", '{"@context": "LISTENER", "@id": "urn:x", "title": "x"}'),
        ("application/ld+json", '{"@context": {"@import": "LISTENER"}, "@id": "urn:x"}'),
        ("application/ld+json", '[{"@context": ["https://w3id.org/mission-registry/context.jsonld", "LISTENER"]}]'),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "LISTENER">]><r>&x;</r>'),
        ("application/rdf+xml", '<!DOCTYPE r SYSTEM "LISTENER"><r/>'),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY % x SYSTEM "LISTENER"> %x;]><r/>'),
        ("text/turtle", f"<{MISSION}> <http://www.w3.org/2002/07/owl#imports> <LISTENER> ; a <LISTENER#Mission> ."),
        (
            "text/turtle",
            f"@base <LISTENER> . <{PLACE}> a <{SITE}def/Place> ; <{SITE}def/title> 'x'@en ; <{SITE}def/within> <x> .",
        ),
    ],
)
def test_no_input_makes_the_server_open_an_address(
    client: TestClient, listener: Listener, media_type: str, body: str
) -> None:
    sent = body.replace("LISTENER", listener.address)
    answer = client.post("/validate", content=sent.encode(), headers={"content-type": media_type})
    assert answer.status_code in (200, 400)
    assert not listener.was_reached()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <LISTENER> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <LISTENER> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <LISTENER> } SERVICE ?e { ?s ?p ?o } }",
        "SELECT * FROM <LISTENER> { ?s ?p ?o }",
        "SELECT * FROM NAMED <LISTENER> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <LISTENER> { ?s ?p ?o } }",
        "DESCRIBE <LISTENER>",
        "LOAD <LISTENER>",
        "LOAD <LISTENER> INTO GRAPH <urn:x>",
        "BASE <LISTENER> SELECT * { <x> ?p ?o }",
    ],
)
def test_no_query_makes_the_server_open_an_address(client: TestClient, listener: Listener, query: str) -> None:
    sent = query.replace("LISTENER", listener.address)
    answers = [client.get("/sparql", params={"query": sent}), client.post("/sparql", data={"query": sent})]
    answers.append(client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": listener.address}))
    answers.append(client.get("/graphs", params={"graph": listener.address}))
    assert {answer.status_code for answer in answers} <= {200, 400, 404}
    assert not listener.was_reached()


PIECES = st.sampled_from(
    [
        *(
            "text/turtle",
            "text/html",
            "application/ld+json",
            "*/*",
            "text/csv",
            "a/b",
            "application/rdf+xml",
            "image/png",
        ),
        *(
            ";q=0.5",
            ";q=",
            ";q=2",
            ",",
            ";",
            '"',
            "\\",
            "=",
            " ",
            "\t",
            "<",
            ">",
            "/",
            "*",
            "W/",
            '"2-x"',
            "bytes=",
            "0-",
        ),
        *("bytes=0-9", "bytes=-1", "bytes=9-0", "-", "é", "ÿ", "\x7f", "1", "99999999999999999999"),
        *("Sun, 22 Nov 2026 02:16:11 GMT", "Sun, 31 Dec 9999 23:59:59 +0000", "Mon, 01 Jan 0001 00:00:00 +2300"),
        *(
            f"<{SITE}profile/core>",
            SUBMISSIONS,
            "LISTENER",
            "localhost",
            "[::1]:80",
            "evil.example",
            ":",
            "%00",
            "gzip",
        ),
    ]
)
NAMES = st.sampled_from(
    [
        *("accept", "accept-profile", "accept-datetime", "accept-encoding", "accept-language", "if-none-match"),
        *("if-modified-since", "if-match", "if-range", "range", "host", "origin", "forwarded", "x-forwarded-host"),
        *("x-original-url", "x-http-method-override", "authorization", "content-type", "prefer", "te", "expect"),
    ]
)
HEADERS = st.dictionaries(NAMES, st.lists(PIECES, max_size=5).map("".join), max_size=4)
PATHS = st.sampled_from(
    [
        *(
            "/id/mission/school-food",
            "/id/mission/school-food.html",
            "/id/mission/secret-plan",
            "/id/place/",
            "/def/Mission",
        ),
        *(
            "/code/helix-role",
            "/revision/1",
            "/revision/3",
            "/timemap/id/mission/school-food",
            "/catalogue",
            "/robots.txt",
        ),
        *("/dumps/se.nq.gz", "/dumps/se.nq", "/graph/published", "/graph/submissions", "/sparql", "/.well-known/void"),
    ]
)
PARAMETERS = st.dictionaries(
    st.sampled_from(["asOf", "_profile", "first", "after", "format", "graph", "default", "query"]),
    st.lists(PIECES, max_size=3).map("".join),
    max_size=2,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATHS, HEADERS, PARAMETERS, st.sampled_from(["GET", "HEAD", "OPTIONS"]))
def test_no_headers_break_the_server_open_what_is_hidden_or_reach_anybody(
    client: TestClient, listener: Listener, path: str, headers: dict[str, str], parameters: dict[str, str], method: str
) -> None:
    sent = {name: value.replace("LISTENER", listener.address).encode("latin-1") for name, value in headers.items()}
    answer = client.request(method, path, headers=sent, params=parameters)
    assert answer.status_code < 500
    assert answer.status_code in (200, 204, 206, 302, 304, 400, 401, 404, 405, 406, 416)
    assert b"nobody may read" not in answer.content
    assert not any("evil" in value and "<" in value for name, value in answer.headers.items() if name != "link")
    assert not listener.was_reached()
