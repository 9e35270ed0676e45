"""What a request means, and what its answer carries besides cells: the small registry of two countries."""

from dataclasses import replace
from datetime import date

import pytest

from registry.errors import (
    InvalidArgument,
    NotComparable,
    QueryError,
    TooFewSides,
    TooManySides,
    UnknownDimension,
    UnknownSide,
)
from registry.index.filters import Ids, OneOf
from registry.model.language import OTHERWISE
from registry.model.spec import Model
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import (
    NOT_STATED,
    Amounts,
    Comparison,
    ComparisonRequest,
    Count,
    Measure,
    SideKind,
    State,
)
from registry.services.indexed import IndexFinder
from tests.two_countries import LIMITS, RECORDS, statements

BASE = "https://w3id.org/mission-registry/id/"
TWO = ComparisonRequest(("SE", "ES"), ("challenge",))


def cells(answer: Comparison) -> dict[tuple[str, str], tuple[State, int]]:
    return {
        (row.heading.label, side.code): (cell.state, cell.count)
        for row in answer.rows
        for side, cell in zip(answer.sides, row.cells[0], strict=True)
    }


def test_cells_say_what_records_of_each_country_say(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, TWO)
    assert cells(answer) == {
        ("Mobility", "SE"): (State.PRESENT, 1),  # a mission of Gothenburg, which lies in Sweden
        ("Mobility", "ES"): (State.PRESENT, 1),
        ("Food", "SE"): (State.PRESENT, 1),
        ("Food", "ES"): (State.ABSENT, 1),  # one Spanish mission says that it has no challenge
    }
    assert [row.total for row in answer.rows] == [Count(2), Count(1)]
    assert answer.side_totals == ((Count(2), Count(1)),)
    assert (answer.total, answer.class_name, answer.revision) == (Count(4), "Mission", 7)
    assert answer.request.as_of == 7
    assert not answer.crossed


def test_a_cell_names_its_records_and_who_says_so(comparing: Comparing, finder: IndexFinder) -> None:
    food, absent = comparing.compare(finder, TWO).rows[1].cells[0]
    assert food.records == (f"{BASE}mission/school-food",)
    (cited,) = food.citations
    assert (cited.property, cited.source_label, cited.source_kind) == ("challenges", "The page", "agency-page")
    assert (cited.locator, cited.seconds, cited.link, cited.status) == ("p. 3", 12, "https://example.org/p3", "stated")
    assert absent.records == (f"{BASE}mission/quiet",)
    assert [each.property for each in absent.citations] == ["absences"]


def test_where_nothing_closer_is_cited_the_title_is(comparing: Comparing, finder: IndexFinder) -> None:
    streets, moving = comparing.compare(finder, TWO).rows[0].cells[0]
    assert [each.property for each in streets.citations] == ["title"]
    assert moving.citations == ()


def test_what_nobody_speaks_of_is_not_stated(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, replace(TWO, sides=("SE", "GB")))
    assert answer.rows[0].cells[0][1] is NOT_STATED
    assert "United Kingdom: no missions on record. That does not say that there are none." in answer.notes


def test_a_group_has_what_its_countries_have(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, replace(TWO, sides=("Nordic", "Spain")))
    assert answer.notes[-1] == "Nordic countries: missions of 1 of the 1 country that is on record; of its own none."
    group = answer.sides[0]
    assert (group.kind, group.members) == (SideKind.GROUP, (f"{BASE}place/sweden",))
    assert group.total == Count(2)


def test_a_group_tells_whose_records_it_counts(comparing: Comparing, model: Model) -> None:
    more = """
    <place/norway> a mr:Place ; mr:title "Norway"@en ; mr:placeKind kind:country ; mr:within <place/nordic-countries> .
    <mission/common> a mr:Mission ; mr:title "Common"@en ; mr:country <place/nordic-countries> .
    <mission/both> a mr:Mission ; mr:title "Both"@en ; mr:country <place/nordic-countries> ; mr:place <place/sweden> .
    """
    registry = IndexFinder.over(model, statements(RECORDS + more), 7, LIMITS)
    asked = replace(TWO, sides=("Nordic", "ES"))
    told = "Nordic countries: missions of 1 of the 2 countries that are on record; of its own 1."
    assert comparing.compare(registry, asked).notes[-1] == told
    norway = '<mission/last> a mr:Mission ; mr:title "Last"@en ; mr:country <place/norway> .'
    registry = IndexFinder.over(model, statements(RECORDS + more + norway), 7, LIMITS)
    assert comparing.compare(registry, asked).notes[-1] == told.replace("1 of the 2", "2 of the 2")
    silent = comparing.compare(
        registry, replace(asked, sides=("ES", "Nordic"), by=("moipType",), class_name="PolicyInitiative")
    )
    assert not any("of its own" in note for note in silent.notes)


