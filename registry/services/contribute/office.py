"""What everything that contributors do has in common: the parts of the registry, and how changes are written down."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Final, Protocol

from registry.identity.person import Person
from registry.model.spec import Model
from registry.namespaces import SUBMISSIONS
from registry.rdf.terms import Triple
from registry.services.contribute.contribution import Contribution, Outcome
from registry.services.contribute.edits import Editing
from registry.services.contribute.keys import Request, outcome_before
from registry.services.contribute.permissions import Permissions
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.submission_rdf import statements_of_contribution
from registry.services.contribute.submissions import Submissions
from registry.services.contribute.verdict import Verdict
from registry.services.contribute.writing import GuardedWrites, Turns
from registry.services.history import History
from registry.settings import Settings
from registry.store.port import Change, GraphChange, Store

_QUIET: Final = "A submission was changed"
"""What the history, which anybody may read, says of a revision that changed submissions only."""


class Judge(Protocol):
    """What gives verdicts: `registry.services.contribute.verdict.Judging`."""

    def verdict(self, proposals: Sequence[Proposal]) -> Verdict:
        """The verdict on all proposals together."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """The parts that contributing is made of."""

    store: Store
    history: History
    judging: Judge
    model: Model
    settings: Settings
    refresh: Callable[[int], None]
    """Makes readers see what was written."""
    clock: Callable[[], datetime] = field(default=_now)

    @cached_property
    def permissions(self) -> Permissions:
        """Who may do what."""
        return Permissions(self.store, self.model, own_review=self.settings.own_review)

    @cached_property
    def editing(self) -> Editing:
        """What proposals do to records."""
        return Editing(self.store, self.history, self.model)

    @cached_property
    def submissions(self) -> Submissions:
        """The submissions that there are."""
        return Submissions(self.store, self.settings.max_page_size)

    @cached_property
    def writes(self) -> GuardedWrites:
        """What writes one change after another."""
        return GuardedWrites(self.store, self.refresh)

    @cached_property
    def turns(self) -> Turns:
        """In what order the writers of one record go."""
        return Turns()

    def answered(self, request: Request | None) -> Outcome | None:
        """What came of that very request before."""
        return outcome_before(self.store, request)

    def filed(
        self, before: Collection[Triple], after: Contribution, outcome: Outcome, request: Request | None
    ) -> GraphChange:
        """The change of the graph of submissions that puts a submission there and keeps what came of the request."""
        new = set(statements_of_contribution(after))
        old = set(before)
        return GraphChange(SUBMISSIONS, tuple(old - new), (*(new - old), *self._kept(request, outcome)))

    def kept(self, outcome: Outcome, request: Request | None) -> tuple[GraphChange, ...]:
        """The change that keeps what came of the request, where it has a key."""
        return (GraphChange(SUBMISSIONS, insert=self._kept(request, outcome)),) if request else ()

    def quietly(self, head: int, *graphs: GraphChange) -> Change:
        """A change of submissions alone: it names nobody, because the history is open and submissions are not."""
        return Change(head, _QUIET, self.clock(), graphs)

    def _kept(self, request: Request | None, outcome: Outcome) -> tuple[Triple, ...]:
        return () if request is None else tuple(request.kept(outcome, self.clock()))


def name_of(who: Person) -> str:
    """What to call the person in the history."""
    return who.name or who.iri
