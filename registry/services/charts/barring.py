"""Bars: one a side, in pieces by colour, pattern and number; what is not stated stands in words behind the bar."""

from typing import Final

from registry.services.charts.canvas import COLOURS, INK, MARGIN, PATTERNS, QUIET, Canvas
from registry.services.charts.chart import Bars
from registry.services.charts.lettering import fitted

_LABELS: Final = 2.0
_LETTERS: Final = 26
_LONGEST: Final = 5.2
"""Of the longest bar, in inches."""
_BEHIND: Final = 2.9
"""Room for words behind the bars."""
_TALL: Final = 0.44
_THICK: Final = 0.30
_LEAST: Final = 0.12
"""A piece must be so much longer than its number to hold it; else the number stands behind the bar."""


def draw_bars(canvas: Canvas, bars: Bars) -> None:
    """The legend, then a bar a side."""
    canvas.widen(_LABELS + _LONGEST + _BEHIND)
    canvas.heading(bars.title)
    _legend(canvas, bars)
    totals = [sum(square.number or 0 for square in squares) for squares in bars.squares]
    highest = max(totals, default=0) or 1
    for side, squares in zip(bars.sides, bars.squares, strict=True):
        middle = canvas.down + _TALL / 2
        label = fitted(canvas.legible(side), _LETTERS)
        canvas.text(MARGIN + _LABELS - 0.1, middle, label, 9, across="right")
        x, behind = MARGIN + _LABELS, []
        for place, (name, square) in enumerate(zip(bars.series, squares, strict=True)):
            length = _LONGEST * (square.number or 0) / highest
            roomy = length > _LEAST + 0.07 * len(square.sign)
            if length:
                _piece(canvas, x, place, square.sign if roomy else "", length)
            if not roomy:
                behind.append(f"{name} {square.sign}")
            x += length
        canvas.text(x + 0.1, middle, fitted(canvas.legible(", ".join(behind)), 46, lines=3) if behind else "", 7.5)
        canvas.down += _TALL
    canvas.line(MARGIN + _LABELS, canvas.down, MARGIN + _LABELS, canvas.down - _TALL * len(bars.sides), INK)
    canvas.down += 0.16
    canvas.text(MARGIN + _LABELS, canvas.down, canvas.legible(f"Length: {bars.scale}"), 8.5, colour=QUIET)
    canvas.down += 0.1
    canvas.notes(bars.notes)


def _piece(canvas: Canvas, x: float, place: int, sign: str, length: float) -> None:
    """One piece, with its number where there is room for it."""
    top = canvas.down + (_TALL - _THICK) / 2
    canvas.box(x, top, length, _THICK, COLOURS[place % len(COLOURS)], PATTERNS[place % len(PATTERNS)])
    if sign:
        canvas.text(x + length / 2, canvas.down + _TALL / 2, sign, 8.5, across="center", backed=True)


def _legend(canvas: Canvas, bars: Bars) -> None:
    x = MARGIN + _LABELS
    for place, name in enumerate(bars.series):
        label = fitted(canvas.legible(name), 30, lines=1)
        needed = 0.45 + 0.078 * len(label)
        if x + needed > canvas.width - MARGIN and x > MARGIN + _LABELS:
            x = MARGIN + _LABELS
            canvas.down += 0.26
        canvas.box(x, canvas.down, 0.26, 0.16, COLOURS[place % len(COLOURS)], PATTERNS[place % len(PATTERNS)])
        canvas.text(x + 0.33, canvas.down + 0.08, label, 8.5)
        x += needed + 0.1
    canvas.down += 0.32
