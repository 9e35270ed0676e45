"""What can be compared, and what a comparison answers: plain data that every face, export and chart reads.

Rows are the values of one dimension, columns those of a second one, if there is one; each cell says what one side has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from registry.index.filters import EVERYTHING, Filter

MOST_SIDES = 30


class State(StrEnum):
    """What a cell says. Missing is never zero, and silence is never a no."""

    PRESENT = "present"
    """At least one record of the side has it."""
    ABSENT = "absent"
    """No record has it, and at least one says that there is none (not set, or a criterion that is not met)."""
    NOT_APPLICABLE = "not applicable"
    """No record has it, none says no, and at least one says that the question does not apply."""
    UNKNOWN = "unknown"
    """No record has it, and at least one says that nobody knows."""
    NOT_STATED = "not stated"
    """Nobody says anything."""


class Measure(StrEnum):
    """What is told of the records in a cell."""

    RECORDS = "records"
    """How many there are."""
    ACTORS = "actors"
    """How many different actors lead, provide, receive or take part in them."""
    AMOUNTS = "amounts"
    """Which amounts of money are stated, by currency and year; never converted, never added across currencies."""
    TARGETS = "targets"
    """How many targets they have, and how many of these have a value and a deadline."""
    COVERAGE = "coverage"
    """How many of them cite a source, how many different sources these are, and of which kinds."""


class SideKind(StrEnum):
    """What stands side by side."""

    COUNTRY = "country"
    GROUP = "group"
    """A group of countries: what its members have, each record counted once."""
    MISSION = "mission"
    INITIATIVE = "initiative"


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What is to be compared. Names are as people write them; `registry.services.compare.compare` reads them."""

    sides: tuple[str, ...]
    """Countries (ISO code or name), groups, missions or initiatives (slug, title or IRI), all of one sort or mixed."""
    by: tuple[str, ...]
    """Names of one dimension, or of two: rows, then columns."""
    class_name: str | None = None
    """Of which records; None takes the first class that has all dimensions, missions before all others."""
    measure: Measure = Measure.RECORDS
    where: Filter = EVERYTHING
    """Which records of the class; others count for nothing."""
    where_text: str = ""
    """The same filter as its sender wrote it (JSON in the names of the API), for the permalink."""
    as_of: int | None = None
    """The revision that is compared; None for the newest."""
    helix_roles: int = 5
    """Four roles of the helix, which leave out the third sector, or five."""
    day: date | None = None
    """The day on which a status holds; None for today."""
    rows: int = 100
    """So many rows at most, those with most records first."""
    columns: int = 50
    evidence: int = 3
    """So many records a cell are named with their citations."""
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation behind a cell: who says so, and where."""

    record: str
    """IRI of the record that has the citation: the one that is counted, or one that it is linked with."""
    record_label: str
    property: str
    citation: str
    source: str
    source_label: str
    source_kind: str | None
    """Notation of the source's kind, e.g. `law`; None where it is not stated."""
    status: str | None
    """Notation of the claim's status: stated, inferred, disputed or verified."""
    locator: str | None
    """Page or time as the source gives it."""
    seconds: int | None
    link: str | None
    """Address that opens the source at that place."""
    counted: str = ""
    """IRI of the record that the cell counts; the citation may stand on another one, e.g. on its instrument."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: records, or different actors."""

    number: int


@dataclass(frozen=True, slots=True)
class Amount:
    """Money stated by some records, in one currency and of one year."""

    currency: str | None
    """ISO 4217 code; None where it is not stated."""
    year: int | None
    """Of the instrument's start date; None where it states none."""
    total: Decimal | None
    """Sum of what the records that state one amount say; None where all of them state several."""
    records: int
    """How many records that sum is of."""
    disputed: tuple[tuple[str, tuple[Decimal, ...]], ...] = ()
    """Records (IRI) whose sources disagree, with all amounts that they give; in no sum."""
    stated: tuple[tuple[str, Decimal], ...] = ()
    """The largest single amounts of that sum with their records (IRI), however much evidence is asked for."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Stated amounts, by currency, then year; those without either last."""

    amounts: tuple[Amount, ...]
    silent: int
    """How many instruments state no amount, which is not zero."""


