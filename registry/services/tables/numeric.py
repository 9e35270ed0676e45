"""A comparison in wide form for spreadsheets: every number is a number, in a line of its own kind.

What other tables say in one cell in words (amounts by currency and year, targets with and without a value, records and
their sources) stands here in lines below each other, with what is told, currency and year in columns of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from registry.services.compare.comparison import (
    Amount,
    Amounts,
    Backing,
    Cell,
    Comparison,
    Measure,
    State,
    Targets,
    Value,
)
from registry.services.tables.tidy import BETWEEN, NONE, Datum
from registry.services.tables.wide import ANY, NONE_ON_RECORD, NOT_ADDED, has_none, heading, wide_lines
from registry.services.tables.words import NOT_STATED, number_words

WHAT: Final = "what is told"
SUM, DISPUTED = "sum of stated amounts", "amounts on which sources disagree"
SILENT = "instruments without a stated amount"
Told: TypeAlias = Value | Cell | str
"""A value, or in words or by its cell why there is none."""

_TARGETS: Final[Mapping[str, Callable[[Targets], Datum]]] = {
    "targets": lambda value: value.targets,
    "targets with a value": lambda value: value.with_value,
    "targets with a deadline": lambda value: value.with_deadline,
    "targets with both": lambda value: value.with_both,
}
_BACKING: Final[Mapping[str, Callable[[Backing], Datum]]] = {
    "records": lambda value: value.records,
    "records that cite a source": lambda value: value.cited,
    "different sources": lambda value: value.sources,
    "kinds of sources": lambda value: BETWEEN.join(f"{kind}: {n}" for kind, n in value.source_kinds.items()) or NONE,
}


def numeric_heading(comparison: Comparison) -> tuple[str, ...]:
    """The names of the columns."""
    names, labels = heading(comparison), len(comparison.dimensions)
    match comparison.request.measure:
        case Measure.AMOUNTS:
            return (*names[:labels], WHAT, "currency", "year", *names[labels:])
        case Measure.TARGETS | Measure.COVERAGE:
            return (*names[:labels], WHAT, *names[labels:])
        case _:
            return names


def numeric_lines(comparison: Comparison) -> Iterator[tuple[Datum, ...]]:
    """The lines: for each row and column, then what all rows have together, then all records that fit."""
    lines_of = _LINES.get(comparison.request.measure)
    if lines_of is None:
        yield from ((*line.labels, *line.entries, line.total) for line in wide_lines(comparison))
        return
    for labels, sides, total in _told(comparison):
        yield from ((*labels, *line) for line in lines_of((*sides, total)))


def _told(comparison: Comparison) -> Iterator[tuple[tuple[str, ...], tuple[Told, ...], Told]]:
    """The same lines as in wide form, as values."""
    crossed = comparison.crossed
    for row in comparison.rows:
        for column, cells, total in zip(comparison.columns, row.cells, row.totals, strict=True):
            labels = (row.heading.label, column.label) if crossed else (row.heading.label,)
            yield labels, tuple(map(_in_cell, cells)), _or_silence(total)
    for column, totals in zip(comparison.columns, comparison.side_totals, strict=True):
        labels = ("all rows together", column.label) if crossed else ("all rows together",)
        yield labels, tuple(map(_or_silence, totals)), NOT_ADDED
    labels = ("all records that fit", ANY) if crossed else ("all records that fit",)
    sides = (NONE_ON_RECORD if has_none(side) else _or_silence(side.total) for side in comparison.sides)
    whole = NONE_ON_RECORD if all(map(has_none, comparison.sides)) else _or_silence(comparison.total)
    yield labels, tuple(sides), whole


def _in_cell(cell: Cell) -> Told:
    return cell.value if cell.state is State.PRESENT and cell.value is not None else cell


def _or_silence(value: Value | None) -> Told:
    return NOT_STATED if value is None else value


def _of_targets(told: Sequence[Told]) -> Iterator[tuple[Datum, ...]]:
    for name, part in _TARGETS.items():
        yield (name, *(part(each) if isinstance(each, Targets) else _words(each) for each in told))


def _of_backing(told: Sequence[Told]) -> Iterator[tuple[Datum, ...]]:
    for name, part in _BACKING.items():
        yield (name, *(part(each) if isinstance(each, Backing) else _words(each) for each in told))


def _of_money(told: Sequence[Told]) -> Iterator[tuple[Datum, ...]]:
    """A line for each currency and year that somebody states, and how many instruments are silent."""
    for currency, year in _moneys(told):
        where = (currency or NOT_STATED, NOT_STATED if year is None else year)
        amounts = [_amount(each, currency, year) for each in told]
        yield (SUM, *where, *map(_sum, amounts))
        if any(isinstance(each, Amount) and each.disputed for each in amounts):
            yield (DISPUTED, *where, *map(_disputed, amounts))
    yield (SILENT, ANY, ANY, *map(_silent, told))


def _silent(told: Told) -> Datum:
    """How many instruments state no amount, also where none does."""
    if isinstance(told, Amounts) or (isinstance(told, Cell) and told.silent):
        return told.silent
    return _words(told)


def _moneys(told: Iterable[Told]) -> list[tuple[str | None, int | None]]:
    found = {(each.currency, each.year) for value in told if isinstance(value, Amounts) for each in value.amounts}
    return sorted(found, key=lambda each: (each[0] is None, each[0] or "", each[1] is None, each[1] or 0))


def _amount(told: Told, currency: str | None, year: int | None) -> Amount | str:
    """What is stated in a currency and year; else in words why nothing is."""
    if not isinstance(told, Amounts):
        return _words(told)
    found = (each for each in told.amounts if (each.currency, each.year) == (currency, year))
    return next(found, NOT_STATED)


def _sum(amount: Amount | str) -> Datum:
    if isinstance(amount, str):
        return amount
    return NOT_STATED if amount.total is None else amount.total


def _disputed(amount: Amount | str) -> Datum:
    if isinstance(amount, str):
        return amount
    return "; ".join(" against ".join(map(number_words, sums)) for _, sums in amount.disputed) or NONE


def _words(told: Told) -> str:
    if isinstance(told, Cell):
        return str(told.state)
    return told if isinstance(told, str) else NOT_STATED


_LINES: Final[Mapping[Measure, Callable[[Sequence[Told]], Iterator[tuple[Datum, ...]]]]] = {
    Measure.AMOUNTS: _of_money,
    Measure.TARGETS: _of_targets,
    Measure.COVERAGE: _of_backing,
}
