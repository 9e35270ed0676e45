"""The timeline behind a comparison: the missions of its sides that have a deadline, in bounded look-ups.

A mission's deadline is its own or, where it has none, the earliest of its targets. Missions without one are counted and
named in a note: they are missing from the picture, not from the world.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from registry.index.filters import AllOf, AnyOf, Filter, Ids, Linked, Not, OneOf, Order, Quantifier, Stated
from registry.index.projection import Projection
from registry.model.language import choose
from registry.services.charts.chart import Span, Timeline
from registry.services.compare.comparison import Comparison, Side, SideKind
from registry.services.find import Finder, Listing, PageRequest
from registry.services.tables.imprint import Imprint

MISSION: Final = "Mission"
MOST_SPANS: Final = 80
WITH_DEADLINE: Final = AnyOf((Stated("deadline"), Linked("targets", Quantifier.SOME, Stated("deadline"))))
_FURTHEST: Final = 9_999
_DATE: Final = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def timeline(
    finder: Finder, comparison: Comparison, imprint: Imprint, *, page_size: int, languages: Sequence[str] = ("en",)
) -> Timeline:
    """Missions of all sides by deadline, as many of each side as a page holds; two look-ups a side."""
    found: list[list[Span]] = []
    silent: list[str] = []
    dated_missions = 0
    for side in comparison.sides:
        where = _of_side(side, comparison)
        dated = Listing(MISSION, AllOf((where, WITH_DEADLINE)), Order("deadline"))
        page = finder.page(dated, PageRequest(first=min(page_size, MOST_SPANS)))
        found.append(sorted(_spans(page.records, side.label, languages), key=lambda span: (span.deadline, span.label)))
        dated_missions += page.total
        undated = finder.page(Listing(MISSION, AllOf((where, Not(WITH_DEADLINE)))), PageRequest(first=0)).total
        if undated:
            silent.append(f"{side.label} {undated:,}")
    most = _most_of_each([len(each) for each in found])
    spans = [span for each in found for span in each[:most]]
    left_out = dated_missions - len(spans)
    notes = [f"Missions without a deadline on record, which are not drawn: {', '.join(silent)}."] if silent else []
    notes += [f"{left_out:,} more missions with a deadline are not drawn."] if left_out else []
    notes += (
        [] if spans else ["No mission of these sides has a deadline on record; that does not say that none is set."]
    )
    notes += ["A diamond is the deadline; a mission without a line does not state when it began."] if spans else []
    title = f"Missions and their deadlines: {', '.join(side.label for side in comparison.sides)}"
    origin = f"{imprint.publisher}, revision {comparison.revision}. {imprint.permalink(comparison)}"
    return Timeline(title, tuple(spans), (*notes, f"{origin} ({imprint.licence.partition(',')[0]})"))


def _most_of_each(counts: Sequence[int]) -> int:
    """How many of each side are drawn, so that all together are no more than a picture holds."""
    return next((most for most in range(max(counts), 1, -1) if sum(min(n, most) for n in counts) <= MOST_SPANS), 1)


def _of_side(side: Side, comparison: Comparison) -> Filter:
    """The missions of a side, within the comparison's filter where that is about missions."""
    match side.kind:
        case SideKind.MISSION:
            own: Filter = Ids((side.iri,))
        case SideKind.INITIATIVE:
            own = OneOf("initiatives", (side.iri,))
        case _:
            own = OneOf("country", side.members or (side.iri,))
    return AllOf((own, comparison.request.where)) if comparison.class_name == MISSION else own


def _spans(records: Iterable[Projection], group: str, languages: Sequence[str]) -> Iterable[Span]:
    for record in records:
        shown = deadline_of(record)
        start = record.values.get("startDate")
        if shown is not None and (time := years(shown)) is not None:
            yield Span(_title(record, languages), group, years(str(start)) if start else None, time, shown)


def deadline_of(mission: Projection) -> str | None:
    """The mission's own deadline, else the earliest of its targets."""
    own = mission.values.get("deadline")
    if own is not None:
        return str(own)
    targets = (part for part in mission.many("targets") if isinstance(part, Projection))
    dates = [str(part.values["deadline"]) for part in targets if "deadline" in part.values]
    return min(dates, key=lambda date: years(date) or 0.0, default=None)


def years(date: str) -> float | None:
    """The first day of a date of any precision as years, so that 2030 stands where the scale says 2030."""
    found = _DATE.match(date)
    if found is None or abs(int(found[1])) > _FURTHEST:
        return None
    return int(found[1]) + (int(found[2] or 1) - 1) / 12 + (int(found[3] or 1) - 1) / 365


def _title(record: Projection, languages: Sequence[str]) -> str:
    choice = choose([each for each in record.many("title") if isinstance(each, tuple)], languages)
    return record.iri if choice is None else choice.value
