"""From HTTP to worker processes over a store with drafts in it: nothing of them comes out by any query."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.namespaces import HISTORY, SUBMISSIONS
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.graphql.workers import Workers
from registry.rest.problems import install_problems
from registry.rest.sparql.face import SparqlFace, sparql_router
from registry.rest.sparql.graphs import GraphFace, graph_router
from registry.rest.sparql.page import SparqlPages
from registry.store.oxigraph import EmbeddedStore
from registry.store.sparql.answering import open_answers, snapshot_source
from registry.store.sparql.graphs import SnapshotGraphs
from registry.store.sparql.question import Limits
from tests.asking import Client
from tests.contract.conftest import Listener
from tests.unit.store.sparql.conftest import HEAVY, SECRET
from tests.unit.store.sparql.conftest import store_folder as made_store
from tests.unit.store.sparql.test_guard import HIDING, PIECES, SKELETONS

store_folder = made_store
LIMITS = Limits(seconds=2)


@pytest.fixture(scope="module")
def client(store_folder: Path) -> Iterator[Client]:
    app = FastAPI(docs_url=None, redoc_url=None)
    with EmbeddedStore(store_folder / "store", read_only=True) as store:
        source = snapshot_source(store, store_folder)
        with closing(Workers(2)) as workers, closing(open_answers(store, source, LIMITS, 2)) as answers:
            install_problems(app)
            pages = SparqlPages(Addresses())
            app.include_router(sparql_router(SparqlFace(answers, Bodies(100_000, 5), workers, pages, LIMITS)))
            app.include_router(graph_router(GraphFace(SnapshotGraphs(source))))
            yield Client(app)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Listener(listening)


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS])
@pytest.mark.parametrize("text", HIDING)
@pytest.mark.parametrize("accept", ["application/json", "text/html", "text/csv, application/n-triples"])
def test_nothing_of_a_hidden_graph_comes_out_in_any_form(client: Client, graph: str, text: str, accept: str) -> None:
    answer = client.get("/sparql", params={"query": text.format(graph=graph)}, headers={"accept": accept})
    assert answer.status_code == 200
    assert "nobody may read" not in answer.text
    assert "mission-registry/revision" not in answer.text.replace("def/revision", "")


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS])
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri", "using-graph-uri"])
def test_a_request_opens_no_hidden_graph(client: Client, graph: str, name: str) -> None:
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(CONTAINS(STR(?o), 'draft')) }"
    as_query = {"content-type": "application/sparql-query"}
    for answer in (
        client.get("/sparql", params={"query": query, name: graph}),
        client.post("/sparql", data={"query": query, name: graph}),
        client.post("/sparql", params={name: graph}, content=query, headers=as_query),
    ):
        assert answer.status_code in (200, 400)
        assert "nobody may read" not in answer.text


@pytest.mark.parametrize("path", ["/graphs?default", "/graph/published", "/graph/vocabulary"])
@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_whole_graphs_hold_no_draft(client: Client, path: str, name: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}format={name}")
    assert answer.status_code == 200
    assert len(answer.content) > 50
    assert SECRET not in answer.text
    assert "history" not in answer.text


def test_a_query_that_is_stopped_says_so_while_others_are_answered(client: Client) -> None:
    client.get("/sparql", params={"query": "ASK {}"})
    with ThreadPoolExecutor(1) as thread:
        heavy = thread.submit(client.get, "/sparql", params={"query": HEAVY})
        answered = [client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(5)]
        described = client.get("/sparql").status_code
        was_running = not heavy.done()
        stopped = heavy.result()
    assert (answered, described, was_running) == ([200] * 5, 200, True)
    assert (stopped.status_code, stopped.json()["type"].rpartition("/")[2]) == (503, "query-too-slow")
    assert stopped.json()["detail"] == "The query took longer than 2 seconds, which is the limit."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    skeleton=SKELETONS, first=st.lists(PIECES, max_size=6), second=st.lists(PIECES, max_size=6), way=st.integers(0, 2)
)
def test_made_up_text_gets_an_answer_that_holds_no_draft_and_reaches_nobody(
    client: Client, listener: Listener, skeleton: str, first: list[str], second: list[str], way: int
) -> None:
    text = skeleton.format(" ".join(first), " ".join(second)).replace("LISTENER", listener.address)
    sent = text.encode("utf-8", "replace")
    match way:
        case 0:
            answer = client.get("/sparql", params={"query": sent.decode()})
        case 1:
            answer = client.post("/sparql", data={"query": sent.decode()})
        case _:
            answer = client.post("/sparql", content=sent, headers={"content-type": "application/sparql-query"})
    assert answer.status_code in (200, 400)
    assert "nobody may read" not in answer.text
    assert not listener.was_reached()
