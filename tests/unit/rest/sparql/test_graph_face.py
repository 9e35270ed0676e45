"""Whole graphs over HTTP: by parameter and by path, in every form, and no trace of others."""

import pytest

from registry.errors import ServerBusy, StoreUnreachable
from registry.namespaces import GRAPHS, HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.store.graphs import NOTHING, PUBLIC
from tests.unit.rest.sparql.conftest import Site


@pytest.mark.parametrize(
    ("path", "graphs"),
    [
        ("/graphs?default", PUBLIC),
        ("/graphs?default=", PUBLIC),
        (f"/graphs?graph={PUBLISHED}", (PUBLISHED,)),
        ("/graphs?graph=https%3A%2F%2Fw3id.org%2Fmission-registry%2Fgraph%2Fvocabulary", (VOCABULARY,)),
        ("/graph/published", (PUBLISHED,)),
        ("/graph/vocabulary", (VOCABULARY,)),
    ],
)
def test_public_graphs_are_read_whole(site: Site, path: str, graphs: tuple[str, ...]) -> None:
    answer = site.client.get(path)
    assert (answer.status_code, answer.text) == (200, "one two")
    assert site.graphs.asked == [(graphs, "turtle")]
    assert site.graphs.closed == 1
    assert answer.headers["etag"] == '"7-turtle"'


@pytest.mark.parametrize(
    ("accept", "media_type", "rdf_format"),
    [
        ("application/n-triples", "application/n-triples", "n-triples"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", "application/rdf+xml", "rdf-xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/trig", "application/trig", "trig"),
        ("application/n-quads", "application/n-quads", "n-quads"),
        ("text/*", "text/turtle; charset=utf-8", "turtle"),
    ],
)
def test_graphs_come_in_the_form_that_accept_likes_best(
    site: Site, accept: str, media_type: str, rdf_format: str
) -> None:
    answer = site.client.get("/graphs?default", headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    assert site.graphs.asked[0][1] == rdf_format


def test_a_short_name_goes_before_accept_and_what_there_is_not_is_refused(site: Site) -> None:
    assert site.client.get("/graph/published?format=nq").headers["content-type"] == "application/n-quads"
    assert site.client.get("/graph/published", headers={"accept": "text/html"}).status_code == 406
    assert site.client.get("/graph/published?format=csv").status_code == 406
    assert site.client.get("/graph/published?format=doc").status_code == 400


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS, NOTHING, "https://example.org/none", "", "x y", GRAPHS])
def test_internal_graphs_are_as_little_there_as_unknown_ones(site: Site, graph: str) -> None:
    unknown = site.client.get("/graphs", params={"graph": graph})
    assert (unknown.status_code, unknown.json()["detail"]) == (404, f"There is no graph <{graph}>.")
    by_path = site.client.get("/graph/" + graph.removeprefix(GRAPHS))
    assert (by_path.status_code, by_path.json()["title"]) == (404, "Not found")
    assert by_path.headers["access-control-allow-origin"] == "*"
    assert site.client.head("/graphs", params={"graph": graph}).status_code == 404
    assert site.graphs.asked == []


@pytest.mark.parametrize("path", ["/graphs", f"/graphs?default&graph={PUBLISHED}", "/graphs?graph=a&graph=b"])
def test_one_graph_must_be_named(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid argument")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/graphs?default", "/graph/published", f"/graphs?graph={HISTORY}", "/graph/new"])
def test_nothing_can_be_written(site: Site, method: str, path: str) -> None:
    answer = site.client.request(method, path, content=b"<x:a> <x:b> <x:c> .", headers={"content-type": "text/turtle"})
    assert (answer.status_code, answer.json()["title"]) == (405, "Method not allowed")
    assert "GET" in answer.headers["allow"]


def test_head_says_what_get_would_and_reads_nothing(site: Site) -> None:
    answer = site.client.head("/graph/published", headers={"accept": "application/n-triples"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/n-triples"
    assert answer.headers["etag"] == '"7-n-triples"'
    assert site.graphs.asked == []


def test_who_has_the_graph_already_is_told_so(site: Site) -> None:
    for tag in ('"7-turtle"', 'W/"7-turtle"', '"1", "7-turtle"', "*"):
        answer = site.client.get("/graph/published", headers={"if-none-match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
    assert site.client.get("/graph/published", headers={"if-none-match": '"6-turtle"'}).status_code == 200


def test_a_failure_before_the_first_piece_is_a_problem(site: Site) -> None:
    site.graphs.failure = ServerBusy()
    answer = site.client.get("/graphs?default")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_a_failure_in_the_middle_breaks_off_and_lets_go(site: Site) -> None:
    site.graphs.asked.append(((), ""))
    site.graphs.failure = StoreUnreachable("It fell silent.")
    answer = site.client.get("/graphs?default")
    assert answer.text != "one two"
    assert site.graphs.closed == 1


def test_pages_of_other_sites_may_read(site: Site) -> None:
    answer = site.client.request("OPTIONS", "/graphs", headers={"origin": "https://example.org"})
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