@dataclass(frozen=True, slots=True)
class Targets:
    """How many targets, and how good they are to measure by."""

    targets: int
    with_value: int
    with_deadline: int
    with_both: int


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind some records."""

    records: int
    cited: int
    """How many of them cite a source."""
    sources: int
    """How many different sources they cite."""
    source_kinds: Mapping[str, int] = field(default_factory=dict)
    """How many of those sources there are of each kind (notation; `not stated` where none is given)."""


Value: TypeAlias = Count | Amounts | Targets | Backing
"""What a cell or total tells: of what has the row's value alone. None as a total: nobody states anything."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side has of one row and column."""

    state: State
    value: Value | None = None
    """By the measure; None unless the state is PRESENT."""
    count: int = 0
    """How many records stand behind the state: have it and what is measured, or say why not, or are silent on that."""
    records: tuple[str, ...] = ()
    """IRIs of the first of these records, as many as were asked for as evidence."""
    citations: tuple[Cited, ...] = ()
    """Citations of those records for what the cell says."""
    silent: int = 0
    """How many instruments are there of which none states an amount, where amounts are measured; else in the value."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column: one value of a dimension."""

    key: str
    """IRI of a code or record, or a short word, e.g. `2030` or `target`."""
    label: str


NOT_STATED = Cell(State.NOT_STATED)
"""The cell of which nobody says anything."""
ALL = Heading("", "")
"""The only column of a comparison by one dimension."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column, then by side, and what all sides have together, each record once."""

    heading: Heading
    cells: tuple[tuple[Cell, ...], ...]
    """`cells[column][side]`, in the order of `Comparison.columns` and `Comparison.sides`."""
    totals: tuple[Value | None, ...]
    """For each column: of all sides together."""
    total: Value | None
    """Of all columns and sides together."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How many records of a side say what of a dimension."""

    stated: int
    absent: int
    not_applicable: int
    unknown: int
    not_stated: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What stands behind a side, so that few records are not read as little done."""

    backing: Backing
    answered: Mapping[str, Answered]
    """For each dimension asked, by name."""
    thin: tuple[str, ...] = ()
    """What is thin, in sentences."""
    on_record: int = 0
    """How many records the side has, whether they fit the filter or not."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    iri: str
    kind: SideKind
    code: str
    """Short name: the ISO code of a country that has one, else the last part of the IRI."""
    label: str
    members: tuple[str, ...]
    """IRIs of a group's countries; empty for any other side."""
    coverage: Coverage
    total: Value | None
    """Of all records of the side that fit, whatever they say of the dimensions."""


@dataclass(frozen=True, slots=True)
class DimensionNote:
    """A dimension that was asked: how it is called and what it is."""

    name: str
    label: str
    description: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer. Totals count each record once and honour the filter."""

    request: ComparisonRequest
    """What was asked, with names made canonical: IRIs of sides, class and dimensions by name."""
    class_name: str
    class_label: str
    revision: int
    newest: int
    """The registry's newest revision when it was made."""
    sides: tuple[Side, ...]
    dimensions: tuple[DimensionNote, ...]
    columns: tuple[Heading, ...]
    """`(ALL,)` for a comparison by one dimension."""
    rows: tuple[Row, ...]
    side_totals: tuple[tuple[Value | None, ...], ...]
    """`side_totals[column][side]`: of all rows together."""
    total: Value | None
    """Of all sides together, each record once, whatever it says of the dimensions."""
    row_count: int
    """How many rows there are, shown or not."""
    column_count: int
    record_labels: Mapping[str, str]
    """Titles of the records that cells name, by IRI."""
    notes: tuple[str, ...] = ()
    """What a reader must know: what is left out, what is thin."""
    permalink: str = ""
    """Path and parameters that give this answer again, whatever is written later."""

    @property
    def crossed(self) -> bool:
        """Whether it has columns of a second dimension."""
        return len(self.dimensions) > 1
