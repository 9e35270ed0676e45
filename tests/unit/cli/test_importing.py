"""`mission-registry import` and `template` as they are typed."""

import csv
import json
from pathlib import Path

import pytest

from registry.cli.person import acting
from registry.errors import Misuse
from registry.identity.person import Role
from registry.namespaces import PEOPLE
from tests.unit.cli.conftest import Run

TABLE = "title@en;country;colour\nTyped street;SE;red\nTyped and wrong;Swedn;blue\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "streets.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_file_is_tried_imported_mended_and_imported_again(run: Run, own_seeded_folder: Path, table: Path) -> None:
    command = ("import", str(table), "--class", "Mission", "--keep-unknown", "--as", "ana")
    tried = run(*command, folder=own_seeded_folder)
    assert tried.code == 1
    assert "Nothing was stored; it would be: 1 created, 1 refused." in tried.out
    assert "Columns left aside: colour." in tried.out
    report = table.with_name("report.json")
    done = run(*command, "--publish", "--report", str(report), folder=own_seeded_folder)
    assert "row 3: Typed and wrong\n  country: No Place is called 'Swedn'. Did you mean Sweden" in done.out
    assert "Rows: 1 created, 1 refused." in done.out
    assert json.loads(report.read_text())["counts"] == {"created": 1, "refused": 1}
    mending = table.with_name("streets-to-mend.csv")
    (row,) = csv.DictReader(mending.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert (row["#row"], row["country"], row["colour"]) == ("3", "Swedn", "blue")
    mending.write_text(mending.read_text(encoding="utf-8").replace(";Swedn;", ";Sweden;"), encoding="utf-8")
    again = run("import", str(mending), "--class", "Mission", "--keep-unknown", "--publish", folder=own_seeded_folder)
    assert (again.code, again.out.splitlines()[-1]) == (0, "Rows: 1 created.")
    assert list((own_seeded_folder / "imports").iterdir()) == []


def test_an_import_that_cannot_go_on_says_how_far_it_came_and_goes_on(
    run: Run, own_seeded_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "torn.csv"
    path.write_text('title@en;country\nTorn street;SE\nTorn and wrong;Swedn\n"never closed;SE\n', encoding="utf-8-sig")
    command = ("import", str(path), "--class", "Mission", "--publish", "--as", "ana")
    torn = run(*command, folder=own_seeded_folder)
    assert torn.code == 1
    assert "Rows: 1 created, 1 waiting." in torn.out
    assert "No Place is called 'Swedn'" in torn.out
    assert "stopped after row 3" in torn.err
    assert "at line 4" in torn.err
    mending = tmp_path / "torn-to-mend.csv"
    assert mending.read_bytes().startswith(b"\xef\xbb\xbf#row;#problem;title@en;country\r\n3;")
    again = run(*command, folder=own_seeded_folder)
    assert "Going on after row 3" in again.err
    only = tmp_path / "only.csv"
    only.write_text("title@en;country\n")
    assert "the file has no rows" in run("import", str(only), "--class", "Mission", folder=own_seeded_folder).out


def test_a_mapping_and_a_csv_report(run: Run, own_seeded_folder: Path, table: Path) -> None:
    mapping = table.with_name("own.toml")
    mapping.write_text('class = "Mission"\n[columns]\n"title@en" = "title@en"\ncountry = "country"\n')
    report, mend = table.with_name("report.csv"), table.with_name("mend.csv")
    done = run(
        "import", str(table), "--mapping", str(mapping), "--report", str(report), "--to-mend", str(mend),
        folder=own_seeded_folder,
    )  # fmt: skip
    assert "mend.csv" in done.out
    assert mend.exists()
    assert "Did you mean Sweden" in report.read_text(encoding="utf-8")


def test_what_cannot_be_done_is_told(run: Run, tmp_path: Path, table: Path) -> None:
    assert "no such file" in run("import", str(tmp_path / "none.csv")).err
    assert "no format that is imported" in run("import", str(table), "--input-format", "doc").err
    assert "The header is not understood" in run("import", str(table), "--class", "Mission").err
    mended = ("import", str(table), "--class", "Mission", "--keep-unknown")
    assert "cannot be written" in run(*mended, "--to-mend", str(tmp_path / "no" / "folder.csv")).err
    assert "neither a short name" in run(*mended, "--as", "Ana García").err


def test_templates_are_written_to_the_screen_or_a_file(run: Run, tmp_path: Path) -> None:
    assert run("template", "mission").out.startswith("id,title@en,")
    target = tmp_path / "mission.xlsx"
    assert "mission.xlsx has" in run("template", "Mission", "--output", str(target)).out
    assert target.read_bytes().startswith(b"PK")
    assert run("template", "PolicyInitiative", "--language", "sv", "--output", str(tmp_path / "p.csv")).code == 0
    assert "title@sv" in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")
    assert "There is no class 'misson'" in run("template", "misson").err
    assert "ends neither" in run("template", "mission", "--output", str(tmp_path / "m.doc")).err
    assert "cannot be written" in run("template", "mission", "--output", str(tmp_path / "no" / "m.csv")).err


def test_whoever_is_at_the_command_line_acts_under_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert acting("ana").iri == f"{PEOPLE}ana"
    assert acting("https://example.org/ana").iri == "https://example.org/ana"
    assert acting("ana").roles == {Role.ADMIN}
    monkeypatch.setenv("LOGNAME", "Ana García")
    assert acting(None).name == "ana-garc-a"
    monkeypatch.setenv("LOGNAME", "__")
    assert acting(None).name == "command-line"
    with pytest.raises(Misuse):
        acting("Ana García")
