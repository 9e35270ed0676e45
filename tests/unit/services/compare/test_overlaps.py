"""What sides share, where they differ, and what is like what."""

from dataclasses import replace

import pytest

from registry.errors import InvalidArgument, NotComparable, NotFound
from registry.model.spec import Model
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import ComparisonRequest
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.overlaps import Shared
from registry.services.indexed import IndexFinder
from tests.two_countries import LIMITS, RECORDS, statements

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


def test_overlaps_are_those_of_all_rows_and_the_list_is_cut_with_a_word(
    desk: ComparisonDesk, finder: IndexFinder
) -> None:
    one = replace(TWO, rows=1)
    every = desk.overlaps(finder, one)
    assert [each.row.heading.label for each in every.overlaps] == ["Mobility"]
    assert every.count == 2
    assert every.comparison.notes[0] == "Of 2 found among all rows and columns 1 are listed; more `rows` list more."
    unique = desk.overlaps(finder, one, only=Shared.UNIQUE)
    assert [each.row.heading.label for each in unique.overlaps] == ["Food"]  # beyond the first row
    assert unique.overlaps[0].row.cells[0][0].records == (f"{BASE}mission/school-food",)
    assert (unique.count, [note for note in unique.comparison.notes if "listed" in note]) == (1, [])
    some = desk.overlaps(finder, one, only=Shared.SOME)
    assert (some.overlaps, some.count) == ((), 0)
    assert not any(note.startswith("No side has") for note in some.comparison.notes)
    assert any("few missions are on record" in note for note in some.comparison.notes)


def test_gaps_are_those_of_all_rows_and_columns(comparing: Comparing, model: Model) -> None:
    many = "".join(
        f"""
        <challenge/c{n}> a mr:Challenge ; mr:title "C{n}"@en .
        <mission/s{n}> a mr:Mission ; mr:title "S"@en ; mr:country <place/sweden> ; mr:challenge <challenge/c{n}> .
        <mission/e{n}> a mr:Mission ; mr:title "E"@en ; mr:country <place/spain> ; mr:challenge <challenge/c{n}> .
        <instrument/i{n}> a mr:Instrument ; mr:title "I"@en ; mr:mission <mission/s{n}> ;
          mr:instrumentType type:PI0{n + 10} .
        """
        for n in range(3)
    )
    finder = IndexFinder.over(model, statements(RECORDS + many), 7, LIMITS)
    desk = ComparisonDesk(comparing)
    every = desk.gaps(finder, CROSSED)
    assert [(gap.subject.label, gap.doing, gap.silent) for gap in every.gaps] == [
        ("C0", (0,), (1,)),
        ("C1", (0,), (1,)),
        ("C2", (0,), (1,)),
        ("Mobility", (0,), (1,)),
    ]
    assert all(gap.cells[0].records and not gap.cells[1].records for gap in every.gaps)
    cut = desk.gaps(finder, replace(CROSSED, rows=2, columns=50))
    assert (cut.gaps, cut.count) == (every.gaps[:2], 4)
    assert cut.comparison.notes[0].startswith("Of 4 found among all rows and columns 2 are listed")
    assert len(desk.gaps(finder, replace(CROSSED, columns=1)).gaps) == 1
    none = desk.gaps(finder, replace(CROSSED, sides=("SE", "GB")))
    assert (none.gaps, none.count) == ((), 0)


def test_likeness_is_what_both_have_of_what_one_has(desk: ComparisonDesk, finder: IndexFinder) -> None:
    found = desk.similarity(finder, ComparisonRequest(("SE", "ES", "GB"), ("challenge",)))
    assert found.matrix == ((1.0, 0.5, None), (0.5, 1.0, None), (None, None, None))
    assert found.common == ((2, 1, 0), (1, 1, 0), (0, 0, 0))
    assert found.measure.startswith("Jaccard")
    why = "United Kingdom: nothing on record states a societal challenge, so that likeness cannot be told."
    assert (found.reason(0, 2), found.reason(2, 2), found.reason(0, 1)) == (why, why, None)
    assert found.comparison.notes[0] == why


