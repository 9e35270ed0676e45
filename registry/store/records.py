"""What validation and the services ask of the store about records, each in one query whatever the store's size."""

from collections.abc import Iterable, Iterator

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal, Triple
from registry.store.graphs import PUBLIC
from registry.store.port import Store
from registry.store.queries import bind


def record_triples(store: Store, iri: str) -> list[Triple]:
    """All that the published graph says about the record and its parts; empty when there is no such record."""
    query = bind("record", graph=Iri(PUBLISHED), record=Iri(iri), parts=Literal(iri + "#"))
    return list(store.construct(query))


def types_of(store: Store, iris: Iterable[str]) -> Iterator[Triple]:
    """The `rdf:type` statements about these things, in published records and vocabulary alike."""
    things = [Iri(iri) for iri in dict.fromkeys(iris)]
    return store.construct(bind("types", default_graphs=PUBLIC, things=things))


def ancestors(store: Store, iri: str, predicate: str) -> list[Triple]:
    """The chain of `predicate` links from the record to its last ancestor, e.g. by `mr:parentMission`."""
    query = bind("ancestors", graph=Iri(PUBLISHED), record=Iri(iri), link=Iri(predicate))
    return list(store.construct(query))


def is_empty(store: Store) -> bool:
    """Whether no record is published: so it is before the first seeding, and after one that did not come to its end."""
    return not store.ask(bind("anything", graph=Iri(PUBLISHED)))


def exists(store: Store, iri: str) -> bool:
    """Whether there is such a record or part among the published."""
    return store.ask(bind("exists", graph=Iri(PUBLISHED), record=Iri(iri)))
