"""What an assessment says, as plain data for every face. Nothing here is a verdict on a policy: all of it leads back to
statements on record, and silence is told as silence."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from registry.model.report import Level
from registry.model.spec import Severity

VerdictWord: TypeAlias = Literal["met", "not-met", "not-stated"]
Basis: TypeAlias = Literal["recorded", "derived", "silence"]
"""Who judged: a curator, a rule that reads the record, or nobody because nothing is on record."""

FOUR_ROLES: Final = ("government", "research", "business", "citizens")
"""The quadruple helix."""
FIVE_ROLES: Final = (*FOUR_ROLES, "third-sector")
"""The same with the third sector apart, which is not the quintuple helix of the literature (that adds nature)."""
MARKS: Final = ("measurable", "baseline", "deadline", "responsible")
"""What makes a target one that can be checked."""


@dataclass(frozen=True, slots=True)
class CitedAt:
    """One place in one source."""

    citation: str
    source: str
    title: str
    status: str
    """Notation of the claim's status: stated, inferred, disputed, verified."""
    locator: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement on record, and who says so."""

    record: str
    field: str
    """Name of the field, e.g. `targets`."""
    value: str
    """IRI of a part or record, or the value itself; empty where the field as a whole is meant."""
    citations: tuple[CitedAt, ...]


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """One of Mazzucato's five criteria."""

    criterion: str
    """Notation, e.g. `clear-targeted`."""
    label: str
    verdict: VerdictWord
    basis: Basis
    reason: str
    """In words: the curator's, or what the rule found."""
    evidence: tuple[Evidence, ...]
    recorded: VerdictWord | None
    """What curators judged; None where nobody did."""
    derived: VerdictWord | None
    """What the record itself shows; None where it shows nothing."""

    @property
    def contested(self) -> bool:
        """Whether a curator says no where the record itself says yes; both are shown."""
        return self.recorded == "not-met" and self.derived == "met"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of mission washing: something to look into, never a verdict."""

    rule: str
    """IRI of the rule; the registry answers it with its query, its reason and its literature."""
    name: str
    title: str
    severity: Severity
    """WARNING where it rests on statements, INFO where it rests on silence."""
    messages: tuple[str, ...]
    reason: str
    literature: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """One role of the helix and who has it."""

    role: str
    label: str
    actors: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Helix:
    """Which roles take part, counted with four or with five of them."""

    roles: int
    present: tuple[RoleAnswer, ...]
    not_stated: tuple[str, ...]
    """Roles of which nobody is on record; others may take part all the same."""
    without_role: tuple[str, ...]
    """Actors on record whose role nobody states."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a target has, or of which nothing is stated."""

    name: str
    stated: bool
    value: str
    """What is stated, in short; `not stated` otherwise."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """How well one target can be checked."""

    target: str
    indicator: str
    marks: tuple[Mark, ...]

    @property
    def stated(self) -> int:
        """How many of the marks are on record."""
        return sum(mark.stated for mark in self.marks)


@dataclass(frozen=True, slots=True)
class StrategyAnswer:
    """A strategy that answers a barrier."""

    strategy: str
    title: str
    status: str | None
    """Whether a source says that it answers (`stated`) or a curator reads it so (`inferred`); None: not stated."""
    in_use: bool
    """Whether the record itself holds the strategy."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class BarrierAnswer:
    """A barrier that was reported, and what answers it."""

    barrier: str
    title: str
    report: str | None
    """IRI of the report; None where the record is the barrier itself."""
    reporter: str | None
    strategies: tuple[StrategyAnswer, ...]
    evidence: tuple[Evidence, ...]

    @property
    def answered(self) -> bool:
        """Whether any strategy on record answers it."""
        return bool(self.strategies)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one record and its sources show. Parts that do not apply to its class are empty or None."""

    record: str
    title: str
    class_name: str
    revision: int
    criteria: tuple[CriterionAnswer, ...]
    signs: tuple[Sign, ...]
    helix: Helix | None
    targets: tuple[TargetAnswer, ...]
    barriers: tuple[BarrierAnswer, ...]
    level: Level
    """Completeness by the rules of the record's shape."""
    missing: tuple[str, ...]
    """What stands between the record and the next level, in words."""
