"""The sheet that pictures are drawn on: measured in inches from the top left, as long as what stands on it.

Colours are those that people of any colour vision tell apart, and each comes with a pattern that says the same.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from registry.services.charts.lettering import broken, height_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, QUIET, PAPER, PALE, LINE = "#1b1b1b", "#595959", "#ffffff", "#ececec", "#b8b8b8"
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
"""Of Okabe and Ito."""
PATTERNS: Final = ("", "////", "....", "xxxx", "----", "\\\\\\\\", "++++", "oooo")
SHADES: Final = "Blues"
"""Of one colour, light to dark: the same order for everybody, and when printed in grey."""
MARGIN: Final = 0.25
_NARROWEST: Final = 5.5


class Canvas:
    """A sheet that grows as things are drawn on it; `down` is how far it is used."""

    def __init__(self, legible: Callable[[str], str]) -> None:
        from matplotlib.figure import Figure

        self.legible = legible
        self.down = MARGIN
        self.width = _NARROWEST
        self._figure = Figure(facecolor=PAPER)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()

    def widen(self, width: float) -> None:
        """The sheet is at least so wide, margins included."""
        self.width = max(self.width, width + 2 * MARGIN)

    def heading(self, title: str) -> None:
        """The title, in as many lines as it takes."""
        self._paragraph(title, 12, weight="bold", colour=INK)
        self.down += 0.12

    def notes(self, sentences: Iterable[str]) -> None:
        """Small print."""
        self.down += 0.08
        for sentence in sentences:
            self._paragraph(sentence, 8, weight="normal", colour=QUIET)

    def _paragraph(self, text: str, size: float, *, weight: str, colour: str) -> None:
        for line in self.lines(text, self.width - 2 * MARGIN, size, bold=weight == "bold"):
            self.text(MARGIN, self.down, line, size, weight=weight, colour=colour, down="top")
            self.down += height_of(1, size)

    def lines(self, text: str, wide: float, size: float, *, bold: bool = False) -> list[str]:
        """The whole text as it is drawn, in lines of at most that width."""
        return broken(self.legible(text), wide, size, bold=bold)

    def block(self, x: float, middle: float, lines: Sequence[str], size: float, *, across: str = "left") -> None:
        """Lines below each other around a middle."""
        self.text(x, middle, "\n".join(lines), size, across=across)

    def above(self, x: float, foot: float, lines: Sequence[str], size: float, *, across: str = "left") -> None:
        """Lines, of which the last stands on a foot: so neighbours stand level, whatever their letters."""
        for number, line in enumerate(lines, start=1):
            self.text(x, foot - height_of(len(lines) - number, size), line, size, across=across, down="baseline")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        *,
        across: str = "left",
        down: str = "center",
        colour: str = INK,
        weight: str = "normal",
        turned: float = 0,
        backed: bool = False,
    ) -> None:
        """Text at a place; `backed` puts paper behind it, so that it can be read on a pattern.

        Turned text goes around the middle of its left end.
        """
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.2} if backed else None
        if down == "center" and "\n" not in text:
            down = "center_baseline"  # else letters that reach below the line lift their label
        self._axes.text(
            x, y, text, fontsize=size, ha=across, va=down, color=colour, fontweight=weight, rotation=turned,
            rotation_mode="anchor", bbox=box, linespacing=1.1, clip_on=False,
        )  # fmt: skip

    def box(
        self, x: float, y: float, wide: float, high: float, colour: str, pattern: str = "", *, line: str = PAPER,
        pattern_colour: str = QUIET,
    ) -> None:  # fmt: skip
        """A filled rectangle."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(
            Rectangle(
                (x, y),
                wide,
                high,
                facecolor=colour,
                edgecolor=line,
                linewidth=0.8,
                hatch=pattern or None,
                hatchcolor=pattern_colour,
            )
        )

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        colour: str = LINE,
        width: float = 0.8,
        *,
        dashed: bool = False,
    ) -> None:
        """A straight line."""
        style = (0, (3, 2)) if dashed else "solid"
        self._axes.plot([x, to_x], [y, to_y], color=colour, linewidth=width, linestyle=style, solid_capstyle="butt")

    def diamond(self, x: float, y: float, colour: str) -> None:
        """A filled mark at a place."""
        self._axes.plot([x], [y], marker="D", markersize=7, color=colour, markeredgecolor=INK, markeredgewidth=0.7)

    def ring(self, x: float, y: float, colour: str, *, around: bool = False) -> None:
        """A hollow mark at a place, or `around` a diamond there."""
        size = 13 if around else 6
        self._axes.plot([x], [y], marker="o", markersize=size, color=PAPER, markeredgecolor=colour, markeredgewidth=1.6)

    def finished(self, notes: Iterable[str] = ()) -> "Figure":
        """The figure, cut to what was drawn."""
        self.notes(notes)
        height = self.down + MARGIN
        self._figure.set_size_inches(self.width, height)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(height, 0)
        return self._figure


def shade(share: float) -> tuple[str, str]:
    """The colour for a share of the highest number, and the colour of text on it."""
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    red, green, blue, _ = colormaps[SHADES](0.12 + 0.83 * min(max(share, 0.0), 1.0))
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return to_hex((red, green, blue)), INK if light > 0.18 else PAPER
