"""What a comparison leaves out of its evidence is counted and found again; nothing is cut without a word."""

import json
from dataclasses import replace

from registry.services.compare.comparison import Cell, Cited, Comparison, Count, State
from registry.services.tables.evidence import evidence_words, fuller
from registry.services.tables.formats import CSV, JSON, MARKDOWN, WIDE_CSV
from registry.services.tables.imprint import Imprint
from tests.comparisons import SAID_NOTHING, comparison, counted

IMPRINT = Imprint("https://missions.example.org")
ID = "https://example.org/id/"


def cited(number: int, counts: str = "") -> Cited:
    return Cited(
        record=f"{ID}mission/{number}", record_label=f"Mission {number}", property="deadline",
        citation=f"{ID}mission/{number}#citation-1", source=f"{ID}source/{number}", source_label=f"Source {number}",
        source_kind="law", status="stated", locator=None, seconds=None, link=None, counted=counts,
    )  # fmt: skip


def of_records(count: int, named: int) -> Cell:
    names = tuple(f"{ID}mission/{number}" for number in range(named))
    return Cell(State.PRESENT, Count(count), count, names, tuple(map(cited, range(named))))


def asked(*cells: Cell, permalink: str = "/compare?sides=SE,ES&by=target&evidence=3&lang=en") -> Comparison:
    made = comparison(["Sweden", "Spain"][: len(cells)], ["target"], [(cells,)])
    return replace(made, permalink=permalink)


def test_markdown_says_how_many_records_of_a_cell_it_does_not_cite_and_where_they_are() -> None:
    text = MARKDOWN.write(asked(of_records(14, 3), of_records(2, 1)), IMPRINT).decode()
    assert "| 14 \\[1, 2, 3; 11 more records\\] | 2 \\[1; 1 more record\\] |" in text
    assert "The first 3 records of a cell are named" in text.replace("\\", "")
    assert "<https://missions.example.org/compare.json?sides=SE,ES&by=target&evidence=14&lang=en>" in text
    sources = text.partition("## Sources")[2]
    assert [line.partition(".")[0] for line in sources.splitlines() if line[:1].isdigit()] == ["1", "2", "3"]


def test_a_citation_behind_several_records_of_a_cell_has_one_number() -> None:
    cell = replace(of_records(2, 2), citations=(cited(1, counts="a"), cited(1, counts="b")))
    text = MARKDOWN.write(asked(cell), IMPRINT).decode()
    assert "| 2 \\[1\\] |" in text
    assert text.count("Source 1") == 1


def test_where_every_record_is_named_nothing_more_is_said() -> None:
    made = asked(of_records(3, 3), SAID_NOTHING)
    assert evidence_words(made, IMPRINT) is None
    assert fuller(made, IMPRINT) is None
    assert "more record" not in MARKDOWN.write(made, IMPRINT).decode()


def test_more_records_than_can_be_named_are_told_with_the_limit() -> None:
    words = evidence_words(asked(of_records(1_234, 3)), IMPRINT)
    assert words == (
        "The first 3 records of a cell are named with their citations; one cell counts more, up to 1,234. "
        "More of them: https://missions.example.org/compare.json?sides=SE,ES&by=target&evidence=50&lang=en "
        "At most 50 can be named; "
        "a filter (`where`) or fewer countries in a side give the rest."
    )


def test_an_address_without_a_number_of_records_gets_one() -> None:
    made = asked(of_records(5, 3), permalink="/compare?sides=SE&by=target")
    assert fuller(made, IMPRINT) == "https://missions.example.org/compare.json?sides=SE&by=target&evidence=5"
    assert fuller(replace(made, permalink=""), IMPRINT) is None
    none = replace(made, request=replace(made.request, evidence=0))
    assert (evidence_words(none, IMPRINT) or "").startswith("No records of a cell are named")


def test_tables_for_programs_count_the_records_that_they_do_not_name() -> None:
    made = asked(of_records(14, 3))
    line = CSV.write(made, IMPRINT).decode().splitlines()
    place = line[0].split(",").index("records_not_named")
    assert line[1].split(",")[place] == "11"
    assert "Evidence,The first 3 records" in WIDE_CSV.write(made, IMPRINT).decode().replace('"', "")


def test_json_tells_what_it_does_not_name_cell_by_cell_and_where_to_get_it() -> None:
    read = json.loads(JSON.write(asked(of_records(14, 3), SAID_NOTHING), IMPRINT))
    assert [cell["moreRecords"] for cell in read["rows"][0]["cells"][0]] == [11, 0]
    assert read["evidence"]["recordsNamedPerCell"] == 3
    assert read["evidence"]["cellsWithMore"] == 1
    assert read["evidence"]["link"].endswith("evidence=14&lang=en")
    assert "11" not in (read["evidence"]["words"] or "")


def test_json_of_a_large_comparison_grows_with_what_is_said_and_not_with_silence() -> None:
    names, rows, columns = ([f"{kind}{n}" for n in range(count)] for kind, count in (("s", 30), ("r", 100), ("c", 50)))
    silent = tuple((SAID_NOTHING,) * 30 for _ in columns)
    spoken = ((counted(1), *silent[0][1:]), *silent[1:])
    made = comparison(names, rows, [spoken, *([silent] * 99)], column_names=columns)
    data = JSON.write(made, IMPRINT)
    assert len(data) < 600_000  # 150,000 cells, one of which says something; written out they take 25 MB
    read = json.loads(data)
    assert [len(cells) for cells in read["rows"][0]["cells"]] == [30, *([0] * 49)]
    assert "every side is `not stated`" in read["silence"]
