"""The types that comparisons answer with; each field reads an entry of `registry.services.compare.comparison`."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from registry.graphql.building import Builder, ReadField
from registry.graphql.comparing.further import add_further_types
from registry.graphql.comparing.objects import add_object
from registry.graphql.comparing.sources import Answered, CellSource, Shown
from registry.services.compare.comparison import Amounts, Backing, Comparison, Count, Measure, SideKind, State, Targets
from registry.services.compare.overlaps import Shared

VALUE: Final = "ComparedValue"
_STATES: Final = {
    State.PRESENT: "At least one record of the side has it.",
    State.ABSENT: "No record has it, and at least one says that there is none.",
    State.NOT_APPLICABLE: "No record has it, none says no, and at least one says that the question does not apply.",
    State.UNKNOWN: "No record has it, and at least one says that nobody knows.",
    State.NOT_STATED: "Nobody says anything. That is neither no nor zero.",
}
_MEASURES: Final = {
    Measure.RECORDS: "How many records there are.",
    Measure.ACTORS: "How many different actors lead, provide, receive or take part in them.",
    Measure.AMOUNTS: "Stated amounts of money by currency and year; never converted, never added across currencies.",
    Measure.TARGETS: "How many targets they have, with a value, with a deadline, and with both.",
    Measure.COVERAGE: "How many of them cite a source, how many sources these are, and of which kinds.",
}
_KINDS: Final = {
    SideKind.COUNTRY: "A country, or another place.",
    SideKind.GROUP: "A group of countries.",
    SideKind.MISSION: "A mission.",
    SideKind.INITIATIVE: "A policy initiative.",
}
_SHARED: Final = {
    Shared.ALL: "All sides have it.",
    Shared.SOME: "Two or more have it, but not all.",
    Shared.UNIQUE: "One alone has it.",
}


def name_of(value: str) -> str:
    """The name of an enum value: NOT_STATED for `not stated`."""
    return value.upper().replace(" ", "_")


def add_comparison_types(builder: Builder) -> None:
    """All of them."""
    for name, values, text in (
        ("ComparedState", _STATES, "What a cell says. Missing is never zero, and silence is never a no."),
        ("ComparisonMeasure", _MEASURES, "What is told of the records in a cell."),
        ("ComparedKind", _KINDS, "What stands side by side."),
        ("SharedBy", _SHARED, "By how many sides a value is had."),
    ):
        builder.enum(name, {name_of(each): (each.value, said) for each, said in values.items()}, text)
    _add_values(builder)
    _add_sides(builder)
    _add_cells(builder)
    _add_comparison(builder)
    add_further_types(builder)


def _of(kind: type, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Reads an entry that only one measure has."""
    return lambda value: read(value) if isinstance(value, kind) else None


def _add_values(builder: Builder) -> None:
    add_object(
        builder, "ComparedAmount", "Money that records state, in one currency and of one year.",
        ("currency", "str | None", lambda a: a.currency, "ISO 4217 code; null where it is not stated."),
        ("year", "int | None", lambda a: a.year, "Of the instrument's start; null where it is not stated."),
        ("total", "Decimal | None", lambda a: a.total, "Sum of what those records state that give one amount."),
        ("records", "int", lambda a: a.records, "How many records that sum is of."),
        ("stated", "list[StatedAmount]", lambda a: list(a.stated),
         "The largest single amounts of that sum, however much evidence is asked for."),
        ("disputed", "list[DisputedAmount]", lambda a: list(a.disputed), "Where sources disagree; in no sum."),
    )  # fmt: skip
    add_object(
        builder, "DisputedAmount", "A record with several amounts, because its sources disagree.",
        ("record", "ID", lambda pair: pair[0], "IRI of the record."),
        ("amounts", "list[Decimal]", lambda pair: list(pair[1]), "All of its amounts."),
    )  # fmt: skip
    add_object(
        builder, "StatedAmount", "A record with one amount.",
        ("record", "ID", lambda pair: pair[0], "IRI of the record."),
        ("amount", "Decimal", lambda pair: pair[1], "What it states."),
    )  # fmt: skip
    add_object(
        builder, "SourceKindCount", "How many sources there are of a kind.",
        ("kind", "str", lambda pair: pair[0], "Notation of the kind, e.g. law; `not stated` where none is given."),
        ("count", "int", lambda pair: pair[1], "How many."),
    )  # fmt: skip
    add_object(
        builder, VALUE, "What records come to, by the measure that was asked; entries of other measures are null.",
        ("count", "int | None", _of(Count, lambda v: v.number), "How many: records, or different actors."),
        ("amounts", "list[ComparedAmount] | None", _of(Amounts, lambda v: list(v.amounts)), "By currency and year."),
        ("silent", "int | None", _of(Amounts, lambda v: v.silent), "Instruments without a stated amount."),
        ("targets", "int | None", _of(Targets, lambda v: v.targets), "How many targets."),
        ("withValue", "int | None", _of(Targets, lambda v: v.with_value), "How many of them have a value with a unit."),
        ("withDeadline", "int | None", _of(Targets, lambda v: v.with_deadline), "How many have a deadline."),
        ("withBoth", "int | None", _of(Targets, lambda v: v.with_both), "How many have both."),
        ("backing", "ComparedBacking | None", _of(Backing, lambda v: v), "What stands behind the records."),
    )  # fmt: skip
    add_object(
        builder, "ComparedBacking", "What stands behind some records.",
        ("records", "int", lambda b: b.records, "How many records."),
        ("cited", "int", lambda b: b.cited, "How many of them cite a source."),
        ("sources", "int", lambda b: b.sources, "How many different sources they cite."),
        ("sourceKinds", "list[SourceKindCount]", lambda b: list(b.source_kinds.items()), "Of which kinds these are."),
    )  # fmt: skip


