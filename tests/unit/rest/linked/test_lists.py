"""Lists of records: pages that lead on, in every form, and as a table that a spreadsheet cannot be fooled by."""

import csv
import io
import re
from collections.abc import Callable

import pytest

from registry.rdf.parsing import parse
from registry.rdf.terms import Iri
from tests.unit.rest.conftest import Site

HYDRA = "http://www.w3.org/ns/hydra/core#"
PLACES = "".join(
    f"<id/place/p{n}> a mr:Place ; mr:title 'Place {n}'@en, 'Ort {n}' ; mr:placeKind <code/place-kind/country> ."
    for n in range(7)
)


@pytest.fixture
def site(site_of: Callable[[str], Site]) -> Site:
    return site_of(
        PLACES + "<id/place/x> a mr:Place ; mr:title '=1+1'@en ; mr:isoCode '-X', 'B' ; mr:within <id/place/p1> ."
    )


def test_following_next_gives_every_record_once(site: Site) -> None:
    address, members = "/id/place/?first=3", list[str]()
    for _ in range(3):
        answer = site.client.get(address, headers={"accept": "text/turtle"})
        quads = list(parse(answer.content))
        assert next(int(q.object.lexical) for q in quads if q.predicate.value == HYDRA + "totalItems") == 8  # type: ignore[union-attr]
        members += [
            q.object.value for q in quads if q.predicate.value == HYDRA + "member" and isinstance(q.object, Iri)
        ]
        found = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        address = found[1] if found else ""
    assert address == ""
    assert len(members) == len(set(members)) == 8


@pytest.mark.parametrize("address", ["/id/place", "/id/place/", "/id/place.jsonld", "/id/place.rdf", "/id/place.trig"])
def test_a_list_answers_in_every_form(site: Site, address: str) -> None:
    answer = site.client.get(address)
    assert answer.status_code == 200
    assert "place/p1" in answer.text
    assert site.client.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_a_page_of_a_list_links_to_records_and_to_the_next_page(site: Site) -> None:
    page = site.client.get("/id/place.html?first=2").text
    assert '<a href="/id/place/p0" lang="en" dir="auto">Place 0</a>' in page
    assert "8 records in all; 2 on this page" in page
    assert 'rel="next">Next page</a>' in page
    assert "Next page" not in site.client.get("/id/mission.html").text


def test_the_table_has_a_column_for_each_field_and_no_formula(site: Site) -> None:
    answer = site.client.get("/id/place.csv?first=3&after=" + after(site, 2))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    by_name = {row["iri"].rpartition("/")[2]: row for row in rows}
    assert by_name["p6"]["title"] == "Ort 6 | en: Place 6"
    assert by_name["p6"]["placeKind"] == "country"
    assert by_name["x"]["isoCode"] == "'-X | B"
    assert by_name["x"]["within"].endswith("/id/place/p1")


def test_who_asked_for_a_table_goes_on_with_tables(site: Site) -> None:
    link = site.client.get("/id/place.csv?first=3").headers["link"]
    assert '</id/place.csv?first=3>; rel="first"' in link
    following = re.search(r'<([^>]*)>; rel="next"', link)
    assert following is not None
    assert site.client.get(following[1]).headers["content-type"] == "text/csv; charset=utf-8"
    by_header = site.client.get("/id/place/?first=3", headers={"accept": "text/csv"})
    assert '</id/place/?first=3>; rel="first"' in by_header.headers["link"]


@pytest.mark.parametrize("path", ["/id/place", "/id/", "/def/", "/code", "/profile/core", "/revision/3"])
@pytest.mark.parametrize("parameter", ["asOf=1", "_profile=core"])
def test_a_list_or_term_has_no_past_and_no_profile_and_says_so(site: Site, path: str, parameter: str) -> None:
    site.past.add(3, "https://w3id.org/mission-registry/id/place/p1", [])
    answer = site.client.get(f"{path}?{parameter}")
    assert (answer.status_code, "means nothing at this address" in answer.json()["detail"]) == (400, True)


def after(site: Site, pages: int) -> str:
    address = "/id/place/?first=3"
    for _ in range(pages):
        address = re.search(r'<([^>]*)>; rel="next"', site.client.get(address).headers["link"])[1]  # type: ignore[index]
    return address.rpartition("=")[2]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/nothing/", 404),
        ("/id/place/?first=0", 400),
        ("/id/place/?first=4", 400),
        ("/id/place/?first=x", 400),
        ("/id/place/?first=%D9%A3", 400),
        ("/id/place/?after=x", 400),
        ("/id/place/?first=" + "9" * 5000, 400),
    ],
)
def test_a_page_that_there_cannot_be_is_refused(site: Site, address: str, status: int) -> None:
    assert site.client.get(address).status_code == status
