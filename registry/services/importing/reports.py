"""The report of an import, as CSV and JSON, and the file of the rows to mend: read from the ledger as they are sent.

The file of rows to mend has the columns of the file that was handed in, and before them the row's number and what is
wrong, in columns whose headings begin with a hash and which nobody reads when it is handed in again. It is divided and
encoded as that file was.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from registry.model.spec import Severity
from registry.services.importing.ledger import Ledger
from registry.services.importing.reading.rows import guarded
from registry.services.importing.results import Result, RowResult, sentence

ROW: Final = "#row"
PROBLEM: Final = "#problem"
_HEADER: Final = ("row", "result", "record", "title", "known by", "severity", "columns", "value", "message", "advice")
_MARK: Final = "\ufeff"
"""So that Excel knows the letters."""


def report_csv(ledger: Ledger) -> Iterator[str]:
    """A line for each finding, and one for each row without any."""
    yield _MARK + _line(_HEADER)
    for result in ledger.results():
        head = (str(result.number), result.result.value, result.record, result.title, result.known_by)
        if not result.findings:
            yield _line((*head, "", "", "", "", ""))
        for finding in result.findings:
            value = finding["value"]["value"] if finding["value"] else ""
            columns = ", ".join(finding["columns"])
            yield _line((*head, finding["severity"], columns, value, finding["message"], finding["advice"]))


def report_json(ledger: Ledger) -> Iterator[str]:
    """An object with what `summary` says and `rows`, the result of each row."""
    head = json.dumps(summary(ledger), ensure_ascii=False)
    yield head[:-1] + ', "rows": [\n'
    for number, result in enumerate(ledger.results()):
        yield (",\n" if number else "") + json.dumps(result.as_data(), ensure_ascii=False)
    yield "\n]}\n"


def summary(ledger: Ledger) -> dict[str, Any]:
    """How many rows have each result, and what is to be told of the file as a whole.

    {"counts": {result: int}, "passes": int, "leftAside": [heading], "error": {"type": str, "message": str} | null}
    """
    said = ledger.said()
    counts = ledger.counts()
    return {
        "counts": {each.value: counts[each] for each in Result if counts.get(each)},
        "passes": int(said.get("pass", 1)),
        "leftAside": said.get("aside", []),
        "error": said.get("error"),
    }


def to_mend(ledger: Ledger) -> Iterator[str]:
    """The rows to mend as a file of the kind that was handed in: CSV of a table, else JSON Lines or Turtle."""
    results = (each for each in ledger.results() if each.source)
    said = ledger.said()
    if "columns" in said:
        return _table_to_mend(results, said["columns"], said.get("delimiter", ","))
    return _records_to_mend(results)


def mended_ending(ledger: Ledger, file_format: str) -> str:
    """The ending of the name of the file of rows to mend."""
    return ".csv" if "columns" in ledger.said() else ".jsonl" if file_format == "json-lines" else ".ttl"


def mended_encoding(ledger: Ledger) -> str:
    """How the file of rows to mend is to be written, as Python calls it: as the file that was handed in was."""
    said = ledger.said()
    return str(said.get("encoding", "utf-8-sig")) if "columns" in said else "utf-8"


def _table_to_mend(results: Iterable[RowResult], columns: Sequence[str], delimiter: str) -> Iterator[str]:
    yield _line((ROW, PROBLEM, *columns), delimiter)
    for result in results:
        cells = list(json.loads(result.source))[: len(columns)]
        yield _line((str(result.number), result.problem, *cells), delimiter)


def _records_to_mend(results: Iterable[RowResult]) -> Iterator[str]:
    for result in results:
        if result.source.lstrip().startswith("{"):
            yield json.dumps({ROW: result.number, PROBLEM: result.problem}, ensure_ascii=False)[:-1]
            yield ", " + result.source.lstrip()[1:] + "\n"
        else:
            wrong = [each for each in result.findings if each["severity"] == Severity.VIOLATION.value]
            lines = [f"# row {result.number}", *(f"# {' '.join(sentence(each).split())}" for each in wrong)]
            yield "\n".join([*lines, result.source, ""])


def report_lines(results: Iterable[RowResult]) -> Iterator[str]:
    """The rows that did not land, for people at a terminal."""
    for result in results:
        yield f"row {result.number}: {result.called}"
        for finding in result.findings:
            if finding["severity"] == Severity.VIOLATION.value:
                yield f"  {sentence(finding)}"


def _line(cells: Iterable[str], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return text.getvalue()
