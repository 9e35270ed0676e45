"""What a picture shows, as plain data with the words that stand in for it where nobody can see it."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each side, made of one piece for each series."""

    title: str
    sides: tuple[str, ...]
    series: tuple[str, ...]
    squares: tuple[tuple[Square, ...], ...]
    """`squares[side][series]`."""
    scale: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a timeline."""

    label: str
    group: str
    start: float | None
    """As years with fractions; None where it is not stated."""
    deadline: float
    shown: str
    """The deadline as it is stated."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Missions with their deadlines."""

    title: str
    spans: tuple[Span, ...]
    notes: tuple[str, ...] = ()


Chart: TypeAlias = Grid | Bars | Timeline

SIGNS: Final = {"not stated": "n.s.", "absent": "no", "not applicable": "n/a", "unknown": "?"}
"""What stands in a square without a number."""
_WORDS: Final = {sign: word for word, sign in SIGNS.items()}
_MOST_WORDS: Final = 60
"""So many things are told one by one in the words of a picture; who wants all takes the table."""


def legend() -> str:
    """What the signs mean."""
    return ", ".join(f"{sign} = {word}" for word, sign in SIGNS.items())


def described(chart: Chart) -> str:
    """The picture in words, for those who do not see it."""
    match chart:
        case Grid():
            said = [_line(*each, chart.columns) for each in zip(chart.rows, chart.squares, strict=True)]
            kind = f"Table of {len(chart.rows)} rows and {len(chart.columns)} columns, coloured by {chart.scale}"
        case Bars():
            said = [_line(*each, chart.series) for each in zip(chart.sides, chart.squares, strict=True)]
            kind = f"Bars of {len(chart.sides)} sides by {chart.scale}"
        case Timeline():
            said = [f"{span.label} ({span.group}): {span.shown}" for span in chart.spans]
            kind = f"Timeline of {len(chart.spans)} missions with a deadline"
    return " ".join([f"{kind}.", *_cut(said), *chart.notes])


def _line(label: str, squares: Sequence[Square], names: Sequence[str]) -> str:
    said = (f"{name} {_WORDS.get(square.sign, square.sign)}" for name, square in zip(names, squares, strict=True))
    return f"{label}: {', '.join(said)}"


def _cut(said: Sequence[str]) -> list[str]:
    kept = [f"{each}." for each in said[:_MOST_WORDS]]
    rest = len(said) - len(kept)
    return [*kept, f"And {rest} more, which the table has."] if rest > 0 else kept
