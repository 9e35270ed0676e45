"""Pictures say what the tables say: looked at by their elements, labels and words, not by their pixels."""

import struct
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from registry.errors import InvalidArgument
from registry.index.filters import EVERYTHING
from registry.services.charts.chart import SIGNS, Bars, Chart, Grid, Square, Timeline, described
from registry.services.charts.drawing import png, svg
from registry.services.charts.from_comparison import MOST_ROWS, bars, heat_map, likeness_grid, square
from registry.services.charts.lettering import MISSING, clean, families, fitted, missing_note, without
from registry.services.charts.missions import timeline, years
from registry.services.charts.pictures import PNG, SVG
from registry.services.compare.comparison import (
    Amount,
    Amounts,
    Backing,
    Cell,
    Comparison,
    Count,
    SideKind,
    State,
    Targets,
    Value,
)
from registry.services.compare.overlaps import Similarity
from registry.services.indexed import IndexFinder
from registry.services.tables.imprint import Imprint
from tests.comparisons import AWKWARD, SAID_NOTHING, comparison, comparisons, counted

IMPRINT = Imprint("https://missions.example.org")
ID = "https://w3id.org/mission-registry/id/"
NAMESPACE = "{http://www.w3.org/2000/svg}"
STATES = tuple(Cell(state, Count(3) if state is State.PRESENT else None, 1) for state in State)
EVERY_STATE = comparison([state.value for state in State], ["mobility", "food"], [(STATES,), (STATES[::-1],)])
ROLES = comparison(
    ["Sweden", "Spain"],
    ["government", "citizens"],
    [((counted(30), counted(1)),), ((counted(1), SAID_NOTHING),)],
    by=("helixRole",),
)


def parsed(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart))  # made here


def shown(root: ElementTree.Element) -> list[str]:
    """The text elements of a picture, in the order in which they were drawn."""
    return ["".join(element.itertext()).strip() for element in root.iter(f"{NAMESPACE}text")]


def test_a_heat_map_has_a_label_for_each_row_and_column_and_a_sign_in_each_square() -> None:
    chart = heat_map(EVERY_STATE, IMPRINT)
    texts = shown(parsed(chart))
    assert [each for each in texts if each in chart.rows] == ["mobility", "food"]
    assert {state.value for state in State} <= set(texts)
    assert [each for each in texts if each in {"3", *SIGNS.values()}] == [
        square.sign for row in chart.squares for square in row
    ]
    assert {row[0].sign for row in chart.squares} | {row[1].sign for row in chart.squares} >= {"3", "no"}


def test_squares_without_a_value_differ_by_pattern_and_not_by_colour_alone() -> None:
    root = parsed(heat_map(EVERY_STATE, IMPRINT))
    fills = [element.get("style", "") for element in root.iter(f"{NAMESPACE}path")]
    assert len({fill for fill in fills if "url(#" in fill}) == 3  # not stated, not applicable, unknown


def test_a_picture_has_a_role_a_title_and_a_description_with_every_value() -> None:
    root = parsed(heat_map(EVERY_STATE, IMPRINT))
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("aria-labelledby", "").split() == ["chart-title", "chart-description"]
    assert named["chart-title"] == "missions by challenges: present, absent, not applicable, unknown, not stated"
    assert "mobility: present 3, absent absent" in (named["chart-description"] or "")
    assert "food: present not stated" in (named["chart-description"] or "")


def test_a_picture_names_no_address_to_fetch_and_is_the_same_file_each_time() -> None:
    first = svg(heat_map(EVERY_STATE, IMPRINT))
    assert b"DOCTYPE" not in first
    assert b"<metadata" not in first
    assert b'href="http' not in first
    assert first == svg(heat_map(EVERY_STATE, IMPRINT))


def test_bars_tell_pieces_apart_by_pattern_and_say_in_words_what_has_no_room_or_is_not_stated() -> None:
    chart = bars(ROLES, IMPRINT)
    root = parsed(chart)
    texts = shown(root)
    assert "30" in texts
    assert "citizens 1" in texts
    assert "government 1, citizens n.s." in texts
    assert "Counted with five roles of the helix." in texts
    fills = {element.get("style", "") for element in root.iter(f"{NAMESPACE}path")}
    assert any("url(#" in fill for fill in fills)


