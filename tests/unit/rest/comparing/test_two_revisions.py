"""Comparisons over HTTP of a registry that was written again: what was asked before stays as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from registry.app import create_app
from registry.bootstrap import Registry
from registry.identity.person import Person, Role
from registry.namespaces import PUBLISHED, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from registry.services.compare.comparison import ComparisonRequest
from registry.services.compare.saved import SavedComparisons
from registry.services.tables.formats import FORMATS
from registry.settings import Settings
from registry.store.port import Change, GraphChange
from tests.conftest import SITE

STREETS = "https://w3id.org/mission-registry/id/mission/sustainable-streets"
DEADLINE = f"{TERMS}deadline"
YEAR = "http://www.w3.org/2001/XMLSchema#gYear"
TWO = "sides=SE,ES&by=challenge"
TIMELINES = [
    f"/compare{ending}?{TWO}&chart=timeline&lang=en{where}"
    for ending in (".svg", ".png")
    for where in ("", '&where={"title":{"startsWith":"S"}}', '&where={"country":{"some":{"isoCode":{"eq":"SE"}}}}')
]


@pytest.fixture
def written(own_seeded_folder: Path) -> Iterator[Registry]:
    """The seed, in a store of its own."""
    opened = Registry.open(Settings(data_dir=own_seeded_folder))
    yield opened
    opened.close()


@pytest.fixture
def face(written: Registry) -> TestClient:
    return TestClient(create_app(written), base_url=SITE)


def write_again(registry: Registry) -> None:
    """The third revision: a mission has another deadline."""
    then = Triple(Iri(STREETS), Iri(DEADLINE), Literal("2030", YEAR))
    now = Triple(Iri(STREETS), Iri(DEADLINE), Literal("2035", YEAR))
    assert then in {quad.triple for quad in registry.store.quads(PUBLISHED)}
    change = GraphChange(PUBLISHED, delete=(then,), insert=(now,))
    registry.store.write(Change(registry.store.head(), "Later", datetime(2027, 1, 1, tzinfo=UTC), (change,)))
    registry.refresh()


def test_timelines_of_an_earlier_revision_are_drawn_as_they_were(written: Registry, face: TestClient) -> None:
    before = {address: face.get(address) for address in TIMELINES}
    assert {answer.status_code for answer in before.values()} == {200}
    assert b"deadline 2030" in before[TIMELINES[0]].content
    write_again(written)
    for address, first in before.items():
        again = face.get(first.links["canonical"]["url"].removeprefix(SITE))
        assert (again.status_code, again.content == first.content) == (200, True), address
        assert face.get(f"{address}&asOf=2").content == first.content
        assert face.get(address).content != first.content


def test_what_was_saved_stays_the_same_file_in_every_format(written: Registry, face: TestClient) -> None:
    anna = Person("https://w3id.org/mission-registry/person/anna", "Anna", frozenset({Role.CONTRIBUTOR}))
    compared = written.comparisons.compare(written.finder, ComparisonRequest(("SE", "EU"), ("target",)))
    kept = SavedComparisons(written.store, written.refresh).save(anna, "Two", compared)
    addresses = [f"/comparison/{kept.slug}{each.ending}" for each in FORMATS]
    before = [face.get(address) for address in addresses]
    assert {answer.status_code for answer in before} == {200}
    write_again(written)
    after = [face.get(address) for address in addresses]
    assert [each.content for each in after] == [each.content for each in before]
    assert [each.headers["etag"] for each in after] == [each.headers["etag"] for each in before]
    assert "the newest is 4" in face.get(kept.permalink).text
