"""Short ways to say a change, and a store that counts what is asked of it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal, Quad, Term, Triple
from registry.store.port import Change, GraphChange, Row, Store
from registry.store.queries import BoundQuery

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
EXAMPLE = "https://example.org/"


def iri(name: str) -> Iri:
    return Iri(EXAMPLE + name)


def triple(subject: str, predicate: str, value: Term | str) -> Triple:
    return Triple(iri(subject), iri(predicate), Literal(value) if isinstance(value, str) else value)


def change(
    based_on: int,
    insert: Iterable[Triple] = (),
    delete: Iterable[Triple] = (),
    *,
    graph: str = PUBLISHED,
    clear: bool = False,
    message: str = "a change",
    author: str | None = None,
) -> Change:
    part = GraphChange(graph, tuple(delete), tuple(insert), clear)
    return Change(based_on=based_on, message=message, time=NOON, graphs=(part,), author=author)


def statements(store: Store, graph: str = PUBLISHED) -> set[Triple]:
    return {quad.triple for quad in store.quads(graph)}


class CountingStore:
    """Hands everything on to a store and remembers the queries."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.queries: list[BoundQuery] = []

    def select(self, query: BoundQuery) -> list[Row]:
        self.queries.append(query)
        return self._store.select(query)

    def ask(self, query: BoundQuery) -> bool:
        self.queries.append(query)
        return self._store.ask(query)

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        self.queries.append(query)
        return self._store.construct(query)

    def quads(self, graph: str) -> Iterator[Quad]:
        return self._store.quads(graph)

    def head(self) -> int:
        return self._store.head()

    def write(self, change: Change) -> int:
        return self._store.write(change)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
