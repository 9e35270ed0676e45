"""RDF text to statements, with the parsers of Oxigraph: fast, strict, and unable to open any address.

The only module beside the embedded store that imports pyoxigraph. JSON-LD may use contexts that the caller hands in;
every other context address is refused.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Final

import pyoxigraph as ox

from registry.errors import MalformedInput, NotText, RemoteContext, UnknownFormat
from registry.rdf.terms import BlankNode, Iri, Literal, Quad, Subject, Term, Triple

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "n-triples": ox.RdfFormat.N_TRIPLES,
    "n-quads": ox.RdfFormat.N_QUADS,
    "json-ld": ox.RdfFormat.JSON_LD,
    "rdf-xml": ox.RdfFormat.RDF_XML,
}
ENDINGS: Final[Mapping[str, str]] = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "n-triples",
    ".nq": "n-quads",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "rdf-xml",
    ".xml": "rdf-xml",
}
STREAMED: Final = frozenset({"turtle", "trig", "n-triples", "n-quads"})
"""Formats that make sense statement by statement."""
_POSITION_PREFIX: Final = re.compile(r"^Parser error (?:at|between) .*?: ")
_POSITION_SUFFIX: Final = re.compile(r" \(line \d+\)$")


def format_of(name: str) -> str:
    """The format that a file name's ending stands for; raises `UnknownFormat`."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnknownFormat(ending or name, sorted(ENDINGS))
    return ENDINGS[ending]


def parse(
    data: bytes,
    rdf_format: str = "turtle",
    *,
    contexts: Mapping[str, object] | None = None,
    only: Collection[str] | None = None,
    name: str = "The input",
) -> Iterator[Quad]:
    """The statements of `data`, in the order they stand there; blank nodes keep their labels.

    `contexts` gives the JSON-LD contexts that may be named by address; `only` the properties of interest, where not
    all are, which is much faster. Raises `UnknownFormat`, `NotText`,
    `RemoteContext` and `MalformedInput`, the last two possibly after some statements were given.
    """
    if rdf_format not in FORMATS:
        raise UnknownFormat(rdf_format, sorted(FORMATS))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(name) from error
    if b"\x00" in data:
        raise NotText(name)
    if rdf_format == "json-ld":
        data = _with_local_contexts(data, contexts or {})
    if rdf_format == "rdf-xml" and b"<!ENTITY" in data:
        # Entities made of entities grow a few bytes to gigabytes while they are read.
        raise MalformedInput("entity declarations (<!ENTITY ...>) are not taken; write the addresses in full")
    return _statements(data.removeprefix(b"\xef\xbb\xbf"), FORMATS[rdf_format], only)


def parse_file(path: Path, rdf_format: str, name: str) -> Iterator[Quad]:
    """The statements of a file in Turtle, TriG, N-Triples or N-Quads, read as they are asked for, however many.

    Raises `UnknownFormat` for any other format, and `NotText` and `MalformedInput` possibly after some statements.
    """
    if rdf_format not in STREAMED:
        raise UnknownFormat(rdf_format, sorted(STREAMED))
    try:
        with path.open("rb") as file:
            if file.read(3) != b"\xef\xbb\xbf":
                file.seek(0)
            for quad in ox.parse(file, format=FORMATS[rdf_format]):
                yield quad_from_oxigraph(quad)
    except SyntaxError as error:
        raise _malformed(error) from error
    except UnicodeDecodeError as error:
        raise NotText(name) from error


def _malformed(error: SyntaxError, *, placed: bool = True) -> MalformedInput:
    detail = _POSITION_SUFFIX.sub("", _POSITION_PREFIX.sub("", str(error)))
    return MalformedInput(detail, error.lineno, error.offset) if placed else MalformedInput(detail)


def _statements(data: bytes, rdf_format: ox.RdfFormat, only: Collection[str] | None) -> Iterator[Quad]:
    try:
        for quad in ox.parse(data, format=rdf_format):
            if only is None or quad.predicate.value in only:
                yield quad_from_oxigraph(quad)
    except SyntaxError as error:
        # Contexts were put into JSON-LD, so that the place is none of what was sent.
        raise _malformed(error, placed=rdf_format != ox.RdfFormat.JSON_LD) from error


def _with_local_contexts(data: bytes, contexts: Mapping[str, object]) -> bytes:
    try:
        document = json.loads(data)
        return json.dumps(_localised(document, contexts)).encode()
    except json.JSONDecodeError as error:
        raise MalformedInput(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise MalformedInput("objects are nested too deeply") from error


def _localised(node: Any, contexts: Mapping[str, object]) -> Any:
    if isinstance(node, list):
        return [_localised(item, contexts) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _local_context(value, contexts) if key in ("@context", "@import") else _localised(value, contexts)
        for key, value in node.items()
    }


def _local_context(value: Any, contexts: Mapping[str, object]) -> Any:
    if isinstance(value, list):
        return [_local_context(item, contexts) for item in value]
    if isinstance(value, str):
        if value not in contexts:
            raise RemoteContext(value)
        return contexts[value]
    return _localised(value, contexts)


def quad_from_oxigraph(quad: ox.Quad | ox.Triple) -> Quad:
    """The statement as our own data; raises `MalformedInput` for a triple used as a term, which no record has."""
    graph = getattr(quad, "graph_name", None)
    subject, predicate = term_from_oxigraph(quad.subject), term_from_oxigraph(quad.predicate)
    if isinstance(subject, Literal) or not isinstance(predicate, Iri):
        raise MalformedInput("a statement needs an IRI or blank node as subject and an IRI as predicate")
    return Quad(subject, predicate, term_from_oxigraph(quad.object), _graph_name(graph))


def _graph_name(graph: object) -> Subject | None:
    if graph is None or isinstance(graph, ox.DefaultGraph):
        return None
    name = term_from_oxigraph(graph)
    return None if isinstance(name, Literal) else name


def is_iri(value: str) -> bool:
    """Whether the parsers take this as an absolute IRI; what is none they drop from JSON-LD without a word."""
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return True


def term_from_oxigraph(term: object) -> Term:
    """The term as our own data; raises `MalformedInput` for a triple used as a term."""
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    raise MalformedInput("a statement about a statement (triple term) is not taken here")


@lru_cache(maxsize=1 << 16)
def _iri(value: str) -> Iri:
    """The same IRIs come again and again; finding one costs a tenth of making it."""
    return Iri(value)


def term_to_oxigraph(term: Term) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """The term as Oxigraph wants it."""
    if isinstance(term, Iri):
        return ox.NamedNode(term.value)
    if isinstance(term, BlankNode):
        return ox.BlankNode(term.label)
    if term.language is not None:
        return ox.Literal(term.lexical, language=term.language)
    return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))


def serialize(triples: Iterator[Triple] | list[Triple], rdf_format: str) -> bytes:
    """The statements in that format, in the order given, for machines; `writing.write_turtle` is for people."""
    if rdf_format not in FORMATS:
        raise UnknownFormat(rdf_format, sorted(FORMATS))
    statements = (
        ox.Triple(term_to_oxigraph(t.subject), term_to_oxigraph(t.predicate), term_to_oxigraph(t.object))  # type: ignore[arg-type]
        for t in triples
    )
    return ox.serialize(statements, format=FORMATS[rdf_format]) or b""
