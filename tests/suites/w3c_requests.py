"""The requests of the W3C's SPARQL 1.1 Protocol and Graph Store tests, as their manifests write them down.

Nothing of the suite is in the project: it is found through the variable MISSION_REGISTRY_SUITES, as
`<that folder>/w3c-sparql`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF
from rdflib.namespace import RDFS
from rdflib.term import Node

from tests.suites.w3c_shacl import MF

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HTS = "http://www.w3.org/2011/http-statusCodes#"
STATUSES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}


@dataclass(frozen=True)
class Expected:
    """What the answer must be; None where the test does not say."""

    statuses: frozenset[int]
    boolean: bool | None
    format: str | None
    body: str | None
    location: str | None


@dataclass(frozen=True)
class Request:
    """One request of a test."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    expected: Expected


@dataclass(frozen=True)
class Case:
    """One test: requests in their order, and the graphs that must be there before."""

    name: str
    """The manifest's folder and the test's own name."""
    label: str
    requests: tuple[Request, ...]
    graphs: dict[str, Path]


def suite_folder() -> Path | None:
    """The folder with the manifests' folders, None where there is none."""
    root = os.environ.get("MISSION_REGISTRY_SUITES")
    found = sorted(Path(root, "w3c-sparql").rglob("protocol/manifest.ttl")) if root else []
    return found[0].parents[1] if found else None


def cases(folder: Path, *names: str) -> Iterator[Case]:
    """The tests of manifests that hold requests, in their order."""
    for name in names:
        path = folder / name
        graph = rdflib.Graph().parse(path, publicID=path.resolve().as_uri())
        (entries,) = graph.objects(None, MF.entries)
        for test in graph.items(entries):
            action = graph.value(test, MF.action)
            yield Case(
                name=f"{path.parent.name}/{str(test).rpartition('#')[2]}",
                label=str(graph.value(test, MF.name)),
                requests=tuple(_request(graph, each) for each in graph.items(graph.value(action, HT.requests))),
                graphs=dict(_graph_data(graph, test)),
            )


def names(folder: Path, name: str) -> list[str]:
    """The names of a manifest's tests that hold no requests."""
    path = folder / name
    graph = rdflib.Graph().parse(path, publicID=path.resolve().as_uri())
    (entries,) = graph.objects(None, MF.entries)
    return [f"{path.parent.name}/{str(test).rpartition('#')[2]}" for test in graph.items(entries)]


def _graph_data(graph: rdflib.Graph, test: Node) -> Iterator[tuple[str, Path]]:
    for data in graph.objects(test, UT.graphData):
        yield str(graph.value(data, RDFS.label)), Path(str(graph.value(data, UT.graph)).removeprefix("file://"))


def _request(graph: rdflib.Graph, node: Node) -> Request:
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=_headers(graph, node),
        body=_body(graph, node),
        expected=_expected(graph, graph.value(node, HT.resp)),
    )


def _headers(graph: rdflib.Graph, node: Node) -> dict[str, str]:
    return {
        str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
        for header in graph.items(graph.value(node, HT.headers) or RDF.nil)
    }


def _body(graph: rdflib.Graph, node: Node) -> bytes:
    body = graph.value(node, HT.body)
    encoding = graph.value(body, CNT.characterEncoding)
    return str(graph.value(body, CNT.chars)).encode(str(encoding)) if body else b""


def _expected(graph: rdflib.Graph, response: Node | None) -> Expected:
    said = {str(each).removeprefix(HTS) for each in graph.objects(response, MF.expectedStatus)}
    boolean, form = graph.value(response, MF.expectedBoolean), graph.value(response, MF.expectedFormat)
    location, body = graph.value(response, MF.expectedLocation), _body(graph, response) if response else b""
    return Expected(
        statuses=frozenset(status for each in said for status in _statuses(each)),
        boolean=None if boolean is None else boolean.toPython(),  # type: ignore[attr-defined]
        format=None if form is None else str(form),
        body=body.decode() or None,
        location=None if location is None else str(location),
    )


def _statuses(name: str) -> set[int]:
    if name.startswith("StatusCode"):  # such as StatusCode2xx
        first = int(name.removeprefix("StatusCode")[0]) * 100
        return set(range(first, first + 100))
    return STATUSES[name]
