"""Writes a dump from an open store: statement by statement, or record by record, never all of it at once."""

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from registry.model.jsonld import CONTEXT_ADDRESS, document
from registry.model.spec import Model
from registry.namespaces import PUBLISHED, VOCABULARY
from registry.rdf.terms import Quad, Triple
from registry.rdf.writing import trig_pieces, write_lines
from registry.services.dumps.kinds import ALL, Dump
from registry.services.dumps.reading import Record, records_in
from registry.services.dumps.tables import write_tables
from registry.store.port import Store


def write_dump(store: Store, model: Model, dump: Dump, country: str | None, revision: int, file: BinaryIO) -> None:
    """Writes the dump, compressed; `country` is the IRI of the country's record, None for everything.

    The store must stay as it is meanwhile for the dump to be of one revision.
    """
    if dump.form.is_zip:
        write_tables(model, records_in(store, model, country), revision, file)
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed, _as_text(packed) as text:
        for piece in _WRITERS[dump.form.name](store, model, dump, country):
            text.write(piece)


@contextmanager
def _as_text(file: gzip.GzipFile) -> Iterator[io.TextIOWrapper]:
    text = io.TextIOWrapper(cast("BinaryIO", file), encoding="utf-8", newline="", write_through=False)
    try:
        yield text
        text.flush()
    finally:
        text.detach()


def _graphs(dump: Dump) -> tuple[str, ...]:
    """The whole dataset has the vocabulary with it; a country's records are read with the one that all share."""
    return (PUBLISHED, VOCABULARY) if dump.scope == ALL else (PUBLISHED,)


def _n_quads(store: Store, model: Model, dump: Dump, country: str | None) -> Iterator[str]:
    if country is None:
        for graph in _graphs(dump):
            yield from write_lines(_triples(store.quads(graph)), graph)
    else:
        for _, triples in records_in(store, model, country):
            yield from write_lines(triples, PUBLISHED)


def _trig(store: Store, model: Model, _: Dump, country: str | None) -> Iterator[str]:
    return trig_pieces(_blocks(store, model, country))


def _blocks(store: Store, model: Model, country: str | None) -> Iterator[tuple[str, Iterable[Triple]]]:
    """A block a record: the same graph may be written in as many pieces as one likes."""
    for _, triples in records_in(store, model, country):
        yield PUBLISHED, triples
    if country is None:  # the vocabulary is small beside the records, so it may be sorted whole
        yield VOCABULARY, _triples(store.quads(VOCABULARY))


def _json_ld(store: Store, model: Model, _: Dump, country: str | None) -> Iterator[str]:
    return json_ld_pieces(model, records_in(store, model, country))


def json_ld_pieces(model: Model, records: Iterable[Record]) -> Iterator[str]:
    """One JSON-LD document of records, a line each."""
    yield f'{{"@context": {json.dumps(CONTEXT_ADDRESS)}, "@graph": ['
    for number, (iri, triples) in enumerate(records):
        node = {key: value for key, value in document(model, iri, triples).items() if key != "@context"}
        yield (",\n" if number else "\n") + json.dumps(node, ensure_ascii=False)
    yield "\n]}\n"


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    return (quad.triple for quad in quads)


_WRITERS: Final[Mapping[str, Callable[[Store, Model, Dump, str | None], Iterator[str]]]] = {
    "n-quads": _n_quads,
    "trig": _trig,
    "json-ld": _json_ld,
}
