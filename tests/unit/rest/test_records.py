"""Every IRI answers by its path, in the form asked for."""

import json
from collections.abc import Callable

import pytest

from registry.errors import NotFound, RegistryError, StoreUnreachable
from registry.model.jsonld import contexts
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.rest.records import every_error
from tests.unit.rest.conftest import MISSION, RECORDS, Site, about


def read(data: bytes, rdf_format: str, model: Model) -> set[Triple]:
    return {quad.triple for quad in parse(data, rdf_format, contexts=contexts(model))}


@pytest.mark.parametrize(
    ("accept", "ending", "media_type", "rdf_format"),
    [
        ("text/turtle", ".ttl", "text/turtle; charset=utf-8", "turtle"),
        ("application/ld+json", ".jsonld", "application/ld+json", "json-ld"),
        ("application/json", ".json", "application/json", "json-ld"),
        ("application/n-triples", ".nt", "application/n-triples", "n-triples"),
        ("application/n-quads", ".nq", "application/n-quads", "n-quads"),
        ("application/trig", ".trig", "application/trig", "trig"),
        ("application/rdf+xml", ".rdf", "application/rdf+xml", "rdf-xml"),
    ],
)
def test_a_record_says_the_same_in_every_data_form(
    site: Site, model: Model, accept: str, ending: str, media_type: str, rdf_format: str
) -> None:
    expected = set(about(site.describer.triples, MISSION))
    by_header = site.client.get("/id/mission/school-food", headers={"accept": accept})
    by_ending = site.client.get("/id/mission/school-food" + ending, headers={"accept": "image/png"})
    assert by_header.content == by_ending.content
    assert by_header.headers["content-type"] == media_type
    assert read(by_header.content, rdf_format, model) == expected


def test_a_program_that_takes_anything_gets_turtle_and_a_browser_gets_a_page(site: Site) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    path = "/id/mission/school-food"
    assert site.client.get(path, headers={"accept": "*/*"}).headers["content-type"].startswith("text/turtle")
    assert site.client.get(path, headers={"accept": browser}).headers["content-type"].startswith("text/html")


def test_an_answer_names_the_other_forms_and_says_that_it_depends_on_accept(site: Site) -> None:
    answer = site.client.get("/id/mission/school-food", headers={"accept": "text/turtle"})
    assert answer.headers["vary"] == "Accept, Accept-Profile, Accept-Datetime"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-location"] == "/id/mission/school-food.ttl"
    assert '</id/mission/school-food.jsonld>; rel="alternate"; type="application/ld+json"' in answer.headers["link"]
    assert "school-food.ttl>" not in answer.headers["link"]


@pytest.mark.parametrize(
    "path", ["/def/Mission", "/shape/Mission-title", "/code/helix-role", "/code/helix-role/business"]
)
@pytest.mark.parametrize("ending", [".ttl", ".jsonld", ".nt", ".html", ".rdf", ".trig", ".nq"])
def test_terms_shapes_and_codes_answer_too(site: Site, path: str, ending: str) -> None:
    answer = site.client.get(path + ending)
    assert answer.status_code == 200
    assert site.describer.asked == ["https://w3id.org/mission-registry" + path]


def test_the_statements_of_nameless_nodes_go_along(site: Site) -> None:
    turtle = site.client.get("/shape/Mission-title.ttl").text
    assert turtle.count("rdf:first") == 2


def test_the_ontology_as_a_whole_answers_at_its_own_address(site: Site) -> None:
    assert "owl:Ontology" in site.client.get("/def/", headers={"accept": "text/turtle"}).text


def test_head_answers_like_get_without_a_body(site: Site) -> None:
    answer = site.client.head("/id/mission/school-food.ttl")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/turtle")


def test_the_same_record_is_always_the_same_text(site_of: Callable[[str], Site]) -> None:
    lines = RECORDS.replace("sdg:12, sdg:3", "sdg:3, sdg:12")
    for ending in (".jsonld", ".nt", ".html"):
        texts = {site_of(text).client.get("/id/mission/school-food" + ending).text for text in (RECORDS, lines)}
        assert len(texts) == 1


def test_what_is_not_there_is_not_found_in_any_form(site: Site) -> None:
    for path in ("/id/mission/nothing", "/id/mission/nothing.html", "/def/Nothing", "/code/nothing/at-all"):
        answer = site.client.get(path, headers={"accept": "text/turtle"})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_form_that_there_is_not_is_refused_with_the_list_of_those_there_are(site: Site) -> None:
    answer = site.client.get("/id/mission/school-food", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle (.ttl)" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/mission/..%2f..%2fetc%2fpasswd",
        "/id/mission/%2e%2e",
        "/id/../def/Mission%00",
        "/id/mission/School-Food",
        "/id/mission/a--b",
        "/id/mission/%3Cscript%3E",
        "/id/mission/caf%C3%A9",
        "/id/mission/%F0%9F%9A%80",
        "/id/mission/%ff%fe",
        "/id/mission/" + "a" * 5000,
        "/id/mission/a%20b",
        "/def/Mission%3E%20%7B%7D%3B%22",
        "/shape/",
        "/code//business",
        "/code/helix-role/a%2Fb",
        "/error/%3Cscript%3E",
    ],
)
def test_hostile_paths_are_not_found_and_reach_no_store(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(iri.startswith("https://w3id.org/mission-registry/") for iri in site.describer.asked)
    assert not any(set(iri) & set('<>"{} %\\^`|') for iri in site.describer.asked)


def test_a_store_out_of_reach_is_said_and_not_taken_for_not_found(site: Site) -> None:
    site.describer.error = StoreUnreachable("The store does not answer.")
    answer = site.client.get("/id/mission/school-food")
    assert (answer.status_code, answer.json()["title"]) == (503, "Store unreachable")


def test_the_context_that_documents_name_is_served(site: Site) -> None:
    answer = site.client.get("/context.jsonld")
    assert "Mission" in answer.json()["@context"]
    assert answer.headers["access-control-allow-origin"] == "*"
    named = json.loads(site.client.get("/id/mission/school-food.jsonld").text)["@context"]
    assert named.endswith("/context.jsonld")


def test_every_kind_of_error_has_a_page(site: Site) -> None:
    kinds = list(every_error(RegistryError))
    assert NotFound in kinds
    for kind in kinds:
        assert site.client.get(f"/error/{kind.slug()}").status_code == 200
    assert site.client.get("/error/no-such-error").status_code == 404


def test_the_open_api_document_has_each_route_once(site: Site) -> None:
    paths = site.client.get("/openapi.json").json()["paths"]
    assert set(paths["/id/{segment}/{slug}"]) == {"get"}
    assert set(paths["/validate"]) == {"post"}
