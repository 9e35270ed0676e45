"""Grids: heat maps of comparisons, and how alike sides are. A number stands in each square, so no colour is needed."""

from typing import Final

from registry.services.charts.canvas import INK, LINE, MARGIN, PALE, PAPER, QUIET, Canvas, shade
from registry.services.charts.chart import SIGNS, Grid, Square
from registry.services.charts.lettering import fitted

_LABELS: Final = 2.9
"""Room for the labels of rows, in inches."""
_LETTERS: Final = 38
_TALL: Final = 0.36
_LEAST, _MOST = 0.5, 1.25
"""Narrowest and widest square."""
_SPREAD: Final = 7.0
"""Squares are as wide as fit here, within those bounds."""
_STRAIGHT: Final = 0.95
"""Columns of this width have labels that need no turning."""
_ANGLE: Final = 50
_PATTERNS: Final = {
    SIGNS["not stated"]: (PAPER, "////"),
    SIGNS["absent"]: (PALE, ""),
    SIGNS["not applicable"]: (PALE, "...."),
    SIGNS["unknown"]: (PAPER, "xxxx"),
}


def draw_grid(canvas: Canvas, grid: Grid) -> None:
    """Rows down, columns across; labels of columns are turned where there are many."""
    wide = min(max(_SPREAD / max(1, len(grid.columns)), _LEAST), _MOST)
    turned = wide < _STRAIGHT
    canvas.widen(_LABELS + wide * len(grid.columns) + (1.5 if turned else 0))
    canvas.heading(grid.title)
    _column_labels(canvas, grid, wide, turned=turned)
    highest = grid.highest or max((s.number or 0 for row in grid.squares for s in row), default=0) or 1
    for label, squares in zip(grid.rows, grid.squares, strict=True):
        text = fitted(canvas.legible(label), _LETTERS)
        canvas.text(MARGIN + _LABELS - 0.1, canvas.down + _TALL / 2, text, 8.5, across="right")
        for place, square in enumerate(squares):
            _square(canvas, MARGIN + _LABELS + wide * place, wide, square, highest)
        canvas.down += _TALL
    _scale(canvas, grid, highest)
    canvas.notes(grid.notes)


def _column_labels(canvas: Canvas, grid: Grid, wide: float, *, turned: bool) -> None:
    if turned:
        labels = [fitted(canvas.legible(column), 24, lines=1) for column in grid.columns]
        canvas.down += 0.12 + 0.056 * max(map(len, labels), default=0)
    else:
        labels = [fitted(canvas.legible(column), int(wide * 13), lines=3) for column in grid.columns]
        canvas.down += 0.05 + 0.15 * max((label.count("\n") + 1 for label in labels), default=0)
    for place, label in enumerate(labels):
        x, y = MARGIN + _LABELS + wide * (place + 0.5), canvas.down - 0.06
        if turned:
            canvas.text(x, y, label, 8.5, down="baseline", turned=_ANGLE)
        else:
            canvas.text(x, y, label, 8.5, across="center", down="bottom")


def _square(canvas: Canvas, x: float, wide: float, square: Square, highest: float) -> None:
    if square.number is None:
        colour, pattern = _PATTERNS.get(square.sign, (PAPER, ""))
        canvas.box(x, canvas.down, wide, _TALL, colour, pattern, line=LINE, pattern_colour=LINE)
        canvas.text(x + wide / 2, canvas.down + _TALL / 2, square.sign, 8, across="center", colour=QUIET, backed=True)
        return
    colour, ink = shade(square.number / highest)
    canvas.box(x, canvas.down, wide, _TALL, colour, line=LINE)
    size = 9 if len(square.sign) * 0.08 < wide - 0.05 else 6.5
    canvas.text(x + wide / 2, canvas.down + _TALL / 2, square.sign, size, across="center", colour=ink)


def _scale(canvas: Canvas, grid: Grid, highest: float) -> None:
    """What the colours count, from none to the highest."""
    canvas.down += 0.22
    x, y = MARGIN, canvas.down
    steps = 12
    for step in range(steps):
        canvas.box(x + 0.12 * step, y - 0.08, 0.12, 0.16, shade(step / (steps - 1))[0], line=PAPER)
    words = grid.scale if grid.highest else f"{grid.scale}, up to {highest:,.0f}"
    canvas.text(x + 0.12 * steps + 0.1, y, canvas.legible(words), 8.5, colour=INK)
    canvas.down += 0.14