@pytest.mark.parametrize("name", ["se", "SE", "Sweden", "sverige", "place/sweden", f"{BASE}place/sweden", " Sweden "])
def test_a_country_is_known_by_whatever_people_call_it(comparing: Comparing, finder: IndexFinder, name: str) -> None:
    answer = comparing.compare(finder, replace(TWO, sides=(name, "uk")))
    assert [side.code for side in answer.sides] == ["SE", "GB"]


def test_missions_stand_side_by_side_with_what_links_to_them(comparing: Comparing, finder: IndexFinder) -> None:
    request = ComparisonRequest(("streets", "mission/mobility"), ("instrumentType",), "Instrument")
    answer = comparing.compare(finder, request)
    assert [(side.kind, side.total) for side in answer.sides] == [
        (SideKind.MISSION, Count(1)),
        (SideKind.MISSION, Count(0)),
    ]


def test_several_amounts_of_one_instrument_are_no_sum(comparing: Comparing, finder: IndexFinder) -> None:
    request = ComparisonRequest(("SE", "ES"), ("instrumentType",), measure=Measure.AMOUNTS)
    answer = comparing.compare(finder, request)
    assert answer.class_name == "Instrument"
    assert isinstance(answer.total, Amounts)
    (amount,) = answer.total.amounts
    assert (amount.currency, amount.year, amount.total, amount.records) == ("SEK", None, None, 0)
    assert [str(each) for _, some in amount.disputed for each in some] == ["10", "12"]
    assert any("sources disagree" in note for note in answer.notes)


def test_a_role_is_the_actors_own_where_the_participation_has_none(comparing: Comparing, finder: IndexFinder) -> None:
    five = comparing.compare(finder, ComparisonRequest(("SE", "ES"), ("helixRole",)))
    four = comparing.compare(finder, ComparisonRequest(("SE", "ES"), ("helixRole",), helix_roles=4))
    assert cells(five)["government", "SE"] == (State.PRESENT, 1)
    assert {row.heading.label for row in five.rows} - {row.heading.label for row in four.rows} == {"third sector"}
    assert "The helix is counted with four roles, without the third sector." in four.notes


def test_the_filter_counts_everywhere(comparing: Comparing, finder: IndexFinder) -> None:
    where = OneOf("challenges", (f"{BASE}challenge/food",))
    answer = comparing.compare(finder, replace(TWO, where=where, where_text="{}"))
    assert (answer.total, [side.total for side in answer.sides]) == (Count(1), [Count(1), Count(0)])
    nothing = comparing.compare(finder, replace(TWO, where=Ids(("urn:x:none",)), where_text="{}"))
    assert nothing.rows == ()
    assert any(note.startswith("Nothing to compare: no side has") for note in nothing.notes)


def test_a_dimension_that_nobody_speaks_of_is_told_so(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, ComparisonRequest(("SE", "ES"), ("barrier",)))
    assert answer.rows == ()
    assert any(
        note.startswith("No side has records of the kind mission that say anything of barrier.")
        for note in answer.notes
    )
    assert any("Nor do other records of these sides." in note for note in answer.notes)


def test_rows_that_are_left_out_are_told(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, replace(TWO, rows=1))
    assert (len(answer.rows), answer.row_count) == (1, 2)
    assert "The first row of 2 is shown; totals of sides count all of them." in answer.notes
    crossed = comparing.compare(finder, ComparisonRequest(("SE", "ES"), ("challenge", "function"), columns=1))
    assert "The first column of 6 is shown; totals of rows count all of them." in crossed.notes


def test_a_status_holds_on_a_day(comparing: Comparing, finder: IndexFinder) -> None:
    request = ComparisonRequest(("SE", "ES"), ("status",), "Mission")
    today = comparing.compare(finder, request)
    before = comparing.compare(finder, replace(request, day=date(2019, 12, 31)))
    assert cells(today)["Begun, end not stated", "SE"] == (State.PRESENT, 1)
    assert cells(before)["Planned", "SE"] == (State.PRESENT, 1)
    assert today.request.day == date(2026, 1, 31)
    assert "Status as of 2019-12-31." in before.notes


def test_labels_come_in_the_readers_language(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, replace(TWO, languages=("sv",)))
    assert [row.heading.label for row in answer.rows] == ["Mobility", "Mat"]
    assert answer.sides[0].label == "Sverige"


def test_the_permalink_names_everything(comparing: Comparing, finder: IndexFinder) -> None:
    assert comparing.compare(finder, TWO).permalink == (
        "/compare?sides=place/sweden,place/spain&by=challenge&class=Mission&measure=records&asOf=7&helixRoles=5"
        "&rows=100&columns=50&evidence=3&lang=en"
    )
    german = comparing.compare(finder, replace(TWO, languages=("de", OTHERWISE, "en")))
    assert german.permalink.endswith("&lang=de")


