"""A verdict as JSON and as text: the report as ever, and what concerns other records."""

import json

from registry.model.report import Report
from registry.services.contribute.as_json import verdict_as_data, verdict_as_json
from registry.services.contribute.as_text import verdict_as_text
from registry.services.contribute.proposal import Action
from registry.services.contribute.verdict import Verdict
from registry.validation.formats.as_json import as_data
from registry.validation.formats.as_text import as_text
from tests.judged_registry import WORLD, Registry, record, withdrawal

TWIN = '<mission/twin> a mr:Mission ; mr:title "Clean boats"@en ; mr:country <place/sweden> .'


def test_json_has_the_report_with_duplicates_and_broken_records_beside_it() -> None:
    world = Registry.of(WORLD)
    verdict = world.verdict(record("mission/twin", TWIN, Action.CREATE), withdrawal("mission/parent"))
    data = verdict_as_data(verdict)
    assert json.loads(verdict_as_json(verdict)) == data
    plain = as_data(verdict.report)
    assert {key: data[key] for key in ("records", "findings")} == {key: plain[key] for key in ("records", "findings")}
    assert (plain["conforms"], data["conforms"], data["moreDepend"]) == (True, False, False)
    assert data["duplicates"][0]["other"].endswith("mission/child")
    assert set(data["duplicates"][0]) == {"record", "other", "title", "score", "reason"}
    assert [(each["title"], each["constraint"]) for each in data["broken"]] == [("Clean boats", "class")]


def test_text_tells_them_after_the_report() -> None:
    verdict = Registry.of(WORLD).verdict(record("mission/twin", TWIN, Action.CREATE), withdrawal("mission/parent"))
    text = verdict_as_text(verdict)
    assert text.startswith(as_text(verdict.report))
    assert "mission/twin may be there already:\n  95%     Clean boats <" in text
    assert "This change would break https://w3id.org/mission-registry/id/mission/child (Clean boats):\n" in text
    assert "  error   parentMission\n" in text


def test_text_says_when_not_all_dependents_were_judged() -> None:
    told = verdict_as_text(Verdict(Report((), ()), more_depend=True))
    assert told.endswith("\nMore records depend on this change than were judged.\n")
