"""Neighbours whose names are looked up in the index: quick in a registry of any size, where a store reads all names."""

from collections.abc import Collection, Iterable
from typing import Final

from registry.errors import QueryError
from registry.index.filters import AnyOf, Filter, OneOf, Words
from registry.index.projection import Projection
from registry.model.spec import Kind, Model, RecordClass
from registry.rdf.terms import Triple
from registry.services.find import Finder, Listing, PageRequest, SearchRequest
from registry.validation.neighbourhood import NAMES, Neighbours

_MOST: Final = 20


class IndexedNames:
    """What the neighbours `below` know, but for names, which the finder knows."""

    def __init__(self, below: Neighbours, finder: Finder, model: Model) -> None:
        self._below = below
        self._finder = finder
        self._model = model

    def types_of(self, iris: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return self._below.types_of(iris)

    def facts_of(self, iris: Collection[str], predicates: Collection[str]) -> Iterable[Triple]:
        """See `Neighbours`."""
        return self._below.facts_of(iris, predicates)

    def ancestors(self, iris: Collection[str], predicate: str) -> Iterable[Triple]:
        """See `Neighbours`."""
        return self._below.ancestors(iris, predicate)

    def near(self, class_iri: str, word: str) -> Collection[str]:
        """See `Neighbours`; those whose texts have such words, a few letters aside."""
        try:
            wanted = SearchRequest(word.replace("-", " "), (self._model.by_iri[class_iri].name,), first=_MOST)
            return [hit.record.iri for hit in self._finder.search(wanted).hits]
        except QueryError:
            return ()  # no word in it, or too many

    def named(self, class_iri: str, name: str) -> Collection[str]:
        """See `Neighbours`."""
        record_class = self._model.by_iri[class_iri]
        fields = [record_class.by_path[path] for path in NAMES if path in record_class.by_path]
        exact: list[Filter] = [OneOf(f.name, (name, name.upper())) for f in fields if f.kind is Kind.STRING]
        found: dict[str, Projection] = {}
        for condition in (*exact, Words(name)):
            try:
                page = self._finder.page(Listing(record_class.name, AnyOf((condition,))), PageRequest(first=_MOST))
            except QueryError:
                continue
            found |= {record.iri: record for record in page.records}
        return [iri for iri, record in found.items() if name.casefold() in _names(record, record_class)]


def _names(record: Projection, record_class: RecordClass) -> set[str]:
    fields = (record_class.by_path[path].name for path in NAMES if path in record_class.by_path)
    values = (value for name in fields for value in record.many(name))
    return {(value[1] if isinstance(value, tuple) else str(value)).casefold() for value in values}
