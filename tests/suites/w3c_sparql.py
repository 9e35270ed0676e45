"""The W3C's tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description, run over HTTP.

The server is ours over a store of its own. The graphs that a test names are the public ones of that server. Where a
test of the Graph Store writes, the server must refuse it with 405; the runner then writes straight into the store, so
that the reads that follow can be judged.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import rdflib
from fastapi import FastAPI
from rdflib import RDF
from rdflib.compare import isomorphic

from registry.namespaces import GRAPHS, PUBLISHED
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.graphql.workers import Workers
from registry.rest.problems import install_problems
from registry.rest.sparql.face import SparqlFace, sparql_router
from registry.rest.sparql.graphs import GraphFace, graph_router
from registry.rest.sparql.page import SparqlPages
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange
from registry.store.sparql.answering import open_answers, snapshot_source
from registry.store.sparql.graphs import SnapshotGraphs
from registry.store.sparql.question import Limits
from tests.asking import Client
from tests.contract.changes import NOON
from tests.suites.w3c_requests import Case, Expected, Request, cases, names

PROTOCOL = ("protocol/manifest.ttl",)
GRAPH_STORE = ("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")
DESCRIPTION = "service-description/manifest.ttl"
NEW_GRAPH = GRAPHS + "new"
ROWS = ("application/sparql-results+json", "application/sparql-results+xml")
RDF_TYPES = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}
FORMATS = {"boolean": ROWS, "tabular": (*ROWS, "text/csv", "text/tab-separated-values"), "RDF": tuple(RDF_TYPES)}
ALWAYS_THERE = ("http://kasei.us/2009/09/sparql/data/data0.rdf",)
"""A graph that many tests name and that has nothing in it."""

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SD_PROPERTIES = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
"""Properties of the vocabulary with their domain, and their range where that is one of its classes (section 3)."""


class World:
    """A server over a store, with the graphs that are public in it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.public: list[str] = []
        self._store = stack.enter_context(EmbeddedStore(folder / "store"))
        self._source = snapshot_source(self._store, folder)
        self._workers = Workers(1)
        self._answers = open_answers(self._store, self._source, Limits(), 1)
        stack.callback(self._answers.close)
        stack.callback(self._workers.close)
        self._head = 0

    def put(self, graph: str, triples: list[Triple], *, clear: bool = True) -> None:
        """What a write would do to the store."""
        change = GraphChange(graph, insert=tuple(triples), clear=clear)
        self._store.write(Change(based_on=self._head, message="a test", time=NOON, graphs=(change,)))
        self._head += 1
        if graph not in self.public:
            self.public.append(graph)

    def delete(self, graph: str) -> None:
        """What a DELETE would do to the store."""
        if graph in self.public:
            self.put(graph, [])
            self.public.remove(graph)

    def send(self, method: str, path: str, request: Request) -> Any:
        """The server's answer."""
        app = FastAPI(docs_url=None, redoc_url=None)
        install_problems(app)
        public, bodies = tuple(self.public), Bodies(1_000_000, 10)
        pages = SparqlPages(Addresses())
        app.include_router(sparql_router(SparqlFace(self._answers, bodies, self._workers, pages, Limits(), public)))
        app.include_router(graph_router(GraphFace(SnapshotGraphs(self._source), public)))
        return Client(app).request(method, path, content=request.body, headers=request.headers)


