"""Comparisons of all sorts, made by hand: for tests of whatever writes or draws them."""

from decimal import Decimal

from hypothesis import strategies as st

from registry.services.compare.comparison import (
    ALL,
    Amount,
    Amounts,
    Answered,
    Backing,
    Cell,
    Cited,
    Comparison,
    ComparisonRequest,
    Count,
    Coverage,
    DimensionNote,
    Heading,
    Measure,
    Row,
    Side,
    SideKind,
    State,
    Targets,
    Value,
)

AWKWARD = (
    "Sweden",
    "=cmd|' /C calc'!A0",
    "+46 8 123",
    "-1+1",
    "@SUM(A1)",
    "'quoted",
    "\ttab first",
    'He said: "no", twice',
    "pipe | and * star _x0041_ [link](x)",
    "new\nline",
    "مدن محايدة مناخيا",
    "気候中立都市のミッションと長い名前",
    "Ærø Łódź İstanbul",
    "👩🏽‍🔬 mission",
    "x" * 120,
    "a rather long title of a mission that nobody would ever want to read in full on a chart",
    "\x1b[31mred",
    "\u202ereversed",
)
labels = st.sampled_from(AWKWARD)
_numbers = st.integers(0, 5_000)
_decimals = st.sampled_from([Decimal(each) for each in ("0", "1.5", "1000000", "123456789012345678.25", "-3")])
_iris = st.sampled_from([f"https://example.org/id/mission/{slug}" for slug in "abc"])


SEVEN = Count(7)


@st.composite
def cited(draw: st.DrawFn) -> Cited:
    """A citation."""
    return Cited(
        record=draw(_iris),
        record_label=draw(labels),
        property="deadline",
        citation=f"{draw(_iris)}#citation-1",
        source="https://example.org/id/source/talk",
        source_label=draw(labels),
        source_kind=draw(st.sampled_from(["law", None])),
        status=draw(st.sampled_from(["stated", None])),
        locator=draw(st.sampled_from(["page 3", "=1+1", None])),
        seconds=draw(st.sampled_from([464, None])),
        link=draw(st.sampled_from(["https://example.org/watch?v=-KQ&t=464s", "https://example.org/a b|(c)", None])),
    )


def backing(number: int = 3) -> Backing:
    """What stands behind something."""
    return Backing(number, number, number, {"law": number} if number else {})


def values(measure: Measure) -> st.SearchStrategy[Value]:
    """Values of cells by that measure."""
    match measure:
        case Measure.AMOUNTS:
            amount = st.builds(
                Amount,
                st.sampled_from(["SEK", "EUR", None]),
                st.sampled_from([2021, None]),
                st.one_of(_decimals, st.none()),
                st.integers(1, 9),
                st.sampled_from([(), (("https://example.org/id/instrument/a", (Decimal("1"), Decimal("2.5"))),)]),
            )
            return st.builds(Amounts, st.lists(amount, max_size=3).map(tuple), st.integers(0, 4))
        case Measure.TARGETS:
            return st.builds(Targets, _numbers, _numbers, _numbers, _numbers)
        case Measure.COVERAGE:
            return st.builds(backing, _numbers)
        case _:
            return st.builds(Count, st.integers(1, 5_000))


@st.composite
def cells(draw: st.DrawFn, measure: Measure) -> Cell:
    """A cell in any state."""
    state = draw(st.sampled_from(list(State)))
    if state is State.NOT_STATED:
        return Cell(state)
    value = draw(values(measure)) if state is State.PRESENT else None
    records = tuple(draw(st.lists(_iris, min_size=1, max_size=2, unique=True)))
    return Cell(state, value, len(records), records, tuple(draw(st.lists(cited(), max_size=2, unique=True))))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """A comparison of a few sides and rows."""
    measure = draw(st.sampled_from(list(Measure)))
    names = draw(st.lists(labels, min_size=1, max_size=4))
    row_names = draw(st.lists(labels, max_size=4))
    crossed = draw(st.booleans())
    column_names = draw(st.lists(labels, min_size=1, max_size=3)) if crossed else []
    value = draw(values(measure))
    grid = [tuple(tuple(draw(cells(measure)) for _ in names) for _ in (column_names or [""])) for _ in row_names]
    return comparison(names, row_names, grid, measure=measure, column_names=column_names, total=value)


def comparison(
    names: list[str],
    row_names: list[str],
    grid: list[tuple[tuple[Cell, ...], ...]],
    *,
    measure: Measure = Measure.RECORDS,
    column_names: list[str] | None = None,
    total: Value = SEVEN,
    by: tuple[str, ...] = ("challenges", "helixRole"),
) -> Comparison:
    """A comparison of these sides, rows and cells."""
    columns = tuple(Heading(f"key:column-{n}", name) for n, name in enumerate(column_names or [])) or (ALL,)
    dimensions = tuple(DimensionNote(name, name, f"What {name} are.") for name in by[: 2 if column_names else 1])
    sides = tuple(
        Side(
            iri=f"https://example.org/id/place/{number}",
            kind=SideKind.COUNTRY,
            code=f"C{number}",
            label=name,
            members=(),
            coverage=Coverage(
                backing(number), {each.name: Answered(1, 1, 0, 0, 1) for each in dimensions}, ("Few.",), 9
            ),
            total=total,
        )
        for number, name in enumerate(names)
    )
    rows = tuple(
        Row(Heading(f"https://example.org/id/challenge/{number}", name), by_column, (total,) * len(columns), total)
        for number, (name, by_column) in enumerate(zip(row_names, grid, strict=True))
    )
    iris = tuple(side.iri for side in sides)
    return Comparison(
        request=ComparisonRequest(iris, tuple(each.name for each in dimensions), "Mission", measure),
        class_name="Mission",
        class_label="missions",
        revision=12,
        newest=14,
        sides=sides,
        dimensions=dimensions,
        columns=columns,
        rows=rows,
        side_totals=((total,) * len(sides),) * len(columns),
        total=total,
        row_count=len(rows),
        column_count=len(columns),
        record_labels={"https://example.org/id/mission/a": "=Mission A"},
        notes=() if rows else ("Nothing was found.",),
        permalink="/compare?sides=SE,ES&by=challenges&revision=12",
    )


def counted(number: int) -> Cell:
    """A cell of so many records."""
    return Cell(State.PRESENT, Count(number), number, ("https://example.org/id/mission/a",))


SAID_NOTHING = Cell(State.NOT_STATED)
