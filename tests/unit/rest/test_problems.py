"""Every error is a problem document that says what is wrong and what to do."""

import logging

import pytest

from registry.errors import MalformedInput, MissingInput, StoreFull
from registry.rest.problems import problem, title
from tests.unit.rest.conftest import Site


def test_our_own_error_has_its_page_sentence_and_way_out(site: Site) -> None:
    site.refused = MalformedInput("no dot at the end", 3, 7)
    answer = site.client.post("/validate", content=b"x", headers={"content-type": "text/turtle"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "https://w3id.org/mission-registry/error/malformed-input",
        "title": "Malformed input",
        "status": 400,
        "detail": "The text cannot be read at line 3, column 7: no dot at the end",
        "advice": MalformedInput.advice,
        "line": 3,
        "column": 7,
    }


def test_the_type_of_a_problem_leads_to_its_page(site: Site) -> None:
    address = site.client.get("/nothing").json()["type"]
    assert site.client.get(address.removeprefix("https://w3id.org/mission-registry")).status_code == 200


def test_what_nobody_foresaw_is_masked_and_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "registry.rest"):
        answer = site.client.get("/boom")
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal error")
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_errors_of_the_server_are_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.describer.error = StoreFull("No room left.")
    with caplog.at_level(logging.ERROR, "registry.rest"):
        assert site.client.get("/def/Mission").status_code == 507
    assert "No room left." in caplog.text


def test_an_address_that_there_is_not_is_not_found(site: Site) -> None:
    answer = site.client.get("/nowhere/at/all")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not found")


def test_a_method_that_an_address_does_not_know_is_refused_with_those_it_does(site: Site) -> None:
    answer = site.client.post("/health")
    assert (answer.status_code, answer.json()["title"]) == (405, "Method not allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_other_refusals_of_the_framework_say_no_more_than_their_status(site: Site) -> None:
    answer = site.client.get("/teapot")
    assert answer.json() == {"type": "about:blank", "title": "I'm a Teapot", "status": 418, "detail": "short and stout"}


def test_a_wrong_argument_is_named(site: Site) -> None:
    answer = site.client.get("/number/many")
    assert (answer.status_code, answer.json()["detail"]) == (400, "These are wrong or missing: path.value.")


def test_the_place_may_ask_for_another_status() -> None:
    assert problem(MissingInput("a", "gone"), 503).status_code == 503
    assert title(MissingInput) == "Missing input"
