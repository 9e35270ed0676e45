"""A batch of drafts carried out, each by the mode of the import, and what came of each row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from registry.errors import NotAllowed, NotSignedIn, RegistryError, StoreError
from registry.identity.person import Person
from registry.model.report import Finding
from registry.model.spec import Severity
from registry.rdf.terms import Iri, Literal
from registry.services.contribute.proposal import Action, Proposal
from registry.services.importing.contributing import Came, Contributing, Past
from registry.services.importing.drafted import Drafted
from registry.services.importing.drafts import Draft, told
from registry.services.importing.reading.records import fault
from registry.services.importing.results import Mode, Result, RowResult, finding_data
from registry.store.versions import Happening
from registry.validation.size import MOST_PARTS, too_large

_DONE_BEFORE: Final = {Happening.CREATED: Result.CREATED, Happening.CHANGED: Result.UPDATED}
"""What a row came to that had landed when the run before this one was killed."""


@dataclass
class Carrier:
    """Carries out the batches of one import."""

    job: str
    name: str
    who: Person
    mode: Mode
    contributing: Contributing
    past: Past
    drafted: Drafted
    brings: Callable[[str], bool]
    """Whether a row of the same file landed as a record, for modes that publish nothing."""
    start: int
    """The revision at which the import began: updates are based on it."""
    own: set[int] = field(default_factory=set)
    """The revisions that the import itself wrote."""
    most_parts: int = MOST_PARTS
    """Of one record; a row that makes more is refused by itself."""
    left: dict[str, Happening] = field(default_factory=dict)
    """What a run that was killed did to records in a batch of which it kept no results."""

    def look_back(self) -> None:
        """Finds what a run before this one had written when it was killed, before it could note it."""
        if self.mode is not Mode.PUBLISH:
            return
        for revision in self.past.revisions(first=3):
            mine = revision.number > self.start and revision.message.startswith(f"Import {self.job} ")
            if mine and revision.number not in self.own:
                self.own.add(revision.number)
                self.left |= {touched.iri: touched.kind for touched in revision.records or ()}

    def carried_out(self, drafts: Sequence[Draft]) -> list[RowResult]:
        """The results of a batch, no two rows of which are of one record, in the order of the rows.

        Raises `NotAllowed` for whoever may not publish, and what stores raise; then nothing is known of the batch.
        """
        ready = [draft for draft in drafts if draft.triples and not draft.is_double and not draft.is_done]
        outcomes = self._outcomes(ready) if ready else {}
        results = [self._result(draft, outcomes.get(draft.number)) for draft in drafts]
        self.own |= {result.revision for result in results if result.revision}
        return sorted(results, key=lambda result: result.number)

    def _outcomes(self, drafts: Sequence[Draft]) -> Mapping[int, Came]:
        """What came of each; where one of them cannot be carried out with the others, they are taken one by one."""
        try:
            return self._together(drafts)
        except (NotSignedIn, NotAllowed, StoreError):
            raise
        except RegistryError as error:
            if len(drafts) == 1:
                return {drafts[0].number: Came((), refused=error)}
            return {number: came for draft in drafts for number, came in self._outcomes([draft]).items()}

    def _together(self, drafts: Sequence[Draft]) -> Mapping[int, Came]:
        bases = self._bases(drafts)
        proposals = {draft.number: self._proposal(draft, bases.get(draft.record)) for draft in drafts}
        large = {number: too_large(each.record, each.triples, self.most_parts) for number, each in proposals.items()}
        refused = {number: Came((), refused=error) for number, error in large.items() if error is not None}
        fit = {number: proposal for number, proposal in proposals.items() if number not in refused}
        return {**refused, **self._came(fit)} if fit else refused

    def _came(self, proposals: Mapping[int, Proposal]) -> Mapping[int, Came]:
        match self.mode:
            case Mode.PUBLISH:
                message = f"Import {self.job} of {self.name}: rows {min(proposals)} to {max(proposals)}"
                outcomes = self.contributing.publish_many(self.who, list(proposals.values()), message)
                return {number: Came.of(outcome) for number, outcome in zip(proposals, outcomes, strict=True)}
            case Mode.DRY_RUN:
                return self._checked(proposals)
            case Mode.DRAFT:
                return {number: self._saved(number, proposal) for number, proposal in proposals.items()}
        checked = self._checked(proposals)
        return {
            number: self._submitted(number, proposal) if checked[number].is_good else checked[number]
            for number, proposal in proposals.items()
        }

    def _checked(self, proposals: Mapping[int, Proposal]) -> dict[int, Came]:
        """What the rules say of each, without what is only wrong because no row of this file is published."""
        verdict = self.contributing.check(self.who, list(proposals.values()))
        by_record: dict[str, list[Finding]] = {proposal.record: [] for proposal in proposals.values()}
        for finding in (*verdict.report.findings, *verdict.broken):
            about = finding.record if finding.record in by_record else _named(finding)
            by_record.get(about, []).append(finding)
        return {n: Came(tuple(self._without_own_links(by_record[p.record]))) for n, p in proposals.items()}

    def _without_own_links(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            if not (is_dangling(finding) and isinstance(finding.value, Iri) and self.brings(finding.value.value)):
                yield finding

    def _saved(self, number: int, proposal: Proposal) -> Came:
        def act() -> Came:
            there = self.drafted.to_work_on(proposal.record)
            key = f"{self.job}/{number}"
            return Came.of(self.contributing.save(self.who, proposal, submission=there, key=key))

        return self._told(act)

    def _submitted(self, number: int, proposal: Proposal) -> Came:
        def act() -> Came:
            waiting = self.drafted.handed_in(proposal.record, proposal.triples)
            if waiting:
                return Came((), submission=waiting)
            there = self.drafted.to_work_on(proposal.record)
            key = f"{self.job}/{number}"
            return Came.of(self.contributing.submit(self.who, proposal, submission=there, key=key))

        return self._told(act)

    def _told(self, act: Callable[[], Came]) -> Came:
        """What came of it; a refusal of this one record is its result."""
        try:
            return act()
        except (NotSignedIn, StoreError):
            raise
        except RegistryError as error:
            return Came((), refused=error)

    def _bases(self, drafts: Sequence[Draft]) -> Mapping[str, int]:
        """What each update is based on: the start of the import, or what the import itself wrote since."""
        there = [draft.record for draft in drafts if draft.exists]
        last = self.past.last_change(there) if there else {}
        changed = {record: last.get(record, 0) for record in there}
        return {record: number if number in self.own else self.start for record, number in changed.items()}

    def _proposal(self, draft: Draft, base: int | None) -> Proposal:
        action = Action.UPDATE if draft.exists else Action.CREATE
        message = f"{self.name}, row {draft.number}"
        return Proposal(action, draft.record, draft.triples, base, message, draft.findings)

    def _result(self, draft: Draft, came: Came | None) -> RowResult:
        came = came or Came(draft.findings)
        findings = list(told(draft.findings, came.findings))
        if came.refused is not None:
            findings.append(fault(came.refused.message, came.refused.advice, constraint=came.refused.slug()))
        result = self._landed(draft, came) or _not_landed(draft, findings)
        return RowResult(
            number=draft.number,
            result=result,
            record=draft.record,
            title=draft.title,
            known_by=draft.known_by,
            findings=tuple(finding_data(draft.for_cells(each), draft.columns_of(each)) for each in findings),
            source=draft.source if _is_to_mend(result, findings) else "",
            revision=came.revision,
            submission=came.submission,
            names=draft.names if self.mode is not Mode.PUBLISH else (),
        )

    def _done(self, record: str) -> Result:
        """The result of a row with nothing left to do."""
        return _DONE_BEFORE[self.left[record]] if self.left.get(record) in _DONE_BEFORE else Result.UNCHANGED

    def _landed(self, draft: Draft, came: Came) -> Result | None:
        """The result of a row that landed; None for one that did not."""
        if came.refused is not None or not draft.triples or draft.is_double:
            return None
        if draft.is_done or came.unchanged:
            return self._done(draft.record)
        if self.mode is Mode.DRAFT:
            return Result.DRAFTED
        if not came.is_good or any(each.severity is Severity.VIOLATION for each in draft.findings):
            return None
        if came.submission is not None:
            return Result.SUBMITTED
        return Result.UPDATED if draft.exists else Result.CREATED


def _not_landed(draft: Draft, findings: Sequence[Finding]) -> Result:
    """Whether all that stands in the way is that a record is not there, which another row may bring."""
    wrong = [each for each in findings if each.severity is Severity.VIOLATION]
    comes = (
        isinstance(each.value, Literal) and each.value.lexical in draft.waits_for
        if each.constraint == "cell"
        else is_dangling(each)
        for each in wrong
    )
    return Result.WAITING if wrong and all(comes) else Result.REFUSED


def is_dangling(finding: Finding) -> bool:
    """Whether the finding is that a link leads to no record of the right class."""
    return finding.constraint == "class" and isinstance(finding.value, Iri)


def _is_to_mend(result: Result, findings: Iterable[Finding]) -> bool:
    if result in (Result.REFUSED, Result.WAITING):
        return True
    return result is Result.DRAFTED and any(each.severity is Severity.VIOLATION for each in findings)


def _named(finding: Finding) -> str:
    return finding.value.value.partition("#")[0] if isinstance(finding.value, Iri) else ""
