"""`POST /validate` reads a body within its limits and gives the judge's report."""

import asyncio

import pytest
from starlette.types import Message

from registry.errors import EmptyInput, UnknownFormat
from registry.rdf.parsing import FORMATS
from registry.rest.validate import MEDIA_TYPES, format_of
from tests.unit.rest.conftest import MISSION, Site

TURTLE = {"content-type": "text/turtle; charset=utf-8"}


def test_the_report_comes_with_success_whatever_it_says(site: Site) -> None:
    answer = site.client.post("/validate", content=b"<a> <b> <c> .", headers=TURTLE)
    assert answer.status_code == 200
    assert answer.json()["conforms"] is True
    assert answer.json()["records"][0]["record"] == MISSION
    assert site.checked == [(b"<a> <b> <c> .", "turtle")]


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_the_content_type_decides_how_the_body_is_read(site: Site, media_type: str) -> None:
    site.client.post("/validate", content=b"x", headers={"content-type": media_type.upper()})
    assert site.checked[0][1] in FORMATS


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/pdf", "multipart/form-data; boundary=x", "💥"])
def test_other_content_types_are_refused_with_the_list(content_type: str) -> None:
    with pytest.raises(UnknownFormat, match="text/turtle"):
        format_of(content_type)


def test_a_body_without_content_type_is_refused(site: Site) -> None:
    answer = site.client.post("/validate", content=b"x")
    assert (answer.status_code, answer.json()["title"]) == (415, "Unknown format")


def test_a_body_that_is_announced_as_too_large_is_not_read_at_all(site: Site) -> None:
    answer = site.client.post("/validate", content=b"x" * 1001, headers=TURTLE)
    assert (answer.status_code, answer.json()["title"]) == (413, "Input too large")
    assert site.checked == []


def test_a_sender_that_goes_away_leaves_nothing_behind(site: Site) -> None:
    sent: list[Message] = []

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"text/turtle")]
    scope = {"type": "http", "method": "POST", "path": "/validate", "headers": headers, "query_string": b""}
    asyncio.run(site.app(scope, gone, send))
    assert (sent[0]["status"], site.checked) == (400, [])


def test_what_the_judge_cannot_take_is_a_problem(site: Site) -> None:
    site.refused = EmptyInput("The request's body")
    answer = site.client.post("/validate", content=b"", headers=TURTLE)
    assert (answer.status_code, answer.json()["title"]) == (400, "Empty input")
