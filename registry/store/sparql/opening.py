"""All that answers SPARQL over one open store, made in one place. Nothing is started before somebody asks."""

from dataclasses import dataclass
from pathlib import Path

from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from registry.store.sparql.answering import Answers, open_answers, snapshot_source
from registry.store.sparql.graphs import Graphs, SnapshotGraphs, StoreGraphs
from registry.store.sparql.question import Limits
from registry.store.sparql.snapshots import Source


@dataclass(frozen=True, slots=True)
class Sparql:
    """Answers to queries within their limits, and whole graphs. `close` goes before that of the store."""

    answers: Answers
    graphs: Graphs
    limits: Limits
    source: Source | None = None
    """The snapshots of an embedded store."""

    def close(self) -> None:
        """Ends every query that runs; a second time does nothing."""
        self.answers.close()


def open_sparql(store: Store, data_dir: Path, limits: Limits, workers: int) -> Sparql:
    """Answers over this store; those over an embedded one keep snapshots in `data_dir`."""
    if isinstance(store, EmbeddedStore):
        source = snapshot_source(store, data_dir)
        return Sparql(open_answers(store, source, limits, workers), SnapshotGraphs(source), limits, source)
    return Sparql(open_answers(store, None, limits, workers), StoreGraphs(store), limits)
