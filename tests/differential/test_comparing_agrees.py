"""Comparing says what plain Python says that looks at every record for every cell, whatever the registry."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from registry.errors import NotComparable
from registry.index.filters import EVERYTHING, Filter, Stated
from registry.index.projection import Projection
from registry.model.reader import read_model
from registry.services.compare.compare import Comparing
from registry.services.compare.comparison import (
    Amounts,
    Backing,
    Cell,
    Comparison,
    ComparisonRequest,
    Count,
    Measure,
    State,
    Targets,
    Value,
)
from registry.services.find import Finder, PageLimits
from registry.services.indexed import IndexFinder
from tests.comparable import COUNTED, Drawing
from tests.effort import examples
from tests.plain.world import world_of
from tests.plain_comparer import ORDER, PlainComparer
from tests.plain_finder import PlainFinder
from tests.plain_measures import ALTOGETHER, Counted, PlainMeasures, scaled
from tests.registries import SLUGS, Records, flat, record_iri

MODEL = read_model()
DAY = date(2030, 6, 15)
LIMITS = PageLimits(3, 60)
COMPARING = Comparing(MODEL, today=lambda: DAY)
COUNTRY, OTHER, REGION, GROUP = (record_iri(MODEL.classes["Place"], slug) for slug in SLUGS)
WHOLE = {name: COMPARING.dimensions[name] for name in COMPARING.dimensions if name != "completeness"}
"""Completeness is held against the judge of records, in tests/unit/services/compare."""
SEEDS = range(examples(400))
QUESTIONS = 8
"""How many things are asked of each registry."""


def sides_of(random: Random, class_name: str, registry: Records) -> tuple[str, ...]:
    """Countries, a region and a group; for what links to missions, missions and initiatives among them."""
    linked = [record_iri(MODEL.classes[name], slug) for name in ("Mission", "PolicyInitiative") for slug in SLUGS[:2]]
    linking = linked if class_name in ("Mission", "Instrument", "Project", "Event") else []
    sides = [COUNTRY, OTHER, REGION, GROUP, *(iri for iri in linking if iri in registry)]
    return tuple(random.sample(sides, random.randint(2, len(sides))))


def asked(random: Random, registry: Records) -> ComparisonRequest:
    """A request for records that there are."""
    class_name = random.choice(
        [name for name in COUNTED if any(f"/{MODEL.classes[name].segment}/" in i for i in registry)]
    )
    names = [name for name, dimension in WHOLE.items() if class_name in dimension.routes]
    field = random.choice(MODEL.classes[class_name].fields).name
    where: Filter = random.choice([EVERYTHING, EVERYTHING, Stated(field), Stated(field, stated=False)])
    return ComparisonRequest(
        sides_of(random, class_name, registry),
        tuple(random.sample(names, random.choice((1, 2, 2)))),
        class_name,
        random.choice(list(Measure)),
        where,
        helix_roles=random.choice((4, 5)),
        rows=500,
        columns=100,
        evidence=2,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_and_total_is_what_the_records_say(seed: int) -> None:
    random, registry = Random(seed), Drawing(MODEL, seed).records()
    plain = PlainFinder.over(MODEL, flat(registry), 1, LIMITS)
    # A few registries are compared by the index itself, which takes longer to make.
    finder = IndexFinder.over(MODEL, flat(registry), 1, LIMITS) if seed % 8 == 0 else plain
    for _ in range(QUESTIONS):
        check(asked(random, registry), plain, finder)


def check(request: ComparisonRequest, plain: PlainFinder, finder: Finder) -> None:
    """Holds one answer against the reference."""
    world = world_of(MODEL, plain.fitting("Record", EVERYTHING), ("en",))
    comparer = PlainComparer(world, DAY, request.helix_roles)
    try:
        answer = COMPARING.compare(finder, request)
    except NotComparable:
        assert request.measure in (Measure.AMOUNTS, Measure.TARGETS, Measure.ACTORS)
        return
    fitting = plain.fitting(request.class_name or "", request.where)
    by_side = {side.iri: [r for r in fitting if comparer.belongs(r, side.iri)] for side in answer.sides}
    Held(comparer, answer, by_side).all_of_it()


class Held:
    """An answer beside the records that it is of."""

    def __init__(self, comparer: PlainComparer, answer: Comparison, by_side: dict[str, list[Projection]]) -> None:
        self.comparer, self.answer, self.by_side = comparer, answer, by_side
        self.measures = PlainMeasures(comparer, answer.request.measure, answer.class_name)
        self.backings = PlainMeasures(comparer, Measure.COVERAGE, answer.class_name)
        self.dimensions = [COMPARING.dimensions[each.name] for each in answer.dimensions]
        self.every = list({r.iri: r for records in by_side.values() for r in records}.values())
        self.said = {r.iri: comparer.said(r, self.dimensions) for r in self.every}

    def all_of_it(self) -> None:
        answer = self.answer
        self.headings(0, [row.heading.key for row in answer.rows])
        if answer.crossed:
            self.headings(1, [column.key for column in answer.columns])
        for row in answer.rows:
            self.row(row.heading.key, row)
        for side, records in zip(answer.sides, self.by_side.values(), strict=True):
            self.told(side.total, whole(records))
            assert same(side.coverage.backing, self.backings.told(whole(records)))
            self.answered(side.coverage.answered, records)
        for number, column in enumerate(answer.columns):
            for total, records in zip(answer.side_totals[number], self.by_side.values(), strict=True):
                self.of_some(total, self.having(records, None, column.key))
        self.told(answer.total, whole(self.every))

    def headings(self, place: int, keys: list[str]) -> None:
        found = {c[place] for claims in self.said.values() for c in claims if c[2] is State.PRESENT}
        assert len(keys) == len(set(keys))
        assert found <= set(keys)
        dimension = self.dimensions[place]
        whole = dimension.order.name == "LIST"
        assert whole or found == set(keys)

    def having(self, records: Sequence[Projection], row: str | None, column: str | None) -> list[Counted]:
        """Those of the records that have it, and of which of their elements they say so."""
        found: list[Counted] = []
        for record in records:
            claims = [
                picks
                for one, other, state, picks in self.said[record.iri]
                if state is State.PRESENT and row in (None, one) and column in (None, other)
            ]
            if claims:
                found.append((record, claims))
        return found

    def row(self, key: str, row: Any) -> None:
        for number, column in enumerate(self.answer.columns):
            for cell, records in zip(row.cells[number], self.by_side.values(), strict=True):
                self.cell(cell, records, key, column.key)
            self.of_some(row.totals[number], self.having(self.every, key, column.key))
        self.of_some(row.total, self.having(self.every, key, None))

    def cell(self, cell: Cell, records: Sequence[Projection], row: str, column: str) -> None:
        states = {r.iri: self.state_of(r, row, column) for r in records}
        said = [state for state in states.values() if state is not None]
        expected = min(said, key=ORDER.index) if said else State.NOT_STATED
        behind = sorted(iri for iri, state in states.items() if state is expected)
        assert (cell.state, cell.count) == (expected, len(behind))
        assert cell.records == tuple(behind[:2])
        if expected is State.PRESENT:
            assert cell.value is not None
            self.told(cell.value, self.having(records, row, column))
        else:
            assert cell.value is None

    def state_of(self, record: Projection, row: str, column: str) -> State | None:
        """How a record says a combination, and then what is measured of it; None when it says nothing."""
        states = [s for one, other, s, _ in self.said[record.iri] if one in (row, None) and other in (column, None)]
        if State.PRESENT in states:
            (counted,) = self.having([record], row, column)
            states = [self.measures.state(counted), *(state for state in states if state is not State.PRESENT)]
        return min(states, key=ORDER.index) if states else None

    def of_some(self, value: Value | None, counted: Sequence[Counted]) -> None:
        """A total of those that have something: where nobody has it, nobody says anything."""
        if counted:
            self.told(value, counted)
        else:
            assert value is None

    def told(self, value: Value | None, counted: Sequence[Counted]) -> None:
        assert same(value, self.measures.told(counted))

    def answered(self, said: Any, records: Sequence[Projection]) -> None:
        for dimension in self.dimensions:
            best = []
            for record in records:
                states = [c.state for _, claims in self.comparer.claims(record, dimension) for c in claims]
                best.append(min(states, key=ORDER.index) if states else State.NOT_STATED)
            told = said[dimension.name]
            counted = (told.stated, told.absent, told.not_applicable, told.unknown, told.not_stated)
            assert counted == tuple(best.count(state) for state in ORDER)


def whole(records: Sequence[Projection]) -> list[Counted]:
    """The records with all that they have."""
    return [(record, ALTOGETHER) for record in records]


def same(value: Value | None, expected: object) -> bool:
    """Whether a value says what the reference says."""
    match value:
        case None:
            return expected is None
        case Count(number):
            return number == expected
        case Targets():
            return (value.targets, value.with_value, value.with_deadline, value.with_both) == expected
        case Backing():
            return (value.records, value.cited, value.sources, dict(value.source_kinds)) == expected
        case Amounts():
            told = {
                (a.currency or "", "" if a.year is None else str(a.year)): (
                    scaled(Decimal(0) if a.total is None else a.total),
                    tuple((record, scaled(amount)) for record, amount in a.stated),
                    a.disputed,
                )
                for a in value.amounts
                if a.records == len(a.stated)
            }
            return (told, value.silent) == expected


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_dimension_can_be_asked_of_the_classes_that_it_names(name: str) -> None:
    registry = {iri: said for iri, said in Drawing(MODEL, 0).records().items() if "/place/" in iri}
    finder = PlainFinder.over(MODEL, flat(registry), 1, LIMITS)
    for class_name in WHOLE[name].routes:
        if "country" in MODEL.classes[class_name].by_name:
            answer = COMPARING.compare(finder, ComparisonRequest(("SE", "ES"), (name,), class_name))
            assert any("Nothing to compare" in note for note in answer.notes)
