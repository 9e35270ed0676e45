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
    assert main(["compare", "SE", "UK", "--by", "helix-role", "--helix-roles", "4", "--of", "Mission"]) == FINE
    printed = capsys.readouterr().out
    assert "Sweden" in printed
    assert "four roles" in printed
    assert "Permalink" in printed


def test_a_file_is_written_whole(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "compared.csv"
    where = '{"title": {"startsWith": "S"}}'
    arguments = [
        "compare",
        "SE",
        "ES",
        "--by",
        "challenge",
        "--where",
        where,
        "--format",
        "csv",
        "--output",
        str(target),
    ]
    assert main(arguments) == FINE
    assert target.read_text(encoding="utf-8").startswith("side,")
    assert main([*arguments[:-1], str(tmp_path / "no" / "such")]) == MISUSE
    assert "cannot be written" in capsys.readouterr().err


def test_a_picture_is_drawn(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "compared.svg"
    assert main(["compare", "SE", "ES", "--by", "target", "--format", "svg", "--output", str(target)]) == FINE
    assert "<svg" in target.read_text(encoding="utf-8")


def test_everything_that_can_be_compared_by_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--dimensions"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    assert "criterion       criterion: Mission" in lines


def test_mistakes_are_told_with_a_way_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "SE", "Spein", "--by", "challenge"]) == MISUSE
    assert "Did you mean ES?" in capsys.readouterr().err
