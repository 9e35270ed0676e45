"""`mission-registry compare`: tables, files and mistakes."""

from pathlib import Path

import pytest

from registry.cli.main import main
from registry.errors import FINE, MISUSE


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
    assert "criterion       criterion: Mission" in lines
