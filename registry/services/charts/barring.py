"""Bars: a line a side, a column a series, each bar from its column's own line.

They are not put end to end: one record may stand in several series, and a bar made of them would be longer than there
are records.
"""

from typing import Final

from registry.services.charts.canvas import COLOURS, INK, LINE, MARGIN, PATTERNS, QUIET, Canvas
from registry.services.charts.chart import Bars, Square
from registry.services.charts.lettering import broken, height_of, widest_word, width_of
from registry.services.charts.signing import draw_key, draw_silence, signs_in

_LABELS: Final = 2.3
_SIZE: Final = 8.5
_SMALL: Final = 7.5
_SPREAD: Final = 8.0
"""Columns are as wide as fit here, within these bounds; no narrower than their widest word."""
_LEAST, _MOST = 1.0, 2.6
_TALL: Final = 0.42
_THICK: Final = 0.24
_SILENT: Final = 0.42


def draw_bars(canvas: Canvas, bars: Bars) -> None:
    """The names of the series, then a line of bars a side."""
    names = [canvas.legible(name) for name in bars.series]
    wide = max([min(max(_SPREAD / max(1, len(names)), _LEAST), _MOST), *(widest_word(n, _SIZE) + 0.2 for n in names)])
    canvas.widen(_LABELS + wide * len(names))
    canvas.heading(bars.title)
    _names(canvas, names, wide)
    top = canvas.down
    signs = [square.sign for squares in bars.squares for square in squares]
    longest = wide - 0.2 - max((width_of(sign, _SIZE) for sign in signs), default=0)
    highest = max((square.number or 0 for squares in bars.squares for square in squares), default=0) or 1
    for number, (side, squares) in enumerate(zip(bars.sides, bars.squares, strict=True)):
        tall = _side(canvas, side, bars.totals[number] if bars.totals else "")
        for place, square in enumerate(squares):
            x, y = MARGIN + _LABELS + wide * place, canvas.down + (tall - _THICK) / 2
            _bar(canvas, x, y, place, square, longest * (square.number or 0) / highest)
        canvas.down += tall
    for place in range(len(names)):
        x = MARGIN + _LABELS + wide * place
        canvas.line(x, top, x, canvas.down, INK)
    canvas.down += 0.1
    draw_key(canvas, signs_in(bars.squares))
    canvas.notes((f"Length: {bars.scale}.", *bars.notes))


def _names(canvas: Canvas, names: list[str], wide: float) -> None:
    lines = [broken(name, wide - 0.15, _SIZE) for name in names]
    high = height_of(max(map(len, lines), default=0), _SIZE)
    for place, each in enumerate(lines):
        x = MARGIN + _LABELS + wide * place
        canvas.above(x, canvas.down + high - 0.04, each, _SIZE)
        colour, pattern = COLOURS[place % len(COLOURS)], PATTERNS[place % len(PATTERNS)]
        canvas.box(x, canvas.down + high + 0.06, wide - 0.15, 0.08, colour, pattern)
    canvas.down += high + 0.2


def _side(canvas: Canvas, side: str, total: str) -> float:
    """The name of a side, with how much there is of it in all; gives the height of its line."""
    name = canvas.lines(side, _LABELS - 0.15, _SIZE + 0.5)
    below = canvas.lines(total, _LABELS - 0.15, _SMALL) if total else []
    high = height_of(len(name), _SIZE + 0.5) + height_of(len(below), _SMALL)
    tall = max(_TALL, high + 0.1)
    x, y = MARGIN + _LABELS - 0.1, canvas.down + (tall - high) / 2
    canvas.text(x, y, "\n".join(name), _SIZE + 0.5, across="right", down="top")
    if below:
        y += height_of(len(name), _SIZE + 0.5)
        canvas.text(x, y, "\n".join(below), _SMALL, across="right", down="top", colour=QUIET)
    canvas.line(MARGIN, canvas.down, canvas.width - MARGIN, canvas.down, LINE, 0.4)
    return tall


def _bar(canvas: Canvas, x: float, y: float, place: int, square: Square, length: float) -> None:
    if square.number is None:
        draw_silence(canvas, x + 0.05, y, _SILENT, _THICK, square.sign)
        return
    if length:
        canvas.box(x, y, length, _THICK, COLOURS[place % len(COLOURS)], PATTERNS[place % len(PATTERNS)], line=QUIET)
    canvas.text(x + length + 0.07, y + _THICK / 2, square.sign, _SIZE)
