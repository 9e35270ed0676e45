"""Pictures say what the tables say: looked at by their elements, labels and words, not by their pixels."""

import itertools
import struct
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from matplotlib.patches import Rectangle

from registry.errors import InvalidArgument
from registry.services.charts.barring import draw_bars
from registry.services.charts.canvas import Canvas
from registry.services.charts.chart import SIGNS, Bars, Chart, Grid, Square
from registry.services.charts.describing import described, finding
from registry.services.charts.drawing import png, svg
from registry.services.charts.from_comparison import MOST_ROWS, bars, heat_map, likeness_grid, square
from registry.services.charts.lettering import MISSING, broken, clean, families, missing_note, width_of, without
from registry.services.charts.pictures import PNG, SVG
from registry.services.compare.comparison import (
    Amount,
    Amounts,
    Backing,
    Cell,
    Comparison,
    Count,
    State,
    Targets,
    Value,
)
from registry.services.compare.overlaps import Similarity
from registry.services.tables.imprint import Imprint
from tests.comparisons import AWKWARD, SAID_NOTHING, comparison, comparisons, counted

IMPRINT = Imprint("https://missions.example.org")
NAMESPACE = "{http://www.w3.org/2000/svg}"
STATES = tuple(Cell(state, Count(3) if state is State.PRESENT else None, 1) for state in State)
EVERY_STATE = comparison([state.value for state in State], ["mobility", "food"], [(STATES,), (STATES[::-1],)])
ROLES = comparison(
    ["Sweden", "Spain"],
    ["government", "citizens"],
    [((counted(30), counted(1)),), ((counted(1), SAID_NOTHING),)],
    by=("helixRole",),
)


def bar_edges(chart: Bars) -> list[tuple[float, float]]:
    """Left and right of each bar, in the order in which they were drawn."""
    canvas = Canvas(str)
    draw_bars(canvas, chart)
    patches = [patch for patch in canvas.finished().axes[0].patches if isinstance(patch, Rectangle)]
    boxes = [patch for patch in patches if patch.get_height() == pytest.approx(0.24)]
    return [(box.get_x(), box.get_x() + box.get_width()) for box in boxes]


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
    drawn = [each for each in texts if each in {"3", *SIGNS.values()}]
    assert drawn[: 2 * len(STATES)] == [square.sign for row in chart.squares for square in row]
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


def test_bars_stand_on_a_line_each_and_say_what_is_counted_and_that_one_record_may_count_in_several() -> None:
    chart = bars(ROLES, IMPRINT)
    root = parsed(chart)
    texts = " ".join(shown(root))
    assert "One of them may count under several roles, once under each" in texts
    assert "Length: number of records." in texts
    assert "records in all: 1" in texts
    assert "Counted with five roles of the helix." in texts
    fills = {element.get("style", "") for element in root.iter(f"{NAMESPACE}path")}
    assert any("url(#" in fill for fill in fills)


def test_no_bar_is_longer_than_that_of_the_highest_number_however_many_roles_a_record_has() -> None:
    every = [f"role {number}" for number in range(5)]
    chart = bars(comparison(["Sweden"], every, [((counted(10),),)] * 5, by=("helixRole",)), IMPRINT)
    lefts = sorted(bar_edges(chart))
    assert len(lefts) == 5
    lengths = {round(right - left, 3) for left, right in lefts}
    assert len(lengths) == 1
    assert all(right < following for (_, right), (following, _) in itertools.pairwise(lefts))


def test_a_bar_that_is_not_stated_is_a_hatched_box_and_not_a_bar_of_no_length() -> None:
    texts = shown(parsed(bars(ROLES, IMPRINT)))
    assert texts.count("n.s.") == 2  # Spain's citizens, and the key
    assert "not stated" in texts


def test_bars_refuse_what_they_cannot_show_and_say_what_to_ask_for() -> None:
    many = [str(number) for number in range(9)]
    with pytest.raises(InvalidArgument, match="heat map"):
        bars(comparison(["Sweden"], many, [((counted(1),),)] * 9), IMPRINT)
    with pytest.raises(InvalidArgument, match="one dimension"):
        bars(comparison(["Sweden"], ["a"], [((counted(1),), (counted(1),))], column_names=["x", "y"]), IMPRINT)


def test_more_rows_than_a_picture_holds_are_said_to_be_in_the_table() -> None:
    rows = [f"row {number}" for number in range(MOST_ROWS + 5)]
    made = comparison(["Sweden"], rows, [((counted(1),),)] * len(rows))
    chart = heat_map(made, IMPRINT)
    assert len(chart.rows) == MOST_ROWS
    more = "5 more rows are in the table: the same address with .csv in place of .svg or .png."
    assert chart.notes[:-1] == (more,)
    cut = heat_map(replace(made, row_count=70), IMPRINT)
    assert cut.notes[:-1] == (more, "The table has the first 65 of 70 rows; with rows=70 it has 70.")
    many = heat_map(replace(made, row_count=9_000, column_count=70), IMPRINT)
    assert many.notes[1:-1] == (
        "The table has the first 65 of 9,000 rows; with rows=500 it has 500.",
        "The table has the first 1 of 70 columns; with columns=70 it has 70.",
    )
    assert heat_map(replace(made, rows=made.rows[:61], row_count=61), IMPRINT).notes[0].startswith("1 more row is in")


