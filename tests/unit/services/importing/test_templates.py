"""Templates made from the model: every field has a column, and every column is understood."""

import io

import pytest
from openpyxl import load_workbook

from registry.model.reader import read_model
from registry.model.spec import Kind
from registry.services.importing.headers import read_header
from registry.services.importing.templates import template_columns, template_csv, template_xlsx

MODEL = read_model()


@pytest.mark.parametrize("name", [c.name for c in MODEL.records])
def test_a_template_has_every_field_and_is_understood(name: str) -> None:
    record_class = MODEL.classes[name]
    columns = template_columns(MODEL, record_class)
    header = read_header([column.heading for column in columns], MODEL, name)
    filled = {(c.parts[0][0].name if c.parts else c.field.name) for c in header.sheets[name].columns if c.field}
    assert filled == {field.name for field in record_class.fields}
    required = {column.heading.partition("@")[0] for column in columns if column.required}
    assert required == {f.name for f in record_class.fields if f.required and f.kind is not Kind.PART}


def test_a_workbook_explains_its_columns_and_lists_the_codes() -> None:
    columns = template_columns(MODEL, MODEL.classes["Mission"], ("sv",))
    book = load_workbook(io.BytesIO(template_xlsx(columns, "Mission")))
    assert book.sheetnames == ["Mission", "Columns", "Codes"]
    headings = [cell.value for cell in book["Mission"][1]]
    assert headings == [column.heading for column in columns]
    assert "title@sv" in headings
    explained = {row[0]: row for row in book["Columns"].iter_rows(min_row=2, values_only=True)}
    assert set(explained) == set(headings)
    assert explained["country"][2] == "yes"
    assert "record of Place" in str(explained["country"][3])
    codes = [row[:2] for row in book["Codes"].iter_rows(min_row=2, values_only=True)]
    assert ("targets[0].direction", "increase") in codes
    assert ("sdgs", "...") in codes


def test_a_csv_template_is_one_line_that_excel_reads() -> None:
    data = template_csv(template_columns(MODEL, MODEL.classes["Place"]))
    assert data.startswith(b"\xef\xbb\xbfid,title@en")
    assert data.count(b"\n") == 1
