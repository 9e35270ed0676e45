"""Timelines: missions by side, from their beginning to their deadline."""

from math import ceil, floor
from typing import Final

from registry.services.charts.canvas import COLOURS, INK, LINE, MARGIN, QUIET, Canvas
from registry.services.charts.chart import Span, Timeline
from registry.services.charts.lettering import fitted

_LABELS: Final = 3.3
_LETTERS: Final = 46
_ACROSS: Final = 6.4
_BEHIND: Final = 0.9
_TALL: Final = 0.33
_MOST_TICKS: Final = 14


def draw_timeline(canvas: Canvas, timeline: Timeline) -> None:
    """A line a mission, below the name of its side; the diamond is the deadline."""
    canvas.widen(_LABELS + _ACROSS + _BEHIND)
    canvas.heading(timeline.title)
    if timeline.spans:
        _drawn(canvas, timeline)
    canvas.notes(timeline.notes)


def _drawn(canvas: Canvas, timeline: Timeline) -> None:
    times = [time for span in timeline.spans for time in (span.start, span.deadline) if time is not None]
    first, last = floor(min(times)), ceil(max(times) + 0.01)
    top = canvas.down + 0.25
    canvas.down = top
    groups = list(dict.fromkeys(span.group for span in timeline.spans))
    # The lines of years are drawn below all else, so their end must be known.
    bottom = top + _TALL * (len(timeline.spans) + len(groups))
    _years(canvas, first, last, top, bottom)
    for number, group in enumerate(groups):
        canvas.text(MARGIN, canvas.down + _TALL / 2, fitted(canvas.legible(group), 60, lines=1), 9.5, weight="bold")
        canvas.down += _TALL
        for span in timeline.spans:
            if span.group == group:
                _span(canvas, span, COLOURS[number % len(COLOURS)], first, last)


def _span(canvas: Canvas, span: Span, colour: str, first: int, last: int) -> None:
    middle = canvas.down + _TALL / 2
    label = fitted(canvas.legible(span.label), _LETTERS, lines=2)
    canvas.text(MARGIN + _LABELS - 0.15, middle, label, 8, across="right")
    end = _place(span.deadline, first, last)
    if span.start is not None:
        canvas.line(_place(span.start, first, last), middle, end, middle, colour, 4)
    canvas.diamond(end, middle, colour)
    canvas.text(end + 0.12, middle, canvas.legible(span.shown), 8, colour=INK, backed=True)
    canvas.down += _TALL


def _years(canvas: Canvas, first: int, last: int, top: float, bottom: float) -> None:
    step = max(1, ceil((last - first) / _MOST_TICKS))
    for year in range(first, last + 1, step):
        x = _place(year, first, last)
        canvas.line(x, top, x, bottom, LINE, 0.6)
        canvas.text(x, top - 0.1, str(year), 8.5, across="center", colour=QUIET)


def _place(time: float, first: int, last: int) -> float:
    return MARGIN + _LABELS + _ACROSS * (time - first) / max(1, last - first)
