"""`mission-registry compare`: tables, files and mistakes."""

import shlex
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from registry.cli.main import main
from registry.errors import FINE, MISUSE, STORE_OUT_OF_REACH
from registry.settings import Settings
from registry.store.open import open_store


@pytest.fixture
def folder(seeded_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MISSION_REGISTRY_DATA_DIR", str(seeded_folder))
    return seeded_folder


def test_a_table_is_printed_with_what_stands_behind_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = '{"title": {"startsWith": "S"}}'
    arguments = ["compare", "SE", "UK", "--by", "helix-role", "--helix-roles", "4", "--of", "Mission", "--where", where]
    assert main(arguments) == FINE
    printed = capsys.readouterr().out
    for words in ("Sweden", "four roles", "Permalink", "Filter", "startsWith"):
        assert words in printed


def test_labels_come_in_the_languages_that_are_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "SE", "ES", "--by", "target", "--lang", "de,sv"]) == FINE
    printed = capsys.readouterr().out
    assert "Schweden" in printed
    assert "lang=de,sv" in printed.replace("\n", "").replace(" ", "")
    assert main(["compare", "SE", "ES", "--by", "target", "--lang", "<de>"]) == MISUSE
    assert "`--lang` has '<de>', which is no language tag" in capsys.readouterr().err


def test_a_file_is_written(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "compared.svg"
    arguments = ["compare", "SE", "ES", "--by", "target", "--format", "svg", "--output", str(target)]
    assert main(arguments) == FINE
    assert "<svg" in target.read_text(encoding="utf-8")
    arguments[-3:] = ["csv", "--output", str(tmp_path / "no" / "such")]
    assert main(arguments) == MISUSE
    assert "cannot be written" in capsys.readouterr().err


def test_everything_that_can_be_compared_by_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--dimensions"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.startswith("moipType ") and line.endswith(": PolicyInitiative, Mission, Instrument") for line in lines
    )


def test_the_index_is_kept_so_that_a_second_time_is_quick_and_quiet(
    own_seeded_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_DATA_DIR", str(own_seeded_folder))
    (own_seeded_folder / "index" / "current").unlink(missing_ok=True)
    assert main(["compare", "SE", "ES", "--by", "target"]) == FINE
    first = (own_seeded_folder / "index" / "current").read_text()
    capsys.readouterr()
    assert main(["compare", "SE", "ES", "--by", "target"]) == FINE
    assert capsys.readouterr().err == ""
    assert (own_seeded_folder / "index" / "current").read_text() == first


def test_addresses_are_whole_where_the_server_is_known_and_else_are_said_to_be_parts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["compare", "SE", "ES", "--by", "target", "--format", "markdown"]
    assert main(arguments) == FINE
    assert "goes behind the address of a server of this registry" in capsys.readouterr().out
    monkeypatch.setenv("MISSION_REGISTRY_PUBLIC_ADDRESS", "https://missions.example.org")
    assert main(arguments) == FINE
    printed = capsys.readouterr().out
    assert "https://missions.example.org/compare?sides=place/sweden,place/spain&by=target" in printed
    assert "goes behind the address" not in printed
    arguments[-1:] = ["svg", "--chart", "likeness"]
    assert main(arguments) == FINE
    assert "/compare.svg?sides=" in (picture := capsys.readouterr().out)
    assert "chart=likeness" in picture


def test_while_a_server_has_the_store_the_command_says_how_to_ask_it(
    own_seeded_folder: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_DATA_DIR", str(own_seeded_folder))
    with open_store(Settings(data_dir=own_seeded_folder)):
        assert main(["compare", "Sweden", "ES", "--by", "helix-role", "--by", "function"]) == STORE_OUT_OF_REACH
        told = capsys.readouterr().err
        assert main(["compare", "SE", "ES", "--by", "target", "--format", "svg"]) == STORE_OUT_OF_REACH
        assert "/compare.svg?" in capsys.readouterr().err
        assert main(["compare", "--dimensions"]) == STORE_OUT_OF_REACH
        assert "curl 'http://127.0.0.1:8000/compare'" in capsys.readouterr().err
    address = shlex.split(told.splitlines()[0].partition("curl ")[2])[0]
    assert address.startswith("http://127.0.0.1:8000/compare.md?side=Sweden&side=ES&")
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
