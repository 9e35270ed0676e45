"""Every IRI of the seeded registry answers in RDF that two independent parsers read alike, in every form the same."""

import json
import warnings
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.compare import isomorphic

from registry.bootstrap import Registry
from registry.model.jsonld import CONTEXT_ADDRESS, context
from registry.rdf.parsing import FORMATS
from registry.services.find import Listing, PageRequest

FORMS = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld", ".trig": "trig", ".nq": "nquads"}
OF_OXIGRAPH = {
    ".ttl": "turtle",
    ".nt": "n-triples",
    ".rdf": "rdf-xml",
    ".jsonld": "json-ld",
    ".trig": "trig",
    ".nq": "n-quads",
}
OTHERS = [
    "/def/",
    "/def/Mission",
    "/def/title",
    "/shape/MissionShape",
    "/shape/Mission-startDate",
    "/code/helix-role",
    "/code/instrument-type/PI010",
    "/profile/core",
    "/revision/2",
    "/id/instrument",
    "/catalogue",
    "/.well-known/void",
]


def local(registry: Registry, ending: str, data: bytes) -> bytes:
    """JSON-LD with the registry's context inside it, as neither parser may fetch it."""
    if ending != ".jsonld":
        return data
    document = json.loads(data)
    if document["@context"] == CONTEXT_ADDRESS:
        document["@context"] = context(registry.model)
    return json.dumps(document).encode()


def by_rdflib(data: bytes, name: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about how it works itself
        if name not in ("trig", "nquads"):
            return graph.parse(data=data, format=name)
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=name)
        for s, p, o, _ in dataset.quads((None, None, None, None)):
            graph.add((s, p, o))
    return graph


def addresses(registry: Registry) -> Iterator[str]:
    """A record of each class, neither large nor small, and one of each other kind of thing."""
    for record_class in registry.model.records:
        page = registry.finder.page(Listing(record_class.name), PageRequest(first=100))
        by_size = sorted(page.records, key=lambda record: len(str(record.values)))
        yield "/id/" + by_size[len(by_size) // 2].iri.partition("/id/")[2]
    yield from OTHERS


def test_every_form_says_the_same_to_two_parsers(client: TestClient, registry: Registry) -> None:
    for path in addresses(registry):
        turtle: rdflib.Graph | None = None
        for ending, name in FORMS.items():
            answer = client.get(path + ending)
            assert answer.status_code == 200, path + ending
            data = local(registry, ending, answer.content)
            graph = by_rdflib(data, name)
            quads = {(q.subject, q.predicate, q.object) for q in ox.parse(data, format=FORMATS[OF_OXIGRAPH[ending]])}
            assert len(quads) == len(graph) > 0, path + ending
            turtle = turtle or graph
            assert set(graph) == set(turtle) or isomorphic(graph, turtle), path + ending


def test_the_core_says_the_same_in_json_ld_and_turtle(client: TestClient, registry: Registry) -> None:
    path = next(addresses(registry))
    turtle = by_rdflib(client.get(path + ".ttl?_profile=core").content, "turtle")
    document = local(registry, ".jsonld", client.get(path + ".jsonld?_profile=core").content)
    assert isomorphic(by_rdflib(document, "json-ld"), turtle)


def test_every_term_shape_and_code_answers(client: TestClient, registry: Registry) -> None:
    model = registry.model
    iris = [*model.terms, *(each.shape for each in model.classes.values()), *(each.scheme for each in model.code_lists)]
    iris += [field.shape for each in model.classes.values() for field in each.fields] + list(model.codes)
    own = sorted({iri.removeprefix("https://w3id.org/mission-registry") for iri in iris if "mission-registry/" in iri})
    assert len(own) > 300
    missing = [path for path in own if client.head(path, follow_redirects=False).status_code != 200]
    assert missing == []
    whole = by_rdflib(client.get("/def/").content, "turtle")
    ours = {rdflib.URIRef(iri) for iri in model.terms if iri.startswith("https://w3id.org/mission-registry/def/")}
    assert len(ours) > 100
    assert ours <= set(whole.subjects())


@pytest.mark.parametrize("path", ["/catalogue.html", "/id/mission/", "/dumps", "/revision/2"])
def test_pages_need_no_script_and_have_one_heading(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"accept": "text/html"}).text
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    assert page.replace('<script type="application/ld+json">', "").count("<script") == 0
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not data or json.loads(data)["@type"] == "Dataset"
