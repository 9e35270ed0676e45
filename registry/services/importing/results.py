"""What came of each row, in words that stay: the result of an import is made of these."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from registry.model.report import Finding
from registry.model.spec import Severity
from registry.validation.formats.as_json import finding_as_data
from registry.validation.spelling import last_name

FOR_RDF: Final = re.compile(r"\^\^|\bmr:|<|\bxsd:|\"@[a-z]")
"""What advice has that is for those who write RDF."""


class Mode(StrEnum):
    """What is to be done with rows that are good."""

    DRY_RUN = "dry-run"
    """Nothing: only say what would be."""
    DRAFT = "draft"
    """Keep each row as a draft of whoever imports, good or not."""
    SUBMIT = "submit"
    """Hand each good row in for review."""
    PUBLISH = "publish"
    """Publish each good row."""


class Result(StrEnum):
    """What came of a row; in a dry run, what would."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    REFUSED = "refused"
    WAITING = "waiting"
    """Refused so far, because it names what another row may bring; tried again after the other rows."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What came of one row."""

    number: int
    result: Result
    record: str
    """IRI; empty where it could not be told."""
    title: str
    known_by: str
    """How the record was recognised: `id`, `title and country` ...; empty for one that was not there before."""
    findings: tuple[dict[str, Any], ...]
    """As every face writes findings, and with `columns`: the headings of the columns that each is about."""
    source: str = ""
    """The row itself, for the file of rows to mend; empty where it landed."""
    revision: int | None = None
    submission: str | None = None
    names: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What the record is called, each with the class, for other rows; kept where nothing is published."""

    @property
    def has_landed(self) -> bool:
        """Whether the row is done: nothing of it is left to mend."""
        return self.result not in (Result.REFUSED, Result.WAITING)

    @property
    def called(self) -> str:
        """What people know the row by: its title, else the first thing that stands in it."""
        if self.title or not self.source.startswith("["):
            return self.title or last_name(self.record) or "no title"
        first = next(filter(None, json.loads(self.source)), "")
        return f"no title, begins with {first!r}" if first else "no title"

    @property
    def problem(self) -> str:
        """What is wrong: a line for each thing."""
        return "\n".join(sentence(each) for each in self.findings if each["severity"] == Severity.VIOLATION.value)

    def as_data(self) -> dict[str, Any]:
        """The result as JSON can say it.

        {"row": int, "result": str, "record": iri | null, "title": str, "knownBy": str | null, "revision": int | null,
         "submission": iri | null, "findings": [a finding as in a report, with "columns": [str]]}
        """
        return {
            "row": self.number,
            "result": self.result.value,
            "record": self.record or None,
            "title": self.title,
            "knownBy": self.known_by or None,
            "revision": self.revision,
            "submission": self.submission,
            "findings": list(self.findings),
        }


def finding_data(finding: Finding, columns: Sequence[str]) -> dict[str, Any]:
    """A finding as data, with the columns that it is about."""
    return {**finding_as_data(finding), "columns": list(columns)}


def sentence(finding: dict[str, Any]) -> str:
    """A finding in one line: the column, what is wrong, what to do.

    Advice that is written for those who write RDF is left out: what is wrong says what to do as well.
    """
    where = ", ".join(finding["columns"])
    advice = finding["advice"]
    if FOR_RDF.search(advice):
        near = finding["suggestion"]
        advice = f"Did you mean {last_name(near)}?" if near else ""
    words = " ".join(filter(None, (finding["message"], advice)))
    return f"{where}: {words}" if where else words


def findings_text(findings: Iterable[dict[str, Any]]) -> str:
    """Findings as the ledger keeps them."""
    return json.dumps(list(findings), ensure_ascii=False)
