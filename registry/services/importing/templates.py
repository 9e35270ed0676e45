"""A file to begin with for each class: its headings, and in XLSX a second sheet that says what each column takes.

Made from the model, as everything is: a field added to a shape is in the next template.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.model.spec import Field, Kind, Model, RecordClass
from registry.services.importing.headers import ID
from registry.services.importing.values import SEPARATOR
from registry.validation.spelling import preferred

_FORMS: Final = {
    Kind.TEXT: "text",
    Kind.STRING: "text, the same in all languages",
    Kind.INTEGER: "whole number",
    Kind.DECIMAL: "number, e.g. 95.5",
    Kind.BOOLEAN: "yes or no",
    Kind.DATE: "date, e.g. 2024-03-01",
    Kind.YEAR: "year, e.g. 2030",
    Kind.PARTIAL_DATE: "date, or as much of it as is known: 2030, 2030-06 or 2030-06-30",
    Kind.URL: "address on the web",
    Kind.IRI: "address of the same thing elsewhere",
    Kind.PROPERTY: "name of a field, e.g. title",
    Kind.ANY: "the value that the source says, as it stands in its own column",
}
_WIDTH: Final = 22
_MOST_CODES: Final = 60


@dataclass(frozen=True, slots=True)
class Explained:
    """A column of a template and what is to be said of it."""

    heading: str
    label: str
    required: bool
    takes: str
    several: str
    description: str
    codes: Sequence[tuple[str, str]] = ()
    """Notation and label of each code that it takes."""


def template_columns(model: Model, record_class: RecordClass, languages: Sequence[str] = ("en",)) -> list[Explained]:
    """The columns of a class's template, the first of each kind of part among them."""
    identity = Explained(
        ID, "address", False, f"what follows {record_class.segment}/ in the record's address", "",
        "Leave it empty for a new record. It tells which record is meant when the file is handed in again; without it "
        "the title, and the country where there is one, do.",
    )  # fmt: skip
    return [identity, *_columns(model, record_class, languages, "", "")]


def _columns(
    model: Model, record_class: RecordClass, languages: Sequence[str], before: str, label: str
) -> Iterator[Explained]:
    for each in record_class.fields:
        if each.kind is Kind.PART:
            part = model.classes[each.target or ""]
            yield from _columns(
                model, part, languages, f"{before}{each.name}[0].", f"{label}{_label(each, languages)}: "
            )
            continue
        heading = f"{before}{each.name}" + (f"@{languages[0]}" if each.kind is Kind.TEXT else "")
        yield Explained(
            heading,
            label + _label(each, languages),
            each.required and not before,
            _takes(model, each),
            _several(each, before),
            preferred(each.description, languages),
            _codes(model, each, languages),
        )


def _label(of_field: Field, languages: Sequence[str]) -> str:
    return preferred(of_field.label, languages) or of_field.name


def _takes(model: Model, of_field: Field) -> str:
    if of_field.kind is Kind.LINK:
        target = model.classes[of_field.target or ""]
        return f"name or address of a record of {target.name}, e.g. {target.segment}/its-name"
    if of_field.kind is Kind.CODE:
        return f"a code or label of the list {of_field.target}"
    return _FORMS[of_field.kind]


def _several(of_field: Field, before: str) -> str:
    if of_field.kind is Kind.TEXT:
        ways = "a column for each language, e.g. @sv"
        return (
            f"{ways}; more in [1], [2] ... before the @" if of_field.many and "alternative" in of_field.name else ways
        )
    if before:
        part = before.partition("[")[0]
        more = f"more {part} in columns {part}[1]..."
        return f"several divided by {SEPARATOR}; {more}" if of_field.many else more
    return f"several divided by {SEPARATOR}" if of_field.many else ""


def _codes(model: Model, of_field: Field, languages: Sequence[str]) -> Sequence[tuple[str, str]]:
    if of_field.kind is not Kind.CODE:
        return ()
    return [(code.notation, preferred(code.label, languages)) for code in model.lists[of_field.target or ""].codes]


def template_csv(columns: Sequence[Explained]) -> bytes:
    """The headings as a CSV file that Excel opens with the right letters."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([column.heading for column in columns])
    return ("\ufeff" + text.getvalue()).encode()


def template_xlsx(columns: Sequence[Explained], title: str) -> bytes:
    """The headings as a workbook: a sheet to fill, one that explains each column, one with the codes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(title[:31])
    sheet.append([column.heading for column in columns])
    explained = book.create_sheet("Columns")
    explained.append(["column", "what it is", "must be filled", "what it takes", "several", "explanation"])
    codes = book.create_sheet("Codes")
    codes.append(["column", "code", "label"])
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
        must = "yes" if column.required else ""
        explained.append([column.heading, column.label, must, column.takes, column.several, column.description])
        for notation, label in column.codes[:_MOST_CODES]:
            codes.append([column.heading, notation, label])
        if len(column.codes) > _MOST_CODES:
            codes.append([column.heading, "...", f"{len(column.codes)} in all; see the page of code lists"])
    bold, colour = Font(bold=True), PatternFill("solid", start_color="FFE2EFDA")
    for each in book.worksheets:
        each.freeze_panes = "A2"
        for cell in each[1]:
            cell.font = bold
    for column, cell in zip(columns, sheet[1], strict=True):
        if column.required:
            cell.fill = colour
    for letter, width in zip("ABCDEF", (34, 28, 14, 44, 40, 100), strict=True):
        explained.column_dimensions[letter].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
