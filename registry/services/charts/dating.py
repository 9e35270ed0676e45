"""One mission's dates: where they stand in time, and in words, with the reason where a deadline is missing."""

import re
from collections.abc import Sequence
from typing import Final

from registry.index.projection import Projection
from registry.model.language import choose
from registry.namespaces import CODES, TERMS
from registry.services.charts.chart import Due, Span

NOT_STATED: Final = "not stated"
_FURTHEST: Final = 9_999
_DATE: Final = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_REASONS: Final = {
    f"{CODES}absence-reason/not-set": "not set",
    f"{CODES}absence-reason/not-applicable": "not applicable",
    f"{CODES}absence-reason/unknown": "unknown",
}
_DEADLINE: Final = f"{TERMS}deadline"


def span_of(mission: Projection, languages: Sequence[str]) -> Span:
    """The mission with its dates."""
    start, end = (_text(mission, name) for name in ("startDate", "endDate"))
    dues = _dues(mission)
    own = [due.shown for due in dues if due.own]
    of_targets = list(dict.fromkeys(due.shown for due in dues if not due.own))
    said = [f"deadline {own[0] if own else _why(mission)}"]
    said += [f"target{'s' if len(of_targets) > 1 else ''} {', '.join(of_targets)}"] if of_targets else []
    said += [f"start {start or NOT_STATED}; end {end or NOT_STATED}"]
    return Span(_title(mission, languages), _years(start), _years(end), dues, "; ".join(said))


def years(date: str) -> float | None:
    """The first day of a date of any precision as years, so that 2030 stands where the scale says 2030."""
    found = _DATE.match(date)
    if found is None or abs(int(found[1])) > _FURTHEST:
        return None
    return int(found[1]) + (int(found[2] or 1) - 1) / 12 + (int(found[3] or 1) - 1) / 365


def _years(date: str | None) -> float | None:
    return None if date is None else years(date)


def _text(record: Projection, name: str) -> str | None:
    value = record.values.get(name)
    return None if value is None else str(value)


def _dues(mission: Projection) -> tuple[Due, ...]:
    """The mission's own deadline, then those of its targets, each date once."""
    own = _text(mission, "deadline")
    given = [(own, True)] if own is not None else []
    targets = (part for part in mission.many("targets") if isinstance(part, Projection))
    given += [(shown, False) for part in targets if (shown := _text(part, "deadline")) is not None]
    placed = ((years(shown), shown, is_own) for shown, is_own in dict.fromkeys(given))
    dues = [Due(time, shown, is_own) for time, shown, is_own in placed if time is not None]
    return tuple(sorted(dues, key=lambda due: (not due.own, due.time)))


def _why(mission: Projection) -> str:
    """Why there is no deadline, as far as the record says."""
    for absence in mission.many("absences"):
        if isinstance(absence, Projection) and absence.values.get("property") == _DEADLINE:
            return _REASONS.get(str(absence.values.get("absenceReason")), NOT_STATED)
    return NOT_STATED


def _title(record: Projection, languages: Sequence[str]) -> str:
    choice = choose([each for each in record.many("title") if isinstance(each, tuple)], languages)
    return record.iri if choice is None else choice.value
