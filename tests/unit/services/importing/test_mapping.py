"""Files with headings of their own."""

from pathlib import Path

import pytest

from registry.bootstrap import Registry, importing_parts
from registry.errors import HeaderNotUnderstood, UnknownMapping
from registry.model.reader import read_model
from registry.services.importing.ledger import Ledger
from registry.services.importing.mapping import mapping_of, read_mapping
from registry.services.importing.opening import Order, open_run
from registry.services.importing.reading.rows import Table, TableRow
from registry.services.importing.reports import to_mend
from registry.services.importing.results import Mode
from tests.unit.services.importing.desk import ADMIN, counted

MODEL = read_model()
MAPPING = """
class = "Mission"
separator = ";"
names = "names.csv"

[columns]
number = "id"
name = "title@en"
original = { to = "title@{lang}", languages = ["sv", "nl"], otherwise = "alternativeTitles[0]@en" }
land = "country"
serves = [{ to = "initiatives", starting = "ini-" }, { to = "challenges", starting = "cha-" }]

[columns.pages]
to = "citations[{n}].source"
most = 2
with = { "citations[{n}].property" = "title", "citations[{n}].status" = "stated" }

[constants]
sdgs = "13"

[values.land]
"Konungariket" = "SE"
"unknown" = ""
"""
HEADER = ("number", "name", "original", "lang", "land", "serves", "pages", "notes")


def mapped(*cells: str) -> dict[str, str]:
    mapping = mapping_of(MAPPING.replace('names = "names.csv"', ""), MODEL, "m.toml")
    table = mapping.applied(Table(HEADER, iter([TableRow(2, cells), TableRow(3, ("",) * len(HEADER))])))
    first, second = table.rows
    assert second.is_empty
    assert first.original == cells
    return {heading: cell for heading, cell in zip(table.header, first.cells, strict=True) if cell}


def test_columns_constants_and_words_are_put_under_our_headings() -> None:
    assert mapped("1", "Streets", "Gator", "sv", "Konungariket", "ini-a;cha-b;ini-c", "p1;p2;p3", "x") == {
        "id": "1",
        "title@en": "Streets",
        "title@sv": "Gator",
        "country": "SE",
        "initiatives": "ini-a;ini-c",
        "challenges": "cha-b",
        "citations[0].source": "p1",
        "citations[0].property": "title",
        "citations[0].status": "stated",
        "citations[1].source": "p2",
        "citations[1].property": "title",
        "citations[1].status": "stated",
        "sdgs": "13",
    }
    assert mapped("1", "Streets", "Roads", "en", "unknown", "", "", "")["alternativeTitles[0]@en"] == "Roads"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("class =", "no TOML"),
        ('class = "Mision"\n[columns]\na = "id"', "no class of records"),
        ('class = "Mission"', "names no columns"),
        ('colums = 1\n[columns]\na = "id"', "colums, which means nothing"),
        ('columns = "a"', "is to be a table"),
        ("[columns]\na = 1", "does not say `to`"),
        ('[columns]\na = { to = "id", untl = 1 }', "untl, which means nothing"),
        ('names = "names.csv"\n[columns]\na = "id"', "cannot be sent along"),
        ('[columns]\na = "id"\n[values]\na = "b"', "holds tables"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_told(text: str, words: str) -> None:
    with pytest.raises(UnknownMapping, match=words):
        mapping_of(text, MODEL, "m.toml")


def test_files_beside_a_mapping_are_read_or_told(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    with pytest.raises(UnknownMapping, match="cannot be read"):
        read_mapping(path, MODEL)
    path.write_text('names = "names.csv"\n[columns]\na = "id"\n[values.a]\nfile = "words.csv"\nfrom = "w"\nto = "c"\n')
    with pytest.raises(UnknownMapping, match=r"names\.csv cannot be read"):
        read_mapping(path, MODEL)
    (tmp_path / "names.csv").write_text("ours,record\nS-1,place/sweden\n")
    (tmp_path / "words.csv").write_text("w,c\none,two\n")
    mapping = read_mapping(path, MODEL)
    assert mapping.aliases == {"S-1": "place/sweden"}
    assert mapping.values == {"a": {"one": "two"}}
    assert mapping.column_of("id") == "a"
    assert mapping.column_of("sdgs") == "sdgs"
    (tmp_path / "words.csv").write_text("x,c\none,two\n")
    with pytest.raises(UnknownMapping, match="has no column 'w'"):
        read_mapping(path, MODEL)


def test_findings_and_rows_to_mend_speak_of_the_files_own_columns(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("ours,record\nQ-1,mission/mapped-one\nini-x,policy-initiative/nowhere\n")
    mapping_file = tmp_path / "m.toml"
    mapping_file.write_text(MAPPING)
    path = tmp_path / "own.csv"
    path.write_text(
        "number,name,original,lang,land,serves,pages,notes\n"
        "Q-1,Mapped one,Ett,sv,Konungariket,,source/missies-voor-de-toekomst,x\n"
        "Q-2,Mapped two,Två,sv,Nowhere,ini-x,,y\n",
        encoding="utf-8",
    )
    mapping = read_mapping(mapping_file, registry.model)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        order = Order("own.csv", "csv", Mode.PUBLISH)
        assert open_run(path, order, ADMIN, importing_parts(registry), ledger, "mapped", mapping).go()
        good, bad = ledger.results()
        mending = "".join(to_mend(ledger))
        assert ledger.said()["aside"] == ["lang", "notes"]
    assert counted([good, bad]) == {"created": 1, "refused": 1}
    assert good.record.endswith("mission/mapped-one")
    assert "land: No Place is called 'Nowhere'" in bad.problem
    assert mending.splitlines()[0].endswith("number,name,original,lang,land,serves,pages,notes")
    assert mending.splitlines()[-1].endswith("Q-2,Mapped two,Två,sv,Nowhere,ini-x,,y")


def test_a_file_that_lacks_a_column_of_the_mapping_is_refused() -> None:
    mapping = mapping_of('[columns]\nland = "country"', MODEL, "m.toml")
    with pytest.raises(HeaderNotUnderstood, match="the file lacks: land"):
        mapping.applied(Table(("country",), iter(())))


def test_rows_of_one_record_add_up_where_the_mapping_says_so(registry: Registry, tmp_path: Path) -> None:
    text = """class = "Mission"
rows = "add"
[columns]
mission = "id"
name = "title@en"
land = "country"
target = "targets[0].id"
what = "targets[0].indicator@en"
"""
    path = tmp_path / "targets.csv"
    path.write_text(
        "mission,name,land,target,what\nadding-up,Adding up,SE,one,quiet\nadding-up,,,two,green\nadding-up,,,three,\n"
    )
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        order = Order("targets.csv", "csv", Mode.PUBLISH, mapping=text)
        assert open_run(path, order, ADMIN, importing_parts(registry), ledger, "adding").go()
        assert [each.result.value for each in ledger.results()] == ["created", "updated", "unchanged"]
    record = registry.finder.record("https://w3id.org/mission-registry/id/mission/adding-up")
    assert record is not None
    assert len(record.many("targets")) == 2
