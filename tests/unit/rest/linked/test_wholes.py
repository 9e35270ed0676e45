"""The whole ontology, all code lists and all lists of records, each at one address."""

import pytest

from registry.model.jsonld import contexts
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from tests.unit.rest.conftest import Site

BASE = "https://w3id.org/mission-registry"


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/def/", "/def/Mission"),
        ("/code/", "/code/helix-role"),
        ("/id/", "/id/mission/"),
        ("/code", "/code/helix-role"),
    ],
)
def test_a_namespace_answers_with_all_that_is_in_it(site: Site, model: Model, path: str, subject: str) -> None:
    turtle = site.client.get(path)
    found = {quad.triple for quad in parse(turtle.content)}
    assert Iri(BASE + subject) in {triple.subject for triple in found}
    assert f'<{BASE}{path.rstrip("/")}/>; rel="canonical"' in turtle.headers["link"]
    document = site.client.get(turtle.headers["content-location"].replace(".ttl", ".jsonld")).content
    assert {quad.triple for quad in parse(document, "json-ld", contexts=contexts(model))} == found


def test_what_is_nameless_inside_the_ontology_comes_with_it(site_of) -> None:  # type: ignore[no-untyped-def]
    site = site_of("<def/A> a owl:Class ; rdfs:subClassOf <def/B> . <id/place/x> mr:title 'elsewhere' .")
    assert "elsewhere" not in site.client.get("/def/.nt").text


def test_pages_link_to_terms_by_kind_to_code_lists_and_to_lists_of_records(site: Site) -> None:
    ontology = site.client.get("/def/.html").text
    assert "Ontology</h1>" in ontology
    assert "owl:Ontology" in ontology
    assert "<h2>Classes of records</h2>" in ontology
    assert '<a href="/def/Mission" dir="auto">Mission</a>' in ontology
    for path, link in (("/code/", "/code/helix-role"), ("/id/", "/id/mission/")):
        assert f'<a href="{link}" dir="auto">' in site.client.get(path, headers={"accept": "text/html"}).text


@pytest.mark.parametrize("path", ["/def/.doc", "/code/.x", "/id/.ttl.ttl"])
def test_an_ending_that_there_is_not_is_not_found(site: Site, path: str) -> None:
    assert site.client.get(path).status_code == 404


def test_the_page_of_a_class_lists_its_fields(site: Site) -> None:
    page = site.client.get("/def/Mission.html").text
    assert "<h2>Fields</h2>" in page
    assert '<a href="/shape/Mission-startDate"' in page
