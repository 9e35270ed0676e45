from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from registry.namespaces import PUBLISHED, TERMS
from registry.rdf.parsing import parse
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange
from registry.validation.neighbourhood import KnownTriples
from registry.validation.stored import StoredRecords
from tests.unit.validation.conftest import EXAMPLES, PREFIXES, statements

ID = "https://w3id.org/mission-registry/id/"
CHAIN = (
    "<mission/a> a mr:Mission ; mr:parentMission <mission/b> . <mission/b> mr:parentMission <mission/c> . "
    "<mission/c> mr:parentMission <mission/b> . "
    '<place/sweden> mr:title "Sweden"@en .'
)


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[StoredRecords, KnownTriples]]:
    triples = [*statements(EXAMPLES / "neighbours.ttl"), *(q.triple for q in parse((PREFIXES + CHAIN).encode()))]
    with EmbeddedStore(None) as store:
        store.write(Change(0, "examples", datetime.now(UTC), (GraphChange(PUBLISHED, insert=tuple(triples)),)))
        yield StoredRecords(store), KnownTriples(triples)


IRIS = [ID + "place/sweden", ID + "source/oecd-mission-talk", ID + "nothing/here"]


def test_a_store_and_plain_statements_answer_alike(both: tuple[StoredRecords, KnownTriples]) -> None:
    stored, plain = both
    assert set(stored.types_of(IRIS)) == set(plain.types_of(IRIS))
    predicates = [TERMS + "duration", TERMS + "placeKind"]
    assert set(stored.facts_of(IRIS, predicates)) == set(plain.facts_of(IRIS, predicates))
    assert len(list(stored.facts_of(IRIS, predicates))) == 2
    assert set(stored.near(TERMS + "Place", "x")) == set(plain.near(TERMS + "Place", "x"))


def test_a_store_and_plain_statements_know_the_same_names(both: tuple[StoredRecords, KnownTriples]) -> None:
    for neighbours in both:
        assert set(neighbours.named(TERMS + "Place", "SWEDEN")) == {ID + "place/sweden"}
        assert set(neighbours.named(TERMS + "Actor", "Sweden")) == set()


def test_a_chain_with_a_circle_in_it_ends(both: tuple[StoredRecords, KnownTriples]) -> None:
    stored, plain = both
    starts = [ID + "mission/a", ID + "mission/none"]
    assert set(stored.ancestors(starts, TERMS + "parentMission")) == set(
        plain.ancestors(starts, TERMS + "parentMission")
    )
    assert len(set(stored.ancestors(starts, TERMS + "parentMission"))) == 3
