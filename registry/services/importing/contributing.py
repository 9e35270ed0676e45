"""What an import asks of the rest of the registry, and what comes back of one proposal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from registry.errors import RegistryError
from registry.identity.person import Person
from registry.model.report import Finding
from registry.model.spec import Severity
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.states import State
from registry.services.revisions import Revision

if TYPE_CHECKING:  # what judges takes long to import, and a server that starts judges nothing yet
    from registry.services.contribute.contribution import ContributionPage, Outcome
    from registry.services.contribute.verdict import Verdict


class Contributing(Protocol):
    """What is asked of contributions."""

    def check(self, who: Person, proposals: Sequence[Proposal]) -> "Verdict":
        """The verdict, with nothing written."""
        ...

    def save(
        self, who: Person, proposal: Proposal, *, submission: str | None = None, key: str | None = None
    ) -> "Outcome":
        """Keeps a draft."""
        ...

    def submit(
        self, who: Person, what: Proposal | str, *, submission: str | None = None, key: str | None = None
    ) -> "Outcome":
        """Hands in for review."""
        ...

    def submissions(
        self,
        who: Person,
        *,
        state: State | None = None,
        record: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> "ContributionPage":
        """The submissions that somebody may see."""
        ...

    def publish_many(self, who: Person, proposals: Sequence[Proposal], message: str) -> Sequence["Outcome"]:
        """Publishes those that are good, as one revision."""
        ...


class Past(Protocol):
    """What is asked of the history."""

    def last_change(self, iris: Iterable[str]) -> Mapping[str, int]:
        """The last revision that touched each of these records."""
        ...

    def revisions(self, record: str | None = None, *, first: int = 20, before: int | None = None) -> Sequence[Revision]:
        """The newest revisions."""
        ...


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one proposal."""

    findings: tuple[Finding, ...]
    revision: int | None = None
    submission: str | None = None
    unchanged: bool = False
    refused: RegistryError | None = None

    @classmethod
    def of(cls, outcome: "Outcome") -> "Came":
        """What an outcome says."""
        findings = (*outcome.verdict.report.findings, *outcome.verdict.broken)
        return cls(findings, outcome.revision, outcome.submission, outcome.unchanged, outcome.refused)

    @property
    def is_good(self) -> bool:
        """Whether nothing stands in the way."""
        return self.refused is None and all(each.severity is not Severity.VIOLATION for each in self.findings)
