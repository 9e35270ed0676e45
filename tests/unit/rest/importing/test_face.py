"""Imports over HTTP, from handing in to the corrected file."""

import asyncio
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from registry.app import create_app
from registry.bootstrap import Registry
from registry.errors import BodyTooSlow, InputTooLarge
from registry.identity.authenticator import signed_tokens
from registry.identity.keys import make_key
from registry.identity.person import Person, Role
from registry.rest.importing.uploads import receive
from registry.settings import Settings

CSV = {"Content-Type": "text/csv"}
TABLE = "title@en,country\nHTTP street,SE\nHTTP and wrong,Swedn\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("served"), max_import_bytes=5_000)
    make_key(settings)
    registry = Registry.open(settings)
    yield registry
    registry.close()


@pytest.fixture(scope="module")
def site(served: Registry) -> TestClient:
    return TestClient(create_app(served), base_url="http://localhost:8000")


def signed_in(served: Registry, name: str, *roles: Role) -> dict[str, str]:
    person = Person(f"https://example.org/people/{name}", name, frozenset(roles))
    token, _ = signed_tokens(served.settings).issue(person, timedelta(hours=1))
    return {"Authorization": f"Bearer {token}"}


def test_a_file_is_handed_in_done_and_told_row_by_row(served: Registry, site: TestClient) -> None:
    ana, bo = signed_in(served, "ana", Role.CONTRIBUTOR), signed_in(served, "bo", Role.CONTRIBUTOR)
    table = "title@en,placeKind\nHTTP place,country\nWrong place,contry\n"
    answer = site.post("/imports?class=Place&name=places.csv&mode=draft", content=table, headers={**CSV, **ana})
    assert answer.status_code == 202, answer.text
    address = answer.headers["Location"]
    assert served.imports.settle(60)
    job = site.get(address, headers=ana).json()
    assert (job["state"], job["name"], job["counts"]) == ("done", "places.csv", {"drafted": 2})
    rows = site.get(f"{address}/results?first=1", headers=ana).json()
    assert (rows["next"], rows["rows"][0]["row"], rows["rows"][0]["result"]) == (2, 2, "drafted")
    last = site.get(f"{address}/results?after=2&result=drafted", headers=ana).json()
    assert last["next"] is None
    assert last["rows"][0]["findings"][0]["columns"] == ["placeKind"]
    report = site.get(f"{address}/report.csv", headers=ana)
    assert report.headers["Content-Type"].startswith("text/csv")
    assert "'contry' is no code or label of the list PlaceKind.,Did you mean country?" in report.text
    assert site.get(f"{address}/report.json", headers=ana).json()["rows"][1]["row"] == 3
    mending = site.get(f"{address}/to-mend", headers=ana)
    assert "-to-mend.csv" in mending.headers["Content-Disposition"]
    assert mending.text.splitlines()[1].endswith("Wrong place,contry")
    assert [each["id"] for each in site.get("/imports", headers=ana).json()["imports"]] == [job["id"]]
    for path in ("", "/results", "/report.csv", "/to-mend"):
        assert site.get(address + path, headers=bo).status_code == 404
        assert site.get(address + path).status_code == 404
    assert site.post(f"{address}/cancel", headers=ana).json()["state"] == "done"


def test_a_file_of_records_comes_back_as_records_to_mend(served: Registry, site: TestClient) -> None:
    ana = signed_in(served, "ana", Role.CONTRIBUTOR)
    line = '{"id": "place/line", "type": "Place", "title": {"en": "Line"}, "placeKind": "nothing"}'
    turtle = "<https://w3id.org/mission-registry/id/place/t> a <https://w3id.org/mission-registry/def/Place> .\n"
    for media_type, body, start in (
        ("application/jsonl", line, '{"#row": 1, "#problem": "placeKind'),
        ("text/turtle", turtle, "# row 1\n# "),
    ):
        answer = site.post("/imports", content=body, headers={"Content-Type": media_type, **ana})
        assert served.imports.settle(60)
        assert site.get(f"{answer.headers['Location']}/to-mend", headers=ana).text.startswith(start)


def test_who_may_not_is_told_before_the_file_is_taken(served: Registry, site: TestClient) -> None:
    assert site.post("/imports?class=Place", content=TABLE, headers=CSV).status_code == 401
    assert site.get("/imports").status_code == 401
    reader = signed_in(served, "reader")
    assert site.post("/imports?class=Place", content=TABLE, headers={**CSV, **reader}).status_code == 403
    author = signed_in(served, "author", Role.CONTRIBUTOR)
    assert site.post("/imports?class=Place&mode=publish", content=TABLE, headers={**CSV, **author}).status_code == 403


def test_what_cannot_be_taken_is_told_and_leaves_nothing_behind(served: Registry, site: TestClient) -> None:
    ana = signed_in(served, "ana", Role.CONTRIBUTOR)
    folder = served.settings.data_dir / "imports"
    before = sorted(folder.iterdir())
    too_large = site.post("/imports?class=Place", content="x" * 6_000, headers={**CSV, **ana})
    assert too_large.status_code == 413
    chunked = site.post("/imports?class=Place", content=iter([b"x" * 3_000] * 3), headers={**CSV, **ana})
    assert chunked.status_code == 413
    assert site.post("/imports", content="x", headers={"Content-Type": "image/png", **ana}).status_code == 415
    assert site.post("/imports?class=Plaice", content="x", headers={**CSV, **ana}).status_code == 400
    assert site.post("/imports?mode=eat", content="x", headers={**CSV, **ana}).status_code == 400
    assert sorted(folder.iterdir()) == before


def test_the_name_says_the_format_where_the_content_type_does_not(served: Registry, site: TestClient) -> None:
    ana = signed_in(served, "ana", Role.CONTRIBUTOR)
    headers = {"Content-Type": "application/octet-stream", **ana}
    assert site.post("/imports?class=Place&name=a.csv", content=TABLE, headers=headers).status_code == 202
    assert site.post("/imports?class=Place&name=a.doc", content=TABLE, headers=headers).status_code == 415
    assert served.imports.settle(60)


def test_templates_are_fetched_by_class(site: TestClient) -> None:
    table = site.get("/templates/mission.csv?language=sv")
    assert "title@sv" in table.text
    assert 'filename="mission.csv"' in table.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(site.get("/templates/policy-initiative.xlsx").content))
    assert book.sheetnames[0] == "PolicyInitiative"
    for name in ("nothing.csv", "mission.doc", "mission"):
        assert site.get(f"/templates/{name}").status_code == 404


def request(messages: list[Message], **headers: str) -> Request:
    async def take() -> Message:
        if not messages:
            await asyncio.sleep(3_600)
        return messages.pop(0)

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": named}, take)


def test_a_body_that_stalls_or_breaks_off_is_not_waited_for(tmp_path: Path) -> None:
    piece: Message = {"type": "http.request", "body": b"abc", "more_body": True}
    with pytest.raises(BodyTooSlow):
        asyncio.run(receive(request([piece]), tmp_path / "file", 10, 0.01))
    with pytest.raises(ClientDisconnect):
        asyncio.run(receive(request([piece, {"type": "http.disconnect"}]), tmp_path / "file", 10, 5))
    with pytest.raises(InputTooLarge):
        asyncio.run(receive(request([], **{"content-length": "11"}), tmp_path / "file", 10, 5))
