"""Records for a dump, some hundred at a time, so that memory stays the same whatever a registry holds."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from registry.model.spec import Model, RecordClass
from registry.namespaces import CODES, PUBLISHED
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.seed import by_record
from registry.store.port import Store
from registry.store.queries import bind
from registry.store.records import statements_of

Record: TypeAlias = tuple[str, list[Triple]]
"""A record's IRI and its statements, those of its parts included."""

_AT_ONCE: Final = 200
_COUNTRY: Final = CODES + "place-kind/country"


def countries_of(store: Store) -> Mapping[str, str]:
    """The country records (IRIs) by ISO code in small letters."""
    rows = store.select(bind("countries", graph=Iri(PUBLISHED), kind=Iri(_COUNTRY)))
    found = {}
    for row in rows:
        place, code = row["place"], row["code"]
        if isinstance(place, Iri) and isinstance(code, Literal):
            found[code.lexical.lower()] = place.value
    return dict(sorted(found.items()))


def records_in(store: Store, model: Model, country: str | None, only: RecordClass | None = None) -> Iterator[Record]:
    """The published records, all or those of a country (IRI), of every class or of `only` one, in the store's order."""
    kinds = [Iri(each.iri) for each in ([only] if only else model.records)]
    if country is None:
        query = bind("listed", graph=Iri(PUBLISHED), kinds=kinds)
    else:
        query = bind("in_country", graph=Iri(PUBLISHED), kinds=kinds, country=Iri(country))
    names = (triple.subject.value for triple in store.construct(query) if isinstance(triple.subject, Iri))
    while some := dict.fromkeys(islice(names, _AT_ONCE)):
        found = by_record(statements_of(store, some))
        for iri in some:
            if iri in found:
                yield iri, found[iri]
