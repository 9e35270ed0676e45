"""Pages, their cursors and their costs; what fits a filter is the matter of `tests/differential`."""

import base64
import gc
import hashlib
import weakref
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.errors import InvalidArgument, InvalidCursor, PageTooLarge
from registry.index.filters import EVERYTHING, RECORD, AllOf, OneOf, Order, Stated, Words
from registry.model.spec import Inverse
from registry.namespaces import TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.services.cursors import write_cursor
from registry.services.find import Listing, Page, PageLimits, PageRequest, SearchRequest
from registry.services.indexed import IndexFinder
from tests.unit.index.living import LivingIndex
from tests.unit.index.small import MODEL, about, iri, number, registry_of

LIMITS = PageLimits(usual=3, largest=50)
COUNTRY = Inverse("missions", "Mission", "country", ("Mission",))
CITED_IN = Inverse("citedIn", "Citation", "source", ("Mission", "Place", "Source"))
MISSIONS = Listing("Mission")
SIZES = st.integers(1, 7)
COUNTS = st.integers(0, 20)
unhurried = settings(deadline=None)  # making an index takes as long as it takes


@cache
def finder(missions: int) -> IndexFinder:
    return IndexFinder.over(MODEL, registry_of(missions), 1, LIMITS)


def page(missions: int = 10, **request: Any) -> Page:
    return finder(missions).page(MISSIONS, PageRequest(**request))


def slugs(of: Page) -> list[str]:
    return [record.iri.rsplit("-", 1)[-1] for record in of.records]


def test_a_record_is_found_by_its_iri() -> None:
    found = finder(1).record(iri("mission", "m-000"))

    assert found is not None
    assert found.class_name == "Mission"
    assert finder(1).record(iri("mission", "nothing")) is None
    assert finder(1).record(iri("mission", "m-000#citation-1")) is None


def test_records_are_found_together_without_those_that_there_are_not() -> None:
    wanted = [iri("mission", "m-000"), iri("mission", "nothing"), iri("place", "spain")]

    assert list(finder(1).records(wanted)) == [wanted[0], wanted[2]]
    assert list(finder(1).records(wanted[::-1])) == [wanted[2], wanted[0]]
    assert finder(1).records([]) == {}


def test_more_records_than_one_query_takes_are_found_together() -> None:
    places = [iri("place", f"p-{n}") for n in range(1_200)]
    triples = [triple for place in places for triple in about(place, "Place", title=text("Somewhere", "en"))]

    assert list(IndexFinder.over(MODEL, triples, 1, LIMITS).records(places)) == places


def test_a_page_has_the_usual_size_when_none_is_asked_for() -> None:
    first = page()

    assert slugs(first) == ["000", "001", "002"]
    assert (first.total, first.has_next, first.has_previous) == (10, True, False)


def test_a_page_may_be_bounded_by_both_cursors() -> None:
    cursors = page(first=10).cursors

    assert slugs(page(after=cursors[2], before=cursors[5])) == ["003", "004"]
    assert slugs(page(after=cursors[5], before=cursors[2])) == []
    assert slugs(page(last=1, after=cursors[2], before=cursors[5])) == ["004"]


def test_a_page_between_cursors_knows_what_lies_beyond_them() -> None:
    cursors = page(first=10).cursors
    whole = page(after=cursors[2], before=cursors[5])
    crossed = page(after=cursors[9], before=cursors[2])

    assert (whole.has_next, whole.has_previous) == (True, True)
    assert (crossed.has_next, crossed.has_previous) == (False, True)


def test_a_page_of_nothing_knows_what_lies_around_it() -> None:
    empty = page(first=0, after=page(first=2).cursors[-1])

    assert (slugs(empty), empty.total, empty.has_next, empty.has_previous) == ([], 10, True, True)


@given(missions=COUNTS, size=SIZES)
@unhurried
def test_reading_forwards_gives_every_record_once_in_order(missions: int, size: int) -> None:
    found, after = [], None
    while True:
        part = page(missions, first=size, after=after)
        found += slugs(part)
        assert part.has_previous == (len(found) > len(part.records))
        if not part.has_next:
            break
        after = part.cursors[-1]

    assert found == [f"{n:03}" for n in range(missions)]


@given(missions=COUNTS, size=SIZES)
@unhurried
def test_reading_backwards_gives_the_same_records(missions: int, size: int) -> None:
    found: list[str] = []
    before = None
    while True:
        part = page(missions, last=size, before=before)
        found = slugs(part) + found
        if not part.has_previous:
            break
        before = part.cursors[0]

    assert found == [f"{n:03}" for n in range(missions)]


