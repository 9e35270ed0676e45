"""What harvesters and crawlers find: a catalogue by the official shapes, true figures, files with checksums."""

import gzip
import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pyshacl
import pytest
import rdflib
from fastapi import FastAPI
from fastapi.testclient import TestClient
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH, VOID

from registry.app import create_app
from registry.bootstrap import Registry
from registry.errors import QueryTooSlow
from registry.namespaces import PUBLISHED
from registry.rest.addresses import Addresses
from registry.rest.catalogue.crawlers import Crawlers, crawler_router
from registry.rest.problems import install_problems
from registry.services.catalogue.figures import Counting
from registry.services.catalogue.void import statistics
from tests.asking import Client

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SHAPES = Path(os.environ.get("MISSION_REGISTRY_SUITES", "")) / "dcat-ap/releases/3.0.1/shacl/dcat-ap-SHACL.ttl"
XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def graph(client: TestClient, path: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get(path).content, format="turtle")


def test_dumps_come_with_checksum_revision_licence_and_in_parts(client: TestClient) -> None:
    whole = client.get("/dumps/se.nq.gz")
    sha256 = hashlib.sha256(whole.content).hexdigest()
    assert client.get("/dumps/se.nq.gz.sha256").text == f"{sha256}  se.nq.gz\n"
    assert whole.headers["registry-revision"] == "2"
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in whole.headers["link"]
    assert 'filename="mission-registry-se-2.nq.gz"' in whole.headers["content-disposition"]
    part = client.get("/dumps/se.nq.gz", headers={"range": "bytes=10-19", "if-range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    changed = client.get("/dumps/se.nq.gz", headers={"range": "bytes=10-19", "if-range": '"other"'})
    assert changed.status_code == 200
    assert client.get("/dumps/se.nq.gz", headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    unpacked = client.get("/dumps/se.nq")
    assert unpacked.content == gzip.decompress(whole.content)
    assert unpacked.headers["etag"] != whole.headers["etag"]
    assert "repr-digest" not in unpacked.headers
    assert client.get("/dumps/se.nq", headers={"if-none-match": unpacked.headers["etag"]}).status_code == 304
    no_checksum = client.get("/dumps/se.nq.sha256")
    assert (no_checksum.status_code, "/dumps/se.nq.gz.sha256" in no_checksum.json()["detail"]) == (404, True)
    assert client.head("/dumps/se.nq.gz").headers["content-length"] == str(len(whole.content))
    for name in ("xx.nq.gz", "se", "se.ttl"):
        assert client.get(f"/dumps/{name}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-", 10, None),
        ("Bytes= 10-9999999999 ", 10, None),
        ("bytes=-5", -5, None),
        ("bytes=-999999999", 0, None),
    ],
)
def test_a_part_of_a_dump_is_given_to_who_names_the_file(
    client: TestClient, asked: str, start: int, end: int | None
) -> None:
    whole = client.get("/dumps/se.nq.gz")
    tag = whole.headers["etag"]
    part = client.get("/dumps/se.nq.gz", headers={"range": asked, "if-range": tag})
    assert (part.status_code, part.content) == (206, whole.content[start:end])
    # curl -C - names no file: the whole comes, lest two revisions be joined
    for headers in ({"range": asked}, {"range": asked, "if-range": whole.headers.get("last-modified", "x")}):
        again = client.get("/dumps/se.nq.gz", headers=headers)
        assert (again.status_code, again.content) == (200, whole.content)


@pytest.mark.parametrize(
    "asked", ["lines=1-2", "bytes", "bytes=", "bytes=-", "bytes=9-2", "bytes=0-1,4-5", "bytes=a-b"]
)
def test_a_range_that_is_none_is_passed_over(client: TestClient, asked: str) -> None:
    tag = client.head("/dumps/se.nq.gz").headers["etag"]
    assert client.get("/dumps/se.nq.gz", headers={"range": asked, "if-range": tag}).status_code == 200


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_a_problem_that_tells_the_size(client: TestClient, asked: str) -> None:
    whole = client.head("/dumps/se.nq.gz").headers
    answer = client.get("/dumps/se.nq.gz", headers={"range": asked, "if-range": whole["etag"]})
    assert (answer.status_code, answer.headers["content-type"]) == (416, "application/problem+json")
    assert answer.headers["content-range"] == f"bytes */{whole['content-length']}"


@pytest.mark.parametrize("path", ["/catalogue", "/.well-known/void", "/dumps", "/dumps/se.nq.gz"])
def test_what_has_no_past_of_its_own_says_so(client: TestClient, path: str) -> None:
    for parameter in ("asOf=1", "_profile=core"):
        assert client.get(f"{path}?{parameter}").status_code == 400


def test_a_browser_is_told_in_a_page_what_is_not_there(client: TestClient) -> None:
    for path in ("/nothing", "/dumps/xx.nq.gz", "/citation.doc"):
        page, told = (client.get(path, headers={"accept": kind}) for kind in ("text/html", "*/*"))
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
        assert page.headers["vary"] == told.headers["vary"] == "Accept"


def test_crawlers_may_read_all_that_the_catalogue_offers(client: TestClient) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())
    allowed = ["/dumps/all.nq.gz", "/id/mission/", "/catalogue"]
    assert [path for path in allowed if not rules.can_fetch("bot", path)] == []
    assert not rules.can_fetch("bot", "/graphql")
    assert "Disallow: /sparql?\n" in client.get("/robots.txt").text


