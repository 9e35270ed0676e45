"""What reviewers do with submissions: begin to look, send back, refuse, publish. Each may leave a comment."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from registry.errors import InvalidArgument
from registry.identity.person import Person
from registry.rdf.terms import Iri, Triple
from registry.services.contribute.contribution import Comment, Contribution, Outcome
from registry.services.contribute.edits import checked_words
from registry.services.contribute.kept import kept_verdict, read_verdict
from registry.services.contribute.keys import Request
from registry.services.contribute.office import Office, name_of
from registry.services.contribute.publishing import REVIEWED_BY, Judgement, Publishing, published
from registry.services.contribute.states import Decision, State, moved
from registry.services.contribute.writing import Decided
from registry.services.revisions import SUBMISSION
from registry.store.port import Change

_SAYS_WHY: Final = frozenset((Decision.RETURN, Decision.REJECT))


class Reviewing:
    """Carries reviewers' decisions out."""

    def __init__(self, office: Office, publishing: Publishing) -> None:
        self._office, self._publishing = office, publishing

    def decide(self, who: Person, submission: str, decision: Decision, comment: str, key: str | None) -> Outcome:
        """Carries one decision out; see `Contributions.decide`."""
        office = self._office
        office.permissions.contribute(who)
        words = checked_words(comment, "comment")
        request = Request.of(who, key, decision, submission, words)
        seen = office.submissions.seen_by(who, submission)
        office.permissions.decide(who, seen, decision, office.editing.versions(seen.proposal))
        if decision in _SAYS_WHY and not words:
            raise InvalidArgument(f"To {decision.value} a submission, say in a comment what is wrong with it.")
        if (answered := office.answered(request)) is not None:
            return answered
        # What is decided is no longer the author's to change, so the verdict can be prepared before it is our turn.
        judgement = self._publishing.judged(who, [seen.proposal]) if decision is Decision.PUBLISH else None

        def decide(head: int) -> Decided[Outcome]:
            nonlocal judgement
            if (answered := office.answered(request)) is not None:
                return Decided(None, answered)
            said, before = office.submissions.present(submission)
            state = moved(submission, before.state, decision.move)
            after = self._after(who, before, state, words, decision)
            if judgement is None:
                return self._told(head, said, after, request)
            judgement = self._publishing.still(who, [before.proposal], judgement, head)
            return self._published(who, said, before, after, judgement, request)

        return office.writes.run(decide)

    def _after(self, who: Person, before: Contribution, state: State, words: str, decision: Decision) -> Contribution:
        now = self._office.clock()
        said = Comment(who.iri, name_of(who), now, words, decision)
        return replace(before, state=state, changed=now, comments=(*before.comments, said))

    def _told(
        self, head: int, said: Collection[Triple], after: Contribution, request: Request | None
    ) -> Decided[Outcome]:
        outcome = Outcome(after.state, after.iri, after.proposal.record, None, read_verdict(after.report))
        return Decided(self._office.quietly(head, self._office.filed(said, after, outcome, request)), outcome)

    def _published(
        self,
        who: Person,
        said: Collection[Triple],
        before: Contribution,
        after: Contribution,
        judgement: Judgement,
        request: Request | None,
    ) -> Decided[Outcome]:
        """Publishes at the revision that the judgement is of; where rules are broken, the submission stays as it is."""
        office, fate = self._office, self._publishing.fate(before.proposal, judgement)
        outcome = replace(fate.outcome, state=after.state, submission=after.iri)
        if not outcome.unchanged and fate.edit is None:
            return Decided(None, replace(outcome, state=before.state))
        after = replace(after, report=kept_verdict(outcome.verdict), revision=outcome.revision)
        filed = office.filed(said, after, outcome, request)
        if fate.edit is None:
            return Decided(office.quietly(judgement.head, filed), outcome)
        about = (
            *self._publishing.about(outcome.verdict, before.proposal.base),
            (SUBMISSION, Iri(after.iri)),
            (REVIEWED_BY, Iri(who.iri)),
        )
        change = Change(
            judgement.head,
            before.proposal.message,
            office.clock(),
            (published([fate.edit]), filed),
            before.author,
            before.author_name,
            about,
        )
        return Decided(change, outcome)
