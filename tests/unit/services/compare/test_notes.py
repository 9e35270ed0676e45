"""What a reader is told beside the cells: what does not fit, what is uncertain, what may contain what."""

from dataclasses import replace
from datetime import date

import pytest

from registry.index.filters import EVERYTHING, Filter, Stated
from registry.model.spec import Model
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import Comparison, ComparisonRequest, Measure, State
from registry.services.compare.notes import MOST_TOGETHER
from registry.services.indexed import IndexFinder
from registry.services.tables.imprint import coverage
from registry.services.tables.numeric import numeric_lines
from registry.services.tables.wide import wide_lines
from tests.two_countries import LIMITS, RECORDS, statements

RULE = "A year or month may mean any of its days"
BOTH = ComparisonRequest(("SE", "ES"), ("challenge",), "Mission")


def status(comparing: Comparing, model: Model, start: str, end: str, day: str) -> tuple[set[str], Comparison]:
    """In which rows a mission with these dates stands on a day."""
    dates = "".join(
        f'; mr:{name} "{value}" ' for name, value in (("startDate", start), ("endDate", end)) if value not in ("", "-")
    )
    none = (
        """; mr:absence <mission/m#none> . <mission/m#none> a mr:Absence ; mr:citedProperty mr:endDate ;
        mr:absenceReason reason:not-set """
        if end == "-"
        else ""
    )
    record = f'<mission/m> a mr:Mission ; mr:title "M"@en ; mr:country <place/spain> {dates} {none} .'
    places = RECORDS[: RECORDS.index("<challenge/food>")]
    finder = IndexFinder.over(model, statements(places + record), 1, LIMITS)
    asked = ComparisonRequest(("SE", "ES"), ("status",), "Mission", day=date.fromisoformat(day))
    answer = comparing.compare(finder, asked)
    return {row.heading.key for row in answer.rows if row.cells[0][1].state is State.PRESENT}, answer


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2020", "", "2020-01-01", "about"),
        ("2020", "", "2020-12-30", "about"),
        ("2020", "", "2020-12-31", "begun"),
        ("2020", "", "2019-12-31", "planned"),
        ("2020-06", "-", "2020-06-29", "about"),
        ("2020-06", "-", "2020-06-30", "running"),
        ("2020-06-03", "", "2020-06-03", "begun"),
        ("2020-06-03", "", "2020-06-02", "planned"),
        ("2019", "2020", "2020-01-01", "running"),
        ("2019", "2020", "2020-01-02", "about"),
        ("2019", "2020", "2020-12-31", "about"),
        ("2019", "2020", "2021-01-01", "ended"),
        ("2019", "2020-05-02", "2020-05-02", "running"),
        ("", "2020", "2020-07-01", "about"),
        ("", "2020", "2019-07-01", None),
        ("", "2020", "2021-07-01", "ended"),
    ],
)
def test_a_status_says_what_is_certain(
    comparing: Comparing, model: Model, start: str, end: str, day: str, expected: str | None
) -> None:
    rows, answer = status(comparing, model, start, end, day)
    assert rows == ({expected} if expected else set())
    assert any(note.startswith(RULE) for note in answer.notes) == (expected == "about")


def filtered(comparing: Comparing, finder: IndexFinder, where: Filter) -> Comparison:
    return comparing.compare(finder, replace(BOTH, where=where, where_text="{}" if where != EVERYTHING else ""))


def test_what_a_filter_leaves_out_is_on_record_all_the_same(comparing: Comparing, finder: IndexFinder) -> None:
    some = filtered(comparing, finder, Stated("startDate"))
    spain = "Spain: no missions that fit the filter (2 on record)."
    assert spain in some.notes
    assert "Sweden: few missions fit the filter (1 of 2 on record), which may be far from all." in some.notes
    assert coverage(some.sides[1]) == coverage(some.sides[1], some.notes) == spain
    none = filtered(comparing, finder, Stated("website"))
    assert none.notes[0] == "Nothing to compare: no side has records of the kind mission that fit the filter."
    assert "Sweden: no missions that fit the filter (2 on record)." in none.notes
    assert not any("none on record" in line.entries for line in wide_lines(none))  # there are records, none fits


def test_a_side_without_records_reads_none_on_record_and_not_zero(comparing: Comparing, finder: IndexFinder) -> None:
    answer = comparing.compare(finder, replace(BOTH, sides=("SE", "GB")))
    *_, last = wide_lines(answer)
    assert (last.entries, last.total) == ((2, "none on record"), 2)
    assert "United Kingdom: no missions on record. That does not say that there are none." in answer.notes
    both = replace(BOTH, sides=("place/georgia", "GB"))
    for measure in (Measure.RECORDS, Measure.TARGETS, Measure.COVERAGE):
        *_, last_numbers = numeric_lines(comparing.compare(finder, replace(both, measure=measure)))
        assert last_numbers[-3:] == ("none on record",) * 3


def test_each_side_says_how_many_instruments_state_no_amount(comparing: Comparing, model: Model) -> None:
    quiet = "".join(
        f"""<instrument/q{n}> a mr:Instrument ; mr:title "Q"@en ; mr:country <place/{place}> ;
        mr:mission <mission/{mission}> ; mr:instrumentType type:PI008 ."""
        for n, (place, mission) in enumerate((("sweden", "streets"), ("spain", "mobility"), ("spain", "mobility")))
    )
    finder = IndexFinder.over(model, statements(RECORDS + quiet), 1, LIMITS)
    for class_name in ("Instrument", "Mission"):
        asked = ComparisonRequest(("SE", "ES"), ("instrumentType",), class_name, Measure.AMOUNTS)
        answer = comparing.compare(finder, asked)
        assert [line.entries[0] for line in wide_lines(answer) if "Grants for business" in str(line.labels)] == [
            "not stated (1 without a stated amount)"
        ]
        lines = [line for line in numeric_lines(answer) if "Grants for business" in str(line)]
        assert [line[1:] for line in lines] == [("instruments without a stated amount", "any", "any", 1, 2, 3)]


def test_sets_of_amounts_are_named_or_it_is_said_how_to_have_them_named(comparing: Comparing, model: Model) -> None:
    def noted(sets: int) -> list[str]:
        pairs = "".join(
            f"""<instrument/i{n}> a mr:Instrument ; mr:title "I"@en ; mr:country <place/sweden> ; mr:amount {n + 1} ;
            mr:currency "SEK" ; mr:startDate "{1900 + n // 2}" ; mr:instrumentType type:PI008 ;
            mr:mission <mission/streets> ."""
            for n in range(2 * sets)
        )
        finder = IndexFinder.over(model, statements(RECORDS + pairs), 1, LIMITS)
        asked = ComparisonRequest(("SE", "ES"), ("country",), "Instrument", Measure.AMOUNTS, evidence=0)
        return [note for note in comparing.compare(finder, asked).notes if "may contain one another" in note][1:]

    assert len(noted(9)) == 9
    assert all(note.startswith("These may contain") for note in noted(9))
    *named, rest = noted(MOST_TOGETHER + 2)
    assert len(named) == MOST_TOGETHER
    assert rest.startswith("2 more sets of amounts may contain one another; fewer sides, or a filter (`where`)")
