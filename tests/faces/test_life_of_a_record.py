"""A record from its making to its end, over a real store: every state can be cited, and its end is told."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from registry.app import create_app
from registry.bootstrap import Registry
from registry.namespaces import PUBLISHED, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.rest.etags import base_revision
from registry.settings import Settings
from registry.store.port import Change, GraphChange
from tests.unit.rest.conftest import MISSION, about, statements

PATH = "/id/mission/school-food"
RECORD = """
<id/mission/school-food> a mr:Mission ; mr:title "Meals"@en ; mr:target <id/mission/school-food#target-1> .
<id/mission/school-food#target-1> a mr:Target ; mr:indicator "meals"@en ; mr:value 2.5 ; mr:unit "million" .
"""
TITLES = [Triple(Iri(MISSION), Iri(TERMS + "title"), text(title, "en")) for title in ("Meals", "School food")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    registry = Registry.open(Settings(data_dir=tmp_path_factory.mktemp("life")))
    record = about(statements(RECORD), MISSION)
    changed = [TITLES[1], *(triple for triple in record if triple != TITLES[0])]
    for day, (deleted, inserted, message) in enumerate(
        [([], record, "made"), ([TITLES[0]], [TITLES[1]], "a better title"), (changed, [], "never adopted")], 10
    ):
        part = GraphChange(PUBLISHED, delete=tuple(deleted), insert=tuple(inserted))
        registry.store.write(Change(registry.store.head(), message, datetime(2040, 1, day, tzinfo=UTC), (part,)))
    registry.refresh()
    yield TestClient(create_app(registry), raise_server_exceptions=False, follow_redirects=False)
    registry.close()


def test_it_is_gone_with_the_reason_and_its_states_stay(client: TestClient) -> None:
    gone = client.get(PATH + ".ttl")
    assert (gone.status_code, gone.json()["title"]) == (410, "Record withdrawn")
    assert "revision 4 on 2040-01-12: never adopted" in gone.json()["detail"]
    first, second, third = (client.get(f"{PATH}.ttl?asOf={number}") for number in (2, 3, 4))
    assert ("Meals" in first.text, "School food" in second.text, third.status_code) == (True, True, 410)
    assert "mr:value 2.5" in second.text
    assert (base_revision(first.headers["etag"]), base_revision(second.headers["etag"])) == (2, 3)
    assert client.get(f"{PATH}?asOf=2040-01-11").text == second.text
    assert client.get(f"{PATH}?asOf=2040-01-12").status_code == 410
    assert client.get(f"{PATH}?asOf=1").status_code == 404


def test_its_time_map_has_the_states_that_can_be_read(client: TestClient) -> None:
    text = client.get("/timemap" + PATH).text
    assert text.count('memento"') == 2
    moment = {"accept-datetime": "Wed, 11 Jan 2040 09:00:00 GMT"}
    assert client.get(PATH, headers=moment).headers["location"] == f"{PATH}?asOf=3"


def test_each_revision_tells_what_it_did(client: TestClient) -> None:
    for number, word in ((2, "created"), (3, "changed"), (4, "withdrew")):
        assert f"def/{word}> <{MISSION}>" in client.get(f"/revision/{number}.nt").text