@given(missions=st.integers(1, 20), size=SIZES, place=st.integers(0, 19))
@unhurried
def test_the_page_before_a_page_ends_where_it_begins(missions: int, size: int, place: int) -> None:
    cursors = page(missions, first=50).cursors
    cursor = cursors[place % missions]

    following = page(missions, first=50, after=cursor)
    preceding = page(missions, last=50, before=cursor)

    assert len(preceding.records) + 1 + len(following.records) == missions
    assert page(missions, first=size, after=cursor).cursors == following.cursors[:size]


@given(missions=st.integers(2, 12), gone=st.integers(0, 19), size=SIZES)
@unhurried
def test_a_cursor_stays_right_when_its_record_is_gone(missions: int, gone: int, size: int) -> None:
    gone %= missions
    name = iri("mission", f"m-{gone:03}")
    cursor = page(missions, first=50).cursors[gone]
    rest = [t for t in registry_of(missions) if getattr(t.subject, "value", "") != name]
    left = IndexFinder.over(MODEL, rest, 2, LIMITS)
    after = left.page(MISSIONS, PageRequest(first=size, after=cursor))
    before = left.page(MISSIONS, PageRequest(last=size, before=cursor))

    assert slugs(after) == [f"{n:03}" for n in range(gone + 1, missions)][:size]
    assert slugs(before) == [f"{n:03}" for n in range(gone)][-size:]
    assert (after.has_previous, before.has_next) == (gone > 0, gone < missions - 1)


def test_a_cursor_stays_right_when_its_record_has_moved_to_another_place() -> None:
    index = LivingIndex(dated("2030", "2031", "2032"))
    listing = Listing("Mission", EVERYTHING, Order("startDate"))
    cursor = index.finder.page(listing, PageRequest(first=2)).cursors[1]
    index.write(about(iri("mission", "d-001"), "Mission", startDate=number("2020", "gYear")))

    rest = index.finder.page(listing, PageRequest(after=cursor))

    assert slugs(rest) == ["002"]
    assert (rest.has_previous, rest.has_next) == (True, False)


def dated(*years: str | None) -> list[Triple]:
    """A mission for each year; None has no date."""
    return [
        triple
        for n, year in enumerate(years)
        for triple in about(
            iri("mission", f"d-{n:03}"), "Mission", startDate=[] if year is None else number(year, "gYear")
        )
    ]


@pytest.mark.parametrize(
    ("descending", "expected"),
    [(False, ["003", "001", "004", "000", "002"]), (True, ["001", "004", "003", "000", "002"])],
)
def test_records_without_a_value_come_last_either_way(descending: bool, expected: list[str]) -> None:
    over = IndexFinder.over(MODEL, dated(None, "2030", None, "2029", "2030"), 1, LIMITS)
    listing = Listing("Mission", EVERYTHING, Order("startDate", descending))
    if descending:
        expected = ["004", "001", "003", "000", "002"]
    found, after = [], None
    while True:
        part = over.page(listing, PageRequest(first=2, after=after))
        found += slugs(part)
        if not part.has_next:
            break
        after = part.cursors[-1]

    assert found == expected
    assert slugs(over.page(listing, PageRequest(last=3))) == expected[-3:]


def test_a_short_list_is_read_from_its_end_too() -> None:
    listing = Listing("Mission", Stated("title"), Order(None, descending=True))
    first = finder(5).page(listing, PageRequest(first=2))
    rest = finder(5).page(listing, PageRequest(after=first.cursors[1]))

    assert (slugs(first), first.has_next, first.has_previous, first.total) == (["004", "003"], True, False, 5)
    assert (slugs(rest), rest.has_next, rest.has_previous) == (["002", "001", "000"], False, True)
    assert slugs(finder(5).page(listing, PageRequest(last=1, before=rest.cursors[1]))) == ["002"]


def test_titles_that_begin_alike_for_longer_than_the_index_can_tell_are_still_in_order() -> None:
    titles = [f"{'A mission with a very long title ' * 3}{n:02}" for n in range(20)]
    triples = [
        triple
        for n, title in enumerate(reversed(titles))
        for triple in about(iri("mission", f"m-{n:03}"), "Mission", title=text(title, "en"))
    ]
    over = IndexFinder.over(MODEL, triples, 1, LIMITS)
    found, after = [], None
    while True:
        part = over.page(Listing("Mission", EVERYTHING, Order("title")), PageRequest(first=2, after=after))
        found += [record.values["title"][0][1] for record in part.records]  # type: ignore[index]
        if not part.has_next:
            break
        after = part.cursors[-1]

    assert found == titles


