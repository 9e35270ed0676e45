"""The page of a record is plain, complete, and cannot be used against its reader."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from registry.model.spec import Model
from registry.namespaces import RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Literal, Triple
from registry.rest.addresses import Addresses
from registry.rest.html import Pages
from registry.rest.record_view import RecordViewer
from registry.rest.words import Words
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from tests.strategies import AWKWARD_TEXT
from tests.unit.rest.conftest import MISSION, Site

PATH = "/id/mission/school-food.html"


class Reader(HTMLParser):
    """What a browser would make of the page: its tags, links and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]


def test_a_page_shows_class_title_fields_links_and_parts(site: Site) -> None:
    page = Reader(site.client.get(PATH).text)
    assert "School food" in page.text
    assert "Skolmat" in page.text
    assert "2020-05" in page.text
    assert "share of local food" in page.text
    assert "/id/place/sweden" in page.links
    assert "Sweden" in page.text
    assert "https://example.org/food" in page.links
    assert "http://metadata.un.org/sdg/3" in page.links


def test_the_title_is_in_the_readers_language_and_says_which_it_is(site: Site) -> None:
    page = site.client.get(PATH).text
    assert re.search(r'<h1 lang="en"[^>]*>School food</h1>', page)
    assert 'lang="sv" dir="auto">Skolmat</span> <span class="language">(sv)</span>' in page
    assert page.index("School food</span>") < page.index("Skolmat</span>")


def test_a_citation_names_its_source_and_plays_at_its_second(site: Site) -> None:
    page = site.client.get(PATH).text
    assert 'href="https://www.youtube.com/watch?v=-KQokCATILo&amp;t=464s" rel="noopener nofollow">07:44:00</a>' in page
    assert '<a href="/id/source/talk"' in page
    assert "stated" in page


def test_parts_have_the_anchors_that_their_addresses_end_with_in_natural_order(site: Site) -> None:
    page = site.client.get(PATH).text
    assert page.index('id="target-2"') < page.index('id="target-10"') < page.index('id="citation-1"')


def test_a_page_says_which_records_link_to_it(site: Site) -> None:
    page = Reader(site.client.get("/id/place/sweden.html").text)
    assert "/id/mission/school-food" in page.links


def test_more_backlinks_than_a_page_holds_are_counted(site_of: Callable[[str], Site]) -> None:
    missions = "".join(
        f'<id/mission/m-{n}> a mr:Mission ; mr:country <id/place/x> ; mr:title "M"@en .' for n in range(25)
    )
    site = site_of(f'<id/place/x> a mr:Place ; mr:title "X"@en .{missions}')
    page = Reader(site.client.get("/id/place/x.html").text)
    assert sum(link.startswith("/id/mission/") for link in page.links) == 20
    assert "25 in all" in page.text


def test_a_record_without_title_and_with_unknown_statements_is_shown_all_the_same(
    site_of: Callable[[str], Site],
) -> None:
    site = site_of("""<id/mission/bare> a mr:Mission, <urn:other> ; <urn:odd> "odd one", <id/mission/bare#x>, _:n ;
        mr:target <id/mission/bare#no-class>, "no part at all" ; mr:country <id/place/nowhere> ;
        mr:citation <id/mission/bare#c> .
        <id/mission/bare#c> a mr:Citation ; mr:locator "page 3" .""")
    page = Reader(site.client.get("/id/mission/bare.html").text)
    for shown in ("odd one", "no-class", "no part at all", "id:place/nowhere", "(without a name)", "page 3", "urn:odd"):
        assert shown in page.text


def test_a_citation_without_locator_can_still_be_opened(site_of: Callable[[str], Site]) -> None:
    site = site_of("""<id/mission/m> a mr:Mission ; mr:citation <id/mission/m#c> .
        <id/mission/m#c> a mr:Citation ; mr:link "https://example.org/v"^^xsd:anyURI .""")
    assert 'rel="noopener nofollow">open</a>' in site.client.get("/id/mission/m.html").text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " javascript:alert(1)",
        "vbscript:x",
        "//evil.example/",
    ],
)
def test_only_web_addresses_are_linked(site_of: Callable[[str], Site], address: str) -> None:
    site = site_of(f"""<id/mission/m> a mr:Mission ; mr:title "M"@en ; mr:website "{address}"^^xsd:anyURI ;
        mr:citation <id/mission/m#c> . <id/mission/m#c> a mr:Citation ; mr:link "{address}"^^xsd:anyURI .""")
    page = Reader(site.client.get("/id/mission/m.html").text)
    assert not any("script" in link.lower() or link.startswith(("data", "//", " ")) for link in page.links)
    assert address.strip() in page.text


def test_markup_in_a_title_stays_text(site_of: Callable[[str], Site]) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = Reader(
        site_of(f'<id/mission/m> a mr:Mission ; mr:title "{hostile}"@en .').client.get("/id/mission/m.html").text
    )
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert hostile in page.text


def test_no_script_runs_on_the_page_and_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    answer = site.client.get(PATH)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script" not in Reader(answer.text).tags


@settings(deadline=None, max_examples=50)
@given(AWKWARD_TEXT, AWKWARD_TEXT)
def test_no_value_ever_becomes_a_tag_or_attribute(model: Model, title: str, note: str) -> None:
    def page_with(title: str, note: str) -> Reader:
        said = {
            RDF_TYPE: Iri(TERMS + "Mission"),
            TERMS + "title": Literal(title, language="en"),
            TERMS + "website": Literal(note),
            TERMS + "country": Iri("urn:" + note),
            "urn:odd": Literal(note, language='en" onload="x'),
        }
        triples = [Triple(Iri(MISSION), Iri(path), value) for path, value in said.items()]
        finder = IndexFinder.over(model, triples, 1, PageLimits(20, 100))
        pages = Pages(RecordViewer(Words(model, Addresses(), ("en",)), finder))
        return Reader(pages.record(MISSION, "/id/mission/m", triples))

    assert page_with(title, note).tags == page_with("plain", "plain").tags
    assert not any(name.startswith("on") for name, _ in page_with(title, note).attributes)