def test_bars_refuse_what_they_cannot_show_and_say_what_to_ask_for() -> None:
    many = [str(number) for number in range(9)]
    with pytest.raises(InvalidArgument, match="heat map"):
        bars(comparison(["Sweden"], many, [((counted(1),),)] * 9), IMPRINT)
    with pytest.raises(InvalidArgument, match="one dimension"):
        bars(comparison(["Sweden"], ["a"], [((counted(1),), (counted(1),))], column_names=["x", "y"]), IMPRINT)


def test_thirty_sides_with_long_names_keep_their_labels_apart() -> None:
    names = [f"{number} {'a long name of a country' * 3}" for number in range(30)]
    root = parsed(heat_map(comparison(names, ["mobility"], [((SAID_NOTHING,) * 30,)]), IMPRINT))
    labels = [each for each in root.iter(f"{NAMESPACE}text") if "".join(each.itertext()).strip().endswith("…")]
    assert len(labels) == 30
    assert all("rotate(-50" in each.get("transform", "") for each in labels)
    assert all(len("".join(each.itertext()).strip()) <= 24 for each in labels)


def test_more_rows_than_a_picture_holds_are_said_to_be_in_the_table() -> None:
    rows = [f"row {number}" for number in range(MOST_ROWS + 5)]
    chart = heat_map(comparison(["Sweden"], rows, [((counted(1),),)] * len(rows)), IMPRINT)
    assert len(chart.rows) == MOST_ROWS
    assert "5 more rows are in the table." in chart.notes


def test_a_comparison_without_rows_gives_a_picture_that_says_so() -> None:
    texts = shown(parsed(heat_map(comparison(["Sweden"], [], []), IMPRINT)))
    assert "Nothing on record says anything of this dimension." in texts


@given(comparisons())
@settings(max_examples=12, deadline=None)
def test_every_comparison_can_be_drawn_and_its_squares_are_the_cells(made: Comparison) -> None:
    chart = heat_map(made, IMPRINT)
    lines = [by_side for row in made.rows for by_side in row.cells]
    spoken = [line for line in lines if not made.crossed or any(cell.state is not State.NOT_STATED for cell in line)]
    cells = [cell for line in spoken for cell in line]
    assert ("left out" in " ".join(chart.notes)) == (len(spoken) < len(lines))
    squares = [each for row in chart.squares for each in row]
    assert squares == [square(cell) for cell in cells]
    assert all(
        (each.number is None) == (cell.state is not State.PRESENT) for each, cell in zip(squares, cells, strict=True)
    )
    assert clean(chart.title) in "".join(parsed(chart).itertext())


@pytest.mark.parametrize("text", AWKWARD)
def test_a_label_in_any_script_is_drawn_as_png_and_svg(text: str) -> None:
    chart = Grid(text, (text,), (text,), ((Square(1, "1"),),), "records")
    data = png(chart)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width > 400
    assert height > 100
    assert b"Description" in data
    ElementTree.fromstring(svg(chart))


def test_letters_that_no_font_has_become_a_square_in_png_and_stay_in_svg() -> None:
    fonts, missing = families(["気 abc ж"])
    assert fonts[0] == "DejaVu Sans"
    assert missing <= {"気"}
    assert without("気候", frozenset("気")) == f"{MISSING}候"
    assert missing_note(frozenset("気")) == (
        "This server has no font for 1 of the letters; □ stands for each. The SVG has them.",
    )
    assert "気候" in shown(parsed(Grid("t", ("気候",), ("x",), ((Square(1, "1"),),), "records")))


def test_maths_signs_and_markup_in_a_label_are_letters() -> None:
    assert "$x^2$ <b>&amp;</b>" in shown(parsed(Grid("t", ("$x^2$ <b>&amp;</b>",), ("x",), ((Square(1, "1"),),), "r")))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Count(3), 3),
        (Targets(4, 3, 2, 1), 4),
        (Backing(5, 5, 2), 5),
        (Amounts((Amount("SEK", 2020, None, 2), Amount("EUR", None, None, 1)), 4), 3),
        (None, 7),
    ],
)
def test_a_square_has_the_number_of_records_or_targets_behind_any_value(value: Value | None, number: int) -> None:
    assert square(Cell(State.PRESENT, value, 7)) == Square(number, str(number))


