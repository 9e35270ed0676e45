"""What sides share, where they differ, and what is like what."""

import pytest

from registry.errors import InvalidArgument, NotComparable, NotFound
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import ComparisonRequest
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.overlaps import Shared
from registry.services.indexed import IndexFinder

BASE = "https://w3id.org/mission-registry/id/"
TWO = ComparisonRequest(("SE", "ES"), ("challenge",))
CROSSED = ComparisonRequest(("SE", "ES"), ("challenge", "instrumentType"), "Mission")


@pytest.fixture
def desk(comparing: Comparing) -> ComparisonDesk:
    return ComparisonDesk(comparing)


def test_a_value_is_shared_by_all_or_had_by_one(desk: ComparisonDesk, finder: IndexFinder) -> None:
    found = desk.overlaps(finder, TWO)
    assert [(each.row.heading.label, each.shared, each.sides) for each in found.overlaps] == [
        ("Mobility", Shared.ALL, (0, 1)),
        ("Food", Shared.UNIQUE, (0,)),
    ]
    three = desk.overlaps(finder, ComparisonRequest(("SE", "ES", "GB"), ("challenge",)))
    assert [each.row.heading.label for each in three.of(Shared.SOME)] == ["Mobility"]


def test_likeness_is_what_both_have_of_what_one_has(desk: ComparisonDesk, finder: IndexFinder) -> None:
    found = desk.similarity(finder, ComparisonRequest(("SE", "ES", "GB"), ("challenge",)))
    assert found.matrix == ((1.0, 0.5, 0.0), (0.5, 1.0, 0.0), (0.0, 0.0, None))
    assert found.common == ((2, 1, 0), (1, 1, 0), (0, 0, 0))
    assert found.measure.startswith("Jaccard")
    assert any("United Kingdom" in note for note in found.comparison.notes)


def test_a_gap_is_what_one_does_on_a_subject_and_another_does_not(desk: ComparisonDesk, finder: IndexFinder) -> None:
    (gap,) = desk.gaps(finder, CROSSED).gaps
    assert (gap.subject.label, gap.done.label) == ("Mobility", "Project grants for public research")
    assert (gap.doing, gap.without) == ((0,), (1,))
    assert gap.cells[0].records == (f"{BASE}mission/streets",)
    assert {each.property for each in gap.cells[0].citations} == {"title"}


def test_each_takes_as_many_dimensions_as_it_needs(desk: ComparisonDesk, finder: IndexFinder) -> None:
    for ask, request in ((desk.overlaps, CROSSED), (desk.similarity, CROSSED), (desk.gaps, TWO)):
        with pytest.raises(NotComparable):
            ask(finder, request)


def test_the_nearest_missions_of_other_countries_come_with_reasons(desk: ComparisonDesk, finder: IndexFinder) -> None:
    (near,) = desk.nearest(finder, f"{BASE}mission/streets")
    assert (near.label, near.country_labels) == ("Moving", ("Spain",))
    (reason,) = near.reasons
    assert [(h.key, h.label) for h in reason.headings] == [(f"{BASE}challenge/mobility", "Mobility")]
    assert near.score == pytest.approx(3 / 4)  # challenges count three times; its instrument's type is not shared


def test_a_mission_that_says_nothing_is_like_no_other(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.nearest(finder, f"{BASE}mission/quiet") == ()


def test_what_is_not_there_has_no_neighbours(desk: ComparisonDesk, finder: IndexFinder) -> None:
    with pytest.raises(NotFound):
        desk.nearest(finder, f"{BASE}mission/none")
    with pytest.raises(InvalidArgument):
        desk.nearest(finder, f"{BASE}mission/streets", first=101)


def test_the_past_takes_a_history(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.compare(finder, TWO, as_of="7").revision == 7
    with pytest.raises(InvalidArgument):
        desk.compare(finder, TWO, as_of="3")
