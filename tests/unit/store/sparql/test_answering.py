"""Answers over the embedded store, and by a SPARQL server: the same question, the same answer, the same limits."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from registry.errors import AnswerTooLarge, QueryError, QueryTooSlow, ServerBusy, StoreUnreachable
from registry.namespaces import HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.rdf.parsing import parse
from registry.store.graphs import PUBLIC
from registry.store.oxigraph import EmbeddedStore
from registry.store.remote import RemoteStore
from registry.store.sparql.answering import FOLDER, Answers, ForwardedAnswers, open_answers, snapshot_source
from registry.store.sparql.graphs import Graphs, SnapshotGraphs, StoreGraphs
from registry.store.sparql.question import GRAPH_TYPES, ROW_TYPES, TABLE, Limits, Question, Unwritable
from registry.store.sparql.snapshots import Source
from tests.contract.changes import change, triple
from tests.contract.servers import oxigraph_server
from tests.unit.store import test_remote
from tests.unit.store.sparql.conftest import HEAVY, SECRET, said, text_of
from tests.unit.store.test_remote import Answer as Reply
from tests.unit.store.test_remote import Scripted

SELECT = "SELECT ?s ?o WHERE { ?s <https://example.org/p> ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s <https://example.org/p> ?o }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SPARQL server with the same content as the store on disk."""
    with oxigraph_server(tmp_path_factory.mktemp("server"), on_disk=False) as address:
        with RemoteStore(address) as store:
            numbers = (triple(f"n{n}", "number", str(n)) for n in range(3_000))
            store.write(change(0, [triple("a", "p", "published"), *numbers]))
            store.write(change(1, [triple("b", "p", "vocabulary")], graph=VOCABULARY))
            store.write(change(2, [triple("c", "p", SECRET)], graph=SUBMISSIONS, message=SECRET))
        yield address


@pytest.fixture(scope="module")
def forwarded(server: str) -> Iterator[Answers]:
    with RemoteStore(server) as store, closing(open_answers(store, None, Limits(), 1)) as opened:
        yield opened


@pytest.fixture(params=["embedded", "server"])
def either(request: pytest.FixtureRequest) -> Answers:
    return request.getfixturevalue("answers" if request.param == "embedded" else "forwarded")


@pytest.mark.parametrize("rows_as", ROW_TYPES)
def test_rows_come_in_every_format_from_either_kind_of_store(either: Answers, rows_as: str) -> None:
    answer = either.answer(Question(SELECT, rows_as=rows_as))
    assert (answer.form, answer.written_as) == ("SELECT", rows_as)
    text = text_of(answer)
    assert len(text) == answer.size
    assert text.index("published") < text.index("vocabulary")
    assert "true" in text_of(either.answer(Question("ASK { ?s ?p 'published' }", rows_as="json")))


@pytest.mark.parametrize("graph_as", GRAPH_TYPES)
def test_graphs_come_in_every_format_from_either_kind_of_store(either: Answers, graph_as: str) -> None:
    text = text_of(either.answer(Question(CONSTRUCT, graph_as=graph_as)))
    found = {quad.triple for quad in parse(text.encode(), graph_as)}
    assert found == {triple("a", "p", "published"), triple("b", "p", "vocabulary")}


def test_a_page_gets_its_rows_from_either_kind_of_store(either: Answers) -> None:
    table = json.loads(text_of(either.answer(Question(SELECT, rows_as=TABLE))))
    assert [row[1]["text"] for row in table["rows"]] == ["published", "vocabulary"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'draft')) } }",
        f"SELECT * {{ GRAPH <{SUBMISSIONS}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH <{HISTORY}> {{ ?s ?p ?o }} }}",
        "SELECT * { <https://example.org/c> ?p ?o }",
    ],
)
def test_hidden_graphs_are_empty_in_either_kind_of_store(either: Answers, text: str) -> None:
    assert len(said(either, text).splitlines()) == 1  # type: ignore[arg-type]


def test_the_graphs_of_a_request_are_those_that_are_asked(either: Answers) -> None:
    counted = "SELECT (COUNT(*) AS ?n) WHERE { { ?s <https://example.org/p> ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

    def count(*graphs: tuple[str, ...]) -> str:
        return text_of(either.answer(Question(counted, *graphs, rows_as="csv"))).split()[1]

    assert count((VOCABULARY,), ()) == "1"
    assert count((), (VOCABULARY,)) == "1"
    assert count((PUBLISHED,), (VOCABULARY,)) == "2"
    assert count() == str(2 + 3_002)
    with pytest.raises(QueryError, match="is not open"):
        count((HISTORY,), ())


