"""Grids: heat maps of comparisons, and how alike sides are. A number stands in each square, so no colour is needed."""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Final

from registry.services.charts.canvas import INK, LINE, MARGIN, PAPER, Canvas, shade
from registry.services.charts.chart import Grid, Square
from registry.services.charts.lettering import broken, height_of, widest_word, width_of
from registry.services.charts.signing import draw_key, draw_silence, signs_in

_LABELS: Final = 2.9
"""Room for the labels of rows, in inches."""
_SIZE: Final = 8.5
"""Of labels, in points."""
_TALL: Final = 0.36
_LEAST, _MOST = 0.5, 1.25
"""Narrowest and widest square."""
_SPREAD: Final = 7.0
"""Squares are as wide as fit here, within those bounds."""
_STRAIGHT: Final = 0.95
"""Columns of this width have labels that need no turning, if their words fit in."""
_MOST_LINES: Final = 5
"""More lines than these are turned."""
_ANGLE: Final = 50
_STEPS: Final = 12


def draw_grid(canvas: Canvas, grid: Grid) -> None:
    """Rows down, columns across; labels of columns are turned where there are many or long ones."""
    wide = min(max(_SPREAD / max(1, len(grid.columns)), _LEAST), _MOST)
    labels = [canvas.legible(column) for column in grid.columns]
    straight = [broken(label, wide - 0.08, _SIZE) for label in labels]
    turned = _turns(labels, straight, wide)
    lines = _turned(labels, wide) if turned else straight
    canvas.widen(_LABELS + wide * len(labels) + (_overhang(lines) if turned else 0))
    canvas.heading(grid.title)
    (_turned_labels if turned else _straight_labels)(canvas, lines, wide)
    highest = grid.highest or max((s.number or 0 for row in grid.squares for s in row), default=0) or 1
    for label, squares in zip(grid.rows, grid.squares, strict=True):
        said = canvas.lines(label, _LABELS - 0.12, _SIZE)
        tall = max(_TALL, height_of(len(said), _SIZE) + 0.08)
        canvas.block(MARGIN + _LABELS - 0.1, canvas.down + tall / 2, said, _SIZE, across="right")
        for place, square in enumerate(squares):
            _square(canvas, MARGIN + _LABELS + wide * place, wide, tall, square, highest)
        canvas.down += tall
    canvas.down += 0.14
    _scale(canvas, grid, highest)
    draw_key(canvas, signs_in(grid.squares))
    canvas.notes(grid.notes)


def _turns(labels: Sequence[str], straight: Sequence[Sequence[str]], wide: float) -> bool:
    crowded = any(widest_word(label, _SIZE) > wide - 0.08 for label in labels)
    return wide < _STRAIGHT or crowded or any(len(lines) > _MOST_LINES for lines in straight)


def _turned(labels: Sequence[str], wide: float) -> list[list[str]]:
    """The labels in as many lines as have room beside each other, as short as that makes them."""
    most = max(1, int((wide * sin(radians(_ANGLE)) - 0.03) / height_of(1, _SIZE)))
    room = 1.2
    while True:
        found = [broken(label, room, _SIZE) for label in labels]
        if all(len(lines) <= most for lines in found):
            return found
        room *= 1.15


def _longest(lines: Sequence[Sequence[str]]) -> float:
    return max((width_of(line, _SIZE) for each in lines for line in each), default=0)


def _overhang(lines: Sequence[Sequence[str]]) -> float:
    return _longest(lines) * cos(radians(_ANGLE)) + 0.15


def _straight_labels(canvas: Canvas, labels: Sequence[Sequence[str]], wide: float) -> None:
    canvas.down += 0.08 + height_of(max(map(len, labels), default=0), _SIZE)
    for place, lines in enumerate(labels):
        x = MARGIN + _LABELS + wide * (place + 0.5)
        canvas.above(x, canvas.down - 0.09, lines, _SIZE, across="center")


def _turned_labels(canvas: Canvas, labels: Sequence[Sequence[str]], wide: float) -> None:
    thick = height_of(max(map(len, labels), default=1), _SIZE)
    canvas.down += _longest(labels) * sin(radians(_ANGLE)) + thick * cos(radians(_ANGLE)) + 0.05
    y = canvas.down - 0.04 - thick / 2 * cos(radians(_ANGLE))
    for place, lines in enumerate(labels):
        x = MARGIN + _LABELS + wide * (place + 0.5)
        canvas.text(x, y, "\n".join(lines), _SIZE, turned=_ANGLE)


def _square(canvas: Canvas, x: float, wide: float, tall: float, square: Square, highest: float) -> None:
    if square.number is None:
        draw_silence(canvas, x, canvas.down, wide, tall, square.sign)
        return
    colour, ink = shade(square.number / highest)
    canvas.box(x, canvas.down, wide, tall, colour, line=LINE)
    size = 9 if width_of(square.sign, 9) < wide - 0.05 else 6.5
    canvas.text(x + wide / 2, canvas.down + tall / 2, square.sign, size, across="center", colour=ink)


def _scale(canvas: Canvas, grid: Grid, highest: float) -> None:
    """What the colours count, between the lowest and the highest number that there is."""
    numbers = [square.number for line in grid.squares for square in line if square.number is not None]
    if not numbers:
        canvas.notes(("No square has a number, so no colour stands for one.",) if grid.squares else ())
        canvas.down += 0.08
        return
    lowest, top = (0.0, grid.highest) if grid.highest else (min(numbers), max(numbers))
    steps = _STEPS if top > lowest else 1
    x, y = MARGIN, canvas.down
    if steps > 1:
        canvas.text(x, y + 0.08, _number(lowest), _SIZE)
        x += width_of(_number(lowest), _SIZE) + 0.08
    for step in range(steps):
        share = (lowest + (top - lowest) * step / max(1, steps - 1)) / highest
        canvas.box(x, y, 0.12 if steps > 1 else 0.3, 0.16, shade(share)[0], line=PAPER)
        x += 0.12 if steps > 1 else 0.3
    said = (
        f"{_number(top)} ({grid.scale})"
        if steps > 1
        else f"{_number(top)} in every square with a number ({grid.scale})"
    )
    lines = canvas.lines(said, canvas.width - MARGIN - x - 0.08, _SIZE)
    canvas.text(x + 0.08, y - 0.01, "\n".join(lines), _SIZE, colour=INK, down="top")
    canvas.down += max(0.16, height_of(len(lines), _SIZE)) + 0.12


def _number(number: float) -> str:
    return f"{number:,.0f}"
