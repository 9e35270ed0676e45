from dataclasses import replace
from pathlib import Path

from registry.index.engine import Engine, Writing
from registry.index.following import Index
from registry.index.projection import Projection
from registry.index.verifying import Differences, differences
from tests.unit.index.following import RECIPE, records_in, store_of
from tests.unit.index.small import MODEL


def found(engine: Engine, records: list[Projection]) -> Differences:
    return differences(MODEL, engine, records)


def test_an_index_that_says_what_the_store_says_has_no_differences(tmp_path: Path) -> None:
    with store_of("a", "b") as store, Index.open(RECIPE, store, tmp_path) as index:
        alike = found(index.engine, list(records_in(store)))
        assert (alike, bool(alike)) == (Differences(0, 0, 0), False)


def test_records_that_are_missing_or_differ_or_are_too_many_are_counted() -> None:
    with store_of("a", "b", "c") as store, Index.open(RECIPE, store, None) as index:
        a, b, c = records_in(store)
        other = replace(b, values={**b.values, "title": (("en", "Other"),)})
        unknown = replace(c, iri=c.iri + "-2")
        counted = found(index.engine, [a, other, unknown])
        assert (counted, bool(counted)) == (Differences(missing=1, differing=1, extra=1), True)


def test_a_record_that_is_there_twice_is_one_too_many() -> None:
    with store_of("a") as store, Index.open(RECIPE, store, None) as index:
        [record] = records_in(store)
        writing = index.engine.writing()
        writing.add(RECIPE.documents(record))
        commit(index.engine, writing)
        assert found(index.engine, [record]).extra == 1


def test_a_record_that_cannot_be_read_differs() -> None:
    with store_of("a") as store, Index.open(RECIPE, store, None) as index:
        [record] = records_in(store)
        document = {**RECIPE.documents(record)[0], "projection": b"damaged"}
        writing = index.engine.writing()
        writing.delete([record.iri])
        writing.add([document])
        commit(index.engine, writing)
        assert found(index.engine, [record]) == Differences(0, 1, 0)


def commit(engine: Engine, writing: Writing) -> None:
    mark = engine.mark()
    assert mark is not None
    writing.commit(mark)
    writing.settle()
    engine.reload()