def test_the_index_of_dumps_lists_every_country_with_figures_of_what_is_made(client: TestClient) -> None:
    client.get("/dumps/se.nq.gz")
    dumps = client.get("/dumps", headers={"accept": "application/json"}).json()["dumps"]
    by_address = {dump["address"]: dump for dump in dumps}
    assert {"/dumps/all.nq.gz", "/dumps/nl.csv.zip"} <= by_address.keys()
    assert by_address["/dumps/se.nq.gz"]["bytes"] > 10_000
    page = client.get("/dumps", headers={"accept": "text/html"}).text
    assert 'href="/dumps/se.trig.gz">TriG</a>' in page
    assert "bytes, revision 2)" in page


def test_the_catalogue_has_what_dcat_ap_demands_and_true_figures(client: TestClient, registry: Registry) -> None:
    client.get("/dumps/se.nq.gz")
    said = graph(client, "/catalogue.ttl")
    catalogue = said.value(None, RDF.type, DCAT.Catalog)
    datasets = set(said.objects(catalogue, DCAT.dataset))
    assert len(datasets) > 20
    for thing in (catalogue, *datasets):
        assert said.value(thing, DCTERMS.title)
        assert said.value(thing, DCTERMS.description)
        assert said.value(said.value(thing, DCTERMS.publisher), FOAF.name)
    whole = next(each for each in datasets if str(each).endswith("#all"))
    assert f"{registry.finder.total:,} records" in str(said.value(whole, DCTERMS.description))
    files = {str(url) for url in said.objects(None, DCAT.downloadURL)}
    assert len(files) == 4 * len(datasets)
    assert "http://localhost:8000/dumps/all.nq.gz" in files
    assert len(set(said.subjects(RDF.type, DCAT.DataService))) == 3
    sha256 = client.get("/dumps/se.nq.gz.sha256").text.split()[0]
    assert sha256 in {str(value) for value in said.objects(None, SPDX.checksumValue)}


@pytest.mark.skipif(not SHAPES.is_file(), reason="MISSION_REGISTRY_SUITES names no folder with dcat-ap")
def test_the_catalogue_is_valid_by_the_official_shapes(client: TestClient) -> None:
    client.get("/dumps/se.csv.zip")
    shapes = rdflib.Graph().parse(SHAPES)
    # The official file refers to two shapes that it does not have, which pySHACL refuses to read.
    for shape in [each for each in set(shapes.objects(None, SH.property)) if (each, SH.path, None) not in shapes]:
        shapes.remove((None, SH.property, shape))
    conforms, _, report = pyshacl.validate(graph(client, "/catalogue.ttl"), shacl_graph=shapes)
    assert conforms, report


def test_the_statistics_are_those_of_the_graph(client: TestClient, registry: Registry) -> None:
    said = graph(client, "/.well-known/void.ttl")
    dataset = said.value(said.value(None, RDF.type, VOID.DatasetDescription), FOAF.primaryTopic)
    assert int(str(said.value(dataset, VOID.triples))) == sum(1 for _ in registry.store.quads(PUBLISHED))
    assert int(str(said.value(dataset, VOID.entities))) == registry.finder.total
    by_class = {
        str(said.value(p, VOID["class"])): int(str(said.value(p, VOID.entities)))
        for p in said.objects(dataset, VOID.classPartition)
    }
    missions = registry.model.classes["Mission"].iri
    assert (
        by_class[missions]
        == client.get("/graphql", params={"query": "{ missions { totalCount } }"}).json()["data"]["missions"][
            "totalCount"
        ]
    )
    assert client.get("/.well-known/void.html").status_code == 200
    named = {str(s) for s in said.subjects() if isinstance(s, rdflib.URIRef) and "#" in str(s)}
    assert named <= {str(s) for s in graph(client, "/catalogue.ttl").subjects()}


def test_statements_that_take_too_long_to_count_are_left_out(registry: Registry) -> None:
    class Slow:
        def answer(self, question):  # type: ignore[no-untyped-def]
            raise QueryTooSlow(1)

        def close(self) -> None:
            pass

    counting = Counting(registry.model, registry.store, registry.finder, registry.history, Slow())
    assert counting.counts() is None
    assert counting.figures() is counting.figures()
    said = {t.predicate.value.rpartition("#")[2] for t in statistics(counting.figures(), None, "http://x", "/void")}
    assert "triples" not in said
    assert "classPartition" in said


