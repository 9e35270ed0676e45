"""What a picture shows, as plain data; `describing` puts it into words for where nobody can see it."""

from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a grid."""

    number: float | None
    """What its colour says; None where there is no value, which a pattern says."""
    sign: str
    """What stands in it: the number, or a short word for why there is none."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by columns, coloured by number: a heat map, or how alike the sides are."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    squares: tuple[tuple[Square, ...], ...]
    """`squares[row][column]`."""
    scale: str
    """What the numbers count."""
    notes: tuple[str, ...] = ()
    """Sentences below the picture: what was left out, where it comes from."""
    highest: float | None = None
    """The number of the darkest colour; the highest of all unless told."""
    mirrored: bool = False
    """Whether rows and columns are the same things, so that each pair stands in it twice and the diagonal says
    nothing."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each side and series, each from a line of its own: one record may stand in several."""

    title: str
    sides: tuple[str, ...]
    series: tuple[str, ...]
    squares: tuple[tuple[Square, ...], ...]
    """`squares[side][series]`."""
    scale: str
    notes: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    """Of each side, how much there is of it in all; stands below its name."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline."""

    time: float
    """As years with fractions."""
    shown: str
    """As it is stated."""
    own: bool
    """Whether it is the mission's; else that of one of its targets."""


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a timeline: a mission."""

    label: str
    start: float | None
    """As years with fractions; None where it is not stated, as for the end."""
    end: float | None
    dues: tuple[Due, ...]
    words: str
    """All of this in words, and why there is no deadline where there is none."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The missions of one side."""

    label: str
    spans: tuple[Span, ...]
    beside: str = ""
    """A sentence on the missions that are not drawn."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Missions with their dates, by side."""

    title: str
    lanes: tuple[Lane, ...]
    notes: tuple[str, ...] = ()


Chart: TypeAlias = Grid | Bars | Timeline

SIGNS: Final = {"not stated": "n.s.", "absent": "no", "not applicable": "n/a", "unknown": "?"}
"""What stands in a square without a number."""
WORDS: Final = {sign: word for word, sign in SIGNS.items()}
