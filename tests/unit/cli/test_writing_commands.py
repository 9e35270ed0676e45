import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from registry.cli.progress import progress
from registry.cli.serving import fill
from registry.errors import FINE, INVALID, MISUSE, STORE_OUT_OF_REACH
from registry.model.reader import read_model
from registry.namespaces import RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.services.seed import load_vocabulary
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.records import is_empty
from tests.contract.changes import change
from tests.unit.cli.conftest import Run

STREETS = Iri("https://w3id.org/mission-registry/id/mission/sustainable-streets")
ODD = Triple(STREETS, Iri(TERMS + "oddity"), text("?", "en"))


def edit(folder: Path, triple: Triple) -> None:
    """Somebody adds a statement to a seed record."""
    with open_store(Settings(data_dir=folder)) as store:
        store.write(change(store.head(), insert=[triple]))


def test_loading_the_seed_again_changes_nothing(run: Run, own_seeded_folder: Path) -> None:
    printed = run("seed", folder=own_seeded_folder)
    assert printed.code == FINE
    assert re.fullmatch(r"Revision 2: 0 records added, 0 set back, [\d,]+ left as they were\.\n", printed.out)


def test_an_edited_record_is_left_alone_unless_told(run: Run, own_seeded_folder: Path) -> None:
    edit(own_seeded_folder, ODD)
    assert "0 set back" in run("seed", folder=own_seeded_folder).out
    assert "1 set back" in run("seed", "--replace", folder=own_seeded_folder).out
    assert run("query", f"ASK {{ ?s <{ODD.predicate.value}> ?o }}", folder=own_seeded_folder).out == "no\n"


def test_a_registry_may_have_a_record_base_of_its_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_RECORD_BASE", "https://missions.example/id/")
    assert run("seed").code == FINE
    found = run("query", "SELECT ?c { <https://missions.example/id/mission/sustainable-streets> a ?c }")
    assert "mr:Mission" in found.out
    assert run("query", "ASK { ?s ?p <https://w3id.org/mission-registry/id/place/sweden> }").out == "no\n"


def test_the_seed_has_no_violation_and_its_warnings_are_listed(run: Run) -> None:
    printed = run("check", "--seed", "--warnings")
    assert printed.code == FINE
    assert "Shapes: well made." in printed.out
    assert " 0 errors, " in printed.out
    assert re.search(r"^warning .*deadline: ", printed.out, re.MULTILINE)


def test_a_record_that_breaks_a_rule_is_named(run: Run, tmp_path: Path) -> None:
    harbour = Iri("https://w3id.org/mission-registry/id/mission/harbour")
    nameless = Triple(harbour, Iri(RDF_TYPE), Iri(TERMS + "Mission"))
    edit(tmp_path / "data", nameless)
    printed = run("check", folder=tmp_path / "data")
    assert printed.code == INVALID
    errors = [line for line in printed.out.splitlines() if line.startswith("error ")]
    assert [line.split()[1:3] for line in errors] == [[harbour.value, "country:"], [harbour.value, "title:"]]
    assert "warning " not in printed.out


def test_progress_is_told_by_tenths_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(iter(range(25)), "counting", 25, quiet_s=0)) == list(range(25))
    assert capsys.readouterr().err.splitlines()[0] == "counting 2 of 25"
    list(progress(range(10_000), "counting", quiet_s=0))
    assert capsys.readouterr().err == "counting 10,000\n"


def test_progress_keeps_one_line_up_to_date_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("registry.cli.progress._PAUSE_S", 0.0)
    list(progress(range(2), "counting", 2, quiet_s=0))
    assert capsys.readouterr().err == "\rcounting 1 of 2 \rcounting 2 of 2 \rcounting 2 of 2 \n"
    list(progress((), "counting", quiet_s=0))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("watched", [True, False])
def test_of_a_short_task_nothing_is_said_and_of_a_long_one_what_comes_after_a_while(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, watched: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: watched)
    list(progress(range(10), "counting", 10, clock=lambda: 7.0))
    assert capsys.readouterr().err == ""
    seconds = iter(range(20))
    list(progress(range(10), "counting", 10, quiet_s=6, clock=lambda: float(next(seconds))))
    assert "counting 6 of 10" in (said := capsys.readouterr().err)
    assert "counting 5 of 10" not in said


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_the_server_fills_an_empty_registry_serves_it_and_stops(tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {"MISSION_REGISTRY_DATA_DIR": str(tmp_path), "MISSION_REGISTRY_PORT": str(port)}
    command = [sys.executable, "-m", "registry", "serve", "--seed"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = "".join(iter(process.stderr.readline, f"Serving on http://127.0.0.1:{port}\n"))
        assert "loading the seed" in said
        transport = httpx2.HTTPTransport(retries=10)  # waits longer each time while the port is not open yet
        with httpx2.Client(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
            assert client.get("/ready").json()["records"] > 1000
            answer = client.post("/graphql", json={"query": "{ missions { totalCount } }"}).json()
        assert answer["data"]["missions"]["totalCount"] >= 211
        process.send_signal(signal.SIGINT)
        process.wait()
    with open_store(Settings(data_dir=tmp_path)) as store:
        assert store.head() == 2


def test_a_server_without_its_store_does_not_start(run: Run) -> None:
    printed = run("serve", "--store", "http://127.0.0.1:9/query")
    assert printed.code == STORE_OUT_OF_REACH
    assert "Serving" not in printed.err


def test_a_seeding_that_did_not_come_to_its_end_is_made_up_for(run: Run, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with open_store(settings) as store:
        load_vocabulary(store, read_model())
        assert (store.head(), is_empty(store)) == (1, True)
        fill(settings, store)
        assert not is_empty(store)
        head = store.head()
        fill(settings, store)
        assert store.head() == head


def test_a_port_in_use_is_told_before_anything_is_promised(run: Run, own_seeded_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        printed = run("serve", "--port", str(taken.getsockname()[1]), folder=own_seeded_folder)
    assert printed.code == MISUSE
    assert "cannot be used" in printed.err
    assert "Serving" not in printed.err


def test_records_of_another_base_are_not_served_under_this_one(
    run: Run, own_seeded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_RECORD_BASE", "https://missions.example/id/")
    printed = run("serve", folder=own_seeded_folder)
    assert (printed.code, "set the base they have" in printed.err) == (MISUSE, True)
