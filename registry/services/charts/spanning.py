"""Timelines: missions by side, from their start to their end, with every deadline, in marks and in words."""

from math import ceil, floor
from typing import Final

from registry.services.charts.canvas import COLOURS, INK, LINE, MARGIN, QUIET, Canvas
from registry.services.charts.chart import Span, Timeline
from registry.services.charts.lettering import height_of, width_of

_LABELS: Final = 3.2
_ACROSS: Final = 5.6
_WORDS: Final = 3.3
"""Room for the dates in words, behind the lines."""
_SIZE: Final = 8.0
_TALL: Final = 0.33
_MOST_TICKS: Final = 12
_START_OR_END, _KNOWN, _OPEN = "start or end", "from start to end", "start or end not stated"
_OWN, _TARGETS = "deadline of the mission", "deadline of a target"


def draw_timeline(canvas: Canvas, timeline: Timeline) -> None:
    """A line a mission, below the name of its side; what the marks mean stands above."""
    canvas.widen(_LABELS + _ACROSS + _WORDS)
    canvas.heading(timeline.title)
    if any(lane.spans for lane in timeline.lanes):
        _legend(canvas)
    times = [time for lane in timeline.lanes for span in lane.spans for time in times_of(span)]
    scale = _Scale(floor(min(times)), ceil(max(times) + 0.01)) if times else None
    if scale is not None:
        _years(canvas, scale)
    for lane in timeline.lanes:
        if lane.spans or lane.beside:
            _paragraph(canvas, lane.label, 9.5, weight="bold")
        for span in lane.spans:
            _span(canvas, span, scale)
        if lane.beside:
            _paragraph(canvas, lane.beside, _SIZE)
        canvas.down += 0.06
    canvas.notes(timeline.notes)


class _Scale:
    """Where a moment stands."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        step = max(1, ceil((last - first) / _MOST_TICKS))
        self.years = range(first, last + 1, step)

    def place(self, time: float) -> float:
        return MARGIN + _LABELS + (_ACROSS - 0.2) * (time - self.first) / max(1, self.last - self.first)


def times_of(span: Span) -> list[float]:
    """Every moment that is drawn of a mission."""
    return [time for time in (span.start, span.end, *(due.time for due in span.dues)) if time is not None]


def _legend(canvas: Canvas) -> None:
    x, y = MARGIN, canvas.down + 0.1
    for words in (_KNOWN, _OPEN, _START_OR_END, _OWN, _TARGETS):
        if words in (_KNOWN, _OPEN):
            canvas.line(x, y, x + 0.35, y, INK, 4 if words == _KNOWN else 1.2, dashed=words == _OPEN)
        elif words == _START_OR_END:
            canvas.line(x + 0.25, y - 0.08, x + 0.25, y + 0.08, INK, 2)
        else:
            (canvas.diamond if words == _OWN else canvas.ring)(x + 0.25, y, INK)
        canvas.text(x + 0.43, y, words, _SIZE)
        x += 0.43 + width_of(words, _SIZE) + 0.25
    canvas.down += 0.4


def _paragraph(canvas: Canvas, text: str, size: float, *, weight: str = "normal") -> None:
    lines = canvas.lines(text, canvas.width - 2 * MARGIN, size, bold=weight == "bold")
    colour = INK if weight == "bold" else QUIET
    canvas.text(
        MARGIN, canvas.down + 0.05, "\n".join(lines), size, weight=weight, down="top", colour=colour, backed=True
    )
    canvas.down += height_of(len(lines), size) + 0.1


def _years(canvas: Canvas, scale: _Scale) -> None:
    for year in scale.years:
        canvas.text(scale.place(year), canvas.down, str(year), 8.5, across="center", colour=QUIET)
    canvas.down += 0.15


def _span(canvas: Canvas, span: Span, scale: _Scale | None) -> None:
    label = canvas.lines(span.label, _LABELS - 0.2, _SIZE)
    words = canvas.lines(span.words, _WORDS, _SIZE)
    tall = max(_TALL, height_of(max(len(label), len(words)), _SIZE) + 0.08)
    middle = canvas.down + tall / 2
    canvas.block(MARGIN + _LABELS - 0.15, middle, label, _SIZE, across="right")
    if scale is not None:
        for year in scale.years:
            canvas.line(scale.place(year), canvas.down, scale.place(year), canvas.down + tall, LINE, 0.6)
        _marks(canvas, span, scale, middle)
    canvas.block(MARGIN + _LABELS + _ACROSS, middle, words, _SIZE)
    canvas.down += tall


def _marks(canvas: Canvas, span: Span, scale: _Scale, middle: float) -> None:
    times, colour = times_of(span), COLOURS[0]
    if times:
        canvas.line(scale.place(min(times)), middle, scale.place(max(times)), middle, colour, 1.2, dashed=True)
    if span.start is not None and span.end is not None:
        canvas.line(scale.place(span.start), middle, scale.place(span.end), middle, colour, 4)
    for edge in (span.start, span.end):
        if edge is not None:
            canvas.line(scale.place(edge), middle - 0.08, scale.place(edge), middle + 0.08, INK, 2)
    own = {due.time for due in span.dues if due.own}
    for due in sorted(span.dues, key=lambda each: each.own):
        if due.own:
            canvas.diamond(scale.place(due.time), middle, colour)
        else:
            canvas.ring(scale.place(due.time), middle, colour, around=due.time in own)