@contextmanager
def world() -> Iterator[World]:
    """A server with an empty store."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        yield World(Path(folder), stack)


def protocol_outcome(case: Case) -> str:
    """Empty when the server does what a test of the protocol expects, else what it does instead."""
    with world() as server:
        for graph in (*ALWAYS_THERE, *case.graphs):
            server.put(graph, triples_of(case.graphs[graph].read_bytes(), "n-triples") if graph in case.graphs else [])
        for request in case.requests:
            path = request.path.replace("/sparql/", "/sparql", 1)
            if said := difference(request.expected, server.send(request.method, path, request)):
                return said
    return ""


def graph_store_outcome(case: Case) -> str:
    """Empty when the server reads as a test of the Graph Store expects and writes nothing, else what it does."""
    location = ""
    with world() as server:
        for request in case.requests:
            path = request.path.replace("$LOCATION$", quote(location, safe=""))
            path = re.sub("^/gsp/", "/graph/", re.sub("^/gsp(?!/)", "/graphs", path))
            answer = server.send(request.method, path, request)
            if request.method in ("GET", "HEAD"):
                if said := difference(request.expected, answer):
                    return said
            elif answer.status_code != 405:
                return f"{request.method} gets {answer.status_code}"
            else:
                location = write(server, request, path) or location
    return ""


def write(server: World, request: Request, path: str) -> str:
    """Does to the store what the request asks; gives the name of the graph where that is new."""
    address = urlsplit(path)
    named = parse_qs(address.query, keep_blank_values=True)
    if "graph" in named:
        graph = named["graph"][0]
    elif address.path.startswith("/graph/"):
        graph = GRAPHS + address.path.removeprefix("/graph/")
    else:
        graph = PUBLISHED if "default" in named else NEW_GRAPH
    if request.method == "DELETE":
        server.delete(graph)
    else:
        content_type = request.headers["content-type"].encode()
        message = message_from_bytes(b"Content-Type: " + content_type + b"\r\n\r\n" + request.body)
        parts = message.get_payload() if message.is_multipart() else [message]
        triples = [triple for part in parts for triple in triples_of(part.get_payload(decode=True), "turtle")]
        server.put(graph, triples, clear=request.method == "PUT")
    return graph if request.expected.location else ""


def difference(expected: Expected, answer: Any) -> str:
    """Empty when the answer is what is expected, else how it differs."""
    content_type = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code not in expected.statuses:
        return f"gets {answer.status_code}"
    if expected.format and content_type not in FORMATS[expected.format]:
        return f"gets {content_type}"
    if expected.boolean is not None and answer.json()["boolean"] is not expected.boolean:
        return f"gets {answer.json()['boolean']}"
    if expected.body is not None:
        wanted = rdflib.Graph().parse(data=expected.body, format="turtle")
        if not isomorphic(wanted, rdflib.Graph().parse(data=answer.text, format=RDF_TYPES[content_type])):
            return "gets another graph"
    return ""


def description_outcome(name: str) -> str:
    """Empty when the service description does what the test of that name asks, else what is wrong with it."""
    with world() as server:
        server.put(PUBLISHED, [])
        nothing = Request("GET", "/sparql", {}, b"", Expected(frozenset({200}), None, "RDF", None, None))
        answer = server.send("GET", "/sparql", nothing)
    if said := difference(nothing.expected, answer):
        return said
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    match name.rpartition("/")[2]:
        case "returns-rdf":
            return "" if len(graph) else "says nothing"
        case "has-endpoint-triple":
            endpoints = {str(each) for each in graph.objects(None, SD.endpoint)}
            return "" if endpoints == {"http://registry.test/sparql"} else f"names {sorted(endpoints)}"
        case "conforms-to-schema":
            return "; ".join(breaches(graph))
    return "there is no such test in the runner"


def breaches(graph: rdflib.Graph) -> Iterator[str]:
    """Where the description is not of the vocabulary, or breaks its domains and ranges."""
    if len(set(graph.subjects(RDF.type, SD.Service))) != 1:
        yield "there is not one service"
    for subject, prop, value in graph:
        if prop == RDF.type:
            continue
        if prop not in SD_PROPERTIES:
            yield f"{prop} is no known property"
            continue
        domain, wanted = SD_PROPERTIES[prop]
        if (subject, RDF.type, domain) not in graph:
            yield f"{prop} is said of something else than {domain}"
        if wanted is not None and (value, RDF.type, wanted) not in graph:
            yield f"{prop} leads to something else than {wanted}"


def triples_of(data: bytes, rdf_format: str) -> list[Triple]:
    """The statements of a text."""
    return [quad.triple for quad in parse(data, rdf_format)]


def outcomes(folder: Path) -> dict[str, str]:
    """What became of every test, by its name; empty for one that passes."""
    found = {case.name: protocol_outcome(case) for case in cases(folder, *PROTOCOL)}
    found |= {case.name: graph_store_outcome(case) for case in cases(folder, *GRAPH_STORE)}
    return found | {name: description_outcome(name) for name in names(folder, DESCRIPTION)}
