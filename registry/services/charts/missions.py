"""The timeline behind a comparison: the missions of its sides with start, end and all deadlines, in bounded look-ups.

A deadline is the mission's own or that of one of its targets. Missions without one are drawn where they have another
date, and counted where they have none: silence is told as such.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from registry.index.filters import AllOf, AnyOf, Filter, Ids, Linked, Not, OneOf, Order, Quantifier, Stated
from registry.index.projection import Projection
from registry.services.charts.chart import Lane, Timeline
from registry.services.charts.dating import span_of
from registry.services.compare.comparison import Comparison, Side, SideKind
from registry.services.find import Finder, Listing, PageRequest
from registry.services.tables.imprint import Imprint
from registry.services.tables.wide import side_labels

MISSION: Final = "Mission"
MOST_SPANS: Final = 80
WITH_DEADLINE: Final = AnyOf((Stated("deadline"), Linked("targets", Quantifier.SOME, Stated("deadline"))))
_WITH_DATE: Final = AnyOf((Stated("startDate"), Stated("endDate")))


class _Found:
    """The missions of one side: those with a deadline, those with another date, and how many have none."""

    def __init__(self, finder: Finder, where: Filter, size: int, languages: Sequence[str]) -> None:
        def page(fits: Filter, order: str, first: int) -> tuple[Sequence[Projection], int]:
            found = finder.page(Listing(MISSION, AllOf((where, fits)), Order(order)), PageRequest(first=first))
            return found.records, found.total

        due, self.due = page(WITH_DEADLINE, "deadline", size)
        dated, self.dated = page(AllOf((Not(WITH_DEADLINE), _WITH_DATE)), "startDate", size)
        _, self.dateless = page(AllOf((Not(WITH_DEADLINE), Not(_WITH_DATE))), "title", 0)
        spans = [span_of(record, languages) for record in due]
        spans.sort(key=lambda span: (min((each.time for each in span.dues), default=0.0), span.label))
        self.spans = (*spans, *(span_of(record, languages) for record in dated))

    def lane(self, label: str, most: int) -> Lane:
        """What is drawn of them, and in a sentence what is not."""
        spans = self.spans[:most]
        due = self.due - sum(bool(span.dues) for span in spans)
        dated = self.dated - (len(spans) - (self.due - due))
        said = [f"{due:,} more with a deadline"] if due else []
        said += [f"{dated:,} more with a start or end and no deadline on record"] if dated else []
        said += [f"{self.dateless:,} of which neither deadline nor start nor end is stated"] if self.dateless else []
        if not spans and not said:
            return Lane(label, (), "No mission of it is on record; that does not say that there is none.")
        return Lane(label, spans, f"Not drawn: {', '.join(said)}." if said else "")


def timeline(
    finder: Finder, comparison: Comparison, imprint: Imprint, *, page_size: int, languages: Sequence[str] = ("en",)
) -> Timeline:
    """Missions of all sides by deadline, as many of each side as a picture holds; three look-ups a side."""
    size = min(page_size, MOST_SPANS)
    found = [_Found(finder, _of_side(side, comparison), size, languages) for side in comparison.sides]
    most = _most_of_each([len(each.spans) for each in found])
    labels = side_labels(comparison)
    lanes = tuple(each.lane(label, most) for each, label in zip(found, labels, strict=True))
    title = f"Missions and their deadlines: {', '.join(labels)}"
    origin = f"{imprint.publisher}, revision {comparison.revision}. {imprint.permalink(comparison)}"
    return Timeline(title, lanes, (*_notes(found), f"{origin} ({imprint.licence.partition(',')[0]})"))


def _notes(found: Sequence[_Found]) -> Iterator[str]:
    due = sum(each.due for each in found)
    without = sum(each.dated + each.dateless for each in found)
    yield f"With a deadline on record, of the mission or of a target: {due:,}. Without: {without:,}."
    if without:
        yield "A deadline that is not stated on record may be set all the same."


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
