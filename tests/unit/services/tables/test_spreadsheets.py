"""Spreadsheets: numbers are numbers, silence is words, addresses open, and no text is a formula."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from registry.services.compare.comparison import (
    Amount,
    Amounts,
    Backing,
    Cell,
    Comparison,
    Count,
    Measure,
    State,
    Targets,
    Value,
)
from registry.services.tables.formats import CSV, WIDE_CSV, XLSX
from registry.services.tables.imprint import Imprint
from tests.comparisons import SAID_NOTHING, comparison, counted
from tests.unit.services.tables.test_evidence import cited

IMPRINT = Imprint("https://missions.example.org")
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", " =1+1", '=HYPERLINK("http://evil.example")', "\uff1d1+1", "\t=1"]


def present(value: Value) -> Cell:
    return Cell(State.PRESENT, value, 2, ("https://example.org/id/mission/a",))


def by(measure: Measure, *cells: Cell, total: Value) -> Comparison:
    names = ["Sweden", "Spain", "Chile"][: len(cells)]
    return comparison(names, ["mobility"], [(cells,)], measure=measure, total=total)


def sheet(made: Comparison, name: str = "Comparison") -> list[list[Any]]:
    book = load_workbook(io.BytesIO(XLSX.write(made, IMPRINT)))
    return [[cell.value for cell in line] for line in book[name].iter_rows()]


def opens(cell: Any) -> str | None:
    """The address that a click on a cell opens."""
    return cell.hyperlink.target if cell.hyperlink else None


def wide(made: Comparison) -> list[list[str]]:
    return list(csv.reader(io.StringIO(WIDE_CSV.write(made, IMPRINT).decode(), newline="")))


MONEY = by(
    Measure.AMOUNTS,
    present(Amounts((Amount("SEK", 2020, Decimal("1500000.50"), 2), Amount(None, None, Decimal(7), 1)), 3)),
    present(Amounts((Amount("SEK", 2020, None, 0, (("x", (Decimal(1), Decimal(2))),)),), 0)),
    SAID_NOTHING,
    total=Amounts((Amount("SEK", 2020, Decimal("1500000.50"), 2), Amount(None, None, Decimal(7), 1)), 3),
)


def test_amounts_are_numbers_in_lines_by_currency_and_year() -> None:
    lines = sheet(MONEY)
    assert lines[0] == ["challenges", "what is told", "currency", "year", "Sweden", "Spain", "Chile", "all together"]
    assert lines[1:5] == [
        ["mobility", "sum of stated amounts", "SEK", 2020, 1500000.5, "not stated", "not stated", 1500000.5],
        ["mobility", "amounts on which sources disagree", "SEK", 2020, "none", "1 against 2", "not stated", "none"],
        ["mobility", "sum of stated amounts", "not stated", "not stated", 7, "not stated", "not stated", 7],
        ["mobility", "instruments without a stated amount", "any", "any", 3, 0, "not stated", 3],
    ]
    assert [line[4] for line in wide(MONEY)[1:5]] == ["1500000.50", "none", "7", "3"]


def test_targets_and_sources_are_numbers_in_lines_of_their_own() -> None:
    targets = by(Measure.TARGETS, present(Targets(4, 3, 2, 1)), SAID_NOTHING, total=Targets(4, 3, 2, 1))
    assert [line[1:] for line in sheet(targets)[1:5]] == [
        ["targets", 4, "not stated", 4],
        ["targets with a value", 3, "not stated", 3],
        ["targets with a deadline", 2, "not stated", 2],
        ["targets with both", 1, "not stated", 1],
    ]
    backing = Backing(5, 4, 3, {"law": 2, "news": 1})
    covered = by(Measure.COVERAGE, present(backing), Cell(State.UNKNOWN, None, 1), total=backing)
    assert [line[2:] for line in sheet(covered)[1:5]] == [
        [5, "unknown", 5],
        [4, "unknown", 4],
        [3, "unknown", 3],
        ["law: 2 | news: 1", "unknown", "law: 2 | news: 1"],
    ]


@pytest.mark.parametrize("name", ["tidy", "wide", "sheet"])
def test_zero_and_silence_and_a_no_are_told_apart(name: str) -> None:
    made = by(Measure.RECORDS, counted(0), SAID_NOTHING, Cell(State.ABSENT, None, 1), total=Count(0))
    if name == "tidy":
        lines = list(csv.DictReader(io.StringIO(CSV.write(made, IMPRINT).decode(), newline="")))
        found: list[Any] = [line["records"] for line in lines]
        assert [line["state"] for line in lines] == ["present", "not stated", "absent"]
    else:
        found = (wide(made) if name == "wide" else sheet(made))[1][1:4]
    assert found == [0 if name == "sheet" else "0", "not stated", "absent"]


def test_a_total_of_which_nobody_states_anything_is_not_zero() -> None:
    made = by(Measure.RECORDS, SAID_NOTHING, total=Count(0))
    silent = replace(
        made, rows=(replace(made.rows[0], totals=(None,), total=None),), side_totals=((None,),), total=None
    )
    assert sheet(silent)[1] == ["mobility", "not stated", "not stated"]
    assert wide(silent)[3][-1] == "not stated"
    money = replace(MONEY, rows=(), side_totals=((None,) * 3,), total=None)
    assert sheet(money)[1][:5] == [
        "all rows together",
        "instruments without a stated amount",
        "any",
        "any",
        "not stated",
    ]


def test_sources_open_with_a_click_and_what_is_no_address_of_the_web_does_not() -> None:
    cell = replace(
        counted(1),
        citations=(
            replace(cited(1), link="https://example.org/watch?v=a&t=464s"),
            replace(cited(2), link="javascript:alert(1)"),
            replace(cited(3), link=f"https://example.org/{'x' * 3_000}"),
        ),
    )
    book = load_workbook(io.BytesIO(XLSX.write(by(Measure.RECORDS, cell, total=Count(1)), IMPRINT)))
    head, *lines = book["Sources"].iter_rows()
    place = [cell.value for cell in head].index("link")
    assert [opens(line[place]) for line in lines] == ["https://example.org/watch?v=a&t=464s", None, None]
    assert opens(lines[0][1]) == "https://example.org/id/source/1"
    notes = {line[0].value: line[1] for line in book["Notes"].iter_rows()}
    assert (opens(notes["Permalink"]) or "").startswith("https://missions.example.org/compare")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_any_sheet_or_table(text: str) -> None:
    cell = replace(counted(1), citations=(replace(cited(1), source_label=text, locator=text, link=text),))
    made = comparison([text, "Spain"], [text], [((cell, SAID_NOTHING),)])
    book = load_workbook(io.BytesIO(XLSX.write(made, IMPRINT)))
    cells = [cell for page in book for line in page.iter_rows() for cell in line]
    assert all(cell.data_type in "sn" for cell in cells)
    assert sum(cell.value == text for cell in cells) >= 4
    for written in (CSV.write(made, IMPRINT), WIDE_CSV.write(made, IMPRINT)):
        for line in csv.reader(io.StringIO(written.decode(), newline="")):
            assert not any(value.lstrip().startswith(("=", "+", "-", "@", "\uff1d")) for value in line)