def test_the_records_that_link_to_several_come_as_one_page_each() -> None:
    places = [iri("place", "sweden"), iri("place", "spain"), iri("place", "atlantis")]

    pages = finder(5).linking(places, COUNTRY, PageRequest(first=2))

    assert {place.rsplit("/", 1)[-1]: (slugs(p), p.total, p.has_next) for place, p in pages.items()} == {
        "sweden": (["001", "003"], 2, False),
        "spain": (["000", "002"], 3, True),
        "atlantis": ([], 0, False),
    }


def test_a_link_inside_a_part_leads_back_to_the_record_once() -> None:
    mission, talk = iri("mission", "m"), iri("source", "talk")
    triples = about(mission, "Mission", citation=[Iri(f"{mission}#citation-{n}") for n in (1, 2)])
    for n in (1, 2):
        triples += about(f"{mission}#citation-{n}", "Citation", citedProperty=Iri(TERMS + "title"), source=Iri(talk))

    linking = IndexFinder.over(MODEL, triples, 1, LIMITS).linking([talk], CITED_IN, PageRequest())[talk]

    assert ([record.iri for record in linking.records], linking.total) == ([mission], 1)


def test_a_cursor_belongs_to_one_list() -> None:
    sweden, spain = iri("place", "sweden"), iri("place", "spain")
    cursor = finder(5).linking([sweden], COUNTRY, PageRequest())[sweden].cursors[0]

    with pytest.raises(InvalidCursor, match="another list"):
        finder(5).linking([spain], COUNTRY, PageRequest(after=cursor))
    with pytest.raises(InvalidCursor, match="another list"):
        page(5, before=cursor)
    with pytest.raises(InvalidCursor, match="another list"):
        finder(5).linking([sweden], COUNTRY, PageRequest(after=cursor), EVERYTHING, Order("title"))


def test_a_cursor_belongs_to_one_order_but_to_any_filter() -> None:
    cursor = page(5).cursors[1]
    filtered = Listing("Mission", OneOf("country", (iri("place", "sweden"),)))

    assert slugs(finder(5).page(filtered, PageRequest(after=cursor))) == ["003"]
    for order in (Order("title"), Order("title", descending=True), Order(None, descending=True)):
        with pytest.raises(InvalidCursor, match="another list"):
            finder(5).page(Listing("Mission", EVERYTHING, order), PageRequest(after=cursor))


@pytest.mark.parametrize("place", ["", "x", "1urn:x", "9urn:x"])
def test_a_cursor_that_was_made_up_is_refused(place: str) -> None:
    with pytest.raises(InvalidCursor, match="not given out"):
        page(5, after=write_cursor("Mission", place))


def test_an_order_that_the_class_does_not_have_is_refused() -> None:
    for class_name, field in (("Mission", "website"), ("Mission", "nothing"), ("Place", "startDate"), (RECORD, "year")):
        with pytest.raises(InvalidArgument, match=f"{class_name} cannot be ordered by '{field}'"):
            finder(1).page(Listing(class_name, EVERYTHING, Order(field)), PageRequest())


def test_a_class_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="no class 'Spaceship'"):
        finder(1).page(Listing("Spaceship"), PageRequest())


