"""The records of a store as neighbours: each question is one query, however many records it is about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.store.port import Store
from registry.store.queries import bind
from registry.store.records import types_of
from registry.validation.neighbourhood import NAMES
from registry.validation.spelling import last_name, may_be_near

_GRAPH: Final = Iri(PUBLISHED)


class StoredRecords:
    """`Neighbours` over what a store has published. Every method raises what the store raises."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return list(types_of(self._store, iris))

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        query = bind("facts", graph=_GRAPH, things=_iris(iris), properties=_iris(predicates))
        return list(self._store.construct(query))

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """See `Neighbours`."""
        return list(self._store.construct(bind("chains", graph=_GRAPH, things=_iris(iris), link=Iri(predicate))))

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """See `Neighbours`; among 5,000 records of the class."""
        rows = self._store.select(bind("instances", graph=_GRAPH, kind=Iri(class_iri)))
        return [iri for iri in _records(rows) if may_be_near(last_name(iri), word)]

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """See `Neighbours`; at most 10."""
        names, kind = _iris(NAMES), Iri(class_iri)
        query = bind("named", graph=_GRAPH, kind=kind, properties=names, text=Literal(name.lower()))
        return _records(self._store.select(query))


def _records(rows: Iterable[Mapping[str, Term]]) -> list[str]:
    return [row["record"].value for row in rows if isinstance(row["record"], Iri)]


def _iris(values: Iterable[str]) -> list[Iri]:
    return [Iri(value) for value in values]
