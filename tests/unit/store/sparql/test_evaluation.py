"""What runs in a worker process, run here: formats, limits, and what is said of failures."""

import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri
from registry.store.graphs import PUBLIC
from registry.store.queries import BoundQuery, bind
from registry.store.sparql.child import Answerer, Memory
from registry.store.sparql.dumping import dump
from registry.store.sparql.evaluation import MOST_ROWS, Snapshot, judged, results_of
from registry.store.sparql.question import GRAPH_TYPES, ROW_TYPES
from registry.store.sparql.writing import WellFormed

NO_PROC = Path("/nowhere")
SELECT = "SELECT ?s ?o WHERE { ?s <https://example.org/p> ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s <https://example.org/p> ?o }"


def message(snapshot: Path | None, text: str, **changed: Any) -> dict[str, Any]:
    usual = {"megabytes": 512, "bytes": 1_000_000, "default": [], "named": [], "rows_as": "json", "graph_as": "turtle"}
    return {"snapshot": snapshot and str(snapshot), "text": text, "public": PUBLIC, **usual, **changed}


def replied(folder: Path | None, text: str, *more: bytes, **changed: Any) -> tuple[dict[str, Any], str]:
    """The reply and the text of the answer."""
    files = [io.BytesIO(), *(io.BytesIO(data) for data in more)]
    said = Answerer(Memory(NO_PROC)).reply(message(folder and folder / "store", text, **changed), list(files))
    return said, files[0].getvalue().decode()


@pytest.mark.parametrize("rows_as", ROW_TYPES)
def test_rows_and_truths_are_written_in_every_format(store_folder: Path, rows_as: str) -> None:
    said, text = replied(store_folder, SELECT, rows_as=rows_as)
    assert (said["form"], said["written_as"], said["size"], said["tired"]) == ("SELECT", rows_as, len(text), False)
    assert "published" in text
    assert "vocabulary" in text
    said, text = replied(store_folder, "ASK { ?s ?p 'published' }", rows_as=rows_as)
    assert (said["form"], "true" in text) == ("ASK", True)


@pytest.mark.parametrize("graph_as", GRAPH_TYPES)
def test_graphs_are_written_in_every_format(store_folder: Path, graph_as: str) -> None:
    for text in (CONSTRUCT, "DESCRIBE <https://example.org/a> <https://example.org/b>"):
        said, text = replied(store_folder, text, graph_as=graph_as)
        assert (said["written_as"], said["size"]) == (graph_as, len(text))
        assert "vocabulary" in text


def test_a_page_gets_the_first_rows_and_is_told_of_more(store_folder: Path) -> None:
    _, text = replied(store_folder, "SELECT * { ?s ?p ?o OPTIONAL { ?s <x:none> ?none } }", rows_as="table")
    table = json.loads(text)
    assert (len(table["rows"]), table["more"]) == (MOST_ROWS, True)
    _, text = replied(store_folder, "SELECT ?s ?o ?x { ?s <https://example.org/p> ?o } ORDER BY ?o", rows_as="table")
    row = [{"iri": "https://example.org/a"}, {"text": "published", "language": ""}, None]
    assert json.loads(text)["rows"][0] == row
    _, text = replied(store_folder, "SELECT (BNODE() AS ?b) {}", rows_as="table")
    assert json.loads(text)["rows"][0][0]["text"].startswith("_:")
    _, text = replied(store_folder, "ASK {}", rows_as="table")
    assert json.loads(text) == {"boolean": True}


def test_an_answer_beyond_its_limit_is_not_written_further(store_folder: Path) -> None:
    said, text = replied(store_folder, "SELECT * { ?s ?p ?o }", bytes=20_000)
    assert said["failed"] == "size"
    assert len(text) <= 20_000


def test_a_form_without_a_format_is_named(store_folder: Path) -> None:
    assert replied(store_folder, SELECT, rows_as=None)[0] == {"failed": "form", "form": "SELECT", "tired": False}
    assert replied(store_folder, CONSTRUCT, graph_as=None)[0]["form"] == "CONSTRUCT"


def test_what_is_wrong_with_a_query_is_said(store_folder: Path) -> None:
    said, _ = replied(store_folder, "LOAD <x:y>")
    assert (said["failed"], said["message"]) == ("query", "LOAD is not open: queries read and never write.")


def test_a_query_that_only_the_store_cannot_read_is_the_askers_fault(store_folder: Path) -> None:
    # rdflib lets an aggregate stand in a filter; Oxigraph does not.
    said, _ = replied(store_folder, "SELECT ?s { ?s ?p ?o FILTER(COUNT(?o) > 1) }")
    assert said["failed"] == "query"


