import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidArgument, InvalidCursor, PageTooLarge
from registry.index.memory import build_index
from registry.model.spec import Inverse
from registry.services.find import MemoryFinder, Page, PageLimits, PageRequest, list_of
from tests.unit.index.small import MODEL, iri, registry_of

LIMITS = PageLimits(usual=3, largest=50)
COUNTRY = Inverse("missions", "Mission", "country", ("Mission",))
SIZES = st.integers(1, 7)
COUNTS = st.integers(0, 20)


def finder(missions: int) -> MemoryFinder:
    return MemoryFinder.over(MODEL, registry_of(missions), 1, LIMITS)


def page(missions: int = 10, **request: object) -> Page:
    return finder(missions).page("Mission", PageRequest(**request))  # type: ignore[arg-type]


def slugs(of: Page) -> list[str]:
    return [record.iri.rsplit("-", 1)[-1] for record in of.records]


def test_a_record_is_found_by_its_iri() -> None:
    found = finder(1).record(iri("mission", "m-000"))

    assert found is not None
    assert found.class_name == "Mission"
    assert finder(1).record(iri("mission", "nothing")) is None


def test_records_are_found_together_without_those_that_there_are_not() -> None:
    wanted = [iri("mission", "m-000"), iri("mission", "nothing")]

    assert list(finder(1).records(wanted)) == wanted[:1]


def test_a_page_has_the_usual_size_when_none_is_asked_for() -> None:
    first = page()

    assert slugs(first) == ["000", "001", "002"]
    assert (first.total, first.has_next, first.has_previous) == (10, True, False)


def test_a_page_may_be_bounded_by_both_cursors() -> None:
    cursors = page(first=10).cursors

    assert slugs(page(after=cursors[2], before=cursors[5])) == ["003", "004"]
    assert slugs(page(after=cursors[5], before=cursors[2])) == []
    assert slugs(page(last=1, after=cursors[2], before=cursors[5])) == ["004"]


def test_a_page_of_nothing_knows_what_lies_around_it() -> None:
    empty = page(first=0, after=page(first=2).cursors[-1])

    assert (slugs(empty), empty.total, empty.has_next, empty.has_previous) == ([], 10, True, True)


@given(missions=COUNTS, size=SIZES)
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
def test_the_page_before_a_page_ends_where_it_begins(missions: int, size: int, place: int) -> None:
    cursors = page(missions, first=50).cursors
    cursor = cursors[place % missions]

    following = page(missions, first=50, after=cursor)
    preceding = page(missions, last=50, before=cursor)

    assert len(preceding.records) + 1 + len(following.records) == missions
    assert page(missions, first=size, after=cursor).cursors == following.cursors[:size]


@given(missions=st.integers(2, 20), gone=st.integers(0, 19), size=SIZES)
def test_a_cursor_stays_right_when_its_record_is_gone(missions: int, gone: int, size: int) -> None:
    gone %= missions
    name = iri("mission", f"m-{gone:03}")
    cursor = page(missions, first=50).cursors[gone]
    rest = [t for t in registry_of(missions) if getattr(t.subject, "value", "") != name]
    after = MemoryFinder.over(MODEL, rest, 2, LIMITS).page("Mission", PageRequest(first=size, after=cursor))

    assert slugs(after) == [f"{n:03}" for n in range(gone + 1, missions)][:size]


def test_the_records_that_link_to_several_come_as_one_page_each() -> None:
    places = [iri("place", "sweden"), iri("place", "spain"), iri("place", "atlantis")]

    pages = finder(5).linking(places, COUNTRY, PageRequest(first=2))

    assert {place.rsplit("/", 1)[-1]: (slugs(p), p.total, p.has_next) for place, p in pages.items()} == {
        "sweden": (["001", "003"], 2, False),
        "spain": (["000", "002"], 3, True),
        "atlantis": ([], 0, False),
    }


def test_a_cursor_belongs_to_one_list() -> None:
    sweden, spain = iri("place", "sweden"), iri("place", "spain")
    cursor = finder(5).linking([sweden], COUNTRY, PageRequest())[sweden].cursors[0]

    with pytest.raises(InvalidCursor, match="another list"):
        finder(5).linking([spain], COUNTRY, PageRequest(after=cursor))
    with pytest.raises(InvalidCursor, match="another list"):
        page(5, before=cursor)
    assert list_of(COUNTRY, sweden) != list_of(COUNTRY, spain)


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
    living = finder(1)
    held = living.pinned()
    living.refresh(build_index(MODEL, registry_of(4), 2))

    assert (living.revision, living.page("Mission", PageRequest()).total, living.total) == (2, 4, 8)
    assert (held.revision, held.page("Mission", PageRequest()).total, held.total) == (1, 1, 5)
    assert living.index.revision == 2
