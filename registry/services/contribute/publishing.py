"""Carrying proposals out on the published records: judged, checked against the head, and written as one revision.

A verdict is given before it is this writer's turn, and given again only when something that it rests on was changed
meanwhile. What is decided at the head, and only that, is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.errors import InvalidArgument, RegistryError
from registry.identity.person import Person
from registry.model.report import Report
from registry.namespaces import PUBLISHED, TERMS
from registry.rdf.terms import Literal, Term
from registry.services.contribute.contribution import Outcome
from registry.services.contribute.edits import Edit, checked_words, completed, out_of_bounds
from registry.services.contribute.kept import kept_verdict
from registry.services.contribute.keys import Request, as_asked
from registry.services.contribute.landing import Landing, landed, only
from registry.services.contribute.office import Office, name_of
from registry.services.contribute.proposal import Action, Proposal
from registry.services.contribute.verdict import Verdict
from registry.services.contribute.writing import Decided
from registry.services.revisions import BASED_ON_REVISION, JUDGED_BY, REPORT
from registry.store.port import Change, GraphChange
from registry.store.revisions import revision_iri, since
from registry.validation.size import too_large

REVIEWED_BY: Final = TERMS + "reviewedBy"
_UNJUDGED: Final = Verdict(Report((), ()))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What proposals come to at one revision."""

    standing: tuple[Edit | RegistryError, ...]
    """Of each proposal what it would do, or why it cannot."""
    landing: Landing
    """What the rules say of those that can."""
    head: int

    @property
    def edits(self) -> list[Edit]:
        """What those that can be carried out would do."""
        return [each for each in self.standing if isinstance(each, Edit)]


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to one proposal at the head: what to tell, and the edit to write where it is good."""

    outcome: Outcome
    edit: Edit | None = None


class Publishing:
    """Publishes proposals."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def publish(self, who: Person, proposal: Proposal, key: str | None) -> Outcome:
        """Publishes one proposal at once; see `Contributions.publish`."""
        office = self._office
        office.permissions.publish(who)
        proposal = completed(proposal)
        request = Request.of(who, key, "publish", *as_asked(proposal))
        with office.turns.of(proposal.record):
            return self._publish(who, proposal, request)

    def _publish(self, who: Person, proposal: Proposal, request: Request | None) -> Outcome:
        office = self._office
        if (answered := office.answered(request)) is not None:
            return answered
        if proposal.merge:
            proposal = office.editing.joined(proposal)
        judgement = self.judged(who, [proposal])

        def decide(head: int) -> Decided[Outcome]:
            nonlocal judgement
            if (answered := office.answered(request)) is not None:
                return Decided(None, answered)
            judgement = self.still(who, [proposal], judgement, head)
            fate = self.fate(proposal, judgement)
            if fate.edit is None:
                return Decided(None, fate.outcome)
            about = self.about(fate.outcome.verdict, proposal.base)
            graphs = (published([fate.edit]), *office.kept(fate.outcome, request))
            change = Change(head, proposal.message, office.clock(), graphs, who.iri, name_of(who), about)
            return Decided(change, fate.outcome)

        return office.writes.run(decide)

    def publish_many(self, who: Person, proposals: Sequence[Proposal], message: str) -> Sequence[Outcome]:
        """Publishes all that are good of many proposals, as one revision; see `Contributions.publish_many`."""
        office = self._office
        office.permissions.publish(who)
        words = checked_words(message, "message")
        judgement = self.judged(who, proposals)

        def decide(head: int) -> Decided[Sequence[Outcome]]:
            nonlocal judgement
            judgement = self.still(who, proposals, judgement, head)
            fates = self._fates(proposals, judgement)
            outcomes = [fate.outcome for fate in fates]
            edits = [fate.edit for fate in fates if fate.edit is not None]
            if not edits:
                return Decided(None, outcomes)
            about = self.about(_together([fate.outcome.verdict for fate in fates if fate.edit is not None]), None)
            graphs = (published(edits),)
            return Decided(Change(head, words, office.clock(), graphs, who.iri, name_of(who), about), outcomes)

        return office.writes.run(decide)

    def judged(self, who: Person, proposals: Sequence[Proposal]) -> Judgement:
        """What the proposals come to as things stand."""
        head = self._office.store.head()
        return self._judged(self._standing(who, proposals, head), head)

    def still(self, who: Person, proposals: Sequence[Proposal], judgement: Judgement, head: int) -> Judgement:
        """What they come to at the head: the same verdicts, unless something that they rest on was changed."""
        if head == judgement.head:
            return judgement
        standing = self._standing(who, proposals, head)
        anew = Judgement(standing, judgement.landing, head)
        touched = since(self._office.store, judgement.head, head)
        if anew.edits == judgement.edits and touched is not None and not judgement.landing.is_stale_after(touched):
            return anew
        return self._judged(standing, head)

    def fate(self, proposal: Proposal, judgement: Judgement) -> Fate:
        """What happens to the one proposal that the judgement is of; raises why it is refused."""
        fate = self._fates([proposal], judgement)[0]
        if fate.outcome.refused is not None:
            raise fate.outcome.refused
        return fate

    def about(self, verdict: Verdict, base: int | None) -> tuple[tuple[str, Term], ...]:
        """What the history says of a revision beside author, time and message."""
        said: list[tuple[str, Term]] = [
            (JUDGED_BY, Literal(self._office.model.digest)),
            (REPORT, Literal(kept_verdict(verdict))),
        ]
        return (*said, (BASED_ON_REVISION, revision_iri(base))) if base is not None else tuple(said)

    def _standing(self, who: Person, proposals: Sequence[Proposal], head: int) -> tuple[Edit | RegistryError, ...]:
        """What each proposal would do, or why it cannot: two of one record, an edit come too late, not allowed."""
        whole = [_completed(each, self._office.settings.max_parts) for each in proposals]
        first = {each.record: each for each in reversed(whole) if isinstance(each, Proposal)}
        found = dict(zip(first, self._office.editing.edits(list(first.values()), head), strict=True))
        standing: list[Edit | RegistryError] = []
        for proposal in whole:
            if not isinstance(proposal, Proposal):
                standing.append(proposal)
            elif first[proposal.record] is not proposal:
                twice = InvalidArgument(f"{proposal.record} stands here twice; only the first is looked at.")
                standing.append(twice)
            else:
                standing.append(self._allowed(who, found[proposal.record]))
        return tuple(standing)

    def _allowed(self, who: Person, edit: Edit | RegistryError) -> Edit | RegistryError:
        if isinstance(edit, Edit):
            try:
                self._office.permissions.touch(who, edit.proposal, (edit.before, edit.after))
            except RegistryError as refused:
                return refused
        return edit

    def _judged(self, standing: tuple[Edit | RegistryError, ...], head: int) -> Judgement:
        edits = [each for each in standing if isinstance(each, Edit)]
        changing = [each for each in edits if not each.unchanged]
        unfit = {each.record for each in changing if out_of_bounds(each, self._office.settings.record_base)}
        landing = landed([_told(each) for each in changing], self._office.judging.verdict, unfit)
        same = [_told(each) for each in edits if each.unchanged]
        if same:
            verdict = self._office.judging.verdict(same)
            landing.verdicts |= {each.record: only(verdict, each.record, same) for each in same}
        return Judgement(standing, landing, head)

    def _fates(self, proposals: Sequence[Proposal], judgement: Judgement) -> list[Fate]:
        found = zip(proposals, judgement.standing, strict=True)
        return [self._fate(proposal, edit, judgement) for proposal, edit in found]

    def _fate(self, proposal: Proposal, edit: Edit | RegistryError, judgement: Judgement) -> Fate:
        record = proposal.record
        if not isinstance(edit, Edit):
            return Fate(Outcome(None, None, record, None, _UNJUDGED, refused=edit))
        verdict = judgement.landing.verdicts[record]
        if edit.unchanged:
            return Fate(Outcome(None, None, record, None, verdict, unchanged=True))
        if record in judgement.landing.good:
            return Fate(Outcome(None, None, record, judgement.head + 1, verdict), edit)
        refused = out_of_bounds(edit, self._office.settings.record_base) if verdict.conforms else None
        return Fate(Outcome(None, None, record, None, verdict, refused=refused))


def published(edits: Sequence[Edit]) -> GraphChange:
    """The change of the published graph that the edits come to."""
    delete = (triple for edit in edits for triple in edit.delete)
    insert = (triple for edit in edits for triple in edit.insert)
    return GraphChange(PUBLISHED, tuple(delete), tuple(insert))


def _completed(proposal: Proposal, most_parts: int) -> Proposal | RegistryError:
    try:
        return too_large(proposal.record, proposal.triples, most_parts) or completed(proposal)
    except RegistryError as error:
        return error


def _told(edit: Edit) -> Proposal:
    """The proposal as the rules are to see it: with the statements that a restored record gets back."""
    if edit.proposal.action is Action.RESTORE:
        return replace(edit.proposal, triples=tuple(edit.after))
    return edit.proposal


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdicts on the records of one revision as one, short of what can be read elsewhere."""
    if len(verdicts) == 1:
        return verdicts[0]
    findings = (finding for verdict in verdicts for finding in verdict.report.findings)
    return Verdict(
        Report(
            tuple(replace(finding, advice="", allowed=()) for finding in findings),
            tuple(record for verdict in verdicts for record in verdict.report.records),
            {record: level for verdict in verdicts for record, level in verdict.report.levels.items()},
        )
    )
