"""Reports and files of rows to mend: nothing in them runs, everything in them can be handed in again."""

import csv
import io
import json
from pathlib import Path

from registry.services.importing.ledger import Ledger
from registry.services.importing.reports import (
    mended_encoding,
    mended_ending,
    report_csv,
    report_json,
    report_lines,
    to_mend,
)
from registry.services.importing.results import Result, RowResult, sentence

FINDING = {
    "severity": "Violation", "record": "urn:r", "path": "country", "columns": ["country"], "message": "No country.",
    "advice": "Add mr:country, e.g. <.../id/place/its-name>.", "suggestion": None,
    "value": {"type": "literal", "value": "=1+1", "datatype": "x", "language": None},
}  # fmt: skip


def ledger_of(path: Path, source: str, **said: object) -> Ledger:
    ledger = Ledger(path / "ledger.sqlite")
    findings = ({**FINDING}, {**FINDING, "severity": "Warning", "value": None, "columns": []})
    refused = RowResult(3, Result.REFUSED, "urn:r", '=cmd|"x"!A1', "", findings, source)
    ledger.keep([RowResult(2, Result.CREATED, "urn:q", "Good", "", (), "", 5), refused], 1, **said)
    return ledger


def test_a_table_to_mend_is_the_table_with_what_is_wrong_and_no_formula(tmp_path: Path) -> None:
    with ledger_of(
        tmp_path, json.dumps(["=1+1", "-5", "@x", "fine", "beyond"]), columns=["a", "b", "c", "d"]
    ) as ledger:
        text = "".join(to_mend(ledger))
        assert mended_ending(ledger, "csv") == ".csv"
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [
        ["#row", "#problem", "a", "b", "c", "d"],
        ["3", "country: No country.", "'=1+1", "-5", "'@x", "fine"],
    ]


def test_a_table_to_mend_is_divided_and_encoded_as_the_one_that_came(tmp_path: Path) -> None:
    with ledger_of(tmp_path, '["a", "95,5"]', columns=["x", "y"], delimiter=";", encoding="cp1252") as ledger:
        assert "".join(to_mend(ledger)).splitlines() == ["#row;#problem;x;y", "3;country: No country.;a;95,5"]
        assert mended_encoding(ledger) == "cp1252"
    with ledger_of(tmp_path / "records", "{}") as ledger:
        assert mended_encoding(ledger) == "utf-8"


def test_a_row_without_a_title_is_called_by_what_stands_first_in_it() -> None:
    assert RowResult(2, Result.REFUSED, "urn:r/x", "", "", (), '["", "SE"]').called == "no title, begins with 'SE'"
    assert RowResult(2, Result.REFUSED, "", "", "", (), '[""]').called == "no title"
    assert RowResult(2, Result.REFUSED, "https://e.org/x", "", "", (), "{}").called == "x"


def test_the_report_has_a_line_for_each_finding_and_row(tmp_path: Path) -> None:
    with ledger_of(tmp_path, "{}") as ledger:
        rows = list(csv.DictReader(io.StringIO("".join(report_csv(ledger)).removeprefix("\ufeff"))))
        whole = json.loads("".join(report_json(ledger)))
        lines = list(report_lines(ledger.results([Result.REFUSED])))
    assert [(row["row"], row["result"], row["severity"], row["value"]) for row in rows] == [
        ("2", "created", "", ""), ("3", "refused", "Violation", "'=1+1"), ("3", "refused", "Warning", ""),
    ]  # fmt: skip
    assert whole["counts"] == {"created": 1, "refused": 1}
    assert [row["row"] for row in whole["rows"]] == [2, 3]
    assert whole["rows"][0] | {"revision": 5, "knownBy": None} == whole["rows"][0]
    assert lines == ['row 3: =cmd|"x"!A1', "  country: No country."]


def test_records_to_mend_come_back_as_they_were(tmp_path: Path) -> None:
    with ledger_of(tmp_path, '{"id": "place/x"}') as ledger:
        assert json.loads("".join(to_mend(ledger))) == {"#row": 3, "#problem": "country: No country.", "id": "place/x"}
        assert mended_ending(ledger, "json-lines") == ".jsonl"
        assert mended_ending(ledger, "turtle") == ".ttl"


def test_advice_for_those_who_write_rdf_is_left_out_of_tables() -> None:
    assert sentence(FINDING) == "country: No country."
    near = {**FINDING, "suggestion": "https://w3id.org/mission-registry/id/place/sweden"}
    assert sentence(near) == "country: No country. Did you mean sweden?"
    assert sentence({**FINDING, "columns": [], "advice": "Write it out."}) == "No country. Write it out."
