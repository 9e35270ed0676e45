"""What comparing says of the seed, checked by hand against the texts of the talk and the pages that it cites."""

import pytest

from registry.bootstrap import Registry
from registry.index.filters import AllOf, Ids, Linked, OneOf, Quantifier, Stated
from registry.namespaces import RECORDS, TERMS
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Cell, Comparison, ComparisonRequest, State
from registry.services.compare.overlaps import Shared, overlaps
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
