"""Names are looked up in the index: the same answers as from all statements, without reading them all."""

import pytest

from registry.namespaces import RECORDS, TERMS
from registry.services.contribute.names import IndexedNames
from registry.validation.neighbourhood import KnownTriples
from tests.judged_registry import WORLD, Registry, shared_model, statements


@pytest.fixture(scope="module")
def names() -> IndexedNames:
    return IndexedNames(KnownTriples(statements(WORLD)), Registry.of(WORLD).finder, shared_model())


@pytest.mark.parametrize(
    ("class_name", "name", "found"),
    [
        ("Place", "SWEDEN", {"place/sweden"}),
        ("Place", "españa", {"place/spain"}),
        ("Place", "es", {"place/spain"}),
        ("Actor", "SIA", {"actor/vinnova"}),
        ("Actor", "Sweden's innovation agency", {"actor/vinnova"}),
        ("Place", "Sweden's innovation agency", set()),
        ("Mission", "clean", set()),
        ("Mission", "…", set()),
        ("Mission", " ".join(map(str, range(40))), set()),
    ],
)  # fmt: skip
def test_a_record_is_found_by_its_whole_name(class_name: str, name: str, found: set[str], names: IndexedNames) -> None:
    assert {iri.removeprefix(RECORDS) for iri in names.named(TERMS + class_name, name)} == found


def test_records_are_found_whose_texts_have_nearly_such_words(names: IndexedNames) -> None:
    assert RECORDS + "mission/child" in names.near(TERMS + "Mission", "clean-bots")
    assert list(names.near(TERMS + "Mission", "--")) == []


def test_everything_else_comes_from_below(names: IndexedNames) -> None:
    child, parent = RECORDS + "mission/child", RECORDS + "mission/parent"
    assert [triple.predicate.value for triple in names.facts_of([child], [TERMS + "country"])] == [TERMS + "country"]
    assert len(list(names.types_of([child, parent]))) == 2
    assert len(list(names.ancestors([child], TERMS + "parentMission"))) == 1