def test_the_page_of_the_catalogue_tells_search_engines_and_people(client: TestClient) -> None:
    page = client.get("/catalogue", headers={"accept": "text/html"}).text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert (data["@type"], data["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    assert {each["contentUrl"] for each in data["distribution"]} >= {"http://localhost:8000/dumps/all.nq.gz"}
    assert '<a href="/id/mission/">' in page
    assert "/dumps/se.csv.zip" in page


def test_the_sitemap_has_every_record_once(client: TestClient, registry: Registry) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = [each.text or "" for each in index.iter(f"{XML}loc")]
    found = [
        each.text or ""
        for page in pages
        for each in ElementTree.fromstring(client.get(page.removeprefix("http://localhost:8000")).content).iter(
            f"{XML}loc"
        )
    ]
    assert len(found) == len(set(found)) == registry.finder.total
    assert all(each.startswith("http://localhost:8000/id/") for each in found)
    assert "Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").text


def test_a_sitemap_page_has_no_more_than_it_may_and_no_other_page_is_there(registry: Registry) -> None:
    counting = Counting(registry.model, registry.store, registry.finder, registry.history, registry.sparql.answers)
    app = FastAPI()
    install_problems(app)
    crawlers = Crawlers(
        registry.model,
        registry.store,
        counting,
        Addresses(),
        "mailto:a@example.org",
        most=100,
        address="https://m.example",
    )
    app.include_router(crawler_router(crawlers))
    client = Client(app)
    pages = re.findall(r"/sitemap/(mission-[0-9]+)\.xml", client.get("/sitemap.xml").text)
    sizes = [client.get(f"/sitemap/{page}.xml").text.count("<url>") for page in pages]
    assert (pages, sizes[:2]) == (["mission-1", "mission-2", "mission-3"], [100, 100])
    for name in ("mission-4", "mission-0", "mission--1", "nothing-1", "mission", "mission-x", "mission-" + "9" * 50):
        assert client.get(f"/sitemap/{name}.xml").status_code == 404
    security = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:a@example.org" in security
    assert "Canonical: https://m.example/.well-known/security.txt" in security
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00Z$", security, re.MULTILINE)


def test_without_a_contact_the_server_says_that_there_is_none(client: TestClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, "set no contact" in answer.json()["detail"]) == (404, True)


def test_settings_for_the_public_address_and_the_contact_stand_in_the_catalogue(registry: Registry) -> None:
    config = replace(
        registry.settings, public_address="https://m.example", contact="mailto:a@example.org", publisher="The Ministry"
    )
    client = TestClient(create_app(replace(registry, settings=config)), raise_server_exceptions=False)
    said = graph(client, "/catalogue.ttl")
    assert rdflib.URIRef("https://m.example/dumps/all.nq.gz") in set(said.objects(None, DCAT.downloadURL))
    contact = said.value(None, DCAT.contactPoint)
    assert (
        contact,
        rdflib.URIRef("http://www.w3.org/2006/vcard/ns#hasEmail"),
        rdflib.URIRef("mailto:a@example.org"),
    ) in said
    assert rdflib.Literal("The Ministry", lang="en") in set(said.objects(None, FOAF.name))


def test_the_dataset_is_cited_and_given_out_in_the_columns_of_another_portal(client: TestClient) -> None:
    assert "version = {revision 2}" in client.get("/citation.bib").text
    assert client.get("/citation.csl.json").json()[0]["URL"] == "http://localhost:8000/catalogue"
    assert client.get("/citation.doc").status_code == 404
    whole, of_sweden = client.get("/stip.csv"), client.get("/stip.csv?country=SE")
    assert whole.text.lstrip("\ufeff").startswith("InitiativeID,CountryCode,")
    assert 'filename="stip-se-2.csv"' in of_sweden.headers["content-disposition"]
    assert {line.split(",")[1] for line in of_sweden.text.splitlines()[1:] if line.startswith("https://w3id.org")} == {
        "SE"
    }
    assert client.get("/stip.csv?country=XX").status_code == 404


@pytest.mark.parametrize(
    "path", ["/id/mission/x", "/catalogue", "/dumps/all.nq.gz", "/def/Mission", "/", "/health", "/validate"]
)
def test_any_page_may_ask_and_is_told_how(client: TestClient, path: str) -> None:
    asked = {"origin": "https://page.example", "access-control-request-method": "GET"}
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == answer.headers["allow"]
    assert ("POST" if path == "/validate" else "GET, HEAD") in answer.headers["allow"]


@pytest.mark.parametrize(
    "path", ["/id/mission/x", "/nothing", "/graphql?query={__typename}", "/health", "/openapi.json", "/sparql"]
)
def test_every_answer_may_be_read_from_any_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers


def test_there_is_nothing_to_be_told_of_an_address_that_is_not_there(client: TestClient) -> None:
    assert client.options("/nothing").status_code == 404
