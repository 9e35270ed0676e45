"""Contributing, as every face calls it: check, save, hand in, review, publish, withdraw, restore, revert.

What authors do is in `handing_in`, what reviewers do in `reviewing`, and how published records are written in
`publishing`. Everything that is written is one guarded change of the store.
"""

from collections.abc import Callable, Sequence

from registry.errors import InvalidArgument
from registry.identity.person import Person
from registry.model.spec import Model
from registry.services.contribute.contribution import Contribution, ContributionPage, Outcome
from registry.services.contribute.handing_in import HandingIn
from registry.services.contribute.office import Judge, Office
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.publishing import Publishing
from registry.services.contribute.reviewing import Reviewing
from registry.services.contribute.states import Decision, Move, State
from registry.services.contribute.submissions import Asked
from registry.services.contribute.verdict import Verdict
from registry.services.history import History
from registry.settings import Settings
from registry.store.port import Store


class Contributions:
    """What people want done to records, and what becomes of it. Safe to use from several threads.

    Every method raises `NotSignedIn` or `NotAllowed` for whoever may not do that, `NotFound` for a record or submission
    that there is not, or that the person may not see, and leaves of `StoreError` and `WritersBusy` when the store does
    not take a write. Nothing is written then.

    A `key` is any text that a client makes up for one request: the same request with the same key again does nothing
    more and gives the same outcome, even while the first is under way; another request with it is `KeyReused`.
    """

    def __init__(
        self,
        store: Store,
        history: History,
        judging: Judge,
        model: Model,
        settings: Settings,
        refresh: Callable[[int], None],
    ) -> None:
        """`refresh` makes readers see a revision; it is called before whoever wrote it is answered."""
        self._office = Office(store, history, judging, model, settings, refresh)
        self._publishing = Publishing(self._office)
        self._reviewing = Reviewing(self._office, self._publishing)
        self._handing_in = HandingIn(self._office)

    def check(self, who: Person, proposals: Sequence[Proposal]) -> Verdict:
        """The verdict on proposals, as one change; writes nothing and is open to everybody."""
        del who  # everybody may
        return self._office.judging.verdict(proposals)

    def save(
        self, who: Person, proposal: Proposal, *, submission: str | None = None, key: str | None = None
    ) -> Outcome:
        """Keeps a draft, new or in the place of what the submission held, whatever rules it breaks.

        Raises `WrongState` for a submission that is no draft and was not returned, and `MissingBaseRevision`.
        """
        return self._handing_in.put(who, Move.SAVE, proposal, submission, key)

    def submit(
        self, who: Person, what: Proposal | str, *, submission: str | None = None, key: str | None = None
    ) -> Outcome:
        """Hands a proposal in for review, or a submission by its IRI, as it is or (`submission`) with a new proposal.

        Broken rules do not keep it back: the outcome tells them, the reviewer sees them, and publishing waits until
        they are mended. So records that link to each other can be handed in one by one. Raises `EditConflict`,
        `RecordWithdrawn` or `RecordExists` for what could not be published as things stand, and `WrongState`.
        """
        return self._handing_in.put(who, Move.SUBMIT, what, submission, key)

    def take_back(self, who: Person, submission: str, *, key: str | None = None) -> Outcome:
        """Ends a submission that its author does not want any more; raises `WrongState` when it has ended already."""
        return self._handing_in.take_back(who, submission, key)

    def decide(
        self, who: Person, submission: str, decision: Decision, *, comment: str = "", key: str | None = None
    ) -> Outcome:
        """Carries a reviewer's decision out; to return and to reject take a comment.

        What is to be published is judged and compared with its base anew. Where rules are broken, the outcome says so
        and the submission stays where it is; so it does when this raises `EditConflict`, `RecordWithdrawn` or
        `RecordExists`. Raises `WrongState`.
        """
        return self._reviewing.decide(who, submission, decision, comment, key)

    def publish(self, who: Person, proposal: Proposal, *, key: str | None = None) -> Outcome:
        """Publishes a proposal at once, without review; nothing is written when it breaks rules or changes nothing.

        Raises `EditConflict` when the record was changed after the proposal's base, `RecordWithdrawn`, `RecordExists`,
        `MissingBaseRevision`.
        """
        return self._publishing.publish(who, proposal, key)

    def publish_many(self, who: Person, proposals: Sequence[Proposal], message: str) -> Sequence[Outcome]:
        """Publishes many proposals without review, as one revision: all that are good, whatever the others are like.

        Records that link to each other are judged together. Outcomes are in the order of the proposals; one that could
        not be carried out has the error in `refused`.
        """
        return self._publishing.publish_many(who, proposals, message)

    def submissions(
        self,
        who: Person,
        *,
        state: State | None = None,
        record: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> ContributionPage:
        """The submissions that somebody may see, the newest first: one's own, and all of them for a reviewer.

        Raises `NotSignedIn`, `PageTooLarge`, `InvalidArgument`, `InvalidCursor`.
        """
        return self._office.submissions.page(who, Asked(state, record, first, after))

    def submission(self, who: Person, iri: str) -> Contribution:
        """One submission; raises `NotFound`, also for whoever may not see it."""
        return self._office.submissions.seen_by(who, iri)

    def revert(self, who: Person, record: str, to_revision: int, base: int | None, message: str = "") -> Proposal:
        """The proposal that sets a record back to what it was after a revision, to be checked, handed in or published.

        Raises `InvalidArgument` when it was not there then.
        """
        self._office.permissions.contribute(who)
        head = self._office.store.head()
        if not 0 <= to_revision <= head:
            raise InvalidArgument(f"There is no revision {to_revision}; the last one is {head}.")
        triples = self._office.history.record_at(record, to_revision)
        if not triples:
            raise InvalidArgument(f"After revision {to_revision} there was no {record}; withdraw it instead.")
        words = message or f"Set back to revision {to_revision}"
        return Proposal(Action.UPDATE, record, tuple(triples), base, words)

    def merge(self, who: Person, proposal: Proposal) -> Proposal:
        """The proposal put on top of what others did since its base, to be looked at before it is sent.

        Raises `EditConflict` when both changed the same field.
        """
        self._office.permissions.contribute(who)
        return self._office.editing.joined(proposal)
