"""Every format says the same cells, and reading a file back gives them again."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from registry.services.compare.comparison import Comparison, State
from registry.services.tables.as_markdown import alone, escaped
from registry.services.tables.as_terminal import as_terminal, printable, shown_width, wrapped
from registry.services.tables.evidence import evidence_words
from registry.services.tables.formats import CSV, EXCEL_CSV, FORMATS, JSON, MARKDOWN, WIDE_CSV, XLSX
from registry.services.tables.imprint import Imprint
from registry.services.tables.numeric import numeric_heading, numeric_lines
from registry.services.tables.tidy import columns, lines
from registry.services.tables.wide import heading, wide_lines
from registry.services.tables.words import cell_words
from tests.comparisons import AWKWARD, SAID_NOTHING, comparison, comparisons, counted

IMPRINT = Imprint("https://missions.example.org")
SMALL = comparison(
    ["Sweden", "Spain"], ["mobility", "food"], [((counted(3), SAID_NOTHING),), ((counted(1200), counted(1)),)]
)
EMPTY = comparison(["Sweden", "Spain"], [], [])


def unguarded(text: str) -> str:
    return text.removeprefix("'")


def plain(value: str | int | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def tidy(made: Comparison) -> list[list[str]]:
    return [list(columns(made)), *([plain(line[name]) for name in columns(made)] for line in lines(made, IMPRINT))]


def wide(made: Comparison) -> list[list[str]]:
    return [list(numeric_heading(made)), *([plain(value) for value in line] for line in numeric_lines(made))]


def read_csv(data: bytes) -> list[list[str]]:
    return [
        [unguarded(value) for value in line] for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    ]


def read_sheet(data: bytes, name: str) -> Iterator[list[Any]]:
    for line in load_workbook(io.BytesIO(data))[name].iter_rows():
        assert all(cell.data_type in "sn" for cell in line), "there is a formula, or nothing, in a cell"
        yield [cell.value for cell in line]


def as_excel_reads(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\N{REPLACEMENT CHARACTER}", re.sub("\r\n?", "\n", text))


@given(comparisons())
@settings(max_examples=60, deadline=None)
def test_tidy_csv_read_back_gives_the_cells(made: Comparison) -> None:
    assert read_csv(CSV.write(made, IMPRINT)) == tidy(made)


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_wide_csv_read_back_gives_the_table_and_what_must_be_said_beside_it(made: Comparison) -> None:
    table, notes = wide(made), [list(each) for each in IMPRINT.lines(made)]
    more = evidence_words(made, IMPRINT)
    notes += [["Evidence", more]] if more else []
    assert read_csv(WIDE_CSV.write(made, IMPRINT)) == [*table, [], *notes]
    assert EXCEL_CSV.write(made, IMPRINT) == b"\xef\xbb\xbf" + WIDE_CSV.write(made, IMPRINT)


@given(comparisons())
@settings(max_examples=25, deadline=None)
def test_a_workbook_read_back_gives_the_table_the_cells_and_the_sources(made: Comparison) -> None:
    data = XLSX.write(made, IMPRINT)
    for name, expected in (("Comparison", wide(made)), ("Cells", tidy(made))):
        read = [[plain(value).replace("_x005F_", "_") for value in line] for line in read_sheet(data, name)]
        assert read == [[as_excel_reads(value) for value in line] for line in expected]
    cited = [each for row in made.rows for by_side in row.cells for cell in by_side for each in cell.citations]
    sources = list(read_sheet(data, "Sources"))[1:]
    assert len(sources) == len({alone(each) for each in cited})
    assert {line[1] for line in sources} == {each.source for each in cited}
    notes = dict(list(read_sheet(data, "Notes"))[1:])
    assert notes["Cite as"].endswith("(CC BY 4.0)")


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_json_read_back_gives_state_words_and_records_of_each_cell(made: Comparison) -> None:
    read = json.loads(JSON.write(made, IMPRINT))
    assert read["permalink"] == f"https://missions.example.org{made.permalink}"
    for row, again in zip(made.rows, read["rows"], strict=True):
        for by_side, cells in zip(row.cells, again["cells"], strict=True):
            assert bool(cells) == any(cell != SAID_NOTHING for cell in by_side)
            for cell, found in zip(by_side, cells, strict=bool(cells)):
                assert (found["state"], found["words"]) == (cell.state.value, cell_words(cell))
                assert found["records"] == list(cell.records)
                assert [each["citation"] for each in found["citations"]] == [each.citation for each in cell.citations]


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_a_markdown_table_has_a_line_a_row_and_keeps_its_columns(made: Comparison) -> None:
    text = MARKDOWN.write(made, IMPRINT).decode()
    table = [line for line in text.splitlines() if line.startswith("| ")]
    split = [re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1] for line in table]
    assert {len(line) for line in split} == {len(heading(made))}
    for shown, line in zip(split[2:], wide_lines(made), strict=True):
        for cell, entry in zip(shown[len(line.labels) :], line.entries, strict=False):
            words = escaped(f"{entry:,}" if isinstance(entry, int) else entry)
            assert cell.strip().partition(" \\[")[0] == words


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_no_line_in_the_terminal_is_wider_than_the_screen_or_steers_it(made: Comparison) -> None:
    for width in (40, 80, 200):
        text = as_terminal(made, IMPRINT, width)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert max(shown_width(line) for line in text.splitlines() if "://" not in line) <= width
        assert f"{IMPRINT.site}{made.permalink}" in text


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
@pytest.mark.parametrize("made", [SMALL, EMPTY], ids=["small", "empty"])
def test_every_format_writes_out_what_is_not_stated_and_carries_revision_address_and_licence(
    name: str, made: Comparison
) -> None:
    data = next(each for each in FORMATS if each.name == name).write(made, IMPRINT)
    if name == "xlsx":
        book = load_workbook(io.BytesIO(data))
        text = "\n".join(str(value) for sheet in book for line in sheet.iter_rows(values_only=True) for value in line)
    else:
        text = data.decode().replace("\\", "")
    nothing = "Nothing was found." if name == "json" and made is EMPTY else "not stated"
    for said in (nothing, "12", made.permalink.replace("_", ""), "CC BY 4.0"):
        assert said in text


def test_a_workbook_is_the_same_file_whenever_it_is_written() -> None:
    with ZipFile(io.BytesIO(XLSX.write(SMALL, IMPRINT))) as book:
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml")
    assert b"creator" in core
    assert b"dcterms:created" not in core
    assert b"dcterms:modified" not in core


def test_an_empty_comparison_says_so_in_words() -> None:
    assert "no row: none of the records" in as_terminal(EMPTY, IMPRINT)
    assert "No row: none of the records" in MARKDOWN.write(EMPTY, IMPRINT).decode()
    lines_of_sides = read_csv(CSV.write(EMPTY, IMPRINT))[1:]
    assert [line[columns(EMPTY).index("state")] for line in lines_of_sides] == [State.NOT_STATED] * 2


def test_the_terminal_table_is_readable() -> None:
    assert as_terminal(SMALL, IMPRINT, 72).splitlines()[:8] == [
        "missions by challenges: Sweden, Spain",
        "",
        "challenges            Sweden  Spain       all together",
        "--------------------  ------  ----------  ------------",
        "mobility              3       not stated  7",
        "food                  1,200   1           7",
        "all rows together     7       7           not added up",
        "all records that fit  7       7           7",
    ]


def test_a_text_in_cjk_takes_two_columns_a_sign_and_right_to_left_text_is_set_apart() -> None:
    assert shown_width("気候") == 4
    assert printable("مدن") == "\N{FIRST STRONG ISOLATE}مدن\N{POP DIRECTIONAL ISOLATE}"
    assert all(shown_width(line) <= 10 for line in wrapped("気候中立都市のミッション", 10))
    assert "".join(wrapped("気候中立都市のミッション", 10)) == "気候中立都市のミッション"


def test_many_sides_on_a_narrow_screen_stand_in_tables_below_each_other() -> None:
    names = [f"Country {number}" for number in range(30)]
    many = comparison(names, ["mobility"], [(tuple(counted(number + 1) for number in range(30)),)])
    text = as_terminal(many, IMPRINT, 60)
    assert text.count("mobility") > 3
    assert all(str(number + 1) in text for number in range(30))


@pytest.mark.parametrize("text", [each for each in AWKWARD if each[0] in "=+-@'\t"])
def test_a_spreadsheet_sees_no_formula_in_csv(text: str) -> None:
    made = comparison([text], [text], [((counted(1),),)])
    for line in csv.reader(io.StringIO(CSV.write(made, IMPRINT).decode(), newline="")):
        for value in line:
            assert value[0] not in "=+-@\t" or re.fullmatch(r"-?[0-9.]+", value)
