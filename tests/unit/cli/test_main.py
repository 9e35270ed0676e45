import os
import subprocess
import sys
from pathlib import Path

import pytest

from registry import __version__
from registry.cli import querying
from registry.cli.arguments import argument_parser
from registry.errors import FINE, MISUSE, STORE_OUT_OF_REACH
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["validate"],
        ["query"],
        ["export", "--format", "word"],
        ["serve", "--port", "many"],
        ["schema", "x"],
    ],
)
def test_what_makes_no_sense_is_misuse_and_says_what_would(run: Run, arguments: list[str]) -> None:
    printed = run(*arguments)
    assert printed.code == MISUSE
    assert printed.err.startswith("error: ")
    assert printed.out == ""


def test_help_and_version_are_fine(run: Run) -> None:
    assert run("--version").out == f"mission-registry {__version__}\n"
    printed = run("--help")
    assert printed.code == FINE
    assert all(name in printed.out for name in ("serve", "seed", "validate", "query", "export", "schema", "check"))


def test_every_command_explains_itself(run: Run) -> None:
    for name in ("serve", "seed", "validate", "query", "export", "schema", "check"):
        printed = run(name, "--help")
        assert printed.code == FINE
        assert "Exit codes: 0 fine" in printed.out


def test_a_store_out_of_reach_has_its_own_exit_code(run: Run) -> None:
    printed = run("query", "ASK {}", "--store", "http://127.0.0.1:9/query")
    assert printed.code == STORE_OUT_OF_REACH
    assert "Check that the store runs" in printed.err


def test_a_registry_that_was_never_filled_says_how_to_fill_it(run: Run) -> None:
    printed = run("export")
    assert printed.code == STORE_OUT_OF_REACH
    assert "mission-registry seed" in printed.err


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "registry", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (FINE, f"mission-registry {__version__}\n")


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(seeded_folder: Path) -> None:
    environment = os.environ | {"MISSION_REGISTRY_DATA_DIR": str(seeded_folder)}
    command = [sys.executable, "-m", "registry", "export", "--format", "n-quads"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == FINE


def test_an_interrupt_is_told_in_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(querying, "run", interrupted)
    assert run("query", "ASK {}") == (MISUSE, "", "Stopped.\n")


def test_the_parser_knows_every_command_once() -> None:
    assert argument_parser().parse_args(["schema"]).what == "graphql"