def test_look_ups_depend_on_dimensions_alone(comparing: Comparing, finder: IndexFinder) -> None:
    few, many = finder.pinned(), finder.pinned()
    comparing.compare(few, replace(TWO, rows=1))
    comparing.compare(many, replace(TWO, sides=("SE", "ES", "GB", "Nordic", "georgia-us"), rows=500))
    assert few.work.lookups == many.work.lookups <= 4
    crossed = finder.pinned()
    comparing.compare(crossed, ComparisonRequest(("SE", "ES"), ("challenge", "instrumentType"), "Mission"))
    assert crossed.work.lookups <= 6


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        (replace(TWO, sides=("SE",)), TooFewSides, "1 side given"),
        (
            replace(TWO, sides=("SE", "Sweden")),
            TooFewSides,
            "'SE' and 'Sweden' are one and the same side; a comparison",
        ),
        (replace(TWO, sides=("SE", "SE")), TooFewSides, "'SE' is given twice; a comparison has at least two different"),
        (replace(TWO, sides=("SE", "SE", "SE")), TooFewSides, "'SE' is given 3 times;"),
        (replace(TWO, sides=()), TooFewSides, "0 sides given"),
        (replace(TWO, sides=tuple(map(str, range(31)))), TooManySides, "31 sides given"),
        (replace(TWO, sides=("SE", "Spein")), UnknownSide, "Did you mean ES (Spain)?"),
        (
            replace(TWO, sides=("SE", "Georgia")),
            UnknownSide,
            "Did you mean place/georgia (Georgia) or place/georgia-us (Georgia)?",
        ),
        (replace(TWO, sides=("SE", "mission/nothing")), UnknownSide, "is no country"),
        (replace(TWO, sides=("SE", "EL")), UnknownSide, "'EL' (read as the ISO code GR) is no country"),
        (replace(TWO, by=("chalenge",)), UnknownDimension, "Did you mean challenge? There is actor,"),
        (replace(TWO, by=("xyz",)), UnknownDimension, "There is no dimension 'xyz'. There is actor,"),
        (replace(TWO, by=("moipType",), class_name="Project"), UnknownDimension, "Project cannot be compared by"),
        (
            replace(TWO, by=()),
            NotComparable,
            "By what is to be compared is not said: `by` takes one of actor, actorKind,",
        ),
        (replace(TWO, by=("challenge", "challenges")), NotComparable, "By challenge, challenge cannot"),
        (replace(TWO, by=("criterion", "actorKind", "side")), NotComparable, "it takes one dimension, or two"),
        (replace(TWO, class_name="Place"), UnknownDimension, "Place cannot be compared by"),
        (replace(TWO, class_name="Thing"), NotComparable, "There are no records of type 'Thing'"),
        (replace(TWO, by=("sdg",), class_name="Challenge"), NotComparable, "belong to no country"),
        (replace(TWO, sides=("streets", "SE"), by=("actorKind",), class_name="Actor"), NotComparable, "no mission or"),
        (replace(TWO, by=("function",), class_name="Event", measure=Measure.AMOUNTS), NotComparable, "have no amounts"),
        (
            replace(TWO, by=("side",), class_name="Instrument", measure=Measure.TARGETS),
            NotComparable,
            "have no targets",
        ),
        (replace(TWO, rows=0), InvalidArgument, "`rows` is 0"),
        (replace(TWO, evidence=51), InvalidArgument, "`evidence` is 51"),
        (replace(TWO, helix_roles=6), InvalidArgument, "`helixRoles` is 6; it is 4 or 5."),
    ],
)
def test_what_cannot_be_compared_is_told_with_a_way_out(
    comparing: Comparing, finder: IndexFinder, request_: ComparisonRequest, error: type[QueryError], words: str
) -> None:
    with pytest.raises(error) as caught:
        comparing.compare(finder, request_)
    assert words in caught.value.message
    assert caught.value.advice


def test_dimensions_that_no_records_share_are_told_with_their_classes(model: Model, finder: IndexFinder) -> None:
    comparing = Comparing(model)
    side = replace(comparing.dimensions["side"], routes={"Instrument": (("side",),)})
    comparing.dimensions = {"side": side, "criterion": comparing.dimensions["criterion"]}
    with pytest.raises(NotComparable) as caught:
        comparing.compare(finder, replace(TWO, by=("criterion", "side")))
    assert caught.value.message == "No records have both criterion (Mission) and side (Instrument)."


def test_a_registry_of_nothing_is_compared_without_falling_over(comparing: Comparing) -> None:
    empty = IndexFinder.over(comparing.model, statements("@prefix x: <urn:x:> ."), 0, LIMITS)
    with pytest.raises(NotComparable, match="At revision 0 nothing is on record that could be compared"):
        comparing.compare(empty, TWO)
