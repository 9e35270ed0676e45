"""What the endpoint says about itself: SPARQL 1.1 Service Description."""

from collections.abc import Iterator, Sequence
from typing import Final

from registry.namespaces import RDF_TYPE
from registry.rdf.terms import BlankNode, Iri, Subject, Term, Triple

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_WRITTEN: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)


def describe_service(endpoint: str, graphs: Sequence[str]) -> list[Triple]:
    """The description of the endpoint at this address, whose dataset has these graphs and merges them by default."""
    return list(_service(endpoint, graphs))


def _service(endpoint: str, graphs: Sequence[str]) -> Iterator[Triple]:
    service, dataset, merged = BlankNode("service"), BlankNode("dataset"), BlankNode("merged")
    yield from _node(service, "Service")
    yield _said(service, "endpoint", Iri(endpoint))
    yield _said(service, "supportedLanguage", Iri(SD + "SPARQL11Query"))
    yield _said(service, "feature", Iri(SD + "UnionDefaultGraph"))
    for name in _WRITTEN:
        yield _said(service, "resultFormat", Iri(_FORMATS + name))
    yield _said(service, "defaultDataset", dataset)
    yield from _node(dataset, "Dataset")
    yield _said(dataset, "defaultGraph", merged)
    yield from _node(merged, "Graph")
    for number, name in enumerate(graphs, 1):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield _said(dataset, "namedGraph", named)
        yield from _node(named, "NamedGraph")
        yield _said(named, "name", Iri(name))
        yield _said(named, "graph", graph)
        yield from _node(graph, "Graph")


def _node(node: Subject, kind: str) -> Iterator[Triple]:
    yield Triple(node, Iri(RDF_TYPE), Iri(SD + kind))


def _said(node: Subject, name: str, value: Term) -> Triple:
    return Triple(node, Iri(SD + name), value)
