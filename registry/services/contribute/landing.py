"""Which of many proposals may be published: all that are good, though others beside them are not.

They are judged as one change, so that new records may link to each other. Whatever links to one that is not good is
judged again without it, until those that remain are good together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from registry.model.report import Finding, Report
from registry.model.spec import Severity
from registry.rdf.terms import Iri
from registry.services.contribute.proposal import Proposal
from registry.services.contribute.verdict import Verdict

Judge = Callable[[Sequence[Proposal]], Verdict]


@dataclass(slots=True)
class Landing:
    """What came of judging: the verdict on each record, and which may be published together."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    """By the record's IRI."""
    good: set[str] = field(default_factory=set)
    judged: list[Verdict] = field(default_factory=list)
    """Every verdict that was asked for, with all that they rest on."""

    def is_stale_after(self, touched: Collection[str]) -> bool:
        """Whether it might come out otherwise after changes of these records (IRIs)."""
        return any(verdict.is_stale_after(touched) for verdict in self.judged)


def landed(proposals: Sequence[Proposal], judge: Judge, unfit: Collection[str] = ()) -> Landing:
    """Judges proposals, each of another record, and tells the good ones; asks again only after bad ones are out.

    Those of `unfit` records (IRIs) get a verdict too, and are never good.
    """
    landing = Landing()
    links = _links(proposals)
    waiting = [list(proposals)] if proposals else []
    while waiting:
        together = waiting.pop()
        verdict = judge(together)
        landing.judged.append(verdict)
        groups = _groups(together, links)
        bad = _bad(together, verdict, unfit)
        if bad is None and len(groups) > 1:
            waiting += groups
            continue
        again: list[Proposal] = []
        for group in groups:
            out = [each for each in group if bad is None or each.record in bad]
            settled = out or group
            landing.verdicts |= {each.record: only(verdict, each.record, together) for each in settled}
            if out:
                again += [each for each in group if each not in out]
            else:
                landing.good |= {each.record for each in group}
        if again:
            waiting.append(again)
    return landing


def _bad(proposals: Collection[Proposal], verdict: Verdict, unfit: Collection[str]) -> set[str] | None:
    """The records that may not be published; None when something is wrong and it is not told with which of them."""
    records = {proposal.record for proposal in proposals}
    bad = {finding.record for finding in verdict.report.findings if finding.severity is Severity.VIOLATION}
    bad |= {_blamed(finding) for finding in verdict.broken} | (records & set(unfit))
    if bad <= records:
        return bad
    return None if len(records) > 1 else records


def _blamed(finding: Finding) -> str:
    """The record that a broken rule of another record names, if it does."""
    return finding.value.value.partition("#")[0] if isinstance(finding.value, Iri) else ""


def only(verdict: Verdict, record: str, among: Collection[Proposal]) -> Verdict:
    """What a verdict on several records says about one of them."""
    if len(among) == 1:
        return verdict
    others = {proposal.record for proposal in among} - {record}
    report = Report(
        tuple(finding for finding in verdict.report.findings if finding.record == record),
        tuple(each for each in verdict.report.records if each == record),
        {each: level for each, level in verdict.report.levels.items() if each == record},
    )
    return replace(
        verdict,
        report=report,
        missing={each: found for each, found in verdict.missing.items() if each == record},
        duplicates=tuple(each for each in verdict.duplicates if each.record == record),
        broken=tuple(finding for finding in verdict.broken if _blamed(finding) not in others),
    )


def _links(proposals: Iterable[Proposal]) -> Mapping[str, set[str]]:
    """Which of the records name each other, both ways."""
    records = {proposal.record for proposal in proposals}
    found: dict[str, set[str]] = defaultdict(set)
    for proposal in proposals:
        named = {t.object.value.partition("#")[0] for t in proposal.triples if isinstance(t.object, Iri)}
        for other in (named & records) - {proposal.record}:
            found[proposal.record].add(other)
            found[other].add(proposal.record)
    return found


def _groups(proposals: Sequence[Proposal], links: Mapping[str, set[str]]) -> list[list[Proposal]]:
    """The proposals in groups that have nothing to do with each other."""
    remaining = {proposal.record: proposal for proposal in proposals}
    groups = []
    while remaining:
        ahead = [next(iter(remaining))]
        group = []
        while ahead:
            proposal = remaining.pop(ahead.pop(), None)
            if proposal is not None:
                group.append(proposal)
                ahead += links.get(proposal.record, ())
        groups.append(group)
    return groups
