"""What authors do with their submissions: save, hand in, take back. None of it touches a published record."""

import uuid
from dataclasses import replace

from registry.identity.person import Person
from registry.services.contribute.contribution import SUBMISSION_BASE, Contribution, Outcome
from registry.services.contribute.edits import completed
from registry.services.contribute.kept import kept_verdict, read_verdict
from registry.services.contribute.keys import Request, as_asked
from registry.services.contribute.office import Office, name_of
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.states import Move, State, moved
from registry.services.contribute.verdict import Verdict
from registry.services.contribute.writing import Decided


class HandingIn:
    """Moves submissions as their authors wish."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def put(self, who: Person, move: Move, what: Proposal | str, submission: str | None, key: str | None) -> Outcome:
        """Saves or hands in: a new proposal, a new one in the place of what a submission holds, or one as it is."""
        office = self._office
        office.permissions.contribute(who)
        if isinstance(what, str):
            wanted, submission = None, what
            judged = self._own(who, what).proposal
            request = Request.of(who, key, move, what)
        else:
            judged = wanted = completed(what)
            request = Request.of(who, key, move, submission, *as_asked(wanted))
            if submission is not None:
                self._own(who, submission)
        if (answered := office.answered(request)) is not None:
            return answered
        if wanted is not None and wanted.merge:
            judged = wanted = office.editing.joined(wanted)
        name = submission or f"{SUBMISSION_BASE}{uuid.uuid4()}"
        verdict = office.judging.verdict([judged])

        def decide(head: int) -> Decided[Outcome]:
            nonlocal judged, verdict
            if (answered := office.answered(request)) is not None:
                return Decided(None, answered)
            said, before = office.submissions.present(name) if submission else ([], self._new(name, who, judged))
            if (asked := wanted or before.proposal) != judged:  # its author saved it anew while it was judged
                judged, verdict = asked, office.judging.verdict([asked])
            state = moved(name, before.state, move)
            if self._is_unchanged(who, move, judged, head):
                same = Outcome(before.state, name, judged.record, None, verdict, unchanged=True)
                return Decided(None, same if submission else replace(same, state=None, submission=None))
            after = self._after(before, state, judged, verdict)
            outcome = Outcome(state, name, judged.record, None, verdict)
            return Decided(office.quietly(head, office.filed(said, after, outcome, request)), outcome)

        return office.writes.run(decide)

    def take_back(self, who: Person, submission: str, key: str | None) -> Outcome:
        """Ends a submission that its author does not want any more."""
        office = self._office
        office.permissions.contribute(who)
        request = Request.of(who, key, Move.TAKE_BACK, submission)
        self._own(who, submission)

        def decide(head: int) -> Decided[Outcome]:
            if (answered := office.answered(request)) is not None:
                return Decided(None, answered)
            said, before = office.submissions.present(submission)
            state = moved(submission, before.state, Move.TAKE_BACK)
            after = replace(before, state=state, changed=office.clock())
            outcome = Outcome(state, submission, before.proposal.record, None, read_verdict(before.report))
            return Decided(office.quietly(head, office.filed(said, after, outcome, request)), outcome)

        return office.writes.run(decide)

    def _own(self, who: Person, submission: str) -> Contribution:
        seen = self._office.submissions.seen_by(who, submission)
        self._office.permissions.own(who, seen)
        return seen

    def _is_unchanged(self, who: Person, move: Move, proposal: Proposal, head: int) -> bool:
        """Whether what is handed in is published already; raises why it cannot be handed in.

        A draft may still be in the way of others' work, and need not say yet what it has to say in the end; at the
        address of a withdrawn record it would come to nothing.
        """
        office = self._office
        if move is Move.SAVE:
            office.permissions.draft(who, proposal)
            office.editing.hold_open(proposal)
            return False
        edit = office.editing.edit(proposal, head)
        office.permissions.touch(who, proposal, (edit.before, edit.after))
        return edit.unchanged

    def _new(self, name: str, who: Person, proposal: Proposal) -> Contribution:
        now = self._office.clock()
        return Contribution(name, State.DRAFT, proposal, who.iri, name_of(who), now, now)

    def _after(self, before: Contribution, state: State, proposal: Proposal, verdict: Verdict) -> Contribution:
        now = self._office.clock()
        return replace(before, state=state, proposal=proposal, changed=now, report=kept_verdict(verdict))
