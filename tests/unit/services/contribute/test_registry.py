from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from registry.rdf.terms import Literal
from registry.services.contribute.states import Decision
from registry.services.export import export
from registry.settings import Settings
from registry.store.port import Store
from registry.store.public import public_query
from tests.contributing import ADA, ANA, RITA, Place, creation, record, update, withdrawal

A = record("mission/a")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    def fill(store: Store) -> None:
        Place(store).load()

    opened = Registry.open(Settings(data_dir=tmp_path), fill)
    yield opened
    opened.close()


def test_whoever_publishes_reads_it_at_once_in_lists_and_search(registry: Registry) -> None:
    base = registry.contributions.publish(ADA, creation("a")).revision
    found = registry.finder.record(A)
    assert found is not None
    assert found.many("title") == (("en", "Streets"),)
    newer = registry.contributions.publish(ADA, update("a", base)).revision
    found = registry.finder.record(A)
    assert found is not None
    assert found.many("title") == (("en", "Roads"),)
    registry.contributions.publish(ADA, withdrawal("a", newer))
    assert registry.finder.record(A) is None
    assert registry.finder.revision == registry.store.head()


def test_a_draft_is_met_by_no_reader_until_it_is_published(registry: Registry) -> None:
    submission = str(registry.contributions.submit(ANA, creation("a", "Whispered")).submission)

    def everything_open() -> str:
        rows = registry.store.select(public_query("SELECT * WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"))
        texts = [term.lexical for row in rows for term in row.values() if isinstance(term, Literal)]
        return " ".join([*texts, *export(registry.store, registry.model, "n-triples")])

    assert "Sweden" in everything_open()
    assert "Whispered" not in everything_open()
    assert registry.finder.record(A) is None
    registry.contributions.decide(RITA, submission, Decision.PUBLISH)
    assert "Whispered" in everything_open()
    assert registry.finder.record(A) is not None


def test_likely_duplicates_are_told_and_do_not_stand_in_the_way(registry: Registry) -> None:
    registry.contributions.publish(ADA, creation("a"))
    outcome = registry.contributions.publish(ADA, creation("b"))
    assert [each.other for each in outcome.verdict.duplicates] == [A]
    assert outcome.revision is not None
