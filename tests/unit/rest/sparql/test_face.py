"""`/sparql` over HTTP: three ways to ask, every form of answer, and what is refused."""

import asyncio
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import Message

from registry.errors import (
    AnswerTooLarge,
    QueryError,
    QueryTooHeavy,
    QueryTooSlow,
    RegistryError,
    ServerBusy,
    StoreUnreachable,
)
from registry.namespaces import HISTORY, PUBLISHED, VOCABULARY
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from registry.rest.sparql.description import SD
from registry.store.graphs import PUBLIC
from registry.store.sparql.question import Question
from tests.unit.rest.sparql.conftest import TABLE, Site

FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"}


def test_the_three_ways_to_ask_are_the_same_question(site: Site) -> None:
    graphs = [("default-graph-uri", PUBLISHED), ("default-graph-uri", VOCABULARY), ("named-graph-uri", PUBLISHED)]
    asked = urlencode([("query", "ASK { 'é' ?p ?o }"), *graphs])
    answers = [
        site.client.get(f"/sparql?{asked}"),
        site.client.post("/sparql", content=asked, headers=FORM),
        site.client.post(f"/sparql?{urlencode(graphs)}", content="query=ASK+{+'%C3%A9'+?p+?o+}", headers=FORM),
        site.client.post(f"/sparql?{urlencode(graphs)}", content="ASK { 'é' ?p ?o }".encode(), headers=QUERY),
    ]
    assert [answer.text for answer in answers] == ["the answer"] * 4
    question = Question("ASK { 'é' ?p ?o }", (PUBLISHED, VOCABULARY), (PUBLISHED,), "json", "turtle")
    assert site.answers.asked == [question] * 4


