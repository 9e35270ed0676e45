"""A picture in words, for those who do not see it: first what it shows, then thing by thing, then its notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from registry.services.charts.chart import WORDS, Bars, Chart, Grid, Span, Square, Timeline

Named: TypeAlias = tuple[str, Square]
"""A square, with the names of where it stands."""
_MOST_WORDS: Final = 60
"""So many things are told one by one in the words of a picture; who wants all takes the table."""
_MOST_NAMES: Final = 3


def described(chart: Chart) -> str:
    """The picture in words."""
    match chart:
        case Grid():
            said = [_line(*each, chart.columns) for each in zip(chart.rows, chart.squares, strict=True)]
            kind = f"Table of {len(chart.rows)} rows and {len(chart.columns)} columns, coloured by {chart.scale}"
            found = finding(_squares(chart))
        case Bars():
            said = [_line(*each, chart.series) for each in zip(chart.sides, chart.squares, strict=True)]
            kind = f"Bars of {len(chart.sides)} sides by {chart.scale}"
            found = finding(_named(chart.sides, chart.series, chart.squares))
        case Timeline():
            said = [f"{span.label} ({lane.label}): {span.words}" for lane in chart.lanes for span in lane.spans]
            said += [f"{lane.label}: {lane.beside.rstrip('.')}" for lane in chart.lanes if lane.beside]
            spans = [span for lane in chart.lanes for span in lane.spans]
            kind = f"Timeline of {len(spans)} missions of {len(chart.lanes)} sides"
            found = _deadlines(spans)
    return " ".join([f"{kind}.", found, *_cut(said), *chart.notes])


def finding(squares: Iterable[Named]) -> str:
    """The largest and smallest number and where they stand, and how many squares have none and why."""
    squares = list(squares)
    if not squares:
        return "Nothing stands in it."
    numbers = [(name, square) for name, square in squares if square.number is not None]
    silent = Counter(WORDS.get(square.sign, square.sign) for _, square in squares if square.number is None)
    told = ", ".join(f"{count:,} {word}" for word, count in silent.most_common())
    if not numbers:
        return f"No square has a number: {told}."
    highest = max(square.number or 0 for _, square in numbers)
    lowest = min(square.number or 0 for _, square in numbers)
    if highest == lowest:
        said = f"The only number is {_where(numbers, highest)}."
    else:
        said = f"Largest: {_where(numbers, highest)}. Smallest: {_where(numbers, lowest)}."
    return f"{said} Without a number: {told}." if silent else f"{said} Every square has a number."


def _where(numbers: Sequence[Named], wanted: float) -> str:
    found = [(name, square.sign) for name, square in numbers if square.number == wanted]
    names = "; ".join(name for name, _ in found[:_MOST_NAMES])
    more = f"; and {len(found) - _MOST_NAMES:,} more" if len(found) > _MOST_NAMES else ""
    return f"{found[0][1]} ({names}{more})"


def _squares(grid: Grid) -> Iterator[Named]:
    """All squares; of a mirrored grid each pair once."""
    for place, (row, squares) in enumerate(zip(grid.rows, grid.squares, strict=True)):
        for other, (column, square) in enumerate(zip(grid.columns, squares, strict=True)):
            if not grid.mirrored or other > place:
                yield f"{row}, {column}", square


def _named(rows: Sequence[str], columns: Sequence[str], squares: Sequence[Sequence[Square]]) -> Iterator[Named]:
    for row, line in zip(rows, squares, strict=True):
        yield from ((f"{row}, {column}", square) for column, square in zip(columns, line, strict=True))


def _deadlines(spans: Sequence[Span]) -> str:
    dues = sorted(
        ((due.time, due.shown, span.label) for span in spans for due in span.dues), key=lambda each: (each[0], each[2])
    )
    without = sum(not span.dues for span in spans)
    told = f"{without:,} of the missions drawn have no deadline on record." if without else ""
    if not dues:
        return told or "No mission is drawn."
    ends = f"Deadlines from {dues[0][1]} ({dues[0][2]}) to {dues[-1][1]} ({dues[-1][2]})."
    return f"{ends} {told}".strip()


def _line(label: str, squares: Sequence[Square], names: Sequence[str]) -> str:
    said = (f"{name} {WORDS.get(square.sign, square.sign)}" for name, square in zip(names, squares, strict=True))
    return f"{label}: {', '.join(said)}"


def _cut(said: Sequence[str]) -> list[str]:
    kept = [f"{each}." for each in said[:_MOST_WORDS]]
    rest = len(said) - len(kept)
    return [*kept, f"And {rest} more, which the table has."] if rest > 0 else kept
