"""Comparisons over HTTP, of the seed, and those that somebody saves."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from registry.bootstrap import Registry
from registry.errors import NotSignedIn
from registry.identity.person import Person, Role
from registry.index.filters import EVERYTHING
from registry.rest.bodies import Bodies
from registry.rest.comparing.face import ComparisonFace, comparison_router
from registry.rest.comparing.formats import Format
from registry.rest.problems import install_problems
from registry.rest.sign_in import SignIn
from registry.services.charts.pictures import PICTURES, PictureFormat
from registry.services.compare.saved import SavedComparisons
from registry.services.tables.formats import FORMATS
from registry.store.oxigraph import EmbeddedStore
from tests.conftest import SITE

FOUR = "/compare?sides=SE,ES,NL,GB&by=challenge"


def test_four_countries_come_as_json_with_a_permalink_that_gives_them_again(client: TestClient) -> None:
    answer = client.get(FOUR)
    body = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert [side["code"] for side in body["sides"]] == ["SE", "ES", "NL", "GB"]
    again = client.get(body["permalink"])
    assert again.json() == body
    assert client.get(FOUR, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("chart", ["heat-map", "bars", "timeline", "likeness"])
def test_a_picture_cites_the_address_that_gives_it_again(client: TestClient, chart: str) -> None:
    asked = f"/compare.svg?sides=SE,ES&by=helixRole&helixRoles=4&evidence=1&lang=sv&chart={chart}"
    picture = client.get(asked)
    canonical = picture.links["canonical"]["url"].removeprefix(SITE)
    for kept in ("/compare.svg?", "helixRoles=4", "evidence=1", "lang=sv", f"chart={chart}", "asOf=2"):
        assert kept in canonical
    again = client.get(canonical)
    assert again.headers["etag"] == picture.headers["etag"]
    assert again.content == picture.content


@pytest.mark.parametrize("chart", ["heat-map", "bars"])
def test_a_picture_of_nothing_tells_as_the_table_does_of_which_records_to_ask(client: TestClient, chart: str) -> None:
    asked = "?sides=SE,ES&by=barrier"
    note = client.get(f"/compare.json{asked}").json()["notes"][0]
    assert "policy initiatives (1)" in note
    picture = client.get(f"/compare.svg{asked}&chart={chart}").text
    assert note in html.unescape(picture)


def test_who_gives_nothing_is_told_what_to_give_and_the_examples_work(client: TestClient) -> None:
    told = client.get("/compare").json()
    assert {"sides", "by", "chart", "lang"} <= set(told["parameters"])
    assert {"challenge", "moipType"} <= {each["name"] for each in told["dimensions"]}
    assert told["charts"] == ["heat-map", "bars", "timeline", "likeness"]
    assert told["measures"]["records"] == "number of records"
    assert told["formats"][".csv"] == "text/csv"
    for address in told["examples"].values():
        assert client.get(address.removeprefix(SITE)).status_code == 200
    assert client.get("/compare?sides=").status_code == 400


def test_a_date_before_the_first_revision_is_told_with_the_first(client: TestClient) -> None:
    detail = client.get(f"{FOUR}&asOf=2001-01-01").json()["detail"]
    assert re.fullmatch(r"There is no revision at or before 2001-01-01; the first is of \d{4}-\d\d-\d\dT.+Z\.", detail)


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        (".csv", "text/csv; charset=utf-8"),
        (".wide.csv", "text/csv; charset=utf-8"),
        (".md", "text/markdown; charset=utf-8"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_an_ending_says_in_which_format(client: TestClient, ending: str, media_type: str) -> None:
    answer = client.get(FOUR.replace("/compare", f"/compare{ending}"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.content


def test_the_accept_header_says_it_too(client: TestClient) -> None:
    assert client.get(FOUR, headers={"Accept": "text/markdown"}).text.startswith("# ")
    assert client.get(FOUR, headers={"Accept": "text/calendar"}).status_code == 406


def test_a_filter_is_json_in_the_names_of_the_api(client: TestClient) -> None:
    where = '{"title": {"startsWith": "S"}, "deadline": {"lt": "2031"}}'
    body = client.get(FOUR, params={"sides": "SE,NL", "by": "challenge", "where": where}).json()
    assert 0 < body["total"]["number"] < 20
    assert client.get(body["permalink"]).json()["total"] == body["total"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("{", "`where` is no JSON"),
        ('{"tittle": {}}', "tittle"),
        ('{"deadline": {"lt": "soon"}}', "soon"),
        ("[" * 5_000, "`where`"),
        ("3", "`where` cannot be read"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(client: TestClient, where: str, words: str) -> None:
    answer = client.get("/compare", params={"sides": "SE,NL", "by": "challenge", "where": where})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (400, "invalid-argument")
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("sides=SE&by=challenge", "too-few-sides"),
        ("by=challenge&" + "&".join(f"side=X{n}" for n in range(31)), "too-many-sides"),
        ("sides=SE,Spein&by=challenge", "unknown-side"),
        ("sides=SE,ES&by=weather", "unknown-dimension"),
        ("sides=SE,ES", "not-comparable"),
        ("sides=SE,ES&by=challenge&asOf=999999", "invalid-argument"),
        ("sides=SE,ES&by=challenge&asOf=1", "not-comparable"),
        ("sides=SE,ES&by=challenge&chart=bars&chart=likeness", "invalid-argument"),
        ("sides=%FF&by=challenge", "malformed-input"),
    ],
)
def test_what_cannot_be_compared_is_a_problem_with_its_name(client: TestClient, query: str, slug: str) -> None:
    answer = client.get(f"/compare?{query}")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (400, slug)
    assert answer.json()["advice"]


def test_an_unknown_ending_or_saved_comparison_is_not_found(client: TestClient) -> None:
    assert client.get("/compare.docx?sides=SE,ES&by=challenge").status_code == 404
    assert client.get("/comparison/nothing").status_code == 404


def test_languages_are_the_readers(client: TestClient) -> None:
    german = client.get(FOUR + "&rows=1", headers={"Accept-Language": "de"}).json()
    assert german["sides"][0]["label"] == "Schweden"
    assert client.get(FOUR + "&rows=1&lang=fr").json()["sides"][0]["label"] == "Suède"
    assert client.get(FOUR + "&rows=1&lang=", headers={"Accept-Language": "de"}).json()["sides"] == german["sides"]


@pytest.mark.parametrize("lang", ['">', "sv,<b>", "x" * 9, "sv-"])
def test_what_is_no_language_is_refused(client: TestClient, lang: str) -> None:
    answer = client.get("/compare", params={"sides": "SE,ES", "by": "challenge", "lang": lang})
    assert answer.status_code == 400
    assert "is no language tag; write e.g. sv or sv,en." in answer.json()["detail"]


def test_mistakes_are_told_in_words_that_fit(client: TestClient) -> None:
    def told(query: str) -> str:
        body = client.get(f"/compare?{query}").json()
        return f"{body['detail']} {body['advice']}"

    assert "Give `by` one of these dimensions, e.g. challenge" in told("sides=SE,ES")
    assert "Did you mean" not in told("sides=SE,Atlantis&by=challenge")
    assert "Did you mean ES (Spain)" in told("sides=SE,Spein&by=challenge")
    assert "2099-01-01 is to come; the newest revision is 2, of 20" in told("sides=SE,ES&by=challenge&asOf=2099-01-01")
    two = client.get("/compare?sides=SE&side=ES&by=challenge").json()["sides"]
    assert [side["code"] for side in two] == ["SE", "ES"]


async def refused(error: NotSignedIn, scope: Scope, receive: Receive, send: Send) -> None:
    raise error


@pytest.fixture
def saving(registry: Registry) -> Iterator[TestClient]:
    """Comparisons of the seed that are saved in a store of their own, by whoever sends a token."""
    with EmbeddedStore(None) as store:
        face = ComparisonFace(
            registry.comparisons, registry.finder, lambda name, text: EVERYTHING, SavedComparisons(store), ("en",)
        )
        site = FastAPI()
        install_problems(site)
        site.include_router(comparison_router(face, Bodies(2_000, 5.0)))
        anna = Person("https://w3id.org/mission-registry/person/anna", "Anna", frozenset({Role.CONTRIBUTOR}))
        yield TestClient(SignIn(site, lambda _: anna, refused))


def test_a_saved_comparison_has_an_address_a_citation_and_files(saving: TestClient) -> None:
    link = saving.get(FOUR).json()["permalink"].removeprefix("http://testserver")
    answer = saving.post(
        "/comparisons", json={"title": "Four", "permalink": link}, headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 201
    kept = saving.get(answer.headers["location"]).json()
    assert kept == answer.json()
    assert kept["title"] == "Four"
    assert kept["citation"].startswith("Four. Mission Registry, revision 2, ")
    assert datetime.fromisoformat(kept["created"]).tzinfo == UTC
    table = saving.get(f"{answer.headers['location']}.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert saving.get(f"{answer.headers['location']}.json?lang=de").json()["sides"][0]["label"] == "Schweden"


@pytest.mark.parametrize("how", [*FORMATS, *PICTURES], ids=lambda how: how.ending)
def test_a_saved_comparison_comes_in_every_format_with_what_was_saved(saving: TestClient, how: Format) -> None:
    link = saving.get("/compare.svg?sides=SE,ES&by=helixRole&rows=3&lang=de&chart=bars").links["canonical"]["url"]
    body = {"title": "Bars", "permalink": link}
    kept = saving.post("/comparisons", json=body, headers={"Authorization": "Bearer x"})
    assert kept.status_code == 201
    assert kept.json()["permalink"] == link
    content_type = how.media_type if isinstance(how, PictureFormat) else how.content_type
    answer = saving.get(f"{kept.headers['location']}{how.ending}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert "rows=3" in answer.links["canonical"]["url"]
    if how in PICTURES:
        assert "chart=bars" in answer.links["canonical"]["url"]
        other = saving.get(f"{kept.headers['location']}{how.ending}?chart=likeness")
        assert "chart=likeness" in other.links["canonical"]["url"]


@pytest.mark.parametrize(
    "start",
    ["http://evil.example", "//evil.example", "https://evil.example:8000/x", "ftp://testserver", "javascript:"],
)
def test_a_permalink_of_another_server_is_refused_with_what_to_give(saving: TestClient, start: str) -> None:
    body = {"title": "Two", "permalink": f"{start}/compare?sides=SE,ES&by=challenge"}
    answer = saving.post("/comparisons", json=body, headers={"Authorization": "Bearer x"})
    assert answer.status_code == 400
    assert "only comparisons of this server are saved here. Give one of its own, or" in answer.json()["detail"]


def test_a_permalink_of_the_server_itself_is_taken_whole_or_in_part(saving: TestClient) -> None:
    for start in ("", "http://testserver", "https://TESTSERVER"):
        body = {"title": "Two", "permalink": f"{start}/compare?sides=SE,ES&by=challenge"}
        answer = saving.post("/comparisons", json=body, headers={"Authorization": "Bearer x"})
        assert answer.json()["permalink"].startswith("http://testserver/compare?sides=place/sweden,place/spain")


def test_what_was_saved_is_not_asked_otherwise(saving: TestClient) -> None:
    body = {"title": "Two", "permalink": "/compare?sides=SE,ES&by=challenge"}
    kept = saving.post("/comparisons", json=body, headers={"Authorization": "Bearer x"}).headers["location"]
    for address in (f"{kept}?rows=1", f"{kept}.md?rows=1", f"{kept}.md?asOf=1&lang=sv"):
        answer = saving.get(address)
        assert answer.status_code == 400
        assert "it takes `chart` and `lang`, and no '" in answer.json()["detail"]
        assert "http://testserver/compare?sides=place/sweden" in answer.json()["detail"]
    assert saving.get(f"{kept}.md?lang=sv").status_code == 200


@pytest.mark.parametrize("body", ["[]", '{"title": "x"}', '{"title": "x", "permalink": "/records?x=1"}', "{", '"x"'])
def test_what_is_no_comparison_is_not_saved(saving: TestClient, body: str) -> None:
    assert saving.post("/comparisons", content=body, headers={"Authorization": "Bearer x"}).status_code == 400


def test_who_has_not_signed_in_saves_nothing(saving: TestClient) -> None:
    body = {"title": "Four", "permalink": FOUR}
    assert saving.post("/comparisons", json=body).status_code == 401
    assert saving.post("/comparisons", json=body).json()["advice"]
    assert saving.post("/comparisons", content="x" * 3_000, headers={"Authorization": "Bearer x"}).status_code == 413
