import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from registry.cli.tables import as_csv, as_json, as_table
from registry.errors import FINE, INVALID, MISUSE, STORE_OUT_OF_REACH
from registry.namespaces import TERMS, XSD
from registry.rdf.parsing import parse
from registry.rdf.terms import BlankNode, Iri, Literal, text
from registry.settings import Settings
from registry.store.open import open_store
from tests.unit.cli.conftest import Run

COUNT = "SELECT (COUNT(?m) AS ?n) WHERE { ?m a mr:Mission }"


def test_a_sparql_answer_is_a_table_and_says_its_rows(run: Run, seeded_folder: Path) -> None:
    printed = run("query", COUNT, folder=seeded_folder)
    heading, value, rows = printed.out.splitlines()
    assert (printed.code, heading, rows) == (FINE, "n", "(1 row)")
    assert int(value) >= 211


def test_a_query_comes_from_a_file_or_standard_input_too(
    run: Run, seeded_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    from_file = run("query", f"@{tmp_path / 'count.rq'}", "--format", "csv", folder=seeded_folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(COUNT))
    assert run("query", "-", "--format", "csv", folder=seeded_folder) == from_file
    assert from_file.out.startswith("n\r\n2")


def test_a_query_file_that_cannot_be_read_is_told(run: Run, seeded_folder: Path, tmp_path: Path) -> None:
    assert "cannot be read" in run("query", "@nothing.rq", folder=seeded_folder).err
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe")
    assert "UTF-8" in run("query", f"@{tmp_path / 'binary.rq'}", folder=seeded_folder).err


@pytest.mark.parametrize(("query", "answer"), [("ASK { ?s ?p ?o }", "yes\n"), ("ASK { <urn:x> ?p ?o }", "no\n")])
def test_a_yes_or_no_question_gets_one(run: Run, seeded_folder: Path, query: str, answer: str) -> None:
    assert run("query", query, folder=seeded_folder).out == answer


def test_statements_are_written_as_turtle(run: Run, seeded_folder: Path) -> None:
    query = "DESCRIBE <https://w3id.org/mission-registry/id/place/sweden>"
    assert "<place/sweden>\n    a mr:Place" in run("query", query, folder=seeded_folder).out


def test_an_update_or_a_call_elsewhere_is_refused_and_changes_nothing(run: Run, seeded_folder: Path) -> None:
    for query in ("INSERT DATA { <urn:s> <urn:p> 1 }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"):
        printed = run("query", query, folder=seeded_folder)
        assert (printed.code, printed.out) == (MISUSE, "")
    assert run("query", "ASK { <urn:s> ?p ?o }", folder=seeded_folder).out == "no\n"


def test_rows_are_not_written_as_turtle(run: Run, seeded_folder: Path) -> None:
    assert "table, csv or json" in run("query", COUNT, "--format", "turtle", folder=seeded_folder).err


def test_a_graphql_query_is_answered_as_json(run: Run, seeded_folder: Path) -> None:
    printed = run("query", "--graphql", "{ missions(first: 1) { totalCount } }", folder=seeded_folder)
    assert printed.code == FINE
    assert json.loads(printed.out)["data"]["missions"]["totalCount"] >= 211


def test_a_graphql_query_with_errors_leaves_with_another_code(run: Run, seeded_folder: Path) -> None:
    printed = run("query", "--graphql", "{ oops }", folder=seeded_folder)
    assert printed.code == INVALID
    assert "oops" in json.loads(printed.out)["errors"][0]["message"]


def test_an_empty_registry_says_so(run: Run, tmp_path: Path) -> None:
    with open_store(Settings(data_dir=tmp_path / "fresh")):
        pass
    printed = run("query", "ASK { ?s ?p ?o }", folder=tmp_path / "fresh")
    assert (printed.out, "mission-registry seed" in printed.err) == ("no\n", True)


@pytest.mark.parametrize("rdf_format", ["turtle", "n-triples", "n-quads", "trig", "json-ld"])
def test_one_record_is_written_in_every_format(run: Run, seeded_folder: Path, rdf_format: str) -> None:
    iri = "https://w3id.org/mission-registry/id/place/sweden"
    printed = run("export", "--record", iri, "--format", rdf_format, folder=seeded_folder)
    from registry.model.jsonld import contexts
    from registry.model.reader import read_model

    quads = list(parse(printed.out.encode(), rdf_format, contexts=contexts(read_model())))
    subjects = {quad.subject.value.partition("#")[0] for quad in quads if isinstance(quad.subject, Iri)}
    assert subjects == {iri}


def test_a_record_that_there_is_not_is_told(run: Run, seeded_folder: Path) -> None:
    printed = run("export", "--record", "https://w3id.org/mission-registry/id/place/atlantis", folder=seeded_folder)
    assert (printed.code, "atlantis" in printed.err) == (INVALID, True)


def test_an_export_file_appears_whole_or_not_at_all(run: Run, seeded_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.nq"
    assert run("export", "--format", "n-quads", "--output", str(target), folder=seeded_folder).code == FINE
    assert target.read_text().count("\n") > 100_000
    assert run("export", "--output", str(tmp_path / "no" / "all.ttl"), folder=seeded_folder).code == MISUSE
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part") == []


def test_a_store_that_is_in_use_names_its_holder(run: Run, own_seeded_folder: Path) -> None:
    with open_store(Settings(data_dir=own_seeded_folder)):
        printed = run("query", "ASK {}", folder=own_seeded_folder)
    assert printed.code == STORE_OUT_OF_REACH
    assert "in use by" in printed.err


def test_the_schema_and_the_context_are_printed_without_a_store(run: Run) -> None:
    assert "type Mission implements" in run("schema").out
    assert json.loads(run("schema", "json-ld").out)["@context"]["id"] == "@id"


ROWS = [
    {"a": Iri(TERMS + "title"), "b": text("två\nrader", "sv")},
    {"a": BlankNode("x"), "b": Literal("1", XSD + "integer")},
    {"b": Literal("plain, with comma")},
    {"a": Iri("urn:elsewhere")},
]


def test_a_table_shortens_what_it_can() -> None:
    assert as_table(["a", "b"], ROWS).splitlines() == [
        "a              b",
        "mr:title       två rader",
        "_:x            1",
        "               plain, with comma",
        "urn:elsewhere",
        "(4 rows)",
    ]


def test_csv_leaves_a_missing_value_empty() -> None:
    assert as_csv(["a", "b"], ROWS).split("\r\n")[3] == ',"plain, with comma"'


def test_json_follows_the_recommendation() -> None:
    bindings = json.loads(as_json(["a", "b"], ROWS))["results"]["bindings"]
    assert bindings[0]["b"] == {"type": "literal", "value": "två\nrader", "xml:lang": "sv"}
    assert bindings[1] == {
        "a": {"type": "bnode", "value": "x"},
        "b": {"type": "literal", "value": "1", "datatype": XSD + "integer"},
    }
    assert bindings[2] == {"b": {"type": "literal", "value": "plain, with comma"}}


def test_an_export_goes_into_a_pipe_and_through_a_link(run: Run, seeded_folder: Path, tmp_path: Path) -> None:
    iri = "https://w3id.org/mission-registry/id/place/sweden"
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to(tmp_path / "real.ttl")
    run("export", "--record", iri, "--output", str(tmp_path / "link.ttl"), folder=seeded_folder)
    assert (tmp_path / "link.ttl").is_symlink()
    assert "place/sweden" in (tmp_path / "real.ttl").read_text()
    assert run("export", "--record", iri, "--output", os.devnull, folder=seeded_folder).code == FINE
    assert not Path(os.devnull).is_file()


def test_an_answer_that_cannot_be_written_is_told(seeded_folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "registry", "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert "Traceback" not in done.stderr
    assert done.returncode == MISUSE


def test_a_query_that_takes_too_much_is_stopped_at_the_limit(
    run: Run, seeded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_SPARQL_SECONDS", "0.5")
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }"
    printed = run("query", endless, folder=seeded_folder)
    assert (printed.code, printed.out) == (MISUSE, "")
    assert "took longer than 0.5 seconds" in printed.err


def test_a_countrys_records_are_written_alone(run: Run, seeded_folder: Path, tmp_path: Path) -> None:
    printed = run("export", "--country", "SE", "--format", "n-triples", folder=seeded_folder)
    subjects = {line.split()[0].partition("#")[0].strip("<>") for line in printed.out.splitlines()}
    assert "https://w3id.org/mission-registry/id/place/sweden" in subjects
    assert "https://w3id.org/mission-registry/id/place/norway" not in subjects
    assert len(subjects) > 20
    nowhere = run("export", "--country", "XX", folder=seeded_folder)
    assert (nowhere.code, "SE" in nowhere.err) == (INVALID, True)


def test_tables_are_written_as_one_zip(run: Run, seeded_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "sweden.zip"
    assert (
        run("export", "--country", "se", "--format", "csv", "--output", str(target), folder=seeded_folder).code == FINE
    )
    with zipfile.ZipFile(target) as folder:
        assert folder.read("missions.csv").startswith(b"iri,title,")
        assert folder.read("places.csv").count(b"\n") == 2
