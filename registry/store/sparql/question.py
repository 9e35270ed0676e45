"""What goes in and out: a question with the formats that its asker takes, an answer in a file, and the limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Final, Self

from registry.store.graphs import PUBLIC

MAX_CHARACTERS: Final = 10_000
"""Of a query. A chain of 10,000 operators exhausts the stack of the embedded store; 5,000 do not."""

ROW_TYPES: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Formats of the answers to SELECT and ASK, with their media types."""

TABLE: Final = "table"
"""The first rows as JSON that a page is made from; for SELECT and ASK."""

GRAPH_TYPES: Final[Mapping[str, str]] = {
    "turtle": "text/turtle",
    "n-triples": "application/n-triples",
    "rdf-xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
    "trig": "application/trig",
    "n-quads": "application/n-quads",
}
"""Formats of the answers to CONSTRUCT and DESCRIBE, with their media types."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: time, memory beyond what a worker needs anyway, and room for its answer."""

    seconds: float = 10.0
    megabytes: int = 512
    answer_megabytes: float = 50.0

    @property
    def answer_bytes(self) -> int:
        """The room for an answer in bytes."""
        return int(self.answer_megabytes * 1_000_000)


def nobody_leaves() -> bool:
    """Of an asker who waits for as long as it takes."""
    return False


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it came, the graphs that the request names, and what the asker can read.

    `rows_as` is the format for SELECT and ASK, `graph_as` the one for CONSTRUCT and DESCRIBE; None where the asker
    takes none. `public` are the graphs that may be asked.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows_as: str | None = "json"
    graph_as: str | None = "turtle"
    public: tuple[str, ...] = PUBLIC
    is_left: Callable[[], bool] = field(default=nobody_leaves, compare=False)
    """Whether nobody waits for the answer any more; looked at again and again while a worker works."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer in a file without a name, which `close` lets go of."""

    form: str
    """`SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`."""
    written_as: str
    body: BinaryIO
    size: int

    def close(self) -> None:
        """Lets go of the file."""
        self.body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Unwritable(Exception):
    """The asker takes no format that an answer of this form can be written in."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form
