"""Statements written as they come, in any RDF format, with the writers of Oxigraph."""

from collections.abc import Iterable
from typing import BinaryIO, Final

import pyoxigraph as ox

from registry.namespaces import PREFIXES
from registry.rdf.parsing import FORMATS, term_to_oxigraph
from registry.rdf.terms import Triple

_PREFIXED: Final = ("turtle", "trig")


def write_graph(triples: Iterable[ox.Triple], rdf_format: str, file: BinaryIO) -> None:
    """Writes statements as they come; prefixes where people read the format."""
    prefixes = PREFIXES if rdf_format in _PREFIXED else None
    ox.serialize(triples, file, FORMATS[rdf_format], prefixes=prefixes)


def written_triples(triples: Iterable[Triple], rdf_format: str, file: BinaryIO) -> None:
    """As `write_graph`, for statements that are our own data."""
    write_graph(
        (
            ox.Triple(term_to_oxigraph(t.subject), term_to_oxigraph(t.predicate), term_to_oxigraph(t.object))  # type: ignore[arg-type]
            for t in triples
        ),
        rdf_format,
        file,
    )


def graph_triples(path: str, graphs: Iterable[str]) -> Iterable[ox.Triple]:
    """The statements of graphs of the dataset at `path`, one graph after the other."""
    dataset = ox.Store.read_only(path)
    for graph in graphs:
        for quad in dataset.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield quad.triple
