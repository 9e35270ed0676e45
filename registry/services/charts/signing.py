"""How what has no number is drawn, in every picture alike: a pattern and a sign, and a key that says what they mean."""

from collections.abc import Iterable
from typing import Final

from registry.services.charts.canvas import LINE, MARGIN, PALE, PAPER, QUIET, Canvas
from registry.services.charts.chart import SIGNS, WORDS, Square
from registry.services.charts.lettering import width_of

_PATTERNS: Final = {
    SIGNS["not stated"]: (PAPER, "////"),
    SIGNS["absent"]: (PALE, ""),
    SIGNS["not applicable"]: (PALE, "...."),
    SIGNS["unknown"]: (PAPER, "xxxx"),
}
_HATCH: Final = "#9a9a9a"
_SIZE: Final = 8.5
_WIDE, _HIGH = 0.42, 0.2


def draw_silence(canvas: Canvas, x: float, y: float, wide: float, high: float, sign: str) -> None:
    """A box without a number: never blank, which would read as zero."""
    colour, pattern = _PATTERNS.get(sign, (PAPER, ""))
    canvas.box(x, y, wide, high, colour, pattern, line=LINE, pattern_colour=_HATCH)
    canvas.text(x + wide / 2, y + high / 2, sign, 8, across="center", colour=QUIET, backed=True)


def signs_in(squares: Iterable[Iterable[Square]]) -> list[str]:
    """The signs that stand in some squares, in one order."""
    found = {square.sign for line in squares for square in line if square.number is None}
    return [sign for sign in WORDS if sign in found]


def draw_key(canvas: Canvas, signs: Iterable[str]) -> None:
    """What the signs mean, side by side."""
    x = MARGIN
    for sign in signs:
        needed = _WIDE + 0.1 + width_of(WORDS[sign], _SIZE)
        if x + needed > canvas.width - MARGIN and x > MARGIN:
            x = MARGIN
            canvas.down += _HIGH + 0.08
        draw_silence(canvas, x, canvas.down, _WIDE, _HIGH, sign)
        canvas.text(x + _WIDE + 0.1, canvas.down + _HIGH / 2, WORDS[sign], _SIZE)
        x += needed + 0.25
    if x > MARGIN:
        canvas.down += _HIGH + 0.08
