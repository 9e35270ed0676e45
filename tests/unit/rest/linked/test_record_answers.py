"""Records as they are, as they were, without their evidence, and gone: what HTTP and Memento say about each."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.model.jsonld import contexts
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.rest.etags import base_revision
from registry.rest.linked.moments import http_date
from registry.rest.linked.request import Asked
from tests.unit.rest.conftest import MISSION, PLACE, Site, about, statements

PATH = "/id/mission/school-food"
OLD = "<id/mission/school-food> a mr:Mission ; mr:title 'Meals'@en ; mr:country <id/place/sweden> ."


@pytest.fixture
def aged(site: Site) -> Site:
    """The mission had another title on the first of May and its present one from the third."""
    now = site.past.states[MISSION].pop(3)
    site.past.states[MISSION].clear()
    site.past.add(1, MISSION, statements(OLD))
    site.past.add(3, MISSION, now, "a better title")
    return site


def test_a_tag_names_the_revision_and_the_date_and_who_has_it_gets_nothing_more(site: Site) -> None:
    answer = site.client.get(PATH + ".ttl")
    assert base_revision(answer.headers["etag"]) == 3
    assert answer.headers["last-modified"] == "Fri, 03 May 2024 12:00:00 GMT"
    asked = len(site.describer.asked)
    again = site.client.get(PATH + ".ttl", headers={"if-none-match": f'"x", W/{answer.headers["etag"]}'})
    assert (again.status_code, again.content, len(site.describer.asked)) == (304, b"", asked)
    assert again.headers["etag"] == answer.headers["etag"]
    assert again.headers["vary"] == answer.headers["vary"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-modified-since": "Fri, 03 May 2024 12:00:00 GMT"}, 304),
        ({"if-modified-since": "Fri, 03 May 2024 11:59:59 GMT"}, 200),
        ({"if-modified-since": "Sat, 04 May 2024 00:00:00 GMT", "if-none-match": '"other"'}, 200),
        ({"if-modified-since": "Fri, 03 May 2024 12:00:00"}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Fri, 31 Dec 9999 23:59:59 GMT"}, 200),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": ",,,"}, 200),
    ],
)
def test_conditions_follow_the_standard(site: Site, headers: dict[str, str], status: int) -> None:
    assert site.client.get(PATH, headers=headers).status_code == status


def test_a_change_of_this_second_has_no_date_because_there_may_be_another(site: Site) -> None:
    now = datetime.now(UTC)
    site.past.known[3] = replace(site.past.known[3], time=now)
    for since in (http_date(now), http_date(now + timedelta(hours=1))):
        answer = site.client.get(PATH, headers={"if-modified-since": since})
        assert (answer.status_code, "last-modified" in answer.headers) == (200, False)
    assert site.client.get(PATH, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(("later", "is_settled"), [(-60, False), (0.9, False), (1.9, False), (2, True)])
def test_a_date_stands_for_one_state_when_its_second_and_another_are_over(later: float, is_settled: bool) -> None:
    changed = datetime(2026, 11, 22, 12, tzinfo=UTC)
    asked = Asked(if_modified_since=http_date(changed), now=changed + timedelta(seconds=later))
    assert asked.is_settled(http_date(changed)) is is_settled
    assert asked.has('"tag"', http_date(changed)) is is_settled


def test_an_http_date_is_never_later_than_its_moment() -> None:
    assert http_date(datetime(2026, 11, 22, 12, 0, 0, 999_999, tzinfo=UTC)) == "Sun, 22 Nov 2026 12:00:00 GMT"


def test_each_form_and_profile_has_a_tag_of_its_own(site: Site) -> None:
    addresses = [PATH + ending + query for ending in (".ttl", ".nt", ".html") for query in ("", "?_profile=core")]
    assert len({site.client.get(address).headers["etag"] for address in addresses}) == 6


def test_a_revision_is_asked_for_once(site: Site) -> None:
    for _ in range(3):
        site.client.get(PATH + ".ttl")
    assert site.past.asked == 1


def test_links_lead_to_the_name_the_list_the_shape_the_profile_and_the_past(site: Site) -> None:
    link = site.client.get(PATH + ".ttl").headers["link"]
    for each in (
        f'<{MISSION}>; rel="canonical"',
        '</id/mission/>; rel="collection"',
        '</shape/MissionShape>; rel="describedby"; type="text/turtle"',
        '<https://w3id.org/mission-registry/profile/with-citations>; rel="profile"',
        f'<{PATH}?_profile=core>; rel="alternate"; profile="https://w3id.org/mission-registry/profile/core"',
        f'<{PATH}>; rel="original timegate"',
        f'</timemap{PATH}>; rel="timemap"; type="application/link-format"',
        f'<{MISSION}?asOf=3>; rel="cite-as"',
        f'<{PATH}.rdf>; rel="alternate"; type="application/rdf+xml"',
    ):
        assert each in link


def test_the_core_of_a_record_has_no_evidence(site: Site, model: Model) -> None:
    by_parameter = site.client.get(PATH + ".nt?_profile=core")
    iri = "https://w3id.org/mission-registry/profile/core"
    by_header = site.client.get(PATH + ".nt", headers={"accept-profile": f"<urn:other>, <{iri}>;q=0.4"})
    assert by_parameter.content == by_header.content
    assert by_parameter.headers["content-location"] == f"{PATH}.nt?_profile=core"
    assert f'<{iri}>; rel="profile"' in by_parameter.headers["link"]
    found = {quad.triple for quad in parse(by_parameter.content, "n-triples")}
    whole = set(about(site.describer.triples, MISSION))
    assert found < whole
    assert all("citation" in str(triple) for triple in whole - found)
    assert not any("itation" in str(triple) for triple in found)


@pytest.mark.parametrize(
    "header", ["<urn:other>", "nonsense", "<https://w3id.org/mission-registry/profile/core>;q=0", ""]
)
def test_a_profile_that_there_is_not_means_the_usual_one_in_a_header(site: Site, header: str) -> None:
    usual = site.client.get(PATH + ".nt").content
    assert site.client.get(PATH + ".nt", headers={"accept-profile": header}).content == usual


def test_a_profile_that_there_is_not_is_refused_in_the_address_with_the_list(site: Site) -> None:
    answer = site.client.get(PATH + "?_profile=all")
    assert (answer.status_code, "_profile=core" in answer.json()["detail"]) == (406, True)


@pytest.mark.parametrize(
    "as_of", ["1", "2024-05-01", "2024-05-02", "2024-05-01T12:00:00Z", "2024-05-01T14:30:00%2B02:00"]
)
def test_a_record_is_shown_as_it_was(aged: Site, model: Model, as_of: str) -> None:
    for ending, rdf_format in ((".ttl", "turtle"), (".jsonld", "json-ld")):
        answer = aged.client.get(f"{PATH}{ending}?asOf={as_of}")
        found = {quad.triple for quad in parse(answer.content, rdf_format, contexts=contexts(model))}
        assert found == set(statements(OLD))
        assert answer.headers["memento-datetime"] == "Wed, 01 May 2024 12:00:00 GMT"
        core = re.search(r'<([^>]*)>; rel="alternate"; profile=', answer.headers["link"])
        assert core is not None
        assert aged.client.get(core[1]).headers["memento-datetime"] == answer.headers["memento-datetime"]
        assert base_revision(answer.headers["etag"]) == 1


def test_an_earlier_state_says_so_on_its_page_and_leads_to_the_present(aged: Site) -> None:
    page = aged.client.get(PATH + ".html?asOf=1").text
    assert "earlier state, of revision 1" in page
    assert f'<a href="{PATH}">The present state</a>' in page
    assert f'href="{PATH}.ttl?asOf=1"' in page
    assert "earlier state" not in aged.client.get(PATH + ".html").text


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2024-04-30", 404), ("99", 404), ("0", 404), ("soon", 400), ("2024-13-01", 400), ("", 400), ("9999-12-31", 200)],
)
def test_a_moment_without_a_state_is_told_apart_from_one_that_is_none(aged: Site, as_of: str, status: int) -> None:
    assert aged.client.get(f"{PATH}?asOf={as_of}").status_code == status


def test_before_it_was_made_a_record_was_not_there(aged: Site) -> None:
    aged.past.add(4, PLACE, about(aged.describer.triples, PLACE))
    answer = aged.client.get("/id/place/sweden?asOf=3")
    assert (answer.status_code, "revision 3" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("Thu, 02 May 2024 00:00:00 GMT", 1),
        ("Fri, 10 May 2024 00:00:00 GMT", 3),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 1),
    ],
)
def test_a_time_gate_leads_to_the_state_of_the_moment(aged: Site, moment: str, state: int) -> None:
    answer = aged.client.get(PATH + ".ttl?_profile=core", headers={"accept-datetime": moment})
    assert (answer.status_code, answer.headers["location"]) == (302, f"{PATH}.ttl?asOf={state}&_profile=core")
    assert "Accept-Datetime" in answer.headers["vary"]
    assert 'rel="original timegate"' in answer.headers["link"]
    assert aged.client.get(answer.headers["location"]).status_code == 200


def test_a_date_that_is_none_is_refused_and_a_record_without_states_answers_as_it_is(site: Site) -> None:
    assert site.client.get(PATH, headers={"accept-datetime": "tomorrow"}).status_code == 400
    of_place = site.client.get("/id/place/sweden", headers={"accept-datetime": "Fri, 10 May 2024 00:00:00 GMT"})
    assert (of_place.status_code, "last-modified" in of_place.headers) == (200, False)


def test_a_time_map_lists_all_states(aged: Site) -> None:
    answer = aged.client.get("/timemap" + PATH)
    assert answer.headers["content-type"].startswith("application/link-format")
    assert '?asOf=1>; rel="first memento"; datetime="Wed, 01 May 2024 12:00:00 GMT"' in answer.text
    assert '?asOf=3>; rel="last memento"' in answer.text
    assert aged.client.get("/timemap/id/mission/nothing").status_code == 404


def test_a_withdrawn_record_is_gone_with_reason_revision_and_date(aged: Site) -> None:
    aged.describer.triples = [t for t in aged.describer.triples if t not in about(aged.describer.triples, MISSION)]
    aged.past.add(5, MISSION, [], "was never adopted")
    for ending in ("", ".ttl", ".html"):
        answer = aged.client.get(PATH + ending, headers={"accept": "text/turtle"})
        assert (answer.status_code, answer.json()["title"]) == (410, "Record withdrawn")
        assert "in revision 5 on 2024-05-05: was never adopted" in answer.json()["detail"]
    for headers in ({"if-none-match": "*"}, {"if-modified-since": "Sun, 01 Jan 2040 00:00:00 GMT"}, {"accept": "a/b"}):
        assert aged.client.get(PATH, headers=headers).status_code == 410
    page = aged.client.get(PATH, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert "was never adopted" in page.text
    for each in (f'<a href="{PATH}?asOf=3">', f'<a href="/timemap{PATH}">', "the people who run it can restore it"):
        assert each in page.text
    assert "`" not in page.text
    for gone in (page, answer):
        assert f'</timemap{PATH}>; rel="timemap"' in gone.headers["link"]
        assert f'<{PATH}>; rel="original timegate"' in gone.headers["link"]
        assert f'<{PATH}?asOf=3>; rel="last memento"; datetime="Fri, 03 May' in gone.headers["link"]
    assert aged.client.get(PATH + ".ttl?asOf=3").status_code == 200


def test_what_is_not_there_is_told_as_a_page_to_a_browser(site: Site) -> None:
    answer = site.client.get("/id/mission/nothing", headers={"accept": "text/html"})
    assert (answer.status_code, "Not found" in answer.text) == (404, True)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert site.client.get("/id/mission/nothing", headers={"accept": "image/png"}).status_code == 404
    for path, status in ((PATH + "?asOf=soon", 400), (PATH + "?_profile=all", 406), ("/id/place?asOf=1", 400)):
        page, told = (site.client.get(path, headers={"accept": kind}) for kind in ("text/html", "application/json"))
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
        assert page.headers["vary"] == told.headers["vary"] == "Accept, Accept-Profile, Accept-Datetime"


def test_a_text_that_xml_cannot_hold_is_refused_in_rdf_xml_alone(site: Site) -> None:
    site.describer.triples += statements("<id/mission/school-food> mr:summary 'bell \\u0007'@en .")
    answer = site.client.get(PATH + ".rdf")
    assert (answer.status_code, "XML cannot hold" in answer.json()["detail"]) == (406, True)
    assert site.client.get(PATH + ".ttl").status_code == 200


def test_an_address_that_is_none_does_not_come_into_an_answer(site: Site) -> None:
    answer = site.client.get("/timemap" + PATH, headers={"host": "evil/<script>"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("ending", "begins"), [(".bib", "@misc{"), (".ris", "TY  - DATA"), (".cff", "cff-version: 1.2.0")]
)
def test_a_record_is_cited_in_the_state_that_it_is_in_or_was(aged: Site, ending: str, begins: str) -> None:
    now, then = aged.client.get(PATH + ending), aged.client.get(f"{PATH}{ending}?asOf=2")
    assert now.text.startswith(begins)
    assert f"{MISSION}?asOf=3" in now.text.replace("\\", "")
    assert f"{MISSION}?asOf=1" in then.text.replace("\\", "")
    assert ("School food" in now.text, "Meals" in then.text) == (True, True)
    assert now.headers["content-disposition"] == f'attachment; filename="school-food{ending}"'


def test_a_citation_is_data_for_programs_too_and_of_nothing_else(site: Site) -> None:
    assert site.client.get(PATH + ".csl.json").json()[0]["version"] == "revision 3"
    assert site.client.get("/id/place/sweden.bib").text.startswith("@misc{sweden")
    assert site.client.get("/id/mission/nothing.bib").status_code == 404
    site.describer.triples += statements("<id/place/odd> mr:title 'no class'@en .")
    assert site.client.get("/id/place/odd.bib").status_code == 404
