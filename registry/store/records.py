"""What validation and the services ask of the store about records, each in one query whatever the store's size."""

from collections.abc import Collection, Iterable, Iterator

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal, Triple
from registry.store.graphs import PUBLIC
from registry.store.port import Asked
from registry.store.queries import bind


def record_triples(store: Asked, iri: str) -> list[Triple]:
    """All that the published graph says about the record and its parts; empty when there is no such record."""
    query = bind("record", graph=Iri(PUBLISHED), record=Iri(iri), parts=Literal(iri + "#"))
    return list(store.construct(query))


def statements_of(store: Asked, records: Collection[str]) -> list[Triple]:
    """All that the published graph says about these records and their parts, parts of parts included."""
    found: list[Triple] = []
    asked: set[Iri] = set()
    wanted = {Iri(record) for record in records}
    while wanted:
        found += store.construct(bind("records", graph=Iri(PUBLISHED), records=sorted(wanted)))
        asked |= wanted
        # Seldom any: the query reaches the parts of a record, though not those that stand inside them.
        wanted = _parts_named(found) - {triple.subject for triple in found} - asked
    return found


def _parts_named(triples: Iterable[Triple]) -> set[Iri]:
    return {
        value
        for subject, _, value in triples
        if isinstance(value, Iri)
        and "#" in value.value
        and isinstance(subject, Iri)
        and value.value.partition("#")[0] == subject.value.partition("#")[0]
    }


def records_of(store: Asked, classes: Iterable[str]) -> list[str]:
    """The IRIs of all published records of these classes (IRIs), in order."""
    query = bind("listed", graph=Iri(PUBLISHED), kinds=[Iri(each) for each in classes])
    return sorted({triple.subject.value for triple in store.construct(query) if isinstance(triple.subject, Iri)})


def types_of(store: Asked, iris: Iterable[str]) -> Iterator[Triple]:
    """The `rdf:type` statements about these things, in published records and vocabulary alike."""
    things = [Iri(iri) for iri in dict.fromkeys(iris)]
    return store.construct(bind("types", default_graphs=PUBLIC, things=things))


def ancestors(store: Asked, iri: str, predicate: str) -> list[Triple]:
    """The chain of `predicate` links from the record to its last ancestor, e.g. by `mr:parentMission`."""
    query = bind("ancestors", graph=Iri(PUBLISHED), record=Iri(iri), link=Iri(predicate))
    return list(store.construct(query))


def is_empty(store: Asked) -> bool:
    """Whether no record is published: so it is before the first seeding, and after one that did not come to its end."""
    return not store.ask(bind("anything", graph=Iri(PUBLISHED)))


def exists(store: Asked, iri: str) -> bool:
    """Whether there is such a record or part among the published."""
    return store.ask(bind("exists", graph=Iri(PUBLISHED), record=Iri(iri)))
