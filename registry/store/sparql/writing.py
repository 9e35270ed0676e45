"""Statements written as they come, in any RDF format, with the writers of Oxigraph."""

import re
from collections.abc import Iterable
from typing import BinaryIO, Final

import pyoxigraph as ox

from registry.namespaces import PREFIXES
from registry.rdf.parsing import FORMATS, term_to_oxigraph
from registry.rdf.terms import Triple

_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACEMENT: Final = "\ufffd".encode()
_PREFIXED: Final = ("turtle", "trig")


class WellFormed:
    """Hands XML on to a file, with a replacement character for what XML cannot say at all, not even escaped.

    Such texts are not taken, but may have been before.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = b""

    def write(self, data: bytes) -> int:
        """Writes all of `data`, but for the begin of a character whose end has not come yet."""
        whole = self._held + bytes(data)
        begun = next((begin for begin in (b"\xef\xbf", b"\xef") if whole.endswith(begin)), b"")
        self._held = begun
        self._file.write(_NOT_IN_XML.sub(_REPLACEMENT, whole[: len(whole) - len(begun)]))
        return len(data)

    def flush(self) -> None:
        """Does nothing: what is held back is no character yet."""


def write_graph(triples: Iterable[ox.Triple], rdf_format: str, file: BinaryIO) -> None:
    """Writes statements as they come; prefixes where people read the format."""
    if rdf_format == "rdf-xml":
        file = WellFormed(file)  # type: ignore[assignment]  # the writer needs `write` alone
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
