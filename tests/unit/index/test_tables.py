"""Tables follow the records that change, and say what tables made anew would say."""

from random import Random

import numpy as np
import pytest

from registry.index.facts import key_of
from registry.index.filters import EVERYTHING
from registry.index.projection import Projection, Projector
from registry.index.tables import ANY, AmendedTables, Names, Table, Tables
from registry.model.reader import read_model
from registry.services.compare.compare import Comparing
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from tests.comparable import Drawing
from tests.effort import examples
from tests.registries import flat

MODEL = read_model()
PLAN = Comparing(MODEL).plan
CLASSES = ("Mission", "Instrument", "Place")


def world(seed: int) -> dict[str, Projection]:
    return {each.iri: each for each in Projector(MODEL)(flat(Drawing(MODEL, seed).records()))}


def tables_of(
    records: dict[str, Projection], before: Tables | None = None, changed: frozenset[str] = frozenset()
) -> Tables:
    def read(class_name: str) -> list[Projection]:
        return [each for each in records.values() if each.class_name == class_name]

    return Tables(PLAN, read, lambda iris: {iri: records[iri] for iri in iris if iri in records}, before, changed)


def said(tables: Tables, class_name: str) -> dict[str, list[tuple[str, int, str, int]]]:
    """What a table says, with names instead of their numbers."""
    table, texts = tables.of(class_name), tables.names.texts
    return {
        name: sorted(
            (table.iris[row], part, texts[value] if value != ANY else "any", way)
            for row, part, value, way in np.stack([c.rows, c.parts, c.values, c.ways]).T.tolist()
        )
        for name, c in table.columns.items()
    }


@pytest.mark.parametrize("seed", range(examples(40)))
def test_a_table_that_follows_says_what_one_made_anew_says(seed: int) -> None:
    random, old, new = Random(seed), world(seed), world(seed + 1_000)
    changed = frozenset(iri for iri in {*old, *new} if random.random() < 0.4)
    after = {iri: (new if iri in changed else old).get(iri) for iri in {*old, *new}}
    records = {iri: record for iri, record in after.items() if record is not None and (iri in old or iri in changed)}
    first = tables_of(old)
    for class_name in CLASSES[: random.choice((0, 2, 3))]:
        first.of(class_name)
    # Changes may come one after another before anybody asks.
    halfway = tables_of(records, first, frozenset(list(changed)[::2]))
    last = tables_of(records, halfway, changed)
    anew = tables_of(records)
    amended = AmendedTables(tables_of(old), {iri: records.get(iri) for iri in changed})
    for class_name in CLASSES:
        assert said(last, class_name) == said(anew, class_name) == said(amended, class_name)
        table = last.of(class_name)
        assert list(table.iris) == sorted(table.iris)
        assert table.keys.tolist() == [key_of(iri) for iri in table.iris]
        assert [last.names.texts[name] for name in table.names.tolist()] == list(table.iris)


def test_a_finder_hands_its_tables_on_when_records_change() -> None:
    old = Drawing(MODEL, 3).records()
    finder = IndexFinder.over(MODEL, flat(old), 1, PageLimits(1, 1))
    pinned = finder.pinned()
    before = finder.tables(PLAN)
    assert before.of("Mission") is finder.tables(PLAN).of("Mission")
    finder.refresh(["urn:x:another"])
    after = finder.tables(PLAN)
    assert after is not before
    assert after.names is before.names
    assert said(after, "Mission") == said(before, "Mission")
    assert pinned.tables(PLAN) is before
    finder.refresh(None)
    assert finder.tables(PLAN).names is not before.names


def test_rows_are_found_by_keys_and_by_names() -> None:
    records = world(5)
    tables = tables_of(records)
    table: Table = tables.of("Mission")
    some = [table.iris[0], table.iris[-1]]
    assert table.rows_of([key_of(iri) for iri in (*some, "urn:x:none")]).tolist() == [0, len(table.iris) - 1]
    numbers = np.array([tables.names.number(iri) for iri in (*some, "urn:x:none")])
    assert table.rows_named(numbers, len(tables.names.texts)).tolist() == [0, len(table.iris) - 1, -1]


def test_keys_of_a_filter_are_those_of_the_records_that_fit() -> None:
    finder = IndexFinder.over(MODEL, flat(Drawing(MODEL, 3).records()), 1, PageLimits(50, 50))
    table = finder.tables(PLAN).of("Mission")
    assert sorted(finder.keys("Mission", EVERYTHING)) == sorted(table.keys.tolist())


def test_a_name_has_one_number() -> None:
    names = Names()
    assert (names.number("a"), names.number(""), names.number("a")) == (1, 2, 1)
    assert (names.known("a"), names.known("b"), names.texts) == (1, None, ["", "a", ""])
