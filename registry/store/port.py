"""What every store does, and what a change is. `oxigraph` and `remote` are the stores; `open` chooses one.

All statements stand in named graphs. A change moves the head by one revision or does not happen at all.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from registry.namespaces import HISTORY
from registry.rdf.terms import BlankNode, Quad, Term, Triple
from registry.store.queries import BoundQuery

Row: TypeAlias = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What happens to one graph: `clear` empties it first, then `delete` goes, then `insert` comes.

    Raises `ValueError` for what no store can do (delete a blank node, which has no name to find it by) or may do
    (take anything out of the history).
    """

    graph: str
    delete: tuple[Triple, ...] = ()
    insert: tuple[Triple, ...] = ()
    clear: bool = False

    def __post_init__(self) -> None:
        if self.graph == HISTORY and (self.clear or self.delete):
            raise ValueError("the history only grows")
        if any(isinstance(term, BlankNode) for triple in self.delete for term in (triple.subject, triple.object)):
            raise ValueError("a statement about a blank node cannot be deleted by its text; clear the graph instead")


def _new_token() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


@dataclass(frozen=True, slots=True)
class Change:
    """A revision to be: what it changes, on what it was based, who made it (an IRI), when and why.

    `about` is what else the history says of the revision: properties (IRIs) and their values. The `token` tells this
    change from any other. Writing the same change twice writes it once.
    """

    based_on: int
    message: str
    time: datetime
    graphs: tuple[GraphChange, ...]
    author: str | None = None
    author_name: str | None = None
    """What the author was called when the change was made."""
    about: tuple[tuple[str, Term], ...] = ()
    token: str = field(default_factory=_new_token)

    def __post_init__(self) -> None:
        if self.time.tzinfo is None:
            raise ValueError("the time of a change needs a time zone")


class Asked(Protocol):
    """What answers queries over a dataset. Streams raise when they are read."""

    def select(self, query: BoundQuery) -> list[Row]:
        """The rows of a SELECT; a variable without a value is absent from its row. Raises `QueryError`."""
        ...

    def ask(self, query: BoundQuery) -> bool:
        """The answer of an ASK; raises `QueryError`."""
        ...

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        """The statements that a CONSTRUCT or DESCRIBE makes, one at a time; raises `QueryError`."""
        ...

    def quads(self, graph: str) -> Iterator[Quad]:
        """Every statement of one graph, one at a time, in no order."""
        ...


class Store(Asked, Protocol):
    """An RDF dataset with a history. Safe to use from several threads.

    Every method raises `StoreError` leaves when the store does not do as asked. Streams raise when they are read.
    """

    def head(self) -> int:
        """The number of the last revision, 0 when there is none."""
        ...

    def write(self, change: Change) -> int:
        """Applies the change and gives the new revision's number; raises `StaleRevision` and changes nothing when
        the head is not where the change was based on."""
        ...

    def close(self) -> None:
        """Lets go of the store; a second time does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
