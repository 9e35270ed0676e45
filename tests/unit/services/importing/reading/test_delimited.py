"""CSV files as people have them."""

import codecs
from pathlib import Path

import pytest

from registry.errors import MalformedInput, UnknownEncoding
from registry.services.importing.reading.delimited import encoding_of, read_delimited


def read(
    tmp_path: Path, data: bytes, encoding: str | None = None
) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    table = read_delimited(path, "table.csv", encoding)
    return table.header, [(row.number, row.cells) for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        "titel,land\nÄldre,Sverige\n".encode(),
        codecs.BOM_UTF8 + "titel;land\r\nÄldre;Sverige\r\n".encode(),
        "titel\tland\nÄldre\tSverige".encode("utf-16"),
        "titel;land\nÄldre;Sverige\n".encode("utf-16-le"),
        "titel;land\nÄldre;Sverige\n".encode("utf-16-be"),
        "sep=;\r\ntitel;land\r\nÄldre;Sverige\r\n".encode(),
        '\n\n"titel","land"\n"Äldre","Sverige"\n'.encode(),
        "# file: a.csv\ntitel,land\nÄldre,Sverige\n".encode(),
        "titel,land,,\nÄldre,Sverige,,\n".encode(),
        '"titel","land"\n"Äldre","=""Sverige"""\n'.encode(),
    ],
)
def test_encodings_delimiters_and_excels_habits_give_the_same_table(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == (("titel", "land"), [(2, ("Äldre", "Sverige"))])


def test_letters_that_cannot_be_told_are_refused_unless_they_are_named(tmp_path: Path) -> None:
    data = "titel,land\nÄldre,Sverige\n".encode("cp1252")
    with pytest.raises(UnknownEncoding, match=r"table\.csv is neither UTF-8 nor UTF-16"):
        read(tmp_path, data)
    assert read(tmp_path, data, "cp1252")[1] == [(2, ("Äldre", "Sverige"))]
    with pytest.raises(UnknownEncoding):
        read(tmp_path, b"a,b\n\x81,c\n", "cp1252")
    with pytest.raises(UnknownEncoding):
        read(tmp_path, codecs.BOM_UTF8 + b"a,b\n\xe9,c\n")


def test_a_letter_cut_by_the_block_is_still_one_letter(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"a" * ((1 << 20) - 1) + "é".encode())
    assert encoding_of(path, "long.csv") == "utf-8-sig"
    path.write_bytes(b"a" * 10 + "é".encode()[:1])
    with pytest.raises(UnknownEncoding):
        encoding_of(path, "long.csv")


def test_rows_are_counted_as_a_spreadsheet_does_and_line_breaks_stay_in_quotes(tmp_path: Path) -> None:
    header, rows = read(tmp_path, b'a,b\n"one\nline, more",2\n\n3\n4,5,6,7\n')
    assert header == ("a", "b")
    assert rows == [(2, ("one\nline, more", "2")), (3, ("", "")), (4, ("3", "")), (5, ("4", "5", "6 7"))]


def test_an_apostrophe_that_kept_a_formula_from_running_is_taken_off_again(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b,c\n'=1+1,'hood,-5\n")[1] == [(2, ("=1+1", "'hood", "-5"))]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'a,b\n"never closed,2\n', "never closed"),
        (b'a,b\n"one"two,2\n', "quotation marks do not fit"),
        (b"a,b\n" + b"x" * 140_000 + b",2\n", "more than 131,072 characters"),
    ],
)
def test_a_table_that_falls_apart_is_told_with_its_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(MalformedInput, match=words) as told:
        read(tmp_path, data)
    assert told.value.line is not None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'a,b\n1,2\n"never closed,2\n3,4\n', 3),
        (b'# remark\na,b\n1,2\n"never closed,2\n"3",4\n', 4),
        (b'a,b\n"two\nlines",5" wide\n"never closed,2\n', 4),
    ],
)
def test_a_mark_that_is_never_closed_is_told_with_the_line_where_it_opens(
    tmp_path: Path, data: bytes, line: int
) -> None:
    with pytest.raises(MalformedInput) as told:
        read(tmp_path, data)
    assert told.value.line == line
    assert "Turtle" not in told.value.advice


def test_the_table_says_how_it_is_divided_and_encoded(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    for text, encoding, expected in (("a;b", "utf-16-le", "utf-16"), ("a;b", "utf-8", "utf-8-sig")):
        path.write_bytes(text.encode(encoding))
        table = read_delimited(path, "table.csv")
        assert (table.delimiter, table.encoding) == (";", expected)


def test_an_empty_file_has_no_header(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == ((), [])
