"""Neighbours as they would be if some records were otherwise: those take the place of what is known of them."""

from collections.abc import Collection, Iterable
from itertools import chain

from registry.rdf.terms import Iri, Triple
from registry.validation.neighbourhood import KnownTriples, Neighbours


class OverlaidNeighbours:
    """What the neighbours `below` know, but for some records (IRIs), which are as these triples say, or not at all.

    Asks `below` no oftener than it is asked itself.
    """

    def __init__(self, below: Neighbours, replaced: Collection[str], triples: Iterable[Triple] = ()) -> None:
        self._below = below
        self._replaced = frozenset(replaced)
        self._triples = tuple(triples)
        self._own = KnownTriples(self._triples)

    def _is_replaced(self, iri: str) -> bool:
        return iri.partition("#")[0] in self._replaced

    def _kept(self, iris: Iterable[str]) -> list[str]:
        return [iri for iri in iris if not self._is_replaced(iri)]

    def _kept_triples(self, triples: Iterable[Triple]) -> list[Triple]:
        return [t for t in triples if not (isinstance(t.subject, Iri) and self._is_replaced(t.subject.value))]

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        kept = self._kept(iris)
        return [*(self._below.types_of(kept) if kept else ()), *self._own.types_of(iris)]

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        kept = self._kept(iris)
        return [*(self._below.facts_of(kept, predicates) if kept else ()), *self._own.facts_of(iris, predicates)]

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """See `Neighbours`; a chain that leads through a replaced record goes on as that record says."""
        links = {t.object.value for t in self._triples if t.predicate.value == predicate and isinstance(t.object, Iri)}
        starts = self._kept({*iris, *links})
        known = self._kept_triples(self._below.ancestors(sorted(starts), predicate)) if starts else []
        return KnownTriples(chain(known, self._triples)).ancestors(iris, predicate)

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """See `Neighbours`."""
        return [*self._own.near(class_iri, word), *self._kept(self._below.near(class_iri, word))]

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """See `Neighbours`."""
        return [*self._own.named(class_iri, name), *self._kept(self._below.named(class_iri, name))]
