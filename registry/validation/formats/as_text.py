"""A report for people at a terminal: record by record, what is wrong and what to do, errors first, then its level."""

import re
import textwrap
from typing import Final

from registry.model.report import Finding, Report
from registry.model.spec import Severity
from registry.rdf.terms import Iri, to_ntriples
from registry.validation.completeness import Completeness, each_record

WORDS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "hint"}
_WIDTH: Final = 100
_INDENT: Final = " " * 10
# Control characters move the cursor, and these marks turn the direction of writing; both can hide what stands there.
_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_text(report: Report) -> str:
    """The report as lines of text, the last one a summary."""
    blocks = [_record(record, findings, state) for record, findings, state in each_record(report)]
    others = [f for f in report.findings if f.record not in report.levels]
    if others:
        blocks.append("\n".join(["The input as a whole", *map(_finding, others)]))
    return printable("\n\n".join([*blocks, _summary(report)]) + "\n")


def _record(record: str, findings: list[Finding], state: Completeness) -> str:
    by_weight = [finding for severity in WORDS for finding in findings if finding.severity is severity]
    return "\n".join([record, *map(_finding, by_weight), _level(state)])


def _finding(finding: Finding) -> str:
    head = f"  {WORDS[finding.severity]:<8}{finding.field_path or _named(finding)}{_value(finding)}"
    words = [finding.message] + ([finding.advice] if finding.advice else [])
    return "\n".join([head, *(wrapped(text) for text in words)])


def _named(finding: Finding) -> str:
    return "the record" if finding.focus == finding.record and finding.shape else finding.focus or "the input"


def _value(finding: Finding) -> str:
    """The value, unless it is a part, which the path names already."""
    if finding.value is None or (
        isinstance(finding.value, Iri) and finding.value.value.startswith(finding.record + "#")
    ):
        return ""
    shown = to_ntriples(finding.value)
    return f": {shown}" if len(shown) <= _WIDTH else f": {shown[:_WIDTH]}..."


def wrapped(text: str) -> str:
    """The text in lines below a finding's head."""
    return textwrap.fill(
        text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    )


def _level(state: Completeness) -> str:
    if state.next_level is None:
        return f"  level   {state.level}"
    fields = ", ".join(dict.fromkeys(finding.field_path or "the record" for finding in state.missing))
    return textwrap.fill(
        f"  level   {state.level}; for {state.next_level} mend: {fields}", _WIDTH, subsequent_indent=_INDENT
    )


def _summary(report: Report) -> str:
    counts = {severity: sum(f.severity is severity for f in report.findings) for severity in WORDS}
    found = ", ".join(f"{n} {WORDS[s]}{'' if n == 1 else 's'}" for s, n in counts.items())
    records = f"{len(report.records)} record{'' if len(report.records) == 1 else 's'}"
    return f"{records}: {found}. {'Valid.' if report.conforms else 'Not valid.'}"


def printable(text: str) -> str:
    """The text with every character written out that could hide what stands there."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
