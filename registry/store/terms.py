"""What the store's vocabulary graph says about one term, shape, code or code list, in one query."""

from registry.namespaces import VOCABULARY
from registry.rdf.terms import Iri, Triple
from registry.store.port import Store
from registry.store.queries import bind


def term_triples(store: Store, iri: str) -> list[Triple]:
    """The term's description, its blank nodes followed; empty when the vocabulary says nothing about it."""
    return list(store.construct(bind("term", graph=Iri(VOCABULARY), term=Iri(iri))))
