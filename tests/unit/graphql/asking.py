"""Asking a small registry, and a finder that counts how often it is asked."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from registry.graphql.execution import Request
from registry.graphql.schema import build_schema, execute
from registry.index.filters import BY_IRI, EVERYTHING, Filter, Order
from registry.index.projection import Projection
from registry.model.spec import Inverse
from registry.rdf.terms import Triple
from registry.services.find import (
    Bin,
    Cell,
    Facet,
    Finder,
    Hits,
    Listing,
    Page,
    PageLimits,
    PageRequest,
    SearchRequest,
    Work,
)
from registry.settings import Settings
from tests.plain_finder import PlainFinder
from tests.unit.index.small import MODEL, registry_of

SETTINGS = Settings(page_size=20, max_page_size=100)
LIMITS = PageLimits(SETTINGS.page_size, SETTINGS.max_page_size)


def finder_over(triples: Iterable[Triple]) -> PlainFinder:
    return PlainFinder.over(MODEL, triples, 7, LIMITS)


SCHEMA = build_schema(MODEL, finder_over([]), SETTINGS)


def ask(query: str, triples: Iterable[Triple] | None = None, **variables: Any) -> dict[str, Any]:
    """The whole answer of a registry of these statements, by default of five missions."""
    finder = finder_over(registry_of(5) if triples is None else triples)
    return execute(SCHEMA, query, variables, request=Request(finder, SETTINGS.languages)).as_json()


def data(query: str, triples: Iterable[Triple] | None = None, **variables: Any) -> Any:
    """The data of an answer without errors."""
    answer = ask(query, triples, **variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def codes(answer: Mapping[str, Any]) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer["errors"]]


def refusal(query: str, **variables: Any) -> str:
    """The one sentence with which a query is refused as an invalid argument."""
    answer = ask(query, **variables)
    assert codes(answer) == ["invalid-argument"], answer
    message: str = answer["errors"][0]["message"]
    return message


def filter_of(where: str, root: str = "missions", **variables: str) -> Filter:
    """The filter that a list is asked with for this `where`; variables are given as their type and value."""
    finder = CountingFinder(finder_over([]))
    signature = ", ".join(f"${name}: {given.partition(' ')[0]}" for name, given in variables.items())
    values = {name: json.loads(given.partition(" ")[2]) for name, given in variables.items()}
    query = f"query{f'({signature})' if signature else ''} {{ {root}(where: {where}) {{ totalCount }} }}"
    answer = execute(SCHEMA, query, values, request=Request(finder, SETTINGS.languages))
    assert not answer.errors, answer.errors
    [(listing, _)] = finder.asked
    assert isinstance(listing, Listing)
    return listing.where


class CountingFinder:
    """A finder that notes each look-up and what it was asked with."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.lookups: list[str] = []
        self.asked: list[tuple[Any, ...]] = []

    @property
    def revision(self) -> int:
        return self._finder.revision

    @property
    def total(self) -> int:
        return self._finder.total

    @property
    def work(self) -> Work:
        return self._finder.work

    def pinned(self) -> "CountingFinder":
        return self

    def record(self, iri: str) -> Projection | None:
        self._note("record", iri)
        return self._finder.record(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        self._note("records", *iris)
        return self._finder.records(iris)

    def page(self, listing: Listing, request: PageRequest) -> Page:
        self._note("page", listing, request)
        return self._finder.page(listing, request)

    def linking(
        self,
        iris: Collection[str],
        inverse: Inverse,
        request: PageRequest,
        where: Filter = EVERYTHING,
        order: Order = BY_IRI,
    ) -> Mapping[str, Page]:
        self._note("linking", inverse, request, where, order)
        return self._finder.linking(iris, inverse, request, where, order)

    def facets(self, class_name: str, where: Filter, names: Sequence[str], size: int) -> Sequence[Facet]:
        self._note("facets", class_name, where, tuple(names), size)
        return self._finder.facets(class_name, where, names, size)

    def crossed(self, class_name: str, where: Filter, names: Sequence[str]) -> Sequence[Cell]:
        self._note("crossed", class_name, where, tuple(names))
        return self._finder.crossed(class_name, where, names)

    def histogram(self, class_name: str, where: Filter, field: str, interval: str) -> Sequence[Bin]:
        self._note("histogram", class_name, where, field, interval)
        return self._finder.histogram(class_name, where, field, interval)

    def search(self, request: SearchRequest) -> Hits:
        self._note("search", request)
        return self._finder.search(request)

    def _note(self, name: str, *given: Any) -> None:
        self.lookups.append(name)
        self.asked.append(given)
