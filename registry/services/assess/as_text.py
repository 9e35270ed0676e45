"""Assessments in Markdown, which reads as well in a terminal: what is shown, on which evidence, and what is silent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from registry.model.spec import Severity
from registry.services.assess.assessment import (
    Assessment,
    BarrierAnswer,
    Basis,
    CriterionAnswer,
    Evidence,
    Helix,
    TargetAnswer,
)
from registry.services.tables.as_markdown import escaped

_RESTS: Final = {Severity.WARNING: "rests on statements", Severity.INFO: "rests on silence"}
_BASES: Final[Mapping[Basis, str]] = {
    "recorded": ", judged by a curator",
    "derived": ", read from the record",
    "silence": "",
}
_MOST_PLACES: Final = 4
"""So many places in sources are named a statement; JSON has all."""


def as_markdown(assessments: Iterable[Assessment]) -> str:
    """One section a record."""
    return "\n".join(line for each in assessments for line in _section(each)) + "\n"


def _section(each: Assessment) -> Iterator[str]:
    yield from (f"# {escaped(each.title)}", "", f"{each.class_name}, revision {each.revision}: <{each.record}>", "")
    yield f"Completeness: {each.level}."
    yield from (f"- Missing for the next level: {escaped(sentence)}" for sentence in each.missing)
    if each.criteria:
        yield from ("", "## Criteria", "")
        for criterion in each.criteria:
            verdict = criterion.verdict.replace("-", " ")
            basis = f"{_BASES[criterion.basis]}{_differing(criterion)}"
            yield f"- {escaped(criterion.label)}: **{verdict}**{basis}. {escaped(criterion.reason)}"
            yield from _places(criterion.evidence)
    if each.class_name == "Mission":
        yield from ("", "## Signs of mission washing, to be looked into", "")
        for sign in each.signs:
            yield f"- **{escaped(sign.title)}** ({_RESTS[sign.severity]}). {escaped(' '.join(sign.messages))}"
            yield from _places(sign.evidence)
        if not each.signs:
            yield "No sign was found."
    if each.helix is not None:
        yield from _helix(each.helix)
    if each.targets:
        yield from _targets(each.targets)
    if each.barriers:
        yield from _barriers(each.barriers)
    yield ""


def _differing(criterion: CriterionAnswer) -> str:
    """Where a curator and the record say different things, both."""
    if criterion.recorded is None or criterion.derived in (None, criterion.recorded):
        return ""
    return f" (curators: {criterion.recorded.replace('-', ' ')}; the record itself: {criterion.derived})"


def _helix(helix: Helix) -> Iterator[str]:
    yield from ("", f"## Helix, counted with {helix.roles} roles", "")
    for role in helix.present:
        yield f"- {escaped(role.label)}: {len(role.actors):,} on record"
        yield from _places(role.evidence)
    if helix.not_stated:
        yield f"- not stated: {', '.join(helix.not_stated)}"
    if helix.without_role:
        yield f"- participants whose role nobody states: {len(helix.without_role):,}"


def _targets(targets: Sequence[TargetAnswer]) -> Iterator[str]:
    yield from ("", "## Targets", "")
    for target in targets:
        yield f"- {escaped(target.indicator)}: {target.stated} of {len(target.marks)} on record"
        for mark in target.marks:
            yield f"    - {mark.name}: {escaped(mark.value)}"
            yield from _places(mark.evidence, "        ")


def _barriers(barriers: Sequence[BarrierAnswer]) -> Iterator[str]:
    yield from ("", "## Barriers", "")
    for barrier in barriers:
        if not barrier.answered:
            yield f"- {escaped(barrier.title)}: no answer on record"
        else:
            yield f"- {escaped(barrier.title)}"
        yield from _places(barrier.evidence)
        for strategy in barrier.strategies:
            use = ", in use here" if strategy.in_use else ""
            yield f"    - answered by {escaped(strategy.title)} ({strategy.status or 'not stated'}{use})"
            yield from _places(strategy.evidence, "        ")


def _places(evidence: Sequence[Evidence], indent: str = "    ") -> Iterator[str]:
    """Who says so, each place once."""
    said = {
        f"{escaped(cited.title)}{f', {escaped(cited.locator)}' if cited.locator else ''} ({cited.status})": cited.link
        for each in evidence
        for cited in each.citations
    }
    for words, link in list(said.items())[:_MOST_PLACES]:
        yield f"{indent}- {words}{f' <{link}>' if link else ''}"
    if len(said) > _MOST_PLACES:
        yield f"{indent}- and {len(said) - _MOST_PLACES} more places"
