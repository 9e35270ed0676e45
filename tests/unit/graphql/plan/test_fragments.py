from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from registry.graphql.plan.executor import Room
from registry.graphql.plan.fragments import Fragments, FragmentsOfNow
from registry.graphql.plan.looks import Look
from registry.graphql.plan.moments import Moment
from registry.graphql.plan.request import Asked
from registry.rdf.terms import Iri, Triple, text
from tests.unit.graphql.asking import CountingFinder, finder_over
from tests.unit.graphql.plan.asking import ask, by_strawberry, codes, counting, data, executor_over
from tests.unit.index.small import about, iri, registry_of

LANGUAGES = ("en",)
DAY = date(2026, 11, 22)
NESTED = """query($first: Int) { missions(first: $first) { nodes {
  title country { title missions(first: 2) { nodes { title } } } citations { source { title citedIn { totalCount } } }
} } }"""


def asked_for(finder: CountingFinder, name: str) -> Sequence[Any]:
    """What each look-up of that kind was asked with."""
    return [given for kind, given in zip(finder.lookups, finder.asked, strict=True) if kind == name]


def test_a_page_that_was_written_before_takes_one_lookup() -> None:
    finder = counting()
    executor = executor_over(finder)
    first = executor.answer(Asked(NESTED))
    cold, finder.lookups = finder.lookups, []

    assert executor.answer(Asked(NESTED)).body == first.body
    assert sorted(cold) == ["linking", "linking", "page", "records", "records"]
    assert finder.lookups == ["page"]


def test_only_the_records_that_are_not_at_hand_are_read_together() -> None:
    finder = counting(5)
    executor = executor_over(finder)
    data(executor, NESTED, first=3)
    finder.lookups.clear()
    finder.asked.clear()
    whole = data(executor, NESTED, first=5)

    # Both places and both sources are at hand, so nothing is read below them.
    assert sorted(finder.lookups) == ["page", "records", "records"]
    assert whole == data(executor_over(counting(5)), NESTED, first=5)


def test_the_number_of_lookups_hangs_on_depth_only_whatever_is_at_hand() -> None:
    for missions in (4, 30):
        finder = counting(missions)
        executor = executor_over(finder)
        data(executor, NESTED, first=2)
        finder.lookups.clear()
        data(executor, NESTED, first=missions)

        assert len(finder.lookups) == 3


def test_readers_of_other_languages_get_fragments_of_their_own() -> None:
    finder = finder_over(about(iri("place", "x"), "Place", title=[text("Sweden", "en"), text("Sverige", "sv")]))
    executor = executor_over(finder)
    query = "{ places { nodes { title } } }"

    for languages, title in ((None, b"Sweden"), (("sv",), b"Sverige"), (("en",), b"Sweden"), (("sv",), b"Sverige")):
        assert title in executor.answer(Asked(query, languages=languages)).body


def test_a_search_in_other_languages_gets_fragments_of_its_own() -> None:
    triples = about(iri("place", "x"), "Place", title=[text("Sweden", "en"), text("Sverige", "sv")])
    executor = executor_over(finder_over(triples))
    query = 'query($l: [String!]) { search(query: "sweden", languages: $l) { nodes { title } } }'

    for languages, title in ((None, "Sweden"), (["sv"], "Sverige"), (None, "Sweden"), (["sv"], "Sverige")):
        assert data(executor, query, l=languages) == {"search": {"nodes": [{"title": title}]}}


def test_a_fragment_with_an_error_is_not_kept() -> None:
    finder = counting(3)
    executor = executor_over(finder)
    query = "{ missions { nodes { title country { missions(first: 101) { totalCount } } } } }"
    first = ask(executor, query)
    finder.lookups.clear()

    assert codes(first) == ["page-too-large"] * 3
    assert ask(executor, query) == first
    assert "records" in finder.lookups


def test_a_page_at_a_cursor_is_not_kept_with_the_record() -> None:
    finder = counting(6)
    executor = executor_over(finder)
    place = "... on Place { missions(after: $c) { totalCount } }"
    query = f"query($ids: [ID!]!, $c: String) {{ nodes(ids: $ids) {{ id {place} }} }}"
    spain, sweden = iri("place", "spain"), iri("place", "sweden")
    page = '{ place(slug: "spain") { missions(first: 1) { pageInfo { endCursor } } } }'
    cursor = data(executor, page)["place"]["missions"]["pageInfo"]["endCursor"]
    data(executor, query, ids=[spain], c=cursor)
    both = Asked(query, {"ids": [spain, sweden], "c": cursor})

    assert executor.answer(both).body == by_strawberry(finder, both)


