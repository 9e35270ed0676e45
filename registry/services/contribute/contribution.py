"""A submission as the registry keeps it, what was said about it, and what comes back when somebody does something.

`submission_rdf` writes and reads it as statements; `contributions` is what makes and moves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry.errors import RegistryError
from registry.namespaces import SITE
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.states import Decision, State
from registry.services.contribute.verdict import Verdict

SUBMISSION_BASE: Final = SITE + "submission/"
"""What the IRI of every submission begins with."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a submission, and what that decided."""

    author: str
    """IRI of the person."""
    author_name: str
    time: datetime
    text: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One submission: what its author wants, where it stands, and what was said about it."""

    iri: str
    state: State
    proposal: Proposal
    author: str
    author_name: str
    created: datetime
    changed: datetime
    report: str = ""
    """The verdict on it when it was last saved or handed in, as JSON text."""
    comments: tuple[Comment, ...] = ()
    """The oldest first."""
    revision: int | None = None
    """The revision that published it."""


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """Some submissions of a list, the newest first."""

    items: Sequence[Contribution]
    next: str | None
    """What to hand on as `after` for the next page; None on the last one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request, with the verdict that it met.

    A record that breaks rules is no error: it comes back with `verdict.conforms` false. A draft is saved and a
    submission handed in all the same; publishing alone is refused then, and `revision` is None.
    """

    state: State | None
    """Where the submission stands now; None where there is none, as when a record is published at once."""
    submission: str | None
    """IRI of the submission."""
    record: str
    revision: int | None
    """The revision that was written to the published records; None when nothing was published."""
    verdict: Verdict
    unchanged: bool = False
    """Whether the published record says all that already, so that there was nothing to write."""
    refused: RegistryError | None = None
    """For one of many: why it was left out though it can be read, e.g. an `EditConflict`. Alone, that is raised."""

    @property
    def published(self) -> bool:
        """Whether the published record is now as it was proposed."""
        return self.revision is not None or self.unchanged
