"""`mission-registry assess`: in words, and what it says of records that there are not."""

import shutil
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from tests.unit.cli.conftest import Run

STREETS = "mission/sustainable-streets"


@pytest.fixture
def folder(registry: Registry, tmp_path: Path) -> Path:
    """A copy of the seeded registry with its index, so that no command has to make one."""
    shutil.copytree(registry.settings.data_dir, tmp_path / "data")
    return tmp_path / "data"


def test_an_assessment_is_printed_in_words_or_as_json(run: Run, folder: Path) -> None:
    words = run("assess", STREETS, "--roles", "4", folder=folder)
    assert words.code == 0, words.err
    assert words.out.startswith("# Sustainable streets\n")
    assert "## Helix, counted with 4 roles" in words.out
    data = run("assess", STREETS, "--format", "json", folder=folder)
    assert '"title": "Sustainable streets"' in data.out


def test_records_that_there_are_not_and_too_many_at_once_are_said(run: Run, folder: Path) -> None:
    missing = run("assess", STREETS, "mission/nowhere", folder=folder)
    assert missing.code == 1
    assert "error: There is no record https://w3id.org/mission-registry/id/mission/nowhere.\n" in missing.err
    assert missing.out == ""
    many = run("assess", *(f"mission/m{number}" for number in range(101)), folder=folder)
    assert many.code == 2
    assert "100 are assessed at once at most" in many.err
