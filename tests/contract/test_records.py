import pytest

from registry.errors import HostileIri
from registry.namespaces import RDF_TYPE, VOCABULARY
from registry.rdf.terms import Iri, Triple
from registry.store import records
from registry.store.port import Store
from tests.contract.changes import CountingStore, change, iri, triple


def link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(iri(subject), iri(predicate), iri(value))


def typed(subject: str, name: str) -> Triple:
    return Triple(iri(subject), Iri(RDF_TYPE), iri(name))


@pytest.fixture
def filled(store: Store) -> CountingStore:
    store.write(change(0, RECORD + OTHERS))
    store.write(change(1, [typed("code/owner", "Function")], graph=VOCABULARY))
    return CountingStore(store)


RECORD = [
    typed("mission/a", "Mission"),
    triple("mission/a", "title", "A"),
    link("mission/a", "parent", "mission/b"),
    link("mission/a", "target", "mission/a#target-1"),
    link("mission/a", "citation", "mission/a#citation-1"),
    typed("mission/a#target-1", "Target"),
    triple("mission/a#target-1", "indicator", "tonnes"),
    typed("mission/a#citation-1", "Citation"),
    link("mission/a#citation-1", "value", "mission/a#target-1"),
]
OTHERS = [
    typed("mission/ab", "Mission"),
    link("mission/ab", "target", "mission/ab#target-1"),
    typed("mission/ab#target-1", "Target"),
    typed("mission/b", "Mission"),
    link("mission/b", "target", "mission/b#target-1"),
    link("mission/b", "parent", "mission/c"),
    link("mission/c", "parent", "mission/b"),
]


def test_a_record_comes_with_its_parts_and_nothing_of_others(filled: CountingStore) -> None:
    found = records.record_triples(filled, iri("mission/a").value)
    assert set(found) == set(RECORD)
    assert len(found) == len(RECORD)
    assert len(filled.queries) == 1


def test_an_unknown_record_has_no_statements(filled: CountingStore) -> None:
    assert records.record_triples(filled, iri("mission/unknown").value) == []
    assert not records.exists(filled, iri("mission/unknown").value)


def test_a_record_and_a_part_exist(filled: CountingStore) -> None:
    assert records.exists(filled, iri("mission/a").value)
    assert records.exists(filled, iri("mission/a#target-1").value)


def test_a_term_of_the_vocabulary_is_no_record(filled: CountingStore) -> None:
    assert not records.exists(filled, iri("code/owner").value)


@pytest.mark.parametrize("others", [0, 1, 500])
def test_the_types_of_many_things_take_one_query(filled: CountingStore, others: int) -> None:
    unknown = [iri(f"unknown/{n}").value for n in range(others)]
    asked = [iri("mission/a").value, iri("code/owner").value, iri("mission/a").value, *unknown]
    assert sorted(records.types_of(filled, asked), key=str) == [
        typed("code/owner", "Function"),
        typed("mission/a", "Mission"),
    ]
    assert len(filled.queries) == 1


def test_the_types_of_nothing_are_none(filled: CountingStore) -> None:
    assert list(records.types_of(filled, [])) == []


def test_ancestors_are_found_in_one_query_even_in_a_cycle(filled: CountingStore) -> None:
    chain = records.ancestors(filled, iri("mission/a").value, iri("parent").value)
    assert set(chain) == {
        link("mission/a", "parent", "mission/b"),
        link("mission/b", "parent", "mission/c"),
        link("mission/c", "parent", "mission/b"),
    }
    assert len(filled.queries) == 1


def test_a_record_without_parent_has_no_ancestors(filled: CountingStore) -> None:
    assert records.ancestors(filled, iri("mission/ab").value, iri("parent").value) == []


def test_a_hostile_name_is_refused_before_anything_is_asked(filled: CountingStore) -> None:
    with pytest.raises(HostileIri):
        records.exists(filled, "https://example.org/> ?p ?o } #")
    with pytest.raises(HostileIri):
        records.types_of(filled, ["https://example.org/a b"])
    assert filled.queries == []
