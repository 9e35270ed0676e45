"""From the rows of the rules to answers: criteria, helix, targets, barriers. The rules decide; here come the words."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, cast

from registry.index.projection import Projection
from registry.model.language import choose
from registry.model.spec import Model
from registry.services.assess.assessment import (
    FIVE_ROLES,
    FOUR_ROLES,
    MARKS,
    BarrierAnswer,
    CriterionAnswer,
    Evidence,
    Helix,
    Mark,
    RoleAnswer,
    StrategyAnswer,
    TargetAnswer,
    VerdictWord,
)
from registry.services.assess.evidence import Witnesses, plain
from registry.store.port import Row

Rows: TypeAlias = list[Row]

NOT_STATED: Final = "not stated"
_DERIVED: Final = {
    "clear-targeted": "A target with a value, a unit and a deadline is on record.",
    "cross-actor": "Participants of three roles of the helix or more are on record.",
    "bottom-up-solutions": "Two projects or more are on record.",
}
_SILENT: Final = "Nothing on record speaks for or against it; that is not the same as not met."


def criteria(
    model: Model, record: Projection, rows: Rows, witnesses: Witnesses, languages: Sequence[str]
) -> tuple[CriterionAnswer, ...]:
    """All five criteria of a mission: a curator's judgement where there is one, else what the record shows.

    A curator who found nothing stated does not outweigh what other sources state: then the record is followed.
    """
    reasons = {
        part.iri: _words(part, "reason", languages)
        for part in record.many("criterionAssessments")
        if isinstance(part, Projection)
    }
    answers = []
    for code in model.lists["MissionCriterion"].codes:
        here = [row for row in rows if plain(row.get("criterion")) == code.iri]
        judged = [row for row in here if plain(row.get("basis")) == "recorded"]
        shows = [row for row in here if plain(row.get("basis")) == "derived"]
        recorded, derived = _verdict(model, judged), _verdict(model, shows)
        own = next((reason for row in judged if (reason := reasons.get(plain(row.get("value")), ""))), "")
        follows_record = derived is not None and recorded in (None, "not-stated")
        answers.append(
            CriterionAnswer(
                criterion=code.notation,
                label=_label(code.label, languages) or code.notation,
                verdict=cast("VerdictWord", derived if follows_record else recorded or "not-stated"),
                basis="derived" if follows_record else "recorded" if recorded else "silence",
                reason=" ".join(filter(None, (_DERIVED[code.notation] if shows else "", own))) or _SILENT,
                evidence=witnesses.of_rows(record.iri, [*shows, *judged]),
                recorded=recorded,
                derived=derived,
            )
        )
    return tuple(answers)


def _verdict(model: Model, rows: Rows) -> VerdictWord | None:
    """The verdict of some rows; where curators disagree, the one that decides: not met, then met."""
    words = {model.codes[plain(row["verdict"])].notation for row in rows}
    order: tuple[VerdictWord, ...] = ("not-met", "met", "not-stated")
    return next((word for word in order if word in words), None)


def helix(
    model: Model, record: Projection, rows: Rows, witnesses: Witnesses, languages: Sequence[str], roles: int
) -> Helix | None:
    """Which roles take part; None for records that nobody can take part in."""
    if "participations" not in model.classes[record.class_name].by_name:
        return None
    path = model.classes[record.class_name].by_name["participations"].path
    codes = model.lists["HelixRole"].by_notation
    present = []
    counted = FOUR_ROLES if roles == len(FOUR_ROLES) else FIVE_ROLES
    for notation in counted:
        code = codes[notation]
        here = [row for row in rows if plain(row.get("role")) == code.iri]
        if here:
            actors = tuple(dict.fromkeys(plain(row["actor"]) for row in here))
            evidence = tuple(_role_evidence(record.iri, path, row, witnesses) for row in here)
            present.append(RoleAnswer(notation, _label(code.label, languages) or notation, actors, evidence))
    taken = {answer.role for answer in present}
    without = dict.fromkeys(plain(row["actor"]) for row in rows if "role" not in row)
    return Helix(len(counted), tuple(present), tuple(role for role in counted if role not in taken), tuple(without))


def _role_evidence(record: str, path: str, row: Row, witnesses: Witnesses) -> Evidence:
    """Who says that this actor takes part with this role."""
    return witnesses.of(record, path, plain(row["participation"]))


def targets(record: Projection, rows: Rows, witnesses: Witnesses, languages: Sequence[str]) -> tuple[TargetAnswer, ...]:
    """What each target of the record has that makes it one to check."""
    parts = [part for part in record.many("targets") if isinstance(part, Projection)]
    return tuple(_target(part, record.iri, rows, witnesses, languages) for part in parts)


def _target(part: Projection, record: str, rows: Rows, witnesses: Witnesses, languages: Sequence[str]) -> TargetAnswer:
    mine = {plain(row["mark"]): row for row in rows if plain(row["target"]) == part.iri}
    marks = [
        Mark(name, True, plain(mine[name]["shown"]), witnesses.of_rows(record, [mine[name]]))
        if name in mine
        else Mark(name, False, NOT_STATED, ())
        for name in MARKS
    ]
    return TargetAnswer(part.iri, _words(part, "indicator", languages) or NOT_STATED, tuple(marks))


def barriers(model: Model, record: Projection, rows: Rows, witnesses: Witnesses) -> tuple[BarrierAnswer, ...]:
    """The barriers reported on the record, or the barrier that it is, and what answers each."""
    answers = []
    for barrier, report in dict.fromkeys((plain(row["barrier"]), plain(row.get("report"))) for row in rows):
        here = [row for row in rows if (plain(row["barrier"]), plain(row.get("report"))) == (barrier, report)]
        path = model.classes[record.class_name].by_name["barrierReports"].path if report else ""
        answers.append(
            BarrierAnswer(
                barrier=barrier,
                title=witnesses.title(barrier),
                report=report or None,
                reporter=plain(here[0].get("reporter")) or None,
                strategies=_strategies(model, barrier, here, witnesses),
                evidence=(witnesses.of(record.iri, path, report),) if report else (),
            )
        )
    return tuple(answers)


def _strategies(model: Model, barrier: str, rows: Rows, witnesses: Witnesses) -> tuple[StrategyAnswer, ...]:
    path = model.classes["Strategy"].by_name["answers"].path
    found = []
    for strategy in dict.fromkeys(plain(row["strategy"]) for row in rows if "strategy" in row):
        here = [row for row in rows if plain(row.get("strategy")) == strategy]
        said = {model.codes[plain(row["status"])].notation for row in here if plain(row.get("status")) in model.codes}
        found.append(
            StrategyAnswer(
                strategy=strategy,
                title=witnesses.title(strategy),
                status=_strongest(said),
                in_use=plain(here[0].get("inUse")) == "true",
                evidence=(witnesses.of(strategy, path, barrier),),
            )
        )
    return tuple(found)


def _strongest(statuses: set[str]) -> str | None:
    order: tuple[Literal["disputed", "verified", "stated", "inferred"], ...]
    order = ("disputed", "verified", "stated", "inferred")
    return next((status for status in order if status in statuses), None)


def _words(part: Projection, field: str, languages: Sequence[str]) -> str:
    texts = [each for each in part.many(field) if isinstance(each, tuple)]
    choice = choose(texts, languages)
    return "" if choice is None else choice.value


def _label(texts: object, languages: Sequence[str]) -> str:
    given = texts.items() if isinstance(texts, dict) else ()
    choice = choose(list(given), languages)
    return "" if choice is None else choice.value