def test_who_says_that_there_is_none_is_told_apart_from_who_says_nothing(
    desk: ComparisonDesk, finder: IndexFinder
) -> None:
    quiet = desk.similarity(finder, ComparisonRequest(("mission/quiet", "mission/streets", "GB"), ("challenge",)))
    assert quiet.reason(0, 1) == (
        "Quiet: what is on record says that there is no societal challenge, so that likeness cannot be told."
    )
    assert quiet.matrix[0][1] is None


def test_likeness_is_found_again_by_what_was_asked(desk: ComparisonDesk, finder: IndexFinder) -> None:
    found = desk.similarity(finder, ComparisonRequest(("SE", "ES"), ("challenge",), rows=7, evidence=2))
    assert "&rows=7&" in found.comparison.permalink
    assert "&evidence=2&" in found.comparison.permalink


def test_a_gap_is_what_one_does_on_a_subject_and_another_does_not(desk: ComparisonDesk, finder: IndexFinder) -> None:
    (gap,) = desk.gaps(finder, CROSSED).gaps
    assert (gap.subject.label, gap.done.label) == ("Mobility", "Project grants for public research")
    assert (gap.doing, gap.without, gap.silent) == ((0,), (), (1,))
    assert gap.cells[0].records == (f"{BASE}mission/streets",)
    assert {each.property for each in gap.cells[0].citations} == {"title"}


def test_a_gap_that_somebody_states_is_no_silence(comparing: Comparing, model: Model) -> None:
    none = """
    <mission/mobility> mr:absence <mission/mobility#absence-1> .
    <mission/mobility#absence-1> a mr:Absence ; mr:citedProperty mr:participation ; mr:absenceReason reason:not-set .
    <mission/streets> mr:participation <mission/streets#participation-1> .
    <mission/streets#participation-1> a mr:Participation ; mr:actor <actor/vinnova> ; mr:function function:owner .
    """
    finder = IndexFinder.over(model, statements(RECORDS + none), 7, LIMITS)
    asked = ComparisonRequest(("SE", "ES"), ("challenge", "function"), "Mission")
    (gap,) = ComparisonDesk(comparing).gaps(finder, asked).gaps
    assert (gap.subject.label, gap.doing, gap.without, gap.silent) == ("Mobility", (0,), (1,), ())


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


@pytest.mark.parametrize("name", ["mission/streets", "streets", " id:mission/streets "])
def test_a_mission_may_be_named_in_short(desk: ComparisonDesk, finder: IndexFinder, name: str) -> None:
    assert desk.nearest(finder, name) == desk.nearest(finder, f"{BASE}mission/streets") != ()


def test_who_says_less_is_not_nearer_for_it(comparing: Comparing, model: Model) -> None:
    more = """
    <instrument/both> a mr:Instrument ; mr:title "I"@en ; mr:mission <mission/mobility> ; mr:instrumentType type:PI007 .
    <mission/brief> a mr:Mission ; mr:title "Brief"@en ; mr:country <place/spain> ; mr:challenge <challenge/mobility> .
    """
    finder = IndexFinder.over(model, statements(RECORDS + more), 7, LIMITS)
    near = ComparisonDesk(comparing).nearest(finder, f"{BASE}mission/streets")
    assert [(each.iri.rpartition("/")[2], each.score) for each in near] == [("mobility", 1.0), ("brief", 0.75)]


def test_what_is_no_mission_has_no_nearest_missions(desk: ComparisonDesk, finder: IndexFinder) -> None:
    with pytest.raises(NotComparable, match="'actor/vinnova' is of the kind actor"):
        desk.nearest(finder, "actor/vinnova")


def test_what_is_not_there_has_no_neighbours(desk: ComparisonDesk, finder: IndexFinder) -> None:
    with pytest.raises(NotFound, match="There is no mission 'none'"):
        desk.nearest(finder, "none")
    with pytest.raises(InvalidArgument):
        desk.nearest(finder, f"{BASE}mission/streets", first=101)


def test_the_past_takes_a_history(desk: ComparisonDesk, finder: IndexFinder) -> None:
    assert desk.compare(finder, TWO, as_of="7").revision == 7
    with pytest.raises(InvalidArgument):
        desk.compare(finder, TWO, as_of="3")
