"""The index gives the answers of the plain reference, whatever is asked of whatever registry."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.index.filters import EVERYTHING, RECORD
from registry.model.reader import read_model
from registry.model.spec import Kind
from registry.services.find import Finder, Listing, PageLimits, PageRequest, SearchRequest
from registry.services.indexed import IndexFinder
from tests.differential.walking import backward, forward, reading, reading_linking, seen
from tests.effort import examples
from tests.plain_finder import PlainFinder
from tests.questions import WORDS, class_names, conditions_on, dates_of, facet_names, filters, orders, owner_of
from tests.registries import UNSHRUNK, Pattern, Records, flat, fully_used, record_iris, records, records_with
from tests.unit.index.small import MODEL

MOST = 60
LIMITS = PageLimits(usual=3, largest=MOST)
WHOLE = Pattern(read_model())
SMALL = Pattern(fully_used(MODEL))
QUESTIONS = 4
"""How many things are asked of each registry: making one takes longer than asking."""

both_models = pytest.mark.parametrize("pattern", [WHOLE, SMALL], ids=["the registry's model", "a field of every kind"])
at_length = settings(max_examples=examples(20), deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))


def both(pattern: Pattern, registry: Records) -> tuple[Finder, Finder]:
    """The reference and the index over the same records."""
    statements = flat(registry)
    return PlainFinder.over(pattern.model, statements, 1, LIMITS), IndexFinder.over(
        pattern.model, statements, 1, LIMITS
    )


def listings(pattern: Pattern, registry: Records, depth: int = 3) -> st.SearchStrategy[Listing]:
    """Lists of a class that has records, under a filter and in an order."""
    return class_names(pattern, registry).flatmap(
        lambda name: st.builds(Listing, st.just(name), filters(pattern, name, depth), orders(pattern, name))
    )


def kept(pattern: Pattern, registry: Records) -> st.SearchStrategy[str]:
    """A record class that has records."""
    return class_names(pattern, registry).filter(lambda name: name in pattern.model.classes)


@both_models
@given(data=st.data())
@at_length
def test_records_are_read_by_their_iris(pattern: Pattern, data: st.DataObject) -> None:
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    iris = [iri for record_class in pattern.model.records for iri in record_iris(record_class)]

    assert (index.total, index.revision) == (plain.total, 1)
    assert dict(index.records(iris)) == dict(plain.records(iris))
    assert all(index.record(iri) == plain.record(iri) for iri in iris[:9])


@both_models
@given(data=st.data())
@at_length
def test_whole_lists_are_the_same_forwards_and_backwards(pattern: Pattern, data: st.DataObject) -> None:
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    for _ in range(QUESTIONS):
        listing = data.draw(listings(pattern, registry))
        size = data.draw(st.integers(1, 4))

        assert forward(reading(index, listing), size) == forward(reading(plain, listing), size)
        assert backward(reading(index, listing), size) == backward(reading(plain, listing), size)


@both_models
@given(data=st.data())
@at_length
def test_pages_between_any_two_cursors_are_the_same(pattern: Pattern, data: st.DataObject) -> None:
    """Cursors belong to a list and its order, not to what it is filtered by."""
    registry = data.draw(records(pattern))
    finders = both(pattern, registry)
    for _ in range(QUESTIONS):
        listing = data.draw(listings(pattern, registry, depth=1))
        whole = Listing(listing.class_name, EVERYTHING, listing.order)
        cursors = [finder.page(whole, PageRequest(first=MOST)).cursors for finder in finders]
        place = st.none() | st.integers(0, max(0, len(cursors[0]) - 1))
        after, before = data.draw(place), data.draw(place)
        size = data.draw(st.sampled_from(["first", "last"]).map(lambda name: {name: data.draw(st.integers(0, 4))}))
        answers = [
            seen(finder.page(listing, request_at(given, after, before, size)))
            for finder, given in zip(finders, cursors, strict=True)
        ]

        assert answers[1] == answers[0]


def request_at(cursors: Sequence[str], after: int | None, before: int | None, size: dict[str, int]) -> PageRequest:
    """A page between the cursors at two places of a list."""
    at_after, at_before = (cursors[place] if place is not None and cursors else None for place in (after, before))
    return PageRequest(size.get("first"), at_after, size.get("last"), at_before)


@both_models
@given(data=st.data())
@at_length
def test_records_come_back_over_links_alike(pattern: Pattern, data: st.DataObject) -> None:
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    for _ in range(QUESTIONS):
        target = pattern.model.classes[data.draw(kept(pattern, registry))]
        if not target.inverses:
            continue
        inverse = data.draw(st.sampled_from(target.inverses))
        where = data.draw(st.just(EVERYTHING) | filters(pattern, owner_of(inverse), 1))
        order = data.draw(orders(pattern, owner_of(inverse)))
        iris = [*record_iris(target), "urn:x:nothing"]
        request = data.draw(st.sampled_from([PageRequest(first=2), PageRequest(last=2), PageRequest(first=0)]))
        pages = [finder.linking(iris, inverse, request, where, order) for finder in (plain, index)]

        assert {iri: seen(page) for iri, page in pages[1].items()} == {iri: seen(p) for iri, p in pages[0].items()}
        for iri in iris[:2]:
            read = [reading_linking(finder, iri, inverse, where, order) for finder in (plain, index)]

            assert forward(read[1], 1) == forward(read[0], 1)
            assert backward(read[1], 2) == backward(read[0], 2)


@both_models
@given(data=st.data())
@at_length
def test_values_are_counted_alike(pattern: Pattern, data: st.DataObject) -> None:
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    for _ in range(QUESTIONS):
        name = data.draw(kept(pattern, registry))
        where = data.draw(st.just(EVERYTHING) | filters(pattern, name, 1))
        names = facet_names(pattern, name)
        size = data.draw(st.integers(0, 5))
        two = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))

        assert list(index.facets(name, where, names, size)) == list(plain.facets(name, where, names, size))
        assert list(index.crossed(name, where, two)) == list(plain.crossed(name, where, two))


@both_models
@given(data=st.data(), interval=st.sampled_from(["year", "month", "decade"]))
@at_length
def test_dates_are_counted_alike(pattern: Pattern, data: st.DataObject, interval: str) -> None:
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    for record_class in pattern.model.records:
        for field in dates_of(pattern, record_class.name):
            where = data.draw(st.just(EVERYTHING) | filters(pattern, record_class.name, 1))
            bins = [list(f.histogram(record_class.name, where, field, interval)) for f in (plain, index)]

            assert bins[1] == bins[0]


@both_models
@given(data=st.data())
@at_length
def test_search_finds_all_that_have_the_words_and_nothing_that_the_filter_leaves_out(
    pattern: Pattern, data: st.DataObject
) -> None:
    """How well a record fits, and what misspellings find, is the index's own."""
    registry = data.draw(records(pattern))
    plain, index = both(pattern, registry)
    for _ in range(QUESTIONS):
        name = data.draw(class_names(pattern, registry))
        where = data.draw(st.just(EVERYTHING) | filters(pattern, name, 1))
        classes = () if name == RECORD else (name,)
        request = SearchRequest(data.draw(WORDS), classes, where, first=MOST)
        found, known = index.search(request), plain.search(request)
        iris = {hit.record.iri for hit in found.hits}
        fitting = {record.iri for record in plain.page(Listing(name, where), PageRequest(first=MOST)).records}

        assert {hit.record.iri for hit in known.hits} <= iris <= fitting
        assert len(found.hits) == found.total == sum(found.by_class.values()) == len(iris)
        assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def fields_of_kind(kind: Kind) -> list[tuple[Pattern, str, str]]:
    """Model, record class and name of each field of that kind."""
    return [
        (pattern, record_class.name, field.name)
        for pattern in (WHOLE, SMALL)
        for record_class in pattern.model.records
        for field in record_class.fields
        if field.kind is kind
    ]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PART and fields_of_kind(kind)])
@given(data=st.data())
@settings(at_length, max_examples=examples(12))
def test_records_that_differ_in_one_field_are_told_apart_alike(kind: Kind, data: st.DataObject) -> None:
    pattern, name, field = data.draw(st.sampled_from(fields_of_kind(kind)))
    finders = both(pattern, data.draw(records_with(pattern, name, field)))
    for _ in range(15):
        where = data.draw(conditions_on(pattern, name, field))
        answers = [seen(finder.page(Listing(name, where), PageRequest(first=MOST))) for finder in finders]

        assert (where, answers[1]) == (where, answers[0])
