"""`POST /validate` reads a body within its limits and gives the judge's report."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from registry.errors import EmptyInput, InputTooLarge, UnknownFormat
from registry.rdf.parsing import FORMATS
from registry.rest.validate import MEDIA_TYPES, format_of, read_body
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


def test_an_endless_body_is_cut_off_at_the_limit() -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        while True:
            given += 100
            yield b"x" * 100

    with pytest.raises(InputTooLarge):
        asyncio.run(read_body(endless(), "", 1000))
    assert given == 1100


@pytest.mark.parametrize("announced", ["", "-1", "many", "9" * 5000, "5"])
def test_a_wrong_announcement_does_no_harm(announced: str) -> None:
    async def short() -> AsyncIterator[bytes]:
        yield b"abc"

    assert asyncio.run(read_body(short(), announced, 1000)) == b"abc"


def test_what_the_judge_cannot_take_is_a_problem(site: Site) -> None:
    site.refused = EmptyInput("The request's body")
    answer = site.client.post("/validate", content=b"", headers=TURTLE)
    assert (answer.status_code, answer.json()["title"]) == (400, "Empty input")
