"""Timelines show start, end and every deadline of missions, and tell those without one as such."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal

import pytest

from registry.index.filters import EVERYTHING
from registry.index.projection import Projection
from registry.namespaces import CODES, TERMS
from registry.services.charts.chart import Due, Lane, Span, Timeline
from registry.services.charts.dating import span_of, years
from registry.services.charts.describing import described
from registry.services.charts.drawing import svg
from registry.services.charts.missions import timeline
from registry.services.compare.comparison import Comparison, SideKind
from registry.services.indexed import IndexFinder
from registry.services.tables.imprint import Imprint
from tests.comparisons import comparison

IMPRINT = Imprint("https://missions.example.org")
ID = "https://w3id.org/mission-registry/id/"
NAMESPACE = "{http://www.w3.org/2000/svg}"


def shown(chart: Timeline) -> list[str]:
    root = ElementTree.fromstring(svg(chart))  # made here
    return ["".join(element.itertext()).strip() for element in root.iter(f"{NAMESPACE}text")]


def of_places(*names: str) -> Comparison:
    asked = comparison(list(names), [], [])
    sides = (replace(side, iri=f"{ID}place/{side.label.lower()}") for side in asked.sides)
    return replace(asked, sides=tuple(sides))


def target(deadline: str | None) -> Projection:
    values: dict[str, str | Decimal] = {"value": Decimal(1)}
    return Projection(f"{ID}mission/m#t", "Target", values | ({"deadline": deadline} if deadline else {}))


def mission(**values: object) -> Projection:
    return Projection(f"{ID}mission/m", "Mission", {"title": (("en", "M"),), **values})  # type: ignore[dict-item]


def test_a_mission_is_drawn_with_start_end_its_own_deadline_and_each_of_its_targets() -> None:
    span = span_of(
        mission(
            startDate="2020", endDate="2032-07", deadline="2030", targets=(target("2025"), target("2030"), target(None))
        ),
        ("en",),
    )
    assert (span.start, span.end) == (2020, 2032.5)
    assert span.dues == (Due(2030, "2030", True), Due(2025, "2025", False), Due(2030, "2030", False))
    assert span.words == "deadline 2030; targets 2025, 2030; start 2020; end 2032-07"


def test_a_deadline_that_is_missing_is_told_with_the_reason_that_the_record_gives() -> None:
    def absent(reason: str) -> Projection:
        values = {"property": f"{TERMS}deadline", "absenceReason": f"{CODES}absence-reason/{reason}"}
        return Projection(f"{ID}mission/m#a", "Absence", values)

    assert span_of(mission(startDate="2020"), ("en",)).words == "deadline not stated; start 2020; end not stated"
    assert span_of(mission(absences=(absent("not-set"),)), ("en",)).words.startswith("deadline not set;")
    assert span_of(mission(absences=(absent("unknown"),)), ("en",)).words.startswith("deadline unknown;")
    other = Projection(f"{ID}mission/m#a", "Absence", {"property": f"{TERMS}target"})
    assert span_of(mission(absences=(other,)), ("en",)).words.startswith("deadline not stated;")


def test_the_marks_are_explained_and_every_date_stands_in_words() -> None:
    dues = (Due(2030, "2030", True), Due(2025, "2025", False))
    span = Span("Streets", 2020, 2031, dues, "deadline 2030; target 2025; start 2020; end 2031")
    alone = Span("Food", 2020, None, (), "deadline not stated; start 2020; end not stated")
    texts = shown(Timeline("t", (Lane("Sweden", (span, alone), "Not drawn: 2."), Lane("Spain", (), "Nothing."))))
    legend = {"deadline of the mission", "deadline of a target", "start or end", "from start to end"}
    assert legend | {"start or end not stated"} <= set(texts)
    assert "deadline 2030; target 2025; start 2020; end 2031" in " ".join(texts)
    assert "deadline not stated; start 2020; end not stated" in " ".join(texts)
    assert {"Sweden", "Spain", "Not drawn: 2.", "Nothing."} <= set(texts)
    words = described(Timeline("t", (Lane("Sweden", (span, alone), "Not drawn: 2."),)))
    assert "Deadlines from 2025 (Streets) to 2030 (Streets). 1 of the missions drawn have no deadline" in words
    assert "Sweden: Not drawn: 2." in words


def test_a_timeline_of_the_seed_has_missions_with_and_without_a_deadline_in_three_look_ups_a_side(
    finder: IndexFinder,
) -> None:
    before = finder.work.lookups
    chart = timeline(finder, of_places("Sweden", "Spain", "Bangladesh"), IMPRINT, page_size=100)
    assert finder.work.lookups - before == 9
    sweden, spain, bangladesh = chart.lanes
    by_label = {span.label: span for span in sweden.spans}
    assert by_label["Sustainable streets"].words.startswith("deadline 2030;")
    assert any(not span.dues and span.words.startswith("deadline not stated") for span in spain.spans)
    assert "of which neither deadline nor start nor end is stated" in spain.beside
    assert bangladesh == Lane("Bangladesh", (), "No mission of it is on record; that does not say that there is none.")
    assert "Sustainable streets (Sweden): deadline 2030" in described(chart)
    assert chart.notes[0].startswith("With a deadline on record, of the mission or of a target: ")


def test_what_a_full_picture_leaves_out_is_counted_side_by_side(finder: IndexFinder) -> None:
    (countries,) = finder.facets("Mission", EVERYTHING, ["country"], 28)
    places = [value.key for value in countries.values]
    asked = comparison([iri.rpartition("/")[2] for iri in places] + ["one mission", "one initiative"], [], [])
    kinds = [SideKind.COUNTRY] * len(places) + [SideKind.MISSION, SideKind.INITIATIVE]
    iris = [*places, f"{ID}mission/sustainable-streets", f"{ID}policy-initiative/vinnova-mission-areas"]
    sides = tuple(replace(s, iri=iri, kind=k) for s, iri, k in zip(asked.sides, iris, kinds, strict=True))
    chart = timeline(finder, replace(asked, sides=sides), IMPRINT, page_size=100)
    drawn = {lane.label: len(lane.spans) for lane in chart.lanes}
    assert 50 < sum(drawn.values()) <= 80
    assert drawn["one mission"] == 1
    netherlands = next(lane for lane in chart.lanes if lane.label == "netherlands")
    assert "more with a deadline" in netherlands.beside
    assert "more with a start or end and no deadline on record" in netherlands.beside


def test_a_timeline_without_missions_says_so() -> None:
    chart = Timeline("t", (Lane("Chile", (), "No mission of it is on record."),), ("A note.",))
    assert shown(chart) == ["t", "Chile", "No mission of it is on record.", "A note."]
    assert "No mission is drawn." in described(chart)


def test_dates_of_any_precision_have_a_place_in_time() -> None:
    assert years("2030") == 2030
    assert years("2030-07") == pytest.approx(2030.5)
    assert years("2030-07-31") == pytest.approx(2030.58, abs=0.01)
    assert years("soon") is None
    assert years("12024") is None
