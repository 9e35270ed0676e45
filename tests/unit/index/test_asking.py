import pytest

from registry.index.asking import (
    EVERYTHING,
    NOTHING,
    Columns,
    Reading,
    all_but,
    all_of,
    any_of,
    best_of,
    scoring,
    weighing,
)
from registry.index.columns import FACTS, KEY, link_column
from registry.index.facts import class_fact, key_of
from registry.index.filters import Ids, Linked, Quantifier
from registry.namespaces import RECORDS
from registry.rdf.terms import Iri
from registry.services.find import Listing, PageRequest
from tests.unit.index.living import LivingIndex
from tests.unit.index.small import about, iri, registry_of

INDEX = LivingIndex(registry_of(4))
MAKE = Columns(INDEX.engine.schema)
READING = Reading(INDEX.engine.searcher(), INDEX.engine.schema)
MISSIONS = MAKE.term(FACTS, class_fact("Mission"))


def test_everything_and_nothing_are_told_from_questions_that_need_the_index() -> None:
    assert (
        all_of([])
        is all_of([EVERYTHING, EVERYTHING])
        is all_but(NOTHING)
        is any_of([MISSIONS, EVERYTHING])
        is EVERYTHING
    )
    assert any_of([]) is any_of([NOTHING]) is all_but(EVERYTHING) is all_of([MISSIONS, NOTHING]) is NOTHING
    assert best_of([NOTHING]) is weighing(NOTHING, 2.0) is scoring(NOTHING, 2.0) is NOTHING
    assert all_of([EVERYTHING, MISSIONS]) is any_of([NOTHING, MISSIONS]) is MISSIONS
    assert READING.count(NOTHING) == 0


def test_what_is_left_out_and_what_is_not_make_up_everything() -> None:
    assert READING.count(MISSIONS) == 4
    assert READING.count(all_but(MISSIONS)) == READING.size - 4
    assert READING.count(any_of([MISSIONS, all_but(MISSIONS)])) == READING.size


def test_half_characters_stand_in_no_document() -> None:
    for query in (MAKE.term("id", "\ud800"), MAKE.starting("words", "é\udfff"), MAKE.alike("words", "\ud800", 1)):
        assert query is NOTHING


def test_documents_are_found_by_one_of_a_few_values_or_of_many() -> None:
    keys = [key_of(f"{RECORDS}mission/m-{n:03}") for n in range(1_000)]

    assert READING.count(MAKE.terms(KEY, keys)) == READING.count(MAKE.terms(KEY, keys[:4])) == 4
    assert len(READING.addresses(MAKE.terms(KEY, keys))) == 4


def test_an_aggregation_that_cannot_be_is_no_question_of_size() -> None:
    with pytest.raises(ValueError, match="not configured as fast field"):
        READING.combinations(EVERYTHING, ["projection"])


def test_more_links_than_an_aggregation_gives_at_once_are_all_followed() -> None:
    places = [iri("place", f"p-{n:05}") for n in range(66_000)]
    missions = [
        triple
        for n in range(66)
        for triple in about(
            iri("mission", f"m-{n}"), "Mission", place=[Iri(place) for place in places[1_000 * n : 1_000 * (n + 1)]]
        )
    ]
    index = LivingIndex([*missions, *about(places[-1], "Place"), *about(iri("place", "lonely"), "Place")])
    reading = Reading(index.engine.searcher(), index.engine.schema)

    assert len(reading.values(EVERYTHING, link_column("Mission", "places"))) == 66_000
    page = index.finder.page(
        Listing("Place", Linked("localMissions", Quantifier.SOME, Ids((iri("mission", "m-65"),)))), PageRequest()
    )
    assert [record.iri for record in page.records] == [places[-1]]
