from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from registry.errors import IndexNotWritten
from registry.finders import reading_finder
from registry.model.reader import read_model
from registry.namespaces import RDF_TYPE, RECORDS, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from tests.contract.changes import change
from tests.contract.servers import oxigraph_server

PLACE = RECORDS + "place/atlantis"
MOST_LOOKS = 10_000


def add_place(store: Store, iri: str = PLACE) -> None:
    place = [
        Triple(Iri(iri), Iri(RDF_TYPE), Iri(TERMS + "Place")),
        Triple(Iri(iri), Iri(TERMS + "title"), text("Atlantis", "en")),
    ]
    store.write(change(store.head(), place))


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    opened = Registry.open(Settings(data_dir=tmp_path))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("server"), on_disk=False) as address:
        yield address


def test_a_write_is_read_after_a_refresh_and_not_by_who_reads_already(registry: Registry) -> None:
    before = registry.finder.pinned()
    add_place(registry.store)
    registry.refresh()
    assert registry.finder.record(PLACE) is not None
    assert registry.finder.revision == registry.store.head() == 2
    assert (before.record(PLACE), before.revision) == (None, 1)


def test_a_refresh_without_a_write_changes_nothing(registry: Registry) -> None:
    add_place(registry.store)
    registry.refresh()
    record = registry.finder.record(PLACE)
    registry.refresh()
    assert registry.finder.record(PLACE) is record


def test_a_record_that_changed_is_read_anew_and_others_are_not(registry: Registry) -> None:
    other = PLACE + "-2"
    add_place(registry.store)
    add_place(registry.store, other)
    registry.refresh()
    kept = registry.finder.record(other)
    registry.store.write(change(3, [Triple(Iri(PLACE), Iri(TERMS + "title"), text("Atlantida", "es"))]))
    registry.refresh()
    record = registry.finder.record(PLACE)
    assert record is not None
    assert record.many("title") == (("en", "Atlantis"), ("es", "Atlantida"))
    assert registry.finder.record(other) is kept


def test_a_registry_that_opens_again_has_what_was_written_when_nobody_followed(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    Registry.open(settings).close()
    with open_store(settings) as store:
        add_place(store)
    registry = Registry.open(settings, fill=lambda store: add_place(store, PLACE + "-2"))
    try:
        assert list(registry.finder.records([PLACE, PLACE + "-2"])) == [PLACE, PLACE + "-2"]
    finally:
        registry.close()


def test_a_registry_whose_index_cannot_be_written_lets_go_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(IndexNotWritten):
        Registry.open(Settings(data_dir=tmp_path))
    with open_store(Settings(data_dir=tmp_path)) as store:
        assert store.head() == 1


def test_a_query_reads_the_index_on_disk_or_makes_one_in_memory(tmp_path: Path) -> None:
    settings, model = Settings(data_dir=tmp_path), read_model()
    Registry.open(settings).close()
    with open_store(settings) as store:
        assert reading_finder(store, model, settings).revision == 1
        add_place(store)
        assert reading_finder(store, model, settings).record(PLACE) is not None


def test_registries_on_one_server_see_each_other_s_writes(server: str, tmp_path: Path) -> None:
    settings = Settings(store=server, data_dir=tmp_path, follow_seconds=0.01)
    first = Registry.open(settings)
    second = Registry.open(settings)
    try:
        for number, (writer, reader) in enumerate([(first, second), (second, first)]):
            iri = f"{PLACE}-{number}"
            add_place(writer.store, iri)
            writer.refresh()
            assert writer.finder.record(iri) is not None
            # Each look asks the server, which takes as long as it takes.
            looks = (reader.finder.record(iri) for _ in range(MOST_LOOKS) if reader.store.head())
            assert next((record for record in looks if record is not None), None) is not None
    finally:
        second.close()
        first.close()
