"""Workbooks: what Excel made of what somebody typed, as text."""

import datetime
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from registry.errors import InputTooLarge, WorkbookUnreadable
from registry.services.importing.reading import workbook
from registry.services.importing.reading.workbook import read_workbook


def saved(tmp_path: Path, *rows: list[object], hidden: bool = False) -> Path:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Notes"
    sheet = book.create_sheet("Missions")
    if hidden:
        first.sheet_state = "hidden"
    for row in rows:
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_cells_are_what_one_would_write_by_hand(tmp_path: Path) -> None:
    midnight = datetime.datetime(2024, 3, 1)
    path = saved(
        tmp_path,
        ["title@en", "startDate", "number", "sure", None, None],
        ["Streets", midnight, 95.5, True, None, None],
        [None, None, None, None],
        ["  more ", datetime.date(2024, 3, 2), 2030.0, False],
        ["time", datetime.datetime(2024, 3, 1, 12, 30), 3, None],
        hidden=True,
    )
    table = read_workbook(path, "book.xlsx")
    assert table.header == ("title@en", "startDate", "number", "sure")
    assert table.serial_dates
    rows = list(table.rows)
    assert [(row.number, row.cells) for row in rows] == [
        (2, ("Streets", "2024-03-01", "95.5", "true")),
        (3, ("", "", "", "")),
        (4, ("more", "2024-03-02", "2030", "false")),
        (5, ("time", "2024-03-01 12:30:00", "3", "")),
    ]
    assert rows[1].is_empty


def test_percentages_dates_and_formulas_are_what_the_sheet_shows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["a", "b", "c", "d", "e"])
    sheet.append([0.955, 0.07, 3, datetime.date(2024, 5, 3), "=1+1"])
    for column, number_format in (("A", "0.0%"), ("B", '0.00" %"'), ("C", "0%")):
        sheet[f"{column}2"].number_format = number_format
    sheet.append([1.5, None, "#N/A", None, "text"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    table = read_workbook(path, "book.xlsx", decimal="comma")
    first, second = table.rows
    assert first.cells == ("95,5%", "0,07", "300%", "2024-05-03", "=1+1")
    assert [set(first.dates), set(second.dates)] == [{3}, set()]
    assert second.cells == ("1,5", "", "#N/A", "", "text")
    assert table.delimiter == ";"


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    whole = saved(tmp_path, ["a", "b"], ["=IF(1,2)", "=1+1"], hidden=True)
    path = tmp_path / "results.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith("sheet2.xml"):
                data = data.replace(b'<c r="A2">', b'<c r="A2" t="str">')
            target.writestr(part.filename, data)
    (row,) = read_workbook(path, "results.xlsx").rows
    assert row.cells == ("", "=1+1")


def test_a_sheet_may_be_named_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, ["a"], ["1"])
    assert read_workbook(path, "book.xlsx").header == ()
    assert read_workbook(path, "book.xlsx", "Missions").header == ("a",)
    with pytest.raises(WorkbookUnreadable, match="no sheet 'Actors'"):
        read_workbook(path, "book.xlsx", "Actors")


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old or locked one")
    with pytest.raises(WorkbookUnreadable, match="no XLSX workbook, or has a password"):
        read_workbook(path, "book.xlsx")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<none/>")
    with pytest.raises(WorkbookUnreadable, match="missing or damaged"):
        read_workbook(path, "book.xlsx")


def test_a_sheet_that_breaks_off_is_told_when_its_row_is_reached(tmp_path: Path) -> None:
    whole = saved(tmp_path, ["a"], ["1"], ["2"], hidden=True)
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            target.writestr(part.filename, data[:-80] if part.filename.endswith("sheet2.xml") else data)
    with pytest.raises(WorkbookUnreadable, match="damaged"):
        list(read_workbook(broken, "broken.xlsx").rows)


def test_a_small_file_that_holds_a_large_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (workbook.MOST_TEXT_BYTES + 1))
    with pytest.raises(InputTooLarge, match="The texts of"):
        read_workbook(path, "bomb.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("big", "w") as part:
        for _ in range(workbook.MOST_BYTES // 50_000_000 + 1):
            part.write(bytes(50_000_000))
    with pytest.raises(InputTooLarge, match="unpacked"):
        read_workbook(path, "bomb.xlsx")
