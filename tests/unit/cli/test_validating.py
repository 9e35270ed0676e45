import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.errors import FINE, INVALID, MISUSE, STORE_OUT_OF_REACH
from registry.namespaces import TERMS
from registry.settings import Settings
from registry.store.open import open_store
from tests.unit.cli.conftest import Run

HEAD = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/mission-registry/id/> .
"""
GOOD = HEAD + '<mission/clean-harbour> a mr:Mission ; mr:title "Clean harbour"@en ; mr:country <place/sweden> .'


Write = Callable[[str, str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its path."""

    def write_file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write_file


def test_a_valid_record_is_fine_though_it_could_be_better(run: Run, write: Write) -> None:
    printed = run("validate", write("good.ttl", GOOD))
    assert printed.code == FINE
    assert "0 errors" in printed.out
    assert "level   minimal; for recommended mend:" in printed.out


def test_links_are_looked_up_in_the_store(run: Run, write: Write, seeded_folder: Path) -> None:
    assert run("validate", write("good.ttl", GOOD), folder=seeded_folder).code == FINE
    lost = write("lost.ttl", GOOD.replace("sweden", "swedn"))
    printed = run("validate", lost, folder=seeded_folder)
    assert printed.code == INVALID
    assert "Did you mean <https://w3id.org/mission-registry/id/place/sweden>?" in printed.out


def test_a_store_in_use_is_no_obstacle(run: Run, write: Write, own_seeded_folder: Path) -> None:
    with open_store(Settings(data_dir=own_seeded_folder)):
        printed = run("validate", write("good.ttl", GOOD), folder=own_seeded_folder)
    assert printed.code == FINE
    assert "packaged seed" in printed.err


def test_a_server_out_of_reach_is_one(run: Run, write: Write) -> None:
    printed = run("validate", write("good.ttl", GOOD), "--store", "http://127.0.0.1:9/query")
    assert (printed.code, printed.out) == (STORE_OUT_OF_REACH, "")


def test_files_of_one_command_know_each_other(run: Run, write: Write) -> None:
    place = (
        HEAD + '<place/atlantis> a mr:Place ; mr:title "Atlantis"@en ; '
        "mr:placeKind <https://w3id.org/mission-registry/code/place-kind/country> ."
    )
    files = [write("place.ttl", place), write("mission.ttl", GOOD.replace("sweden", "atlantis"))]
    assert run("validate", *files).code == FINE
    assert run("validate", files[1]).code == INVALID


def test_a_report_for_programs_names_each_input(run: Run, write: Write) -> None:
    files = [write("good.ttl", GOOD), write("bad.ttl", GOOD.replace("mr:title", "mr:titel"))]
    printed = run("validate", *files, "--format", "json")
    report = json.loads(printed.out)
    assert (printed.code, report["conforms"]) == (INVALID, False)
    assert [(given["input"], given["conforms"]) for given in report["inputs"]] == [(files[0], True), (files[1], False)]
    closed = [f for f in report["inputs"][1]["findings"] if f["constraint"] == "closed"]
    assert [finding["suggestion"] for finding in closed] == [TERMS + "title"]


def test_a_report_for_shacl_tools_is_turtle(run: Run, write: Write) -> None:
    assert "sh:ValidationReport" in run("validate", write("good.ttl", GOOD), "--format", "turtle").out


def test_standard_input_is_read_up_to_the_limit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(GOOD.encode())

    monkeypatch.setattr("sys.stdin", Standard)
    assert run("validate", "-").code == FINE
    Standard.buffer = io.BytesIO(b"#" * 11_000_000)
    printed = run("validate", "-")
    assert (printed.code, "limit is 10,000,000" in printed.err) == (MISUSE, True)


CYCLE = """<mission/a> a mr:Mission ; mr:title "A"@en ; mr:country <place/sweden> ; mr:parentMission <mission/b> .
<mission/b> a mr:Mission ; mr:title "B"@en ; mr:country <place/sweden> ; mr:parentMission <mission/a> ."""


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("malformed.ttl", HEAD + "<mission/a> a mr:Mission ;;; oops", INVALID, "line 5"),
        ("class.ttl", HEAD + '<mission/a> a mr:Misson ; mr:title "A"@en .', INVALID, "Misson"),
        ("property.ttl", GOOD.replace("mr:title", 'mr:titel "x" ; mr:title'), INVALID, "titel"),
        ("large.ttl", b"# " + b"x" * 50_000_000, MISUSE, "50,000,002 bytes"),
        ("binary.ttl", b"\x89PNG\r\n\x1a\n\x00\xff\xfe", MISUSE, "not UTF-8 text"),
        ("cycle.ttl", HEAD + CYCLE, INVALID, "parentMission"),
        ("iri.ttl", HEAD + "<http://a b> a mr:Mission .", INVALID, "IRI"),
        ("escaped.ttl", HEAD + "<http://a/\\u0022onclick> a mr:Mission .", INVALID, "IRI"),
        ("script.ttl", GOOD.replace("<mission/clean-harbour>", "<javascript:alert(1)>"), INVALID, "address"),
        ("path.ttl", GOOD.replace("mission/clean-harbour", "mission/..%2f..%2fetc"), INVALID, "address"),
        ("empty.ttl", "# nothing\n", INVALID, "no statement"),
        ("context.jsonld", '{"@context": "http://127.0.0.1:9/", "@id": "urn:x"}', INVALID, "127.0.0.1"),
        ("record.docx", GOOD, MISUSE, ".docx"),
    ],
)
def test_bad_input_gets_one_clear_error_and_changes_nothing(
    run: Run,
    write: Write,
    seeded_folder: Path,
    name: str,
    content: str | bytes,
    code: int,
    words: str,
) -> None:
    def head() -> int:
        with open_store(Settings(data_dir=seeded_folder), read_only=True) as store:
            return store.head()

    before = head()
    printed = run("validate", write(name, content), folder=seeded_folder)
    assert printed.code == code
    assert words in printed.out + printed.err
    assert printed.out.count("  error ") + printed.err.count("error: ") in ((2,) if name == "cycle.ttl" else (1,))
    assert "Traceback" not in printed.err
    assert head() == before


def test_an_unreadable_file_does_not_silence_the_others(run: Run, write: Write, tmp_path: Path) -> None:
    printed = run(
        "validate", str(tmp_path / "nothing.ttl"), str(tmp_path), write("good.ttl", GOOD), write("x.ttl", "oops")
    )
    assert printed.code == INVALID
    assert printed.err.count("error: ") == 3
    assert "0 errors" in printed.out
    assert run("validate", str(tmp_path / "nothing.ttl")).code == MISUSE
    report = json.loads(run("validate", write("x.ttl", "oops"), "--format", "json").out)
    assert (report["conforms"], report["inputs"][0]["error"]) == (False, "malformed-input")


def test_a_file_without_end_is_read_up_to_the_limit(run: Run) -> None:
    printed = run("validate", "/dev/zero", "--input-format", "turtle")
    assert (printed.code, "limit is 10,000,000" in printed.err) == (MISUSE, True)
