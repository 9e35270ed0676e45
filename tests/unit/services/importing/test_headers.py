"""Headings in the words of the model, and what is said of those that are none."""

import pytest

from registry.errors import HeaderNotUnderstood
from registry.model.reader import read_model
from registry.services.importing.headers import letters, read_header

MODEL = read_model()


def faults(*cells: str, class_name: str | None = "Mission") -> str:
    with pytest.raises(HeaderNotUnderstood) as told:
        read_header(cells, MODEL, class_name)
    return " ".join(told.value.faults)


def test_columns_are_called_as_findings_call_their_fields() -> None:
    header = read_header(
        ("ID", "Title@EN", "title@sv", "startDate", "sdgs[0]", "sdgs[1]", "targets[0].unit", "targets[1].id",
         "alternativeTitles[0]@en", "citations[0].value@en", "#row", "country"), MODEL, "Mission",
    )  # fmt: skip
    sheet = header.sheets["Mission"]
    read = [
        (c.field.name if c.field else None, c.number, c.language, [(p.name, n) for p, n in c.parts])
        for c in sheet.columns
    ]
    assert read == [
        ("title", None, "en", []),
        ("title", None, "sv", []),
        ("startDate", None, None, []),
        ("sdgs", 0, None, []),
        ("sdgs", 1, None, []),
        ("unit", None, None, [("targets", 0)]),
        (None, None, None, [("targets", 1)]),
        ("alternativeTitles", 0, "en", []),
        ("value", None, "en", [("citations", 0)]),
        ("country", None, None, []),
    ]
    assert (header.id_index, header.class_index) == (0, None)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("titel@en", "'titel@en' is no field of Mission. Did you mean title@en?"),
        ("colour", "'colour' is no field of Mission."),
        ("title", "'title' is text; say in which language, e.g. title@en."),
        ("title@e n", "say in which language"),
        ("startDate@en", "startDate is no text in a language; leave out @en."),
        ("country[1]", "country has one value; leave out [1]."),
        ("targets", "targets has fields of its own, e.g. targets[0]."),
        ("targets.unit", "'targets.unit' does not say which of the targets; write targets[0] for the first."),
        ("targets[5000].unit", "a number beyond 999"),
        ("targets[0].unti", "Did you mean unit?"),
        ("country.title", "country of 'country.title' is no part"),
        ("t i[", "is no field of Mission"),
        ("", "it has no heading."),
    ],
)
def test_what_is_no_column_is_told_with_what_was_probably_meant(cell: str, words: str) -> None:
    assert words in faults("title@en", cell)


def test_all_faults_are_told_at_once_with_their_columns() -> None:
    told = faults("titel@en", "title@en", "land", "TITLE@en")
    assert "Column A:" in told
    assert "Column C:" in told
    assert "Column D: 'TITLE@en' stands in column B already" in told
    assert letters(0) + letters(25) + letters(26) + letters(702) == "AZAAAAA"


def test_a_header_may_have_a_class_column_instead_of_one_class() -> None:
    header = read_header(("class", "title@en", "sdgs", "actorType"), MODEL)
    assert header.class_index == 0
    assert header.sheets["Mission"].foreign == (3,)
    assert header.sheets["Barrier"].foreign == (2, 3)
    assert "name the class, or add a column `class`" in faults("title@en", class_name=None)
    assert "Did you mean" in faults("class", "actorTipe", class_name=None)


def test_unknown_columns_may_be_left_aside_and_texts_may_have_one_language() -> None:
    header = read_header(("title", "remarks", ""), MODEL, "Mission", language="NL", keep_unknown=True)
    assert header.kept_aside == ("remarks", "column C")
    assert [column.language for column in header.sheets["Mission"].columns] == ["nl"]


def test_more_than_twenty_faults_are_not_all_told() -> None:
    with pytest.raises(HeaderNotUnderstood, match="And 5 more"):
        read_header([f"x{number}" for number in range(25)], MODEL, "Mission")
