"""How complete a record is, and what stands between it and the next level."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from registry.model.report import Finding, Level, Report
from registry.model.spec import Severity

_NEXT: Final[Mapping[Level, tuple[Level, Severity]]] = {
    "invalid": ("minimal", Severity.VIOLATION),
    "minimal": ("recommended", Severity.WARNING),
    "recommended": ("complete", Severity.INFO),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """The level of one record, and the findings to mend for the next one (None and none at the highest)."""

    level: Level
    next_level: Level | None
    missing: tuple[Finding, ...]


def completeness(report: Report, record: str) -> Completeness:
    """How complete the record of that IRI is; it must be one that the report is about."""
    return _completeness(report.levels[record], (f for f in report.findings if f.record == record))


def each_record(report: Report) -> Iterator[tuple[str, list[Finding], Completeness]]:
    """Every record of the report with its findings and how complete it is, in the order of the input."""
    findings: dict[str, list[Finding]] = {record: [] for record in report.records}
    for finding in report.findings:
        findings.get(finding.record, []).append(finding)
    for record, found in findings.items():
        yield record, found, _completeness(report.levels[record], found)


def _completeness(level: Level, findings: Iterable[Finding]) -> Completeness:
    if level not in _NEXT:
        return Completeness(level, None, ())
    next_level, severity = _NEXT[level]
    return Completeness(level, next_level, tuple(f for f in findings if f.severity is severity))
