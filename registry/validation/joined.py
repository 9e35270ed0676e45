"""Several places to find neighbours in, asked as one: the other files of a command, then the store."""

from collections.abc import Collection, Iterable

from registry.rdf.terms import Triple
from registry.validation.neighbourhood import Neighbours


class JoinedNeighbours:
    """What any of these neighbours knows."""

    def __init__(self, *places: Neighbours) -> None:
        self._places = places

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return [triple for place in self._places for triple in place.types_of(iris)]

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return [triple for place in self._places for triple in place.facts_of(iris, predicates)]

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """See `Neighbours`; a chain that changes place on its way is followed in each place from where it began."""
        return [triple for place in self._places for triple in place.ancestors(iris, predicate)]

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """See `Neighbours`."""
        return [iri for place in self._places for iri in place.near(class_iri, word)]

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """See `Neighbours`."""
        return [iri for place in self._places for iri in place.named(class_iri, name)]
