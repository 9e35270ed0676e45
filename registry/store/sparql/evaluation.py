"""In a worker process: judges a query, asks the snapshot and writes the answer, never more than its limit.

With `writing`, the embedded store and the parser the only module that imports pyoxigraph.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO, Final, TypeAlias

import pyoxigraph as ox

from registry.store.public import BASE, public_query
from registry.store.queries import BoundQuery
from registry.store.sparql.question import TABLE, Unwritable
from registry.store.sparql.writing import WellFormed, write_graph

MOST_ROWS: Final = 1_000
"""Rows of an answer that is shown as a page."""
_ROW_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
Rows: TypeAlias = ox.QuerySolutions | ox.QueryBoolean
Results: TypeAlias = Rows | Iterable[ox.Triple]

# People ask the same again, and programs even more; reading a query costs more than most answers do.
judged = lru_cache(maxsize=512)(public_query)


class TooLarge(Exception):
    """More bytes than the answer may have."""


class Sink:
    """Hands bytes on to a file until there are more than `limit`."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.size = 0

    def write(self, data: bytes) -> int:
        """Writes all of `data`; raises `TooLarge`."""
        self.size += len(data)
        if self.size > self._limit:
            raise TooLarge
        left = memoryview(data)
        while left:  # an unbuffered file may take a part
            left = left[self._file.write(left) :]
        return len(data)

    def flush(self) -> None:
        """Does nothing: nothing is held back."""


class Snapshot:
    """The dataset that was asked last, kept open for the next question."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._dataset: ox.Store | None = None

    def at(self, path: str) -> ox.Store:
        """The dataset at `path`; the one before is closed when it is another."""
        if self._dataset is None or path != self._path:
            self._dataset = None
            self._dataset, self._path = ox.Store.read_only(path), path
        return self._dataset


def results_of(dataset: ox.Store, query: BoundQuery) -> Results:
    """What the dataset says within the graphs of the query; a query without graphs is none of a user's."""
    if not query.default_graphs:
        raise ValueError("a user's query has its graphs fixed")
    return dataset.query(
        query.text,
        base_iri=BASE,
        default_graph=[ox.NamedNode(graph) for graph in query.default_graphs],
        named_graphs=[ox.NamedNode(graph) for graph in query.named_graphs],
    )


def read_results(data: bytes, form: str) -> Results:
    """What a SPARQL server said, in SPARQL JSON for rows and in N-Triples for a graph."""
    if form in ("SELECT", "ASK"):
        return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    return (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def write_results(results: Results, form: str, rows_as: str | None, graph_as: str | None, sink: Sink) -> str:
    """Writes the answer and gives the name of its format; raises `Unwritable` and `TooLarge`."""
    written_as = rows_as if form in ("SELECT", "ASK") else graph_as
    if written_as is None:
        raise Unwritable(form)
    if not isinstance(results, ox.QuerySolutions | ox.QueryBoolean):
        write_graph(results, written_as, sink)  # type: ignore[arg-type]  # it needs `write` alone
    elif written_as == TABLE:
        sink.write(json.dumps(_table(results), ensure_ascii=False).encode())
    else:
        file = WellFormed(sink) if written_as == "xml" else sink  # type: ignore[arg-type]  # it needs `write` alone
        results.serialize(file, _ROW_FORMATS[written_as])  # type: ignore[arg-type]
    return written_as


def _table(results: Rows) -> dict[str, Any]:
    if isinstance(results, ox.QueryBoolean):
        return {"boolean": bool(results)}
    rows = [[_cell(term) for term in row] for row in islice(results, MOST_ROWS + 1)]
    names = [variable.value for variable in results.variables]
    return {"variables": names, "rows": rows[:MOST_ROWS], "more": len(rows) > MOST_ROWS}


def _cell(term: object) -> dict[str, str] | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return {"iri": term.value}
        case ox.Literal():
            return {"text": term.value, "language": term.language or ""}
        case _:
            return {"text": str(term), "language": ""}
