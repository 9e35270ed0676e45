from pathlib import Path

from registry.store.oxigraph import EmbeddedStore
from registry.store.remote import RemoteStore
from registry.store.sparql.answering import FOLDER, ForwardedAnswers
from registry.store.sparql.graphs import StoreGraphs
from registry.store.sparql.opening import open_sparql
from registry.store.sparql.question import Limits, Question
from tests.contract.changes import change, triple


def test_queries_and_whole_graphs_of_an_embedded_store_are_of_the_same_snapshots(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        store.write(change(0, [triple("a", "p", "o")]))
        sparql = open_sparql(store, tmp_path, Limits(), 1)
        assert not (tmp_path / FOLDER).exists()
        sparql.answers.answer(Question("ASK {}")).close()
        assert sparql.graphs.revision() == 1
        assert len(list((tmp_path / FOLDER).iterdir())) == 1
        sparql.close()
        sparql.close()
        assert not (tmp_path / FOLDER).exists()


def test_opening_over_a_server_asks_nothing(tmp_path: Path) -> None:
    with RemoteStore("http://127.0.0.1:9/query") as store:
        sparql = open_sparql(store, tmp_path, Limits(), 1)
        assert isinstance(sparql.answers, ForwardedAnswers)
        assert isinstance(sparql.graphs, StoreGraphs)
        sparql.close()
