"""The W3C's SHACL test suite, run through the judge that judges records.

`cases` reads the manifests below a folder, `outcome` runs one. Nothing of the suite is in the project: it is found
through the variable MISSION_REGISTRY_SUITES, as `<that folder>/w3c-shacl`.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from rdflib import RDF
from rdflib.namespace import SH
from rdflib.term import Node

from registry.errors import ModelError
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.validation.judge import Judge
from registry.validation.rdflib_terms import triples_to_rdflib

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
ResultKey = tuple[str, ...]


def suite_folder() -> Path | None:
    """The suite's folder with the first manifest, None where there is none."""
    root = os.environ.get("MISSION_REGISTRY_SUITES")
    if not root:
        return None
    manifests = sorted(Path(root, "w3c-shacl").rglob("manifest.ttl"), key=lambda path: len(path.parts))
    return manifests[0].parent if manifests else None


@dataclass(frozen=True)
class Case:
    """One test: judge `data` by `shapes`; `expected` is None where the shapes must be refused."""

    name: str
    """The file's path in the suite, without its ending."""
    label: str
    data: Path
    shapes: Path
    expected: Counter[ResultKey] | None

    @property
    def group(self) -> str:
        """The folder that the test stands in, e.g. `core/node`."""
        return self.name.rpartition("/")[0]


def cases(folder: Path) -> Iterator[Case]:
    """Every approved test of the suite, in order of its file."""
    for path in sorted(folder.rglob("*.ttl")):
        graph = graph_of(path)
        for test in sorted(graph.subjects(RDF.type, SHT.Validate)):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            yield Case(
                name=path.relative_to(folder).with_suffix("").as_posix(),
                label=str(graph.value(test, rdflib.RDFS.label)),
                data=_file(graph.value(action, SHT.dataGraph)),
                shapes=_file(graph.value(action, SHT.shapesGraph)),
                expected=None if result == SHT.Failure or result is None else _expected(graph, result),
            )


def outcome(case: Case) -> str:
    """Empty when the judge says what the test expects, else what it says instead."""
    try:
        found = Counter(_found(case))
    except ModelError as error:
        return "" if case.expected is None else f"refuses the shapes: {error}"
    if case.expected is None:
        return "does not refuse the shapes"
    missing, extra = case.expected - found, found - case.expected
    said = [f"misses {' '.join(key)}" for key in missing] + [f"adds {' '.join(key)}" for key in extra]
    return "; ".join(sorted(said))


def _found(case: Case) -> Iterator[ResultKey]:
    data, shapes = graph_of(case.data), graph_of(case.shapes)
    for result in Judge(triples_of(case.shapes)).results(triples_of(case.data)):
        yield (
            _described(data, result.focus),
            _path(shapes, result.path),
            _described(data, result.value),
            _described(shapes, result.severity),
            result.component,
            _described(shapes, result.shape),
        )


def _expected(graph: rdflib.Graph, report: Node) -> Counter[ResultKey]:
    keys: Counter[ResultKey] = Counter()
    for result in graph.objects(report, SH.result):
        component = graph.value(result, SH.sourceConstraintComponent)
        keys[
            _described(graph, graph.value(result, SH.focusNode)),
            _path(graph, graph.value(result, SH.resultPath)),
            _described(graph, graph.value(result, SH.value)),
            _described(graph, graph.value(result, SH.resultSeverity)),
            str(component).removeprefix(str(SH)),
            _described(graph, graph.value(result, SH.sourceShape)),
        ] += 1
    return keys


def _described(graph: rdflib.Graph, node: Node | None, depth: int = 6) -> str:
    """The node by its name, or by what is said about it when it has none."""
    if not isinstance(node, rdflib.BNode):
        return "-" if node is None else node.n3()
    if depth == 0:
        return "[...]"
    said = sorted(f"{p.n3()} {_described(graph, o, depth - 1)}" for p, o in graph.predicate_objects(node))
    return f"[{' ; '.join(said)}]"


def _path(graph: rdflib.Graph, node: Node | None) -> str:
    """The path as written; a list is the sequence of its members whatever else is said about it."""
    if isinstance(node, rdflib.BNode) and (node, RDF.first, None) in graph:
        return f"( {' '.join(_path(graph, step) for step in graph.items(node))} )"
    return _described(graph, node)


def _file(iri: Node | None) -> Path:
    return Path(str(iri).removeprefix("file://"))


@cache
def triples_of(path: Path) -> tuple[Triple, ...]:
    """The file's statements; read once, so that blank nodes keep their names."""
    base = f"@base <{path.resolve().as_uri()}> .\n".encode()
    return tuple(quad.triple for quad in parse(base + path.read_bytes(), name=path.name))


@cache
def graph_of(path: Path) -> rdflib.Graph:
    """The file's statements for looking things up."""
    graph = rdflib.Graph()
    for triple in triples_to_rdflib(triples_of(path)):
        graph.add(triple)
    return graph
