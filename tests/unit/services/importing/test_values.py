"""Cells as values: every way of writing that has one meaning is read, every other is told."""

from dataclasses import replace

import pytest

from registry.model.reader import read_model
from registry.model.spec import Field, Kind
from registry.namespaces import XSD
from registry.rdf.terms import Iri, Literal, text
from registry.services.importing.values import Habits, Unclear, plain_value, several

FIELD = read_model().classes["Mission"].by_name["startDate"]


def of_kind(kind: Kind) -> Field:
    return replace(FIELD, kind=kind)


@pytest.mark.parametrize(
    ("cell", "habits", "lexical"),
    [
        ("95", Habits(), "95"),
        ("95.5", Habits(), "95.5"),
        ("95,5", Habits(), "95.5"),
        ("1 234,5", Habits(), "1234.5"),
        ("1'234.5", Habits(), "1234.5"),
        ("1.234,56", Habits(), "1234.56"),
        ("1,234.56", Habits(), "1234.56"),
        ("1.234.567", Habits(), "1234567"),
        ("1,234,567", Habits(), "1234567"),
        ("0,125", Habits(), "0.125"),
        ("2.125", Habits(), "2.125"),
        ("-1,5", Habits(), "-1.5"),
        (",5", Habits(), ".5"),
        ("1,500", Habits(decimal="comma"), "1.500"),
        ("1,500", Habits(decimal="point"), "1500"),
        ("1.500", Habits(decimal="comma"), "1500"),
    ],
)
def test_numbers_are_read_as_they_are_meant(cell: str, habits: Habits, lexical: str) -> None:
    assert plain_value(cell, of_kind(Kind.DECIMAL), None, habits) == Literal(lexical, XSD + "decimal")


@pytest.mark.parametrize("cell", ["many", "1,2,3.4.5", "12.34.5", "1,23,456", "5 %", "1.5,5.5"])
def test_what_is_no_number_stays_text_for_the_rules_to_find(cell: str) -> None:
    assert plain_value(cell, of_kind(Kind.DECIMAL), None, Habits()) == Literal(cell)


def test_whole_numbers_may_have_a_fraction_of_nothing() -> None:
    assert plain_value("464,0", of_kind(Kind.INTEGER), None, Habits()) == Literal("464", XSD + "integer")
    assert plain_value("464.0", of_kind(Kind.INTEGER), None, Habits()) == Literal("464", XSD + "integer")


def test_a_number_of_two_readings_is_told_with_both() -> None:
    told = plain_value("1,500", of_kind(Kind.DECIMAL), None, Habits())
    assert isinstance(told, Unclear)
    assert "1500 or 1.500" in told.message
    assert "--decimal" in told.advice


@pytest.mark.parametrize(
    ("cell", "habits", "lexical", "datatype"),
    [
        ("2024-03-01", Habits(), "2024-03-01", "date"),
        ("2024-3-1", Habits(), "2024-03-01", "date"),
        ("2024/03/01", Habits(), "2024-03-01", "date"),
        ("2024-03", Habits(), "2024-03", "gYearMonth"),
        ("2024", Habits(), "2024", "gYear"),
        ("-0044", Habits(), "-0044", "gYear"),
        ("01.03.2024", Habits(), "2024-03-01", "date"),
        ("1.3.2024", Habits(), "2024-03-01", "date"),
        ("03.2024", Habits(), "2024-03", "gYearMonth"),
        ("31/12/2024", Habits(), "2024-12-31", "date"),
        ("12/31/2024", Habits(), "2024-12-31", "date"),
        ("3/3/2024", Habits(), "2024-03-03", "date"),
        ("1/3/2024", Habits(dates="dmy"), "2024-03-01", "date"),
        ("1/3/2024", Habits(dates="mdy"), "2024-01-03", "date"),
        ("2024-03-01 00:00:00", Habits(), "2024-03-01", "date"),
        ("45352", Habits(serial_dates=True), "2024-03-01", "date"),
    ],
)
def test_dates_are_read_as_they_are_meant(cell: str, habits: Habits, lexical: str, datatype: str) -> None:
    assert plain_value(cell, of_kind(Kind.PARTIAL_DATE), None, habits) == Literal(lexical, XSD + datatype)


def test_dates_of_the_wrong_size_and_of_two_readings_are_not_taken() -> None:
    assert plain_value("2024-03", of_kind(Kind.YEAR), None, Habits()) == Literal("2024-03")
    assert plain_value("2024", of_kind(Kind.DATE), None, Habits()) == Literal("2024")
    assert plain_value("45352", of_kind(Kind.PARTIAL_DATE), None, Habits()) == Literal("45352", XSD + "gYear")
    assert plain_value("soon", of_kind(Kind.PARTIAL_DATE), None, Habits()) == Literal("soon")
    told = plain_value("1/3/2024", of_kind(Kind.DATE), None, Habits())
    assert isinstance(told, Unclear)
    assert "2024-03-01 or 2024-01-03" in told.message


@pytest.mark.parametrize(
    ("cell", "kind", "language", "value"),
    [
        ("Ja", Kind.TEXT, "sv", text("Ja", "sv")),
        ("EUR", Kind.STRING, None, Literal("EUR")),
        ("YES", Kind.BOOLEAN, None, Literal("true", XSD + "boolean")),
        ("0", Kind.BOOLEAN, None, Literal("false", XSD + "boolean")),
        ("maybe", Kind.BOOLEAN, None, Literal("maybe")),
        ("https://a.example", Kind.URL, None, Literal("https://a.example", XSD + "anyURI")),
        ("https://a.example", Kind.IRI, None, Iri("https://a.example")),
        ("not one", Kind.IRI, None, Literal("not one")),
        ("any", Kind.ANY, None, Literal("any")),
        ("any", Kind.ANY, "en", text("any", "en")),
    ],
)
def test_other_kinds(cell: str, kind: Kind, language: str | None, value: object) -> None:
    assert plain_value(cell, of_kind(kind), language, Habits()) == value


def test_several_values_stand_in_one_cell_and_a_backslash_keeps_the_sign() -> None:
    assert several(r"a | b\|c |  | d", "|") == ["a", "b|c", "d"]
    assert several(r"a;b\;c", ";") == ["a", "b;c"]