@pytest.mark.parametrize(
    ("accept", "media_type", "written_as"),
    [
        ("*/*", "application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "xml"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "text/tab-separated-values; charset=utf-8", "tsv"),
        ("application/json", "application/json", "json"),
        ("application/xml, */*;q=0.1", "application/xml", "xml"),
        ("text/csv;q=0, application/*", "application/sparql-results+json", "json"),
    ],
)
def test_rows_come_in_the_form_that_accept_likes_best(
    site: Site, accept: str, media_type: str, written_as: str
) -> None:
    answer = site.client.get("/sparql?query=SELECT", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert site.answers.given[-1].written_as == written_as
    assert site.answers.given[-1].body.closed
    assert (answer.headers["vary"], answer.headers["access-control-allow-origin"]) == ("Accept", "*")


@pytest.mark.parametrize(
    ("accept", "media_type", "written_as"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/rdf+xml", "application/rdf+xml", "rdf-xml"),
        ("application/n-quads, text/turtle;q=0.9", "application/n-quads", "n-quads"),
        ("application/json", "application/json", "json-ld"),
        ("application/trig", "application/trig", "trig"),
    ],
)
def test_graphs_come_in_the_form_that_accept_likes_best(
    site: Site, accept: str, media_type: str, written_as: str
) -> None:
    answer = site.client.get("/sparql?query=CONSTRUCT", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert site.answers.given[-1].written_as == written_as


def test_a_short_name_in_the_address_goes_before_accept(site: Site) -> None:
    for name, media_type in (("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("html", "text/html")):
        site.answers.text = TABLE
        answer = site.client.get(f"/sparql?query=SELECT&format={name}", headers={"accept": "image/png"})
        assert answer.headers["content-type"].startswith(media_type)
    answer = site.client.get("/sparql?query=SELECT&format=doc")
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid argument")


@pytest.mark.parametrize(
    ("query", "asked", "offered"),
    [
        ("SELECT", {"headers": {"accept": "text/turtle"}}, "application/sparql-results+json"),
        ("DESCRIBE", {"headers": {"accept": "text/csv"}}, "application/rdf+xml"),
        ("ASK", {"params": {"query": "ASK", "format": "ttl"}}, "text/csv"),
    ],
)
def test_a_form_that_an_answer_does_not_come_in_is_refused_with_the_list(
    site: Site, query: str, asked: dict[str, dict[str, str]], offered: str
) -> None:
    answer = site.client.get(f"/sparql?query={query}", **asked)
    assert (answer.status_code, answer.json()["title"]) == (406, "Not acceptable")
    assert offered in answer.json()["detail"]


def test_a_browser_gets_the_first_rows_as_a_page_with_every_value_escaped(site: Site) -> None:
    site.answers.text = TABLE
    answer = site.client.get("/sparql?query=SELECT+%3Ca%26b%3E", headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script" not in answer.headers["content-security-policy"]
    assert site.answers.given[-1].written_as == "table"
    assert "The first 2 rows" in answer.text
    assert '<a href="/id/place/sweden" dir="auto">id:place/sweden</a>' in answer.text
    assert "&lt;script&gt;" in answer.text
    assert 'href="javascript' not in answer.text
    assert "/sparql?query=SELECT+%3Ca%26b%3E&amp;format=csv" in answer.text
    assert "SELECT &lt;a&amp;b&gt;" in answer.text


def test_a_browser_gets_a_truth_and_a_graph_as_pages(site: Site) -> None:
    site.answers.text = b'{"boolean": false}'
    assert "<h1>No</h1>" in site.client.get("/sparql?query=ASK", headers=BROWSER).text
    site.answers.text = b"<x:a> <x:b> <x:c> ."
    page = site.client.get("/sparql?query=DESCRIBE", headers=BROWSER).text
    assert "<pre>&lt;x:a&gt;" in page
    assert "more than a page shows" not in page
    site.answers.text = b"#" * 200_001
    assert "more than a page shows" in site.client.get("/sparql?query=DESCRIBE", headers=BROWSER).text


def test_without_a_query_a_browser_gets_the_examples_each_with_a_link_that_runs_it(site: Site) -> None:
    answer = site.client.get("/sparql", headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/html")
    assert "Which &lt;missions&gt; are there?" in answer.text
    assert 'href="/sparql?query=SELECT+%3Fa+%7B%0A+%3Fa+%3Fb+%27c+%26+d%27+%7D"' in answer.text
    assert "10 seconds" in answer.text
    assert site.answers.asked == []


@pytest.mark.parametrize(
    ("accept", "rdf_format"),
    [
        ("*/*", "turtle"),
        ("application/rdf+xml", "rdf-xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "n-triples"),
        ("application/trig", "trig"),
    ],
)
def test_without_a_query_a_program_gets_the_service_description(site: Site, accept: str, rdf_format: str) -> None:
    answer = site.client.get("/sparql", headers={"accept": accept})
    triples = {quad.triple for quad in parse(answer.content, rdf_format)}
    (endpoint,) = (t.object for t in triples if t.predicate == Iri(SD + "endpoint"))
    assert endpoint == Iri("http://registry.test/sparql")
    assert {t.object.value for t in triples if t.predicate == Iri(SD + "name")} == set(PUBLIC)


def test_the_description_is_refused_in_forms_that_it_does_not_come_in(site: Site) -> None:
    assert site.client.get("/sparql", headers={"accept": "image/png"}).status_code == 406
    assert site.client.get("/sparql?format=nt").headers["content-type"] == "application/n-triples"


@pytest.mark.parametrize("host", ['a"b>', "a b", "<x:y>", "a/../b?c#d", "", "a:b", "[::1"])
def test_a_host_that_is_no_address_is_refused(site: Site, host: str) -> None:
    answer = site.client.get("/sparql?format=nt", headers={"host": host})
    assert (answer.status_code, answer.json()["title"]) == (400, "Hostile iri")


def test_the_description_names_the_address_that_was_asked(site: Site) -> None:
    for host in ("example.org:8080", "[::1]:8000", "127.0.0.1"):
        assert f"<http://{host}/sparql>" in site.client.get("/sparql?format=nt", headers={"host": host}).text


def test_head_answers_like_get_without_a_body(site: Site) -> None:
    for path in ("/sparql?query=SELECT", "/sparql"):
        got, head = site.client.get(path), site.client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers == got.headers


def test_pages_of_other_sites_may_ask_and_read_errors_too(site: Site) -> None:
    answer = site.client.request("OPTIONS", "/sparql", headers={"origin": "https://example.org"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert site.client.get("/sparql?query=a&query=b").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(site: Site, method: str) -> None:
    answer = site.client.request(method, "/sparql?query=ASK", content=b"ASK {}", headers=QUERY)
    assert (answer.status_code, answer.json()["title"]) == (405, "Method not allowed")
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("content_type", "body", "status", "detail"),
    [
        ("application/sparql-update", b"DROP ALL", 400, "Updates are not open"),
        ("application/x-www-form-urlencoded", b"update=DROP+ALL", 400, "Updates are not open"),
        ("application/x-www-form-urlencoded", b"query=ASK&update=DROP", 400, "Updates are not open"),
        ("application/x-www-form-urlencoded", b"query=ASK&query=ASK", 400, "more than one"),
        ("application/x-www-form-urlencoded", b"", 400, "no `query`"),
        ("application/x-www-form-urlencoded", b"query=%ff", 400, "no UTF-8"),
        ("application/x-www-form-urlencoded", b"query=\xff", 400, "no UTF-8"),
        ("application/x-www-form-urlencoded", b"a=1&" * 60, 400, "more than 50"),
        ("application/sparql-query", b"\xff", 400, "no UTF-8"),
        ("application/sparql-query; charset=UTF-16", "ASK {}".encode("utf-16"), 415, "charset=utf-8"),
        ("application/x-www-form-urlencoded; charset=latin-1", b"query=ASK", 415, "charset=utf-8"),
        ("text/plain", b"ASK {}", 415, "application/sparql-query"),
        ("", b"ASK {}", 415, "application/sparql-query"),
        ("application/sparql-query", b"x" * 1_000_001, 413, "bytes"),
    ],
)
def test_a_post_that_is_no_query_is_refused(
    site: Site, content_type: str, body: bytes, status: int, detail: str
) -> None:
    answer = site.client.post("/sparql", content=body, headers={"content-type": content_type})
    assert answer.status_code == status
    assert detail in answer.json()["detail"]
    assert site.answers.asked == []


def test_utf_8_may_be_said(site: Site) -> None:
    for charset in ("utf-8", '"UTF-8"', "utf8"):
        headers = {"content-type": f"application/sparql-query;charset={charset}"}
        assert site.client.post("/sparql", content=b"ASK {}", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/sparql?update=DROP+ALL", "/sparql?query=ASK&query=ASK", "/sparql?query=%ff"])
def test_a_get_that_is_no_query_is_refused(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 400
    assert site.answers.asked == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (QueryError(f"The graph <{HISTORY}> is not open."), 400),
        (AnswerTooLarge(50), 400),
        (QueryTooSlow(10), 503),
        (QueryTooHeavy(512), 503),
        (ServerBusy(), 503),
        (StoreUnreachable("The store does not answer."), 503),
    ],
)
def test_failures_are_told_as_problems(site: Site, failure: RegistryError, status: int) -> None:
    site.answers.failure = failure
    answer = site.client.get("/sparql?query=SELECT")
    assert (answer.status_code, answer.json()["detail"]) == (status, failure.message)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("retry-after" in answer.headers) is isinstance(failure, ServerBusy)


def test_an_accident_is_masked(site: Site) -> None:
    site.answers.failure = RuntimeError("a secret")
    answer = site.client.get("/sparql?query=SELECT")
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_a_large_answer_comes_in_pieces_and_whole(site: Site) -> None:
    site.answers.text = bytes(range(256)) * 4_000
    answer = site.client.get("/sparql?query=SELECT")
    assert answer.content == site.answers.text
    assert answer.headers["content-length"] == str(len(site.answers.text))
    assert site.answers.given[-1].body.closed


def test_no_more_than_a_few_wait_and_the_others_are_told_when_to_come_again(site: Site) -> None:
    gate, started = threading.Event(), threading.Semaphore(0)

    def wait() -> None:
        started.release()
        gate.wait()

    site.answers.before = wait
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(site.client.get, "/sparql?query=ASK") for _ in range(4)]
        started.acquire()
        started.acquire()  # two are at work, one waits, and of the four one is refused
        (refused,) = wait_for(asked, return_when=FIRST_COMPLETED).done
        gate.set()
    assert (refused.result().status_code, refused.result().headers["retry-after"]) == (503, "1")
    assert sorted(each.result().status_code for each in asked) == [200, 200, 200, 503]


def test_an_answer_that_nobody_waits_for_any_more_is_let_go_of(site: Site) -> None:
    gate, started = threading.Event(), threading.Event()

    def wait() -> None:
        started.set()
        gate.wait()

    async def go_away() -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            await asyncio.to_thread(started.wait)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/sparql", "query_string": b"query=ASK", "headers": []}
        await site.app(scope, receive, send)
        return sent

    site.answers.before = wait
    sent = asyncio.run(go_away())
    gate.set()
    assert sent[0]["status"] == 400
    site.workers.close()  # waits for what is at work
    assert [answer.body.closed for answer in site.answers.given] == [True]
    assert [question.is_left() for question in site.answers.asked] == [True]


def test_somebody_who_goes_away_while_sending_is_not_answered(site: Site) -> None:
    async def go_away() -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        headers = [(b"content-type", b"application/sparql-query"), (b"content-length", b"9")]
        scope = {"type": "http", "method": "POST", "path": "/sparql", "query_string": b"", "headers": headers}
        await site.app(scope, receive, send)
        return sent

    assert asyncio.run(go_away())[0]["status"] == 400
    assert site.answers.asked == []


HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=60)
NAMES = st.sampled_from(
    ["accept", "content-type", "origin", "if-none-match", "accept-encoding", "range", "x-any", "host"]
)
KNOWN = st.sampled_from(
    [
        *(
            "*/*",
            "text/html",
            "text/turtle;q=0.5",
            "application/sparql-query",
            "application/x-www-form-urlencoded",
            "*",
        ),
        *("application/*;q=0.0001", "text/csv;q=1.000, */*;q=0", 'a/b;x="\\",text/html', ",,,;;;", "text/html;q=nan"),
        *("charset=utf-8", "application/sparql-query;charset", '"7-turtle"', 'W/"7-turtle"', "bytes=0-1", "é"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headers=st.lists(st.tuples(NAMES, st.one_of(HEADER, KNOWN)), max_size=5),
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]),
    path=st.sampled_from(
        ["/sparql?query=ASK", "/sparql", "/sparql?query=DESCRIBE", "/graphs?default", "/graph/published"]
    ),
    body=st.one_of(st.binary(max_size=30), st.just(b"query=ASK")),
)
def test_no_header_brings_the_face_down(
    site: Site, headers: list[tuple[str, str]], method: str, path: str, body: bytes
) -> None:
    site.answers.text = TABLE
    sent = [(name.encode(), value.strip().encode("latin-1")) for name, value in headers]
    answer = site.client.request(method, path, headers=sent, content=body)
    assert answer.status_code in (200, 204, 304, 400, 405, 406, 415)
    assert answer.headers["x-content-type-options"] == "nosniff"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.binary(max_size=80), extra=st.sampled_from(["", "query=ASK&", "default-graph-uri=", "format=", "query="])
)
def test_no_address_brings_the_face_down(site: Site, text: bytes, extra: str) -> None:
    answer = site.client.get(f"/sparql?{extra}{quote(text, safe='&=;+')}")
    assert answer.status_code in (200, 400, 406)
