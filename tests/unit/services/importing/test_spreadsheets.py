"""What spreadsheets leave in cells that nobody meant is told, and a percentage is read by its unit."""

from dataclasses import replace

import pytest

from registry.model.reader import read_model
from registry.model.spec import Kind
from registry.services.importing.spreadsheets import odd_cell, percentage
from registry.services.importing.values import Unclear

FIELD = replace(read_model().classes["Mission"].by_name["startDate"], kind=Kind.DECIMAL)


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#BEZUG!", "#NV", "####", "Err:502"])
def test_errors_of_spreadsheets_are_told(cell: str) -> None:
    told = odd_cell(cell, FIELD, is_date=False)
    assert told is not None
    assert "error of the spreadsheet" in told.message


def test_a_date_is_odd_only_where_no_date_belongs() -> None:
    told = odd_cell("2024-05-03", replace(FIELD, kind=Kind.TEXT), is_date=True)
    assert told is not None
    assert "date or time here, 2024-05-03" in told.message
    assert odd_cell("2024-05-03", replace(FIELD, kind=Kind.PARTIAL_DATE), is_date=True) is None
    assert odd_cell("2024-05-03", replace(FIELD, kind=Kind.TEXT), is_date=False) is None
    assert odd_cell("#1 of all", replace(FIELD, kind=Kind.TEXT), is_date=False) is None


@pytest.mark.parametrize("unit", ["%", "percent of ships", "Per cent"])
def test_a_percentage_is_its_number_where_the_unit_is_percent(unit: str) -> None:
    assert percentage("95,5 %", FIELD, [unit]) == "95,5"


def test_a_percentage_of_another_unit_is_told_with_both_readings() -> None:
    told = percentage("95.5%", FIELD, ["", "tonnes"])
    assert isinstance(told, Unclear)
    assert "95.5, counted in %, or 0.955." in told.message
    unclear = percentage("1.234,5%", FIELD, [])
    assert isinstance(unclear, Unclear)
    assert "a hundredth" in unclear.message
    assert percentage("95.5", FIELD, ["%"]) is None
    assert percentage("95.5%", replace(FIELD, kind=Kind.TEXT), []) is None