@pytest.mark.parametrize("text", ["SELECT", "LOAD <x:y>", "ASK { SERVICE <x:y> { } }", "ASK FROM <x:y> { }"])
def test_what_is_not_open_is_refused_by_either_kind_of_store(either: Answers, text: str) -> None:
    with pytest.raises(QueryError):
        either.answer(Question(text))


def test_a_form_that_is_not_taken_is_told_by_either_kind_of_store(either: Answers) -> None:
    with pytest.raises(Unwritable, match="ASK"):
        either.answer(Question("ASK {}", rows_as=None))
    with pytest.raises(Unwritable, match="DESCRIBE"):
        either.answer(Question("DESCRIBE <x:y>", graph_as=None))


def test_a_server_is_held_to_the_same_limits(server: str) -> None:
    with RemoteStore(server) as store:
        with closing(ForwardedAnswers(Limits(seconds=0.4), 1, store)) as answers:
            answers.pool.ask(Question("ASK {}"))
            with pytest.raises(QueryTooSlow, match=r"longer than 0\.4 seconds"):
                answers.answer(Question(HEAVY))
        small = closing(ForwardedAnswers(Limits(answer_megabytes=0.001), 1, store))
        with small as answers, pytest.raises(AnswerTooLarge, match=r"more than 0\.001 MB"):
            answers.answer(Question("SELECT * { ?s ?p ?o }"))


def test_an_embedded_store_is_asked_by_its_snapshots_alone(reader: EmbeddedStore) -> None:
    with pytest.raises(TypeError):
        open_answers(reader, None, Limits(), 1)


