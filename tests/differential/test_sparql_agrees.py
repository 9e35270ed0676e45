"""The index finds what SPARQL finds in the store: on the seed, asked about every field, and on made registries."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.bootstrap import Registry
from registry.index.filters import EVERYTHING, RECORD, Filter, Stated
from registry.index.projection import Projection
from registry.model.reader import read_model
from registry.model.spec import Model, RecordClass
from registry.namespaces import PUBLISHED
from registry.services.find import Finder, Listing, PageLimits, PageRequest
from registry.services.indexed import IndexFinder
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from tests.contract.changes import change
from tests.differential.seed_questions import questions
from tests.differential.sparql import Sparql
from tests.effort import examples, some_of
from tests.questions import class_names, facet_names, filters
from tests.registries import UNSHRUNK, Pattern, flat, fully_used, records
from tests.unit.index.small import MODEL

MOST = 10_000
LIMITS = PageLimits(usual=MOST, largest=MOST)
WHOLE = Pattern(read_model(), tidy=True)
SMALL = Pattern(fully_used(MODEL), tidy=True)


@pytest.fixture(scope="module")
def seeded(registry: Registry) -> tuple[Finder, Sparql]:
    """The index over the seed, and SPARQL over the store that the seed is in."""
    return asked(registry.store, registry.model)


def asked(store: Store, model: Model) -> tuple[Finder, Sparql]:
    """The index over what is published in a store, and SPARQL over the same."""
    return IndexFinder.over(model, store.quads(PUBLISHED), store.head(), LIMITS), Sparql(store, model)


def listed(finder: Finder, class_name: str, where: Filter) -> Sequence[Projection]:
    return finder.page(Listing(class_name, where), PageRequest(first=MOST)).records


def found(finder: Finder, class_name: str, where: Filter) -> frozenset[str]:
    return frozenset(record.iri for record in listed(finder, class_name, where))


@pytest.mark.parametrize("record_class", WHOLE.model.records, ids=lambda each: each.name)
def test_every_field_of_the_seed_is_filtered_alike(record_class: RecordClass, seeded: tuple[Finder, Sparql]) -> None:
    index, sparql = seeded
    name = record_class.name
    asking = list(questions(WHOLE.model, record_class, list(listed(index, name, EVERYTHING))))

    assert len(asking) > 20
    for where in some_of(asking):
        assert (where, found(index, name, where)) == (where, sparql.fitting(name, where))


@pytest.mark.parametrize("record_class", WHOLE.model.records, ids=lambda each: each.name)
def test_the_seed_is_counted_alike(record_class: RecordClass, seeded: tuple[Finder, Sparql]) -> None:
    index, sparql = seeded
    for where in (EVERYTHING, Stated("summary", stated=False)):
        compare_counts(index, sparql, record_class.name, where, facet_names(WHOLE, record_class.name))


@given(data=st.data())
@settings(max_examples=examples(20), deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("pattern", [WHOLE, SMALL], ids=["the registry's model", "a field of every kind"])
def test_made_registries_are_filtered_and_counted_alike(pattern: Pattern, data: st.DataObject) -> None:
    registry = data.draw(records(pattern))
    with EmbeddedStore(None) as store:
        store.write(change(0, flat(registry)))
        index, sparql = asked(store, pattern.model)
        for _ in range(4):
            name = data.draw(class_names(pattern, registry))
            where = data.draw(filters(pattern, name, 2))

            assert found(index, name, where) == sparql.fitting(name, where)
            if name != RECORD:
                compare_counts(index, sparql, name, where, facet_names(pattern, name))


def compare_counts(index: Finder, sparql: Sparql, name: str, where: Filter, names: Sequence[str]) -> None:
    """Totals, facets and facets crossed two by two."""
    assert index.page(Listing(name, where), PageRequest(first=0)).total == sparql.count(sparql.fitting(name, where))
    for facet in index.facets(name, where, names, MOST):
        counts: dict[str | None, int] = {value.key: value.count for value in facet.values}
        counts |= {None: facet.not_stated} if facet.not_stated else {}

        assert (facet.name, counts) == (facet.name, sparql.facet(name, where, facet.name))
        assert facet.distinct == len(facet.values)
    own = [each for each in names if sparql.is_own_facet(name, each)]
    for two in pairwise(own):
        cells = {cell.keys: cell.count for cell in index.crossed(name, where, two)}

        assert cells == sparql.crossed(name, where, two)