def _add_sides(builder: Builder) -> None:
    add_object(
        builder, "DimensionCoverage", "How many records of a side say what of a dimension.",
        ("dimension", "str", lambda pair: pair[0], "Name of the dimension."),
        ("stated", "int", lambda pair: pair[1].stated, "Have a value."),
        ("absent", "int", lambda pair: pair[1].absent, "Say that there is none."),
        ("notApplicable", "int", lambda pair: pair[1].not_applicable, "Say that the question does not apply."),
        ("unknown", "int", lambda pair: pair[1].unknown, "Say that nobody knows."),
        ("notStated", "int", lambda pair: pair[1].not_stated, "Say nothing."),
    )  # fmt: skip
    add_object(
        builder, "ComparedSide", "One side of a comparison, and how much stands behind it.",
        ("id", "ID", lambda s: s.iri, "IRI of the record."),
        ("kind", "ComparedKind", lambda s: s.kind.value, "What it is."),
        ("code", "str", lambda s: s.code, "ISO code of a country that has one, else the last part of the IRI."),
        ("label", "str", lambda s: s.label, "Its title."),
        ("members", "list[ID]", lambda s: list(s.members), "IRIs of a group's countries."),
        ("total", f"{VALUE} | None", lambda s: s.total,
         "Of all its records that fit, whatever they say of the dimensions; null where nobody states anything."),
        ("backing", "ComparedBacking", lambda s: s.coverage.backing, "Records, sources and their kinds."),
        ("answered", "list[DimensionCoverage]", lambda s: list(s.coverage.answered.items()), "By dimension."),
        ("thin", "list[str]", lambda s: list(s.coverage.thin), "What is thin, in sentences; empty where nothing is."),
    )  # fmt: skip


def _add_cells(builder: Builder) -> None:
    add_object(
        builder, "ComparedHeading", "A row or column: one value of a dimension.",
        ("key", "str", lambda h: h.key, "IRI of a code or record, or a short word."),
        ("label", "str", lambda h: h.label, "As people read it."),
    )  # fmt: skip
    add_object(
        builder, "ComparedCitation", "Who says so, and where.",
        ("record", "ID", lambda c: c.record, "IRI of the record that has the citation."),
        ("counted", "ID | None", lambda c: c.counted or None,
         "IRI of the record that the cell counts; the citation may stand on one that it is linked with."),
        ("recordLabel", "str", lambda c: c.record_label, "Its title."),
        ("property", "str", lambda c: c.property, "The field that it supports."),
        ("id", "ID", lambda c: c.citation, "IRI of the citation."),
        ("source", "ID", lambda c: c.source, "IRI of the source."),
        ("sourceLabel", "str", lambda c: c.source_label, "Title of the source."),
        ("sourceKind", "str | None", lambda c: c.source_kind, "Notation of its kind."),
        ("status", "str | None", lambda c: c.status, "Stated, inferred, disputed or verified."),
        ("locator", "str | None", lambda c: c.locator, "Page or time, as the source gives it."),
        ("seconds", "int | None", lambda c: c.seconds, "The second of a recording."),
        ("link", "str | None", lambda c: c.link, "Opens the source at that place."),
    )  # fmt: skip
    add_object(
        builder, "ComparedRecord", "A record that a cell names.",
        ("id", "ID", lambda pair: pair[0], "IRI of the record."),
        ("label", "str", lambda pair: pair[1], "Its title."),
    )  # fmt: skip
    add_object(
        builder, "ComparedCell", "What one side has of one row and column.",
        ("side", "ComparedSide", lambda c: c.side, "Whose it is."),
        ("column", "ComparedHeading | None", lambda c: c.column, "The column; null where there is one dimension."),
        ("state", "ComparedState", lambda c: c.cell.state.value, "What the cell says."),
        ("value", f"{VALUE} | None", lambda c: c.cell.value, "By the measure; null unless the state is PRESENT."),
        ("count", "int", lambda c: c.cell.count, "How many records stand behind the state, named or not."),
        ("records", "list[ComparedRecord]", CellSource.records, "The first of them, as many as asked for as evidence."),
        ("citations", "list[ComparedCitation]", CellSource.citations, "Their citations for what the cell says."),
    )  # fmt: skip