def test_a_page_that_is_too_large_is_refused_with_the_limit_and_the_value() -> None:
    with pytest.raises(PageTooLarge, match="`last` is 1,000; a page has at most 50 records"):
        page(last=1000)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"first": 1, "last": 1}, "`first` and `last` are both given"),
        ({"first": -1}, "`first` is -1"),
        ({"last": -1}, "`last` is -1"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(request_: dict[str, int], words: str) -> None:
    with pytest.raises(InvalidArgument, match=words):
        page(**request_)


def test_a_refresh_is_seen_at_once_but_not_by_those_who_hold_on() -> None:
    index = LivingIndex(registry_of(1))
    held = index.finder.pinned()
    before = held.record(iri("mission", "m-000"))
    index.write([*registry_of(4), *about(iri("mission", "m-000"), "Mission", title=text("New", "en"))])

    living = index.finder
    assert (living.revision, living.page(MISSIONS, PageRequest()).total, living.total) == (2, 4, 8)
    assert (held.revision, held.page(MISSIONS, PageRequest()).total, held.total) == (1, 1, 5)
    assert living.record(iri("mission", "m-000")) != before == held.record(iri("mission", "m-000"))


def test_what_is_withdrawn_is_gone_and_what_did_not_change_stays_decoded() -> None:
    index = LivingIndex(registry_of(3))
    kept = index.finder.record(iri("place", "spain"))
    assert index.finder.record(iri("mission", "m-001")) is not None
    index.write([], withdrawn=[iri("mission", "m-001")])

    assert index.finder.record(iri("mission", "m-001")) is None
    assert slugs(index.finder.page(MISSIONS, PageRequest())) == ["000", "002"]
    assert index.finder.record(iri("place", "spain")) is kept


def test_when_nobody_knows_what_changed_everything_is_read_anew() -> None:
    index = LivingIndex(registry_of(1))
    read = index.finder.record(iri("place", "spain"))
    index.finder.refresh()

    again = index.finder.record(iri("place", "spain"))
    assert again == read
    assert again is not read


def test_a_state_that_nobody_reads_any_more_is_let_go_at_once() -> None:
    index = LivingIndex(registry_of(3))
    held = index.finder.pinned()
    assert held.page(MISSIONS, PageRequest(first=1)).total == 3
    assert held.linking([iri("place", "spain")], COUNTRY, PageRequest())[iri("place", "spain")].total == 2
    assert held.search(SearchRequest("mission")).total == 3
    assert held.facets("Mission", EVERYTHING, ["country"], 3)[0].distinct == 2
    state = weakref.ref(held._snapshot)
    gc.disable()
    try:
        index.finder.refresh(())
        assert state() is not None
        del held
        assert state() is None
    finally:
        gc.enable()


def test_a_page_that_was_read_before_is_not_read_again() -> None:
    listing = Listing("Mission", AllOf((Stated("country"),)))

    assert finder(9).page(listing, PageRequest()) is finder(9).page(listing, PageRequest())


def test_work_counts_lookups_and_records_however_often_they_were_read_before() -> None:
    index = finder(9).pinned()
    places = [iri("place", "sweden"), iri("place", "spain")]
    for _ in range(2):
        index.page(MISSIONS, PageRequest(first=4))
        index.linking(places, COUNTRY, PageRequest(first=2))
        index.records(places)
        index.facets("Mission", EVERYTHING, ["country", "verdict"], 5)
        index.crossed("Mission", EVERYTHING, ["country", "verdict"])
        index.histogram("Mission", EVERYTHING, "startDate", "year")
        index.search(SearchRequest("mission", first=2))

    assert (index.work.lookups, index.work.records) == (14, 2 * (4 + 4 + 2 + 2))
    assert index.pinned().work.lookups == 0


def test_hits_are_read_page_by_page_without_gaps() -> None:
    found, after = [], None
    while True:
        hits = finder(9).search(SearchRequest("mission", first=2, after=after))
        found += [hit.record.iri for hit in hits.hits]
        assert (hits.total, hits.by_class) == (9, {"Mission": 9})
        if not hits.has_next:
            break
        after = hits.cursors[-1]

    assert found == [iri("mission", f"m-{n:03}") for n in range(9)]


@pytest.mark.parametrize("place", ["", "x urn:x", "0x1p99999999 urn:x"])
def test_a_cursor_of_hits_that_was_made_up_is_refused(place: str) -> None:
    with pytest.raises(InvalidCursor, match="not given out"):
        finder(1).search(SearchRequest("mission", after=write_cursor("search mission", place)))


def test_a_cursor_of_hits_belongs_to_what_was_searched_for() -> None:
    cursor = finder(9).search(SearchRequest("mission")).cursors[0]

    with pytest.raises(InvalidCursor, match="another list"):
        finder(9).search(SearchRequest("missions", after=cursor))


def test_what_is_shown_of_a_hit_has_its_highlights_in_it() -> None:
    hit = finder(9).search(SearchRequest("missions 7")).hits[0]
    (snippet,) = hit.snippets

    assert (snippet.field, snippet.language, snippet.text) == ("title", "en", "Mission 7")
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["Mission", "7"]


def test_text_that_no_index_can_hold_finds_nothing() -> None:
    assert finder(1).page(Listing("Mission", OneOf("title", ("\ud800",))), PageRequest()).total == 0
    assert finder(1).page(Listing("Mission", Words("mission \ud800x", "title")), PageRequest()).total == 0


def test_bytes_that_are_no_text_are_no_cursor() -> None:
    whole = base64.urlsafe_b64decode(page().cursors[0] + "==")
    body = whole[4:8] + b"\xff\xfe"
    check = hashlib.blake2s(body, digest_size=4).digest()

    with pytest.raises(InvalidCursor, match=r"not given out by this registry\.$"):
        page(after=base64.urlsafe_b64encode(check + body).decode().rstrip("="))