def test_a_comparison_without_rows_gives_a_picture_that_says_why_in_the_words_of_the_comparison() -> None:
    texts = shown(parsed(heat_map(comparison(["Sweden"], [], []), IMPRINT)))
    assert "Nothing was found." in texts
    assert "Nothing was found." in bars(comparison(["Sweden"], [], []), IMPRINT).notes


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
        (Amounts((Amount("AUD", 2020, Decimal(9), 6, (("a", (Decimal(1), Decimal(2))),)),), 0), 7),
        (None, 7),
    ],
)
def test_a_square_has_the_number_of_records_or_targets_behind_any_value(value: Value | None, number: int) -> None:
    assert square(Cell(State.PRESENT, value, 7)) == Square(number, str(number))


def test_a_label_is_broken_into_lines_and_never_cut() -> None:
    long = "Kestävä ja hiilineutraali liikennejärjestelmäkokonaisuus, alueellisen saavutettavuuden turvaaminen"
    lines = broken(long, 1.2, 8.5)
    assert "".join(lines).replace(" ", "") == long.replace(" ", "")
    assert all(width_of(line, 8.5) <= 1.2 for line in lines)
    assert broken("\x1b[31m", 3, 8) == ["[31m"]
    assert broken(" ", 3, 8) == ["(no name)"]


def test_the_scale_says_lowest_and_highest_one_number_or_that_there_is_none() -> None:
    def texts_of(*cells: Cell) -> list[str]:
        sides = [f"side {number}" for number in range(len(cells))]
        return shown(parsed(heat_map(comparison(sides, ["mobility"], [(cells,)]), IMPRINT)))

    assert {"2", "9 (number of records)"} <= set(texts_of(counted(2), counted(9)))
    assert "3 in every square with a number (number of records)" in texts_of(counted(3), counted(3), SAID_NOTHING)
    assert "No square has a number, so no colour stands for one." in texts_of(SAID_NOTHING, SAID_NOTHING)


def test_a_key_explains_every_sign_that_stands_in_a_narrow_picture() -> None:
    lines = tuple((Square(None, sign),) for sign in SIGNS.values())
    texts = shown(parsed(Grid("t", tuple("abcd"), ("x",), lines, "records")))
    assert set(SIGNS) <= set(texts)
    assert set(shown(parsed(Grid("t", ("a",), ("x",), lines[:1], "records")))).isdisjoint({"absent", "unknown"})


def test_a_zero_is_coloured_and_silence_is_hatched() -> None:
    root = parsed(heat_map(comparison(["SE", "ES"], ["a"], [((counted(0), SAID_NOTHING),)]), IMPRINT))
    texts = shown(root)
    assert "0" in texts
    assert "n.s." in texts
    styles = [element.get("style", "") for element in root.iter(f"{NAMESPACE}path")]
    hatched = [style for style in styles if "url(#" in style]
    assert len(hatched) == 2  # the square and its key


def test_the_words_of_a_picture_begin_with_what_it_shows() -> None:
    cells = (counted(7), counted(1), SAID_NOTHING)
    words = described(heat_map(comparison(["Sweden", "Spain", "Chile"], ["food"], [(cells,)]), IMPRINT))
    assert "Largest: 7 (food, Sweden). Smallest: 1 (food, Spain). Without a number: 1 not stated." in words
    assert finding([]) == "Nothing stands in it."
    assert finding([("a", Square(None, "no")), ("b", Square(None, "n.s."))]) == (
        "No square has a number: 1 absent, 1 not stated."
    )
    many = [(f"s{number}", Square(1, "1")) for number in range(9)]
    assert finding(many) == "The only number is 1 (s0; s1; s2; and 6 more). Every square has a number."


def test_likeness_is_a_grid_of_shares() -> None:
    sides = comparison(["Sweden", "Spain"], [], [])
    alike = Similarity(
        sides, "Jaccard: what both have, of all that one has.", ((1.0, 0.25), (0.25, None)), ((4, 1), (1, 0)), {}
    )
    chart = likeness_grid(alike, IMPRINT)
    assert [[each.sign for each in row] for row in chart.squares] == [["1.00", "0.25"], ["0.25", "n.s."]]
    texts = shown(parsed(chart))
    assert "1 (likeness from 0 to 1)" in texts
    assert texts.count("n.s.") == 2  # the pair without a value, and the key
    assert "Largest" not in described(chart)
    assert "The only number is 0.25 (Sweden, Spain)." in described(chart)
    assert "Jaccard: what both have, of all that one has." in texts


def test_the_words_of_a_long_picture_stop_and_say_how_much_is_left() -> None:
    rows = tuple(f"r{number}" for number in range(70))
    long = Grid("t", rows, ("x",), ((Square(1, "1"),),) * 70, "records")
    assert "And 10 more, which the table has." in described(long)


def test_formats_write_the_same_chart() -> None:
    chart = Bars("t", ("SE",), ("government",), ((Square(1, "1"),),), "records")
    assert SVG.write(chart) == svg(chart)
    assert PNG.write(chart)[:4] == b"\x89PNG"
