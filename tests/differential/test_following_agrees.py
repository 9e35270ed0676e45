"""An index that followed its store through changes answers as the plain reference does of what is there now."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.index.building import Recipe
from registry.index.filters import EVERYTHING, RECORD
from registry.index.following import Index
from registry.index.snapshot import Snapshot
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, RECORDS
from registry.services.find import Finder, Listing, PageLimits
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from tests.contract.changes import change
from tests.differential.walking import backward, forward, reading, reading_linking
from tests.effort import examples
from tests.plain_finder import PlainFinder
from tests.questions import class_names, facet_names, filters, orders, owner_of
from tests.registries import UNSHRUNK, Pattern, Records, changed, changes, flat, fully_used, records
from tests.unit.index.small import MODEL

LIMITS = PageLimits(usual=3, largest=60)
WHOLE = Pattern(read_model())
SMALL = Pattern(fully_used(MODEL))
CACHE_BYTES = 1_000_000

at_length = settings(max_examples=examples(12), deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
both_models = pytest.mark.parametrize("pattern", [WHOLE, SMALL], ids=["the registry's model", "a field of every kind"])


def finder_over(pattern: Pattern, index: Index) -> IndexFinder:
    return IndexFinder(pattern.model, Snapshot(pattern.model, index.engine, RECORDS, CACHE_BYTES), LIMITS)


def opened(pattern: Pattern, store: Store, directory: Path | None = None) -> Index:
    return Index.open(Recipe(pattern.model, ("en",), RECORDS), store, directory)


def write(store: Store, before: Records, after: Records) -> None:
    """Changes the published records from the one to the other."""
    old, new = set(flat(before)), set(flat(after))
    store.write(change(store.head(), insert=sorted(new - old, key=str), delete=sorted(old - new, key=str)))


def compare(data: st.DataObject, pattern: Pattern, registry: Records, index: Finder, plain: Finder) -> None:
    """Some lists, ways back and counts."""
    assert (index.total, index.revision) == (plain.total, plain.revision)
    assert dict(index.records(list(registry))) == dict(plain.records(list(registry)))
    if not registry:
        return
    for _ in range(2):
        name = data.draw(class_names(pattern, registry))
        where = data.draw(st.just(EVERYTHING) | filters(pattern, name, 2))
        listing = Listing(name, where, data.draw(orders(pattern, name)))

        assert forward(reading(index, listing), 3) == forward(reading(plain, listing), 3)
        assert backward(reading(index, listing), 3) == backward(reading(plain, listing), 3)
        if name == RECORD:
            continue
        for facets in (facet_names(pattern, name), facet_names(pattern, name)[:1]):
            assert index.facets(name, where, facets, 9) == plain.facets(name, where, facets, 9)
            assert index.crossed(name, where, facets[:2]) == plain.crossed(name, where, facets[:2])
        compare_linking(data, pattern, name, index, plain)


def compare_linking(data: st.DataObject, pattern: Pattern, name: str, index: Finder, plain: Finder) -> None:
    for inverse in pattern.model.classes[name].inverses[:4]:
        order = data.draw(orders(pattern, owner_of(inverse)))
        for slug in ("a", "b"):
            iri = f"{RECORDS}{pattern.model.classes[name].segment}/{slug}"
            read = [reading_linking(finder, iri, inverse, EVERYTHING, order) for finder in (index, plain)]

            assert forward(read[0], 2) == forward(read[1], 2)


@both_models
@given(data=st.data())
@at_length
def test_after_any_changes_the_answers_are_those_of_what_is_there_now(pattern: Pattern, data: st.DataObject) -> None:
    registry: Records = data.draw(records(pattern))
    with EmbeddedStore(None) as store:
        write(store, {}, registry)
        with opened(pattern, store) as index:
            finder = finder_over(pattern, index)
            for _ in range(data.draw(st.integers(1, 3))):
                before, pinned = registry, finder.pinned()
                was = PlainFinder.over(pattern.model, store.quads(PUBLISHED), store.head(), LIMITS)
                registry = changed(registry, data.draw(changes(pattern, tuple(registry))))
                write(store, before, registry)
                finder.refresh(index.catch_up())
                plain = PlainFinder.over(pattern.model, store.quads(PUBLISHED), store.head(), LIMITS)

                compare(data, pattern, registry, finder, plain)
                compare(data, pattern, before, pinned, was)


@both_models
@given(data=st.data())
@settings(at_length, max_examples=examples(8))
def test_an_index_on_disk_goes_on_where_it_was_left(
    pattern: Pattern, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    registry: Records = data.draw(records(pattern))
    folder = tmp_path_factory.mktemp("index")
    with EmbeddedStore(None) as store:
        write(store, {}, registry)
        for _ in range(2):
            with opened(pattern, store, folder) as index:
                before, registry = registry, changed(registry, data.draw(changes(pattern, tuple(registry))))
                write(store, before, registry)
                finder = finder_over(pattern, index)
                assert finder.revision == store.head() - 1
                finder.refresh(index.catch_up())
                plain = PlainFinder.over(pattern.model, store.quads(PUBLISHED), store.head(), LIMITS)

                compare(data, pattern, registry, finder, plain)
            before, registry = registry, changed(registry, data.draw(changes(pattern, tuple(registry))))
            write(store, before, registry)
