"""What comparing says of the seed, checked by hand against the texts of the talk and the pages that it cites."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from registry.bootstrap import Registry
from registry.index.filters import AllOf, Ids, Linked, OneOf, Quantifier, Stated
from registry.namespaces import RECORDS, TERMS
from registry.services.assess.assessor import Assessor
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import (
    Cell,
    Comparison,
    ComparisonRequest,
    Count,
    Measure,
    State,
    Targets,
)
from registry.services.compare.derived import differing
from registry.services.compare.overlaps import Shared, overlaps
from registry.services.compare.reading import Said
from registry.services.find import Listing, PageRequest

FOUR = ("SE", "ES", "NL", "GB")
RECORDING = f"{RECORDS}source/mission-oriented-innovation-event-recording"
PAGES = Linked("source", Quantifier.SOME, Linked("partOf", Quantifier.SOME, Ids((RECORDING,))))
TALK = Linked("citations", Quantifier.SOME, AllOf((OneOf("property", (f"{TERMS}title",)), PAGES)))
"""The missions whose title a page that summarises the talk is cited for."""


@pytest.fixture(scope="module")
def comparing(registry: Registry) -> Comparing:
    return registry.comparisons.comparing


def of_the_talk(registry: Registry, comparing: Comparing, by: str, roles: int = 5) -> Comparison:
    request = ComparisonRequest(FOUR, (by,), "Mission", where=TALK, helix_roles=roles, evidence=10)
    return comparing.compare(registry.finder.pinned(), request)


def states(answer: Comparison) -> dict[str, list[str]]:
    return {row.heading.label: [cell.state.value for cell in row.cells[0]] for row in answer.rows}


def cell(answer: Comparison, row: str, side: str) -> Cell:
    place = [each.code for each in answer.sides].index(side)
    return next(each.cells[0][place] for each in answer.rows if each.heading.label == row)


def test_helix_coverage_is_as_the_texts_state_it(registry: Registry, comparing: Comparing) -> None:
    answer = of_the_talk(registry, comparing, "helixRole")
    there, silent = State.PRESENT.value, State.NOT_STATED.value
    # Sweden: Vinnova and the city, a restaurant chain, school children and residents; Spain: ENISA alone; the
    # Netherlands: ministries, Health~Holland, universities, patients; the United Kingdom: academy, foundation, firms.
    assert states(answer) == {
        "business": [there, silent, there, there],
        "citizens": [there, silent, there, silent],
        "government": [there, there, there, there],
        "research": [silent, silent, there, there],
        "third sector": [there, silent, silent, there],
    }
    assert set(states(of_the_talk(registry, comparing, "helixRole", 4))) == {
        "business", "citizens", "government", "research",
    }  # fmt: skip
    for row in answer.rows:
        for each in row.cells[0]:
            cited = {citation.property for citation in each.citations}
            assert (each.state is State.PRESENT) == bool(cited & {"participations", "title"})


def test_challenges_of_several_countries_are_found_with_who_says_so(registry: Registry, comparing: Comparing) -> None:
    request = ComparisonRequest(FOUR, ("challenge",), "Mission", where=TALK, evidence=10)
    found = overlaps(comparing, registry.finder.pinned(), request)
    shared = {each.row.heading.label: [found.comparison.sides[s].code for s in each.sides] for each in found.overlaps}
    assert shared["Health"] == ["SE", "ES", "NL"]
    assert shared["Mobility"] == ["SE", "ES"]
    several = [each for each in found.overlaps if each.shared in (Shared.SOME, Shared.ALL)]
    assert {each.row.heading.label for each in several} >= {"Health", "Mobility"}
    for each in several:
        for side in each.sides:
            assert any(c.property in ("challenges", "title") and c.link for c in each.row.cells[0][side].citations)


def test_barriers_without_an_answering_strategy_are_named_with_their_sources(registry: Registry) -> None:
    unanswered = Listing("Barrier", Stated("strategies", stated=False))
    page = registry.finder.pinned().page(unanswered, PageRequest(first=100))
    names = {record.iri.removeprefix(f"{RECORDS}barrier/") for record in page.records}
    assert names == {
        "bureaucracy", "mission-washing", "power-dynamics",
        "procurement-against-collaboration", "time-and-urgency",
    }  # fmt: skip
    for record in page.records:
        assert any(str(each.values["source"]).startswith(RECORDS) for each in record.many("citations"))  # type: ignore[union-attr]


def test_no_mission_of_the_talk_has_target_and_deadline_until_another_source_gives_it(
    registry: Registry, comparing: Comparing
) -> None:
    answer = of_the_talk(registry, comparing, "target")
    both = next(row for row in answer.rows if row.heading.key == "measurable-target-and-deadline")
    pages = {record.iri for record in registry.finder.pinned().page(
        Listing("Source", Linked("partOf", Quantifier.SOME, Ids((RECORDING,)))), PageRequest(first=100)
    ).records}  # fmt: skip
    giving = {
        citation.source
        for each in both.cells[0]
        if each.state is State.PRESENT
        for citation in each.citations
        if citation.property in ("targets", "deadline")
    }
    assert giving
    assert not giving & pages
    assert [each.state for each in both.cells[0]] == [State.PRESENT, State.UNKNOWN, State.PRESENT, State.UNKNOWN]
    assert cell(answer, "Measurable target and deadline", "NL").count == 3


def test_a_mission_of_gothenburg_is_swedens_and_counts_for_the_nordic_countries(
    registry: Registry, comparing: Comparing
) -> None:
    answer = comparing.compare(registry.finder.pinned(), ComparisonRequest(("SE", "Nordic", "EU"), ("challenge",)))
    numbers = [side.coverage.backing.records for side in answer.sides]
    assert numbers == [10, 23, 112]


def test_actors_by_role_are_those_that_have_the_role(registry: Registry, comparing: Comparing) -> None:
    # Counted by hand in seed/: whoever takes part in a mission with the role, or with it as the actor's own.
    request = ComparisonRequest(("SE", "NL"), ("helixRole",), "Mission", Measure.ACTORS)
    answer = comparing.compare(registry.finder.pinned(), request)
    told = {row.heading.label: [each.value for each in row.cells[0]] for row in answer.rows}
    assert told == {
        "business": [Count(2), Count(1)],
        "citizens": [Count(2), Count(2)],
        "government": [Count(15), Count(7)],
        "research": [Count(5), Count(3)],
        "third sector": [Count(1), None],
    }


def test_silence_on_targets_is_not_stated_whatever_is_added_up(registry: Registry, comparing: Comparing) -> None:
    request = ComparisonRequest(("SE", "NL"), ("challenge",), "Mission", Measure.TARGETS, rows=100)
    answer = comparing.compare(registry.finder.pinned(), request)
    values = [each.value for row in answer.rows for each in row.cells[0]]
    totals = [row.total for row in answer.rows]
    assert not [each for each in (*values, *totals) if isinstance(each, Targets) and not each.targets]
    water = next(row for row in answer.rows if row.heading.label == "Water")
    assert [(each.state, each.count) for each in water.cells[0]] == [(State.NOT_STATED, 1), (State.NOT_STATED, 5)]
    assert water.total is None


def test_a_whole_and_its_parts_are_named_beside_their_sum(registry: Registry, comparing: Comparing) -> None:
    request = ComparisonRequest(("FR", "DE"), ("country",), "Instrument", Measure.AMOUNTS)
    answer = comparing.compare(registry.finder.pinned(), request)
    told = next(note for note in answer.notes if note.startswith("These may contain one another (EUR, 2022)"))
    assert "instrument/france-2030-investment-envelope (54,000,000,000)" in told
    assert "instrument/france-2030-envelope-for-food-and-farming (2,000,000,000)" in told


def test_what_missions_show_by_themselves_is_what_their_assessments_derive(
    registry: Registry, comparing: Comparing
) -> None:
    finder = registry.finder.pinned()
    tables = finder.tables(comparing.plan)
    said = Said(comparing.model, tables, date(2026, 1, 1), 5)
    missions = tables.of("Mission").iris
    told = {
        (missions[row], comparing.model.codes[criterion].notation)
        for criterion, rows in differing(comparing.model, said, np.arange(len(missions)))
        for row in rows.tolist()
    }
    assessed = Assessor(comparing.model).assess(finder, missions)
    assert told == {
        (iri, each.criterion)
        for iri, assessment in assessed.items()
        for each in assessment.criteria
        if each.derived == "met" and each.recorded != "met"
    }
    assert {criterion for _, criterion in told} >= {"clear-targeted", "cross-actor"}


def test_missions_without_barriers_lead_to_the_records_that_report_some(
    registry: Registry, comparing: Comparing
) -> None:
    answer = comparing.compare(registry.finder.pinned(), ComparisonRequest(("SE", "NL"), ("barrier",)))
    assert answer.rows == ()
    assert any("policy initiatives (1). To ask of them give PolicyInitiative" in note for note in answer.notes)


def test_look_ups_do_not_grow_with_what_is_measured(registry: Registry, comparing: Comparing) -> None:
    for measure in Measure:
        few, many = registry.finder.pinned(), registry.finder.pinned()
        request = ComparisonRequest(FOUR, ("instrumentType", "challenge"), "Mission", measure)
        comparing.compare(few, replace(request, rows=1, columns=1))
        comparing.compare(many, replace(request, rows=500, columns=100))
        assert few.work.lookups <= many.work.lookups <= 6