def test_a_snapshot_that_is_not_there_is_the_stores_fault(tmp_path: Path) -> None:
    said, _ = replied(tmp_path, "ASK {}")
    assert said["failed"] == "store"


def test_a_question_without_a_snapshot_is_judged_alone() -> None:
    answerer = Answerer(Memory(NO_PROC))
    said = answerer.reply(message(None, f"SELECT * FROM <{PUBLISHED}> {{ ?s ?p ?o }}"), [])
    assert said == {"form": "SELECT", "default": (PUBLISHED,), "named": (), "tired": False}
    assert answerer.reply(message(None, "DROP ALL"), [])["failed"] == "query"


def test_what_a_server_answered_is_converted() -> None:
    rows = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:y"}}]}}'
    assert replied(None, "SELECT ?s { ?s ?p ?o }", rows, rows_as="csv")[1] == "s\r\nx:y\r\n"
    assert replied(None, "ASK {}", b'{"head":{},"boolean":false}', rows_as="csv")[1] == "false"
    triples = b'<x:a> <x:b> "c" .\n'
    assert replied(None, CONSTRUCT, triples, graph_as="n-quads")[1] == triples.decode()
    assert replied(None, "SELECT ?s { ?s ?p ?o }", b"<html>", rows_as="csv")[0]["failed"] == "query"


def test_memory_that_cannot_be_had_ends_in_a_reply_and_a_tired_worker(store_folder: Path) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise MemoryError

    said = Answerer(Memory(NO_PROC)).reply(message(store_folder / "store", SELECT), [Full()])
    assert said == {"failed": "memory", "tired": True}


def test_a_worker_is_tired_when_half_of_its_memory_is_kept(tmp_path: Path) -> None:
    statm = tmp_path / "statm"
    statm.write_text("1 1 1")
    memory = Memory(statm)
    assert not memory.is_tired
    memory.hold_to(10**12 // 10**6)
    statm.write_text(f"{10**12} 1 1")
    memory.hold_to(1)
    assert memory.is_tired


def test_a_dataset_is_kept_open_until_another_is_asked(store_folder: Path) -> None:
    snapshot = Snapshot()
    first = snapshot.at(str(store_folder / "store"))
    assert snapshot.at(str(store_folder / "store")) is first


def test_a_query_is_judged_once() -> None:
    judged("ASK { ?s <x:judged-once> ?o }")
    before = judged.cache_info().hits
    judged("ASK { ?s <x:judged-once> ?o }")
    assert judged.cache_info().hits == before + 1


def test_only_queries_with_their_graphs_fixed_are_answered() -> None:
    with pytest.raises(ValueError, match="fixed"):
        results_of(ox.Store(), BoundQuery("ASK { ?s ?p ?o }"))
    with pytest.raises(ValueError, match="fixed"):
        results_of(ox.Store(), bind("anything", graph=Iri(PUBLISHED)))


def test_whole_graphs_are_read_one_after_the_other(store_folder: Path) -> None:
    file = io.BytesIO()
    dump([str(store_folder / "store"), "n-triples", *PUBLIC], file)
    lines = file.getvalue().decode().splitlines()
    assert len(lines) == 3_002
    assert any("vocabulary" in line for line in lines)
    assert not any("draft" in line for line in lines)


@pytest.mark.parametrize(("form", "text"), [("SELECT", SELECT), ("CONSTRUCT", CONSTRUCT)])
def test_xml_stays_well_formed_over_texts_that_xml_cannot_say(tmp_path: Path, form: str, text: str) -> None:
    store = ox.Store(str(tmp_path / "store"))
    said = ox.Literal("bell\x07 and \uffff, but Ünïcode ｆｕｌｌ \ufffd stays")
    node = ox.NamedNode("https://example.org/a")
    store.add(ox.Quad(node, ox.NamedNode("https://example.org/p"), said, ox.NamedNode(PUBLISHED)))
    store.flush()
    del store
    _, answer = replied(tmp_path, text, default=[PUBLISHED], rows_as="xml", graph_as="rdf-xml")
    words = "".join(ElementTree.fromstring(answer).itertext())
    assert "bell\ufffd and \ufffd, but Ünïcode ｆｕｌｌ \ufffd stays" in words


def test_a_character_that_comes_in_two_pieces_is_replaced_all_the_same() -> None:
    file = io.BytesIO()
    writer = WellFormed(file)
    for piece in (b"a\xef", b"\xbf", b"\xbe\xef\xbf", b"\xbdz\xef", b"\xbc\xa1"):
        assert writer.write(piece) == len(piece)
    assert file.getvalue().decode() == "a\ufffd\ufffdz\uff21"