def test_an_answer_is_of_the_present_revision_and_old_snapshots_are_removed(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        source = snapshot_source(store, tmp_path)
        with closing(open_answers(store, source, Limits(), 1)) as answers:
            for revision in range(3):
                store.write(change(revision, [triple(f"s{revision}", "p", "o")]))
                text = said(answers, "SELECT (COUNT(*) AS ?n) { ?s <https://example.org/p> ?o }")  # type: ignore[arg-type]
                assert text.split()[1] == str(revision + 1)
                assert len(list((tmp_path / FOLDER).iterdir())) == 1
        assert not (tmp_path / FOLDER).exists()


# Whole graphs.


@pytest.fixture(params=["embedded", "server"])
def graphs(request: pytest.FixtureRequest, store_folder: Path, reader: EmbeddedStore) -> Iterator[Graphs]:
    if request.param == "embedded":
        yield SnapshotGraphs(snapshot_source(reader, store_folder))
    else:
        with RemoteStore(request.getfixturevalue("server")) as store:
            yield StoreGraphs(store)


@pytest.mark.parametrize("rdf_format", GRAPH_TYPES)
def test_whole_graphs_come_in_every_format_from_either_kind_of_store(graphs: Graphs, rdf_format: str) -> None:
    _, stream = graphs.read(PUBLIC, rdf_format)
    text = b"".join(stream.pieces())
    stream.close()
    stream.close()
    found = {quad.triple for quad in parse(text, rdf_format)}
    assert len(found) == 3_002
    assert {triple("a", "p", "published"), triple("b", "p", "vocabulary")} < found


def test_a_stream_that_nobody_reads_to_its_end_gives_its_place_back(store_folder: Path, reader: EmbeddedStore) -> None:
    graphs = SnapshotGraphs(snapshot_source(reader, store_folder), at_once=1)
    for _ in range(2):
        _, stream = graphs.read(PUBLIC, "n-triples")
        with pytest.raises(ServerBusy):
            graphs.read(PUBLIC, "n-triples")
        next(stream.pieces())
        stream.close()


def test_a_thread_whose_reader_has_gone_ends_and_gives_its_place_back(server: str) -> None:
    with RemoteStore(server) as store:
        graphs = StoreGraphs(store, at_once=1)
        _, stream = graphs.read(PUBLIC, "n-triples")
        with pytest.raises(ServerBusy):
            graphs.read(PUBLIC, "n-triples")
        next(stream.pieces())
        stream.close()
        for thread in threading.enumerate():
            if thread.name == StoreGraphs.THREADS:
                thread.join()
        graphs.read(PUBLIC, "n-triples")[1].close()


def test_a_graph_that_cannot_be_read_to_its_end_is_an_error(tmp_path: Path) -> None:
    class Gone(Source):
        def take(self) -> object:
            raise StoreUnreachable("It is closed.")

    graphs = SnapshotGraphs(snapshot_source(EmbeddedStore(None, read_only=True), tmp_path))
    _, stream = graphs.read(PUBLIC, "turtle")
    with closing(stream), pytest.raises(StoreUnreachable, match="its process ended with 1"):
        list(stream.pieces())
    closed = SnapshotGraphs(Gone(), at_once=1)  # type: ignore[abstract]
    for _ in range(2):
        with pytest.raises(StoreUnreachable, match="It is closed"):
            closed.read(PUBLIC, "turtle")


class BrokenStore:
    """A store that falls silent after the first statement."""

    def head(self) -> int:
        return 7

    def quads(self, graph: str) -> Iterator[object]:
        yield from parse(b"<x:a> <x:b> <x:c> .", "n-triples")
        raise StoreUnreachable("The server does not answer.")


def test_a_server_that_falls_silent_is_an_error_in_the_middle() -> None:
    graphs = StoreGraphs(BrokenStore())  # type: ignore[arg-type]
    revision, stream = graphs.read(PUBLIC, "n-triples")
    assert revision == graphs.revision() == 7
    with closing(stream), pytest.raises(StoreUnreachable, match="does not answer"):
        list(stream.pieces())


def test_the_revision_of_a_graph_is_that_of_the_snapshot(store_folder: Path, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        store.write(change(0, [triple("a", "p", "o")]))
        source = snapshot_source(store, tmp_path)
        graphs = SnapshotGraphs(source)
        assert graphs.revision() == 1
        revision, stream = graphs.read((PUBLISHED,), "n-triples")
        store.write(change(1, [triple("b", "p", "o")]))
        assert graphs.revision() == 2
        with closing(stream):
            assert (revision, b"".join(stream.pieces()).count(b"\n")) == (1, 1)
        source.close()


def test_relative_addresses_are_relative_to_the_registry_in_either_kind_of_store(either: Answers) -> None:
    answer = either.answer(Question("CONSTRUCT { <id/x> <def/y> 1 } WHERE { }", graph_as="n-triples"))
    assert text_of(answer).startswith(
        "<https://w3id.org/mission-registry/id/x> <https://w3id.org/mission-registry/def/y>"
    )
    counted = "SELECT (COUNT(*) AS ?n) FROM <graph/vocabulary> WHERE { ?s ?p ?o }"
    assert text_of(either.answer(Question(counted, rows_as="csv"))).split()[1] == "1"
    with pytest.raises(QueryError, match="is not open"):
        either.answer(Question("ASK FROM <graph/history> { ?s ?p ?o }"))


# A server that has ways of its own.

scripted = test_remote.server


@pytest.fixture
def own(scripted: Scripted) -> Iterator[Answers]:
    with scripted.store() as store, closing(ForwardedAnswers(Limits(), 1, store)) as opened:
        yield opened


def test_a_format_that_the_server_does_not_write_is_made_here(scripted: Scripted, own: Answers) -> None:
    rows = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:y"}}]}}'
    scripted.answers = [Reply(200, rows), Reply(200, b'<x:a> <x:b> "c" .\n', "application/n-triples; charset=utf-8")]
    assert text_of(own.answer(Question("SELECT ?s { ?s ?p ?o }", rows_as="csv"))) == "s\r\nx:y\r\n"
    assert "rdf:RDF" in text_of(own.answer(Question("DESCRIBE <x:a>", graph_as="rdf-xml")))
    assert [accept for _, accept, _ in scripted.asked] == [
        "text/csv, application/sparql-results+json;q=0.5",
        "application/rdf+xml, application/n-triples;q=0.5",
    ]


def test_an_answer_that_is_none_is_the_servers_fault(scripted: Scripted, own: Answers) -> None:
    scripted.answers = [Reply(200, b"<html>", "text/html"), Reply(500, b"oops"), Reply(400, b"I cannot read that")]
    for message in ("text/html", "HTTP 500"):
        with pytest.raises(StoreUnreachable, match=message):
            own.answer(Question("ASK {}"))
    with pytest.raises(QueryError, match="I cannot read that"):
        own.answer(Question("ASK {}"))
