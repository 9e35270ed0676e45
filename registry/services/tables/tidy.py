"""A comparison in tidy form: one line a cell (a cell of amounts: one line an amount), one thing a column.

Programs read this form; nothing in it is empty. Where a cell has no value, its state stands in every value column.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from registry.services.compare.comparison import (
    Amount,
    Amounts,
    Backing,
    Cell,
    Comparison,
    Count,
    Heading,
    Measure,
    Side,
    State,
    Targets,
)
from registry.services.tables.evidence import unnamed
from registry.services.tables.imprint import Imprint
from registry.services.tables.words import NOT_STATED

Datum: TypeAlias = str | int | Decimal
Line: TypeAlias = Mapping[str, Datum]

NONE: Final = "none"
"""Stands where there are no records or citations to name."""
BETWEEN: Final = " | "
"""Stands between several IRIs, titles or addresses in one place."""
VALUE_COLUMNS: Final[Mapping[Measure, tuple[str, ...]]] = {
    Measure.RECORDS: ("records",),
    Measure.ACTORS: ("actors",),
    Measure.AMOUNTS: ("amount", "currency", "year", "amount_records", "single_amounts", "disputed", "without_amount"),
    Measure.TARGETS: ("targets", "with_value", "with_deadline", "with_both"),
    Measure.COVERAGE: ("records", "cited", "sources", "source_kinds"),
}


def columns(comparison: Comparison) -> tuple[str, ...]:
    """The heading of the tidy form."""
    places = ("side", "side_label", "side_kind", "row_dimension", "row", "row_label")
    crossed = ("column_dimension", "column", "column_label") if comparison.crossed else ()
    evidence = ("records_behind", "records_not_named", "record_iris", "record_titles", "sources", "links")
    about = ("revision", "permalink", "licence", "cite_as")
    return (*places, *crossed, "state", *VALUE_COLUMNS[comparison.request.measure], *evidence, *about)


def lines(comparison: Comparison, imprint: Imprint) -> Iterator[Line]:
    """The lines of the tidy form: by row, column, side. A comparison without rows has a line a side that says so."""
    about: Line = {
        "revision": comparison.revision,
        "permalink": imprint.permalink(comparison) or NONE,
        "licence": imprint.licence,
        "cite_as": imprint.citation(comparison),
    }
    for side, places, cell in cells(comparison):
        for value in _values(cell, comparison.request.measure):
            yield {**_side(side), **places, "state": str(cell.state), **value, **_evidence(cell, comparison), **about}


def cells(comparison: Comparison) -> Iterator[tuple[Side, Line, Cell]]:
    """Every cell with its side and the columns that say where it stands."""
    for row in comparison.rows:
        for column, by_side in zip(comparison.columns, row.cells, strict=True):
            for side, cell in zip(comparison.sides, by_side, strict=True):
                yield side, _places(comparison, row.heading, column), cell
    if not comparison.rows:
        nothing = Heading(NOT_STATED, NOT_STATED)
        for side in comparison.sides:
            yield side, _places(comparison, nothing, nothing), Cell(State.NOT_STATED)


def _side(side: Side) -> Line:
    return {"side": side.iri, "side_label": side.label, "side_kind": str(side.kind)}


def _places(comparison: Comparison, row: Heading, column: Heading) -> Line:
    first = comparison.dimensions[0].name
    places = {"row_dimension": first, "row": row.key, "row_label": row.label}
    if comparison.crossed:
        second = comparison.dimensions[1].name
        places |= {"column_dimension": second, "column": column.key, "column_label": column.label}
    return places


def _values(cell: Cell, measure: Measure) -> Iterator[Line]:
    """The value columns of a cell: one line, or one an amount."""
    names = VALUE_COLUMNS[measure]
    match cell.value if cell.state is State.PRESENT else None:
        case None:
            yield dict.fromkeys(names, str(cell.state))
        case Count(number):
            yield {names[0]: number}
        case Targets() as value:
            numbers = (value.targets, value.with_value, value.with_deadline, value.with_both)
            yield dict(zip(names, numbers, strict=True))
        case Backing() as value:
            kinds = BETWEEN.join(f"{kind}: {number}" for kind, number in value.source_kinds.items())
            yield dict(zip(names, (value.records, value.cited, value.sources, kinds or NONE), strict=True))
        case Amounts() as value:
            yield from _amounts(value)


def _amounts(value: Amounts) -> Iterator[Line]:
    for amount in value.amounts:
        yield {
            "amount": NOT_STATED if amount.total is None else amount.total,
            "currency": amount.currency or NOT_STATED,
            "year": NOT_STATED if amount.year is None else amount.year,
            "amount_records": amount.records,
            "single_amounts": BETWEEN.join(f"{iri}: {each:f}" for iri, each in amount.stated) or NONE,
            "disputed": _disputed(amount),
            "without_amount": value.silent,
        }
    if not value.amounts:
        silence = dict.fromkeys(VALUE_COLUMNS[Measure.AMOUNTS], NOT_STATED)
        yield {**silence, "amount_records": 0, "single_amounts": NONE, "disputed": NONE, "without_amount": value.silent}


def _disputed(amount: Amount) -> str:
    said = (f"{iri}: {' or '.join(format(each, 'f') for each in sums)}" for iri, sums in amount.disputed)
    return BETWEEN.join(said) or NONE


def _evidence(cell: Cell, comparison: Comparison) -> Line:
    titles = (comparison.record_labels.get(iri, iri) for iri in cell.records)
    return {
        "records_behind": cell.count,
        "records_not_named": unnamed(cell),
        "record_iris": BETWEEN.join(cell.records) or NONE,
        "record_titles": BETWEEN.join(titles) or NONE,
        "sources": BETWEEN.join(dict.fromkeys(each.source for each in cell.citations)) or NONE,
        "links": BETWEEN.join(dict.fromkeys(each.link for each in cell.citations if each.link)) or NONE,
    }
