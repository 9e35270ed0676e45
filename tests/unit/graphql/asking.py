"""Asking a small registry, and a finder that counts how often it is asked."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from registry.graphql.execution import Request
from registry.graphql.schema import build_schema, execute
from registry.index.projection import Projection
from registry.model.spec import Inverse
from registry.rdf.terms import Triple
from registry.services.find import Finder, MemoryFinder, Page, PageLimits, PageRequest
from registry.settings import Settings
from tests.unit.index.small import MODEL, registry_of

SETTINGS = Settings(page_size=20, max_page_size=100)
LIMITS = PageLimits(SETTINGS.page_size, SETTINGS.max_page_size)


def finder_over(triples: Iterable[Triple]) -> MemoryFinder:
    return MemoryFinder.over(MODEL, triples, 7, LIMITS)


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


class CountingFinder:
    """A finder that notes each look-up."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.lookups: list[str] = []

    @property
    def revision(self) -> int:
        return self._finder.revision

    @property
    def total(self) -> int:
        return self._finder.total

    def pinned(self) -> "CountingFinder":
        return self

    def record(self, iri: str) -> Projection | None:
        self.lookups.append("record")
        return self._finder.record(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        self.lookups.append("records")
        return self._finder.records(iris)

    def page(self, class_name: str, request: PageRequest) -> Page:
        self.lookups.append("page")
        return self._finder.page(class_name, request)

    def linking(self, iris: Collection[str], inverse: Inverse, request: PageRequest) -> Mapping[str, Page]:
        self.lookups.append("linking")
        return self._finder.linking(iris, inverse, request)