def test_a_legend_of_long_names_takes_several_lines() -> None:
    names = tuple(f"a rather long name of a role {number}" for number in range(8))
    texts = shown(parsed(Bars("t", ("SE",), names, ((Square(1, "1"),) * 8,), "records")))
    assert [each for each in texts if each in {fitted(name, 30, lines=1) for name in names}] == [
        fitted(name, 30, lines=1) for name in names
    ]


def test_labels_are_cut_with_an_ellipsis() -> None:
    assert fitted("one two three four five six", 10) == "one two\nthree…"
    assert fitted("\x1b[31m", 10) == "[31m"
    assert fitted(" ", 10) == "(no name)"


def test_likeness_is_a_grid_of_shares() -> None:
    sides = comparison(["Sweden", "Spain"], [], [])
    alike = Similarity(
        sides, "Jaccard: what both have, of all that one has.", ((1.0, 0.25), (0.25, None)), ((4, 1), (1, 0))
    )
    chart = likeness_grid(alike, IMPRINT)
    assert [[each.sign for each in row] for row in chart.squares] == [["1.00", "0.25"], ["0.25", "n.s."]]
    texts = shown(parsed(chart))
    assert "likeness from 0 to 1" in texts
    assert "Jaccard: what both have, of all that one has." in texts


def test_the_words_of_a_long_picture_stop_and_say_how_much_is_left() -> None:
    rows = tuple(f"r{number}" for number in range(70))
    long = Grid("t", rows, ("x",), ((Square(1, "1"),),) * 70, "records")
    assert "And 10 more, which the table has." in described(long)


def test_a_timeline_shows_deadlines_and_counts_the_missions_without_one(finder: IndexFinder) -> None:
    asked = comparison(["Sweden", "Bangladesh"], [], [])
    iris = [f"{ID}place/{name}" for name in ("sweden", "bangladesh")]
    sides = tuple(replace(side, iri=iri) for side, iri in zip(asked.sides, iris, strict=True))
    made = replace(asked, sides=sides)
    before = finder.work.lookups
    chart = timeline(finder, made, IMPRINT, page_size=100)
    assert finder.work.lookups - before == 4
    by_label = {span.label: span for span in chart.spans}
    assert by_label["Sustainable streets"].shown == "2030"
    assert {span.group for span in chart.spans} == {"Sweden"}
    assert any(
        note.startswith("Missions without a deadline on record, which are not drawn: Sweden ") for note in chart.notes
    )
    assert "Sustainable streets" in shown(parsed(chart))
    assert "Sustainable streets (Sweden): 2030." in described(chart)


def test_a_timeline_of_many_sides_draws_as_many_of_each_as_a_picture_holds(finder: IndexFinder) -> None:
    (countries,) = finder.facets("Mission", EVERYTHING, ["country"], 28)
    places = [value.key for value in countries.values]
    asked = comparison([iri.rpartition("/")[2] for iri in places] + ["one mission", "one initiative"], [], [])
    kinds = [SideKind.COUNTRY] * len(places) + [SideKind.MISSION, SideKind.INITIATIVE]
    iris = [*places, f"{ID}mission/sustainable-streets", f"{ID}policy-initiative/vinnova-mission-areas"]
    sides = tuple(replace(s, iri=iri, kind=k) for s, iri, k in zip(asked.sides, iris, kinds, strict=True))
    chart = timeline(finder, replace(asked, sides=sides), IMPRINT, page_size=100)
    drawn = Counter(span.group for span in chart.spans)
    assert 60 < sum(drawn.values()) <= 80
    assert drawn["one mission"] == drawn["one initiative"] == 1
    left_out = next(note for note in chart.notes if "more missions with a deadline are not drawn" in note)
    assert int(left_out.split()[0]) > 0


def test_a_timeline_without_missions_says_so() -> None:
    chart = Timeline("t", (), ("No mission of these sides has a deadline on record.",))
    assert shown(parsed(chart)) == ["t", "No mission of these sides has a deadline on record."]


def test_dates_of_any_precision_have_a_place_in_time() -> None:
    assert years("2030") == 2030
    assert years("2030-07") == pytest.approx(2030.5)
    assert years("2030-07-31") == pytest.approx(2030.58, abs=0.01)
    assert years("soon") is None
    assert years("12024") is None


def test_formats_write_the_same_chart() -> None:
    chart = Bars("t", ("SE",), ("government",), ((Square(1, "1"),),), "records")
    assert SVG.write(chart) == svg(chart)
    assert PNG.write(chart)[:4] == b"\x89PNG"
