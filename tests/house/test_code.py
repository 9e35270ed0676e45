"""House rules that a glance cannot hold: lengths, names, where SPARQL lives, what no file may say."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bench", "registry", "tools", "seed/conversion")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
SAYS_NOTHING = re.compile(r"^(utils?|helpers?|common|manager|base|misc)$")
SPARQL = re.compile(r"\b(SELECT|CONSTRUCT|ASK|INSERT|DELETE)\b[^\"']*(\{|\bWHERE\b)")


def tracked_files() -> list[Path]:
    """Files that git knows, or would take; without git, every text file of the project's folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    assert listed.returncode == 0, "the house rules are checked in a git checkout"
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300, "look for the second idea in it"
    assert not SAYS_NOTHING.match(path.stem), "give it a name that says what it holds"
    assert path.stem == "__main__" or text.lstrip().startswith('"""'), "say its idea in a docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sparql_lives_in_its_own_files(path: Path) -> None:
    assert not SPARQL.search(path.read_text(encoding="utf-8")), "move the query to a .rq file"


def test_no_file_names_a_package_registry_or_an_address_to_download_from() -> None:
    hosts = re.compile(
        "|".join(["pypi" r"\.org", "pythonhosted", "registry" r"\.npmjs", "repo1?" r"\.maven", "--index-url"])
    )
    found = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path != Path(__file__)
        and path.name != "Makefile"
        and hosts.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_every_locked_requirement_has_hashes() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        packages = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==", text, re.MULTILINE)
        blocks = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==[^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)
        assert len(packages) == len(blocks) > 20
