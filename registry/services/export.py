"""Writing published records out as RDF: line formats as a stream, formats for people in a fixed order."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from registry.errors import NotFound
from registry.model.jsonld import CONTEXT_ADDRESS, document
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Quad, to_ntriples
from registry.rdf.writing import write_turtle
from registry.services.seed import by_record
from registry.store.port import Store
from registry.store.records import record_triples

Writer = Callable[[Model, Iterator[Quad]], Iterator[str]]


def export(store: Store, model: Model, rdf_format: str, record: str | None = None) -> Iterator[str]:
    """The text of all published records, or of one, in pieces; raises `NotFound` for a record that there is not."""
    return WRITERS[rdf_format](model, _published(store, record))


def _published(store: Store, record: str | None) -> Iterator[Quad]:
    if record is None:
        return store.quads(PUBLISHED)
    triples = record_triples(store, record)
    if not triples:
        raise NotFound(f"There is no record {record}.")
    return (Quad(t.subject, t.predicate, t.object, Iri(PUBLISHED)) for t in triples)


def _lines(quads: Iterator[Quad], graph: str) -> Iterator[str]:
    for quad in quads:
        yield f"{to_ntriples(quad.subject)} {to_ntriples(quad.predicate)} {to_ntriples(quad.object)}{graph} .\n"


def _n_triples(_: Model, quads: Iterator[Quad]) -> Iterator[str]:
    return _lines(quads, "")


def _n_quads(_: Model, quads: Iterator[Quad]) -> Iterator[str]:
    return _lines(quads, f" {to_ntriples(Iri(PUBLISHED))}")


def _turtle(_: Model, quads: Iterator[Quad]) -> Iterator[str]:
    yield write_turtle(quad.triple for quad in quads)


def _trig(_: Model, quads: Iterator[Quad]) -> Iterator[str]:
    turtle = write_turtle(quad.triple for quad in quads)
    head, _blank, body = turtle.partition("\n\n")
    yield f"{head}\n\n{to_ntriples(Iri(PUBLISHED))} {{\n{body}}}\n"


def _json_ld(model: Model, quads: Iterator[Quad]) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(CONTEXT_ADDRESS)}, "@graph": ['
    for number, (iri, triples) in enumerate(sorted(by_record(quad.triple for quad in quads).items())):
        node = {key: value for key, value in document(model, iri, triples).items() if key != "@context"}
        yield (",\n" if number else "\n") + json.dumps(node, ensure_ascii=False)
    yield "\n]}\n"


WRITERS: Final[Mapping[str, Writer]] = {
    "turtle": _turtle,
    "trig": _trig,
    "n-triples": _n_triples,
    "n-quads": _n_quads,
    "json-ld": _json_ld,
}