def test_the_allowance_ends_at_the_same_place_with_fragments_at_hand() -> None:
    finder = finder_over(registry_of(9))
    query = "{ missions { nodes { title places { title missions(first: 3) { nodes { title places { id } } } } } } }"
    bodies = []
    for items in range(1, 120, 7):
        fresh, worn = (executor_over(finder, room=Room(items=items)) for _ in range(2))
        ask(worn, "{ places { nodes { title missions(first: 3) { nodes { title places { id } } } } } }")
        cold = fresh.answer(Asked(query)).body
        assert fresh.answer(Asked(query)).body == cold
        assert worn.answer(Asked(query)).body == cold
        bodies.append(cold)
    assert len(set(bodies)) > 1


def test_a_new_revision_is_read_anew() -> None:
    finder = finder_over(registry_of(2))
    executor = executor_over(finder)
    query = '{ mission(slug: "m-001") { title country { title } } registry { revision } }'
    before = data(executor, query)
    finder.refresh([*_changed(), *about(iri("place", "sweden"), "Place", title=text("Suecia", "es"))], 8)

    assert before["mission"]["country"] == {"title": "Sweden"}
    assert data(executor, query) == {
        "mission": {"title": "Changed", "country": {"title": "Suecia"}},
        "registry": {"revision": 8},
    }


def _changed() -> list[Triple]:
    return about(iri("mission", "m-001"), "Mission", title=text("Changed", "en"), country=Iri(iri("place", "sweden")))


def test_fragments_of_other_records_are_dropped_as_a_whole() -> None:
    cache = FragmentsOfNow(1000)
    look = Look()
    first = cache.at(Moment(7, None, DAY))
    first.shelf(look, LANGUAGES).keep("urn:x", (b"7", 0, 1))

    assert cache.at(Moment(7, None, DAY)) is first
    assert cache.at(Moment(8, None, DAY)).shelf(look, LANGUAGES).get("urn:x") is None
    assert cache.at(Moment(7, None, DAY)).shelf(look, LANGUAGES).get("urn:x") is None


def test_a_revision_that_was_reached_twice_is_not_the_same() -> None:
    class Marked:
        revision = 8

        def __init__(self, mark: str) -> None:
            self.mark = mark

    one, other = (Moment.of(cast("Any", Marked(mark)), DAY) for mark in "ab")

    assert one == Moment.of(cast("Any", Marked("a")), DAY)
    assert one != other
    assert one.tag != other.tag
    assert one.tag != replace(one, day=DAY + timedelta(days=1)).tag
    assert Moment.of(finder_over([]), DAY) == Moment(7, None, DAY)


def test_fragments_take_no_more_than_they_are_given() -> None:
    fragments = Fragments(10_000)
    look = Look()
    for number in range(1000):
        fragments.shelf(look, LANGUAGES).keep(f"urn:{number}", (b"x" * 250, 0, 1))

    kept = [n for n in range(1000) if fragments.shelf(look, LANGUAGES).get(f"urn:{n}")]
    assert kept
    assert len(kept) <= 20
    assert kept[-1] == 999


def test_a_fragment_that_is_asked_for_outlives_its_generation() -> None:
    fragments = Fragments(10_000)
    look = Look()
    fragments.shelf(look, LANGUAGES).keep("urn:kept", (b"x", 0, 1))
    for number in range(200):
        fragments.shelf(look, LANGUAGES).keep(f"urn:{number}", (b"x" * 250, 0, 1))
        assert fragments.shelf(look, LANGUAGES).get("urn:kept")


def test_another_document_finds_what_was_written_under_the_same_selection() -> None:
    finder = counting(5)
    executor = executor_over(finder)
    inner = "title country { ...place missions(first: 2) { nodes { title } } }"
    asked = f"query A {{ missions {{ nodes {{ {inner} }} }} }} fragment place on Place {{ title }}"
    other = f"query B {{ mine: missions {{ nodes {{ {inner} }} }} }}".replace("...place", "... on Place { title }")
    before = data(executor, asked)
    finder.lookups.clear()

    assert data(executor, other) == {"mine": before["missions"]}
    assert finder.lookups == ["page"]


def test_what_is_asked_for_otherwise_is_written_anew() -> None:
    finder = counting(5)
    executor = executor_over(finder)
    asked = "query($n: Int) { countries: places { nodes { missions(first: %s) { nodes { %s } } } } }"
    for n, field in (("1", "title"), ("2", "title"), ("$n", "title"), ("2", "name: title"), ("2", "id")):
        query = asked % (n, field)
        if n != "$n":
            query = query.replace("($n: Int)", "")
        for number in (1, 3):
            given = Asked(query, {"n": number})
            assert executor.answer(given).body == by_strawberry(finder, given)


def test_an_error_says_where_it_is_in_its_own_document() -> None:
    finder = counting(3)
    executor = executor_over(finder)
    fields = "nodes { missions(first: -1) { totalCount } title }"
    for space in ("", "\n\n   "):
        given = Asked(f"{{ {space} places {{ {fields} }} }}")
        assert executor.answer(given).body == by_strawberry(finder, given)
