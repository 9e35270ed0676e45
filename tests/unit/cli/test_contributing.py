"""`mission-registry submit`, `review`, `withdraw` and `history`, on the machine that holds the store."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from registry.bootstrap import open_writer
from registry.rdf.terms import Iri, Triple, text
from registry.settings import Settings
from registry.store.port import Change, GraphChange
from registry.store.records import record_triples
from tests.unit.cli.conftest import Run

RECORD = "https://w3id.org/mission-registry/id/mission/clean-rivers"
ANA, RITA = ("--as", "ana-garcia", "--name", "Ana García"), ("--as", "https://example.org/rita")


def written(folder: Path, **fields: object) -> str:
    path = folder / "record.json"
    given = {"type": "Mission", "id": RECORD, "title": {"en": "Clean rivers"}, "country": "place/spain", **fields}
    path.write_text(json.dumps(given))
    return str(path)


def test_a_record_goes_its_way_on_the_command_line(run: Run, own_seeded_folder: Path, tmp_path: Path) -> None:
    folder = own_seeded_folder
    handed_in = run("submit", written(tmp_path, startDate="soon"), *ANA, "--message", "New\nrivers", folder=folder)
    assert handed_in.code == 0
    submission = re.search(r"submission/(\S+) is submitted", handed_in.out)[1]
    assert "1 error" in handed_in.out
    assert f"{submission}  submitted  create  {RECORD}  Ana García" in run("review", *RITA, folder=folder).out
    refused = run("review", submission, *RITA, "--decision", "publish", folder=folder)
    assert (refused.code, "was not published: rules stand in the way" in refused.out) == (1, True)
    returned = run("review", submission, *RITA, "--decision", "return", "--comment", "When?", folder=folder)
    assert "is returned" in returned.out
    assert "records:" not in returned.out
    shown = run("review", submission, *RITA, folder=folder).out
    assert "returned, create" in shown
    assert "When?" in shown
    assert '"startDate": "soon"' in shown
    published = run("submit", written(tmp_path), *RITA, "--state", "published", folder=folder)
    revision = re.search(r"Revision (\d+): ", published.out)[1]
    same = run("submit", written(tmp_path), *RITA, "--state", "published", "--update", folder=folder)
    assert "says all that already" in same.out
    gone = run("withdraw", "mission/clean-rivers", *RITA, "--reason", "Twice", folder=folder)
    assert gone.code == 0
    assert re.fullmatch(rf"Revision \d+: {RECORD}\n", gone.out)
    late = run("withdraw", RECORD, *RITA, "--reason", "Again", "--base", revision, folder=folder)
    assert (late.code, "was withdrawn" in late.err) == (1, True)
    told = run("history", "mission/clean-rivers", folder=folder).out
    assert re.search(rf"https://example.org/rita +withdrew {RECORD} +Twice", told)
    assert re.search(rf"^{revision} .*created {RECORD}", told, re.MULTILINE)
    everything = run("history", "--first", "30", folder=folder).out
    assert "the registry" in everything
    assert re.search(r"the registry +many +Seed", everything)


def test_what_others_changed_meanwhile_is_kept_by_merging_and_refused_without(
    run: Run, own_seeded_folder: Path, tmp_path: Path
) -> None:
    folder = own_seeded_folder
    publish = (*RITA, "--state", "published")
    base = re.search(r"Revision (\d+): ", run("submit", written(tmp_path), *publish, folder=folder).out)[1]
    theirs = run("submit", written(tmp_path, startDate="2026"), *publish, "--update", "--base", base, folder=folder)
    assert theirs.code == 0
    mine = ("submit", written(tmp_path, endDate="2030"), *publish, "--update", "--base", base)

    refused = run(*mine, folder=folder)
    assert refused.code == 1
    assert re.search(r"^ +endDate +- +- +2030$", refused.err, re.MULTILINE)
    assert re.search(r"^ +startDate +- +2026 +-$", refused.err, re.MULTILINE)
    assert "--merge joins the two" in refused.err
    clashing = ("submit", written(tmp_path, startDate="2025"), *publish, "--update", "--base", base, "--merge")
    assert re.search(r"^changed by both +startDate +- +2026 +2025$", run(*clashing, folder=folder).err, re.MULTILINE)
    written(tmp_path, endDate="2030")
    assert run(*mine, "--merge", folder=folder).code == 0
    with open_writer(Settings(data_dir=folder)) as store:
        kept = {each.predicate.value.rpartition("/")[2]: each.object for each in record_triples(store, RECORD)}
    assert (kept["startDate"].lexical, kept["endDate"].lexical) == ("2026", "2030")


def test_what_makes_no_sense_is_refused(run: Run, own_seeded_folder: Path, tmp_path: Path) -> None:
    assert "neither a short name" in run("review", "--as", "Ana García", folder=own_seeded_folder).err
    two = tmp_path / "two.json"
    two.write_text(json.dumps({"@graph": [{"type": "Mission", "id": f"mission/{name}"} for name in "ab"]}))
    for more in ((), ("--update",)):
        refused = run("submit", str(two), *ANA, *more, folder=own_seeded_folder)
        assert refused.code != 0


def test_what_stands_in_the_history_cannot_play_with_the_terminal(run: Run, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with open_writer(settings) as store:
        made = GraphChange("https://w3id.org/mission-registry/graph/published", (), (
            Triple(Iri(RECORD), Iri("https://w3id.org/mission-registry/def/title"), text("x", "en")),
        ))  # fmt: skip
        store.write(Change(0, "red \x1b[31m\nline", datetime.now(UTC), (made,)))
    told = run("history", folder=tmp_path).out
    assert "\x1b" not in told
    assert "red \\u001b[31m line" in told
