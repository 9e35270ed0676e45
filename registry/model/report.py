"""What a validation says: findings in the same parts for every face, and the completeness that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from registry.model.spec import Severity
from registry.rdf.terms import Term

Level = Literal["invalid", "minimal", "recommended", "complete"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place of the input."""

    severity: Severity
    record: str
    """IRI of the record it is about, as it stands in the input."""
    field_path: str
    """Where in the input, in field names: `startDate`, `targets[1].unit`; empty for the record as a whole."""
    rdf_path: tuple[str, ...]
    """The same in property IRIs, from the record down."""
    value: Term | None
    constraint: str
    """What kind of rule: `minCount`, `class`, `pattern`, `closed`, `sparql` ..."""
    message: str
    advice: str
    """What to do; names allowed values or a near spelling where there is one, else empty."""
    shape: str
    """IRI of the shape whose rule it is; it answers with the rule's description."""
    focus: str
    """IRI of the node that the rule was checked on: the record, or the part."""
    allowed: tuple[str, ...] = ()
    """Values that would be right, where the list is short."""
    suggestion: str | None = None
    """The nearest right value, where one is near."""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on one input: `conforms` is true when there is no violation."""

    findings: tuple[Finding, ...]
    records: tuple[str, ...]
    """IRIs of the records that were judged."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Completeness of each record."""

    @property
    def conforms(self) -> bool:
        """Whether the records may be published; warnings and hints do not stand in the way."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)


def level_of(severities: set[Severity]) -> Level:
    """The completeness level of a record whose findings have these severities."""
    if Severity.VIOLATION in severities:
        return "invalid"
    if Severity.WARNING in severities:
        return "minimal"
    if Severity.INFO in severities:
        return "recommended"
    return "complete"