def _add_comparison(builder: Builder) -> None:
    stated = builder.argument("stated", "bool", "Only cells of which somebody says something.", default=False)
    cells = "What each side has, by column, then by side."
    together = "of all sides together, each record once; null where nobody states anything."
    row: list[ReadField] = [
        builder.field("key", "str", lambda r: r.row.heading.key, "IRI of a code or record, or a short word."),
        builder.field("label", "str", lambda r: r.row.heading.label, "As people read it."),
        builder.field("cells", "list[ComparedCell]", Shown.cells, cells, [stated]),
        builder.field("totals", f"list[{VALUE} | None]", lambda r: list(r.row.totals), f"By column, {together}"),
        builder.field("total", f"{VALUE} | None", lambda r: r.row.total, f"Of all columns, {together}"),
    ]
    builder.object("ComparedRow", row, "A row of a comparison.")
    add_object(
        builder, "ComparedDimension", "A dimension that was asked.",
        ("name", "str", lambda d: d.name, "Its name."),
        ("label", "str", lambda d: d.label, "As people read it."),
        ("description", "str", lambda d: d.description, "What it is."),
    )  # fmt: skip
    add_object(
        builder, "ComparisonDimension", "By what records can be compared.",
        ("name", "str", lambda d: d.name, "Its name, as `by` takes it."),
        ("label", "str", lambda d: d.label, "As people read it."),
        ("description", "str", lambda d: d.description, "What it is."),
        ("of", "list[str]", lambda d: list(d.routes), "The classes of records that have it."),
    )  # fmt: skip
    add_object(
        builder, "ComparedTotal", "What a side has in a column, of all rows together.",
        ("side", "ComparedSide", lambda t: t[0], "The side."),
        ("column", "ComparedHeading | None", lambda t: t[1], "The column; null where there is one dimension."),
        ("value", f"{VALUE} | None", lambda t: t[2], "What it has; null where nobody states anything."),
    )  # fmt: skip
    add_object(builder, "Comparison", "A comparison. Totals count each record once and honour the filter.", *_whole())


def _whole() -> Iterable[tuple[str, str, Callable[..., Any], str]]:
    def of(read: Callable[[Comparison], Any]) -> Callable[[Answered], Any]:
        return lambda answered: read(answered.comparison)

    yield "of", "str", of(lambda c: c.class_name), "Of which class the records are."
    yield "revision", "int", of(lambda c: c.revision), "The revision that it is of."
    yield "newest", "int", of(lambda c: c.newest), "The registry's newest revision."
    yield "sides", "list[ComparedSide]", of(lambda c: list(c.sides)), "What stands side by side."
    yield "dimensions", "list[ComparedDimension]", of(lambda c: list(c.dimensions)), "By what is compared."
    yield "columns", "list[ComparedHeading]", Answered.columns, "The columns; none where there is one dimension."
    yield "rows", "list[ComparedRow]", Answered.rows, "The rows."
    yield "rowCount", "int", of(lambda c: c.row_count), "How many rows there are, shown or not."
    yield "columnCount", "int", of(lambda c: c.column_count), "How many columns there are, shown or not."
    yield "sideTotals", "list[ComparedTotal]", Answered.side_totals, "What each side has in each column, of all rows."
    total = "Of all sides together, whatever records say of the dimensions; null where nobody states anything."
    yield "total", f"{VALUE} | None", of(lambda c: c.total), total
    yield "notes", "list[str]", of(lambda c: list(c.notes)), "What a reader must know: what is left out or thin."
    yield "permalink", "str", of(lambda c: c.permalink), "Path and parameters that give this answer again."
