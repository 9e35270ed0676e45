"""Writing published records out as RDF: line formats as a stream, formats for people in a fixed order.

Whole files of one revision, compressed, with tables among them, are the work of `registry.services.dumps`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from registry.errors import NotFound
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Triple
from registry.rdf.writing import trig_pieces, write_lines, write_turtle
from registry.services.dumps.reading import Record, countries_of, records_in
from registry.services.dumps.writing import json_ld_pieces
from registry.store.port import Store
from registry.store.records import record_triples

Writer = Callable[[Model, Iterator[Record]], Iterator[str]]


def export(
    store: Store, model: Model, rdf_format: str, record: str | None = None, country: str | None = None
) -> Iterator[str]:
    """The text of all published records, of one (IRI), or of a country's (ISO code), in pieces.

    Raises `NotFound` for a record or country that there is not.
    """
    return WRITERS[rdf_format](model, chosen(store, model, record, country))


def chosen(store: Store, model: Model, record: str | None, country: str | None) -> Iterator[Record]:
    """The records to write; raises `NotFound`."""
    if record is None:
        return records_in(store, model, None if country is None else country_place(store, country))
    triples = record_triples(store, record)
    if not triples:
        raise NotFound(f"There is no record {record}.")
    return iter([(record, triples)])


def country_place(store: Store, code: str) -> str:
    """The record (IRI) of the country with that ISO code; raises `NotFound`."""
    countries = countries_of(store)
    if code.lower() not in countries:
        raise NotFound(f"There is no country {code[:20]!r}; there is {', '.join(countries).upper() or 'none at all'}.")
    return countries[code.lower()]


def _triples(records: Iterator[Record]) -> Iterator[Triple]:
    return (triple for _, triples in records for triple in triples)


def _n_triples(_: Model, records: Iterator[Record]) -> Iterator[str]:
    return write_lines(_triples(records))


def _n_quads(_: Model, records: Iterator[Record]) -> Iterator[str]:
    return write_lines(_triples(records), PUBLISHED)


def _turtle(_: Model, records: Iterator[Record]) -> Iterator[str]:
    yield write_turtle(_triples(records))


def _trig(_: Model, records: Iterator[Record]) -> Iterator[str]:
    return trig_pieces((PUBLISHED, triples) for _, triples in records)


WRITERS: Final[Mapping[str, Writer]] = {
    "turtle": _turtle,
    "trig": _trig,
    "n-triples": _n_triples,
    "n-quads": _n_quads,
    "json-ld": json_ld_pieces,
}
