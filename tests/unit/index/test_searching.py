import pytest

from registry.errors import InvalidArgument
from registry.index.filters import EVERYTHING, Ids, OneOf, StartsWith
from registry.rdf.terms import Literal, Triple, text
from registry.services.find import Hits, PageLimits, SearchRequest
from registry.services.indexed import IndexFinder
from tests.unit.index.small import MODEL, about, iri

LIMITS = PageLimits(usual=10, largest=2_000)


def titled(class_name: str, slug: str, *titles: tuple[str, str], also: str = "", acronym: str = "") -> list[Triple]:
    return about(
        iri(class_name.lower(), slug),
        class_name,
        title=[text(title, language) for language, title in titles],
        alternativeTitle=text(also, "en") if also else [],
        acronym=Literal(acronym) if acronym else [],
    )


FINDER = IndexFinder.over(
    MODEL,
    [
        *titled("Mission", "cities", ("en", "Climate neutral cities"), ("sv", "Klimatneutrala städer")),
        *titled("Mission", "soil", ("en", "Healthy soil"), also="Cities need soil too, and clean water"),
        *titled("Mission", "water", ("en", "Clean water everywhere"), acronym="CWE"),
        *titled("Place", "city", ("en", "City of Water")),
        *titled("Source", "talk", ("de", "Vortrag über Mobilität")),
    ],
    1,
    LIMITS,
)


def search(words: str, **more: object) -> Hits:
    return FINDER.search(SearchRequest(words, **more))  # type: ignore[arg-type]


def slugs(hits: Hits) -> list[str]:
    return [hit.record.iri.rsplit("/", 1)[-1] for hit in hits.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("city", {"cities", "soil", "city"}),
        ("STÄDER", {"cities"}),
        ("stader klimatneutral", {"cities"}),
        ("cwe", {"water"}),
        ("clean water", {"soil", "water"}),
        ("wat", {"soil", "water", "city"}),
        ("watter", {"soil", "water", "city"}),
        ("mobilitat", {"talk"}),
        ("mobiltiaet", {"talk"}),
        ("everywheer", {"water"}),
        ("xyz", set()),
        ("water xyz", set()),
    ],
)
def test_every_word_fits_by_stem_by_its_beginning_or_nearly(words: str, expected: set[str]) -> None:
    hits = search(words)

    assert set(slugs(hits)) == expected
    assert hits.total == len(expected) == sum(hits.by_class.values())


def test_what_says_it_in_the_title_comes_first_and_what_was_mistyped_last() -> None:
    assert slugs(search("soil"))[0] == "soil"
    assert slugs(search("city"))[-1] == "soil"
    assert search("water").hits[0].score > search("watter").hits[0].score > 0


def test_hits_that_fit_alike_are_in_the_order_of_their_addresses() -> None:
    triples = [t for n in (3, 1, 2, 0) for t in titled("Mission", f"m-{n}", ("en", "Alike"))]
    finder = IndexFinder.over(MODEL, triples, 1, LIMITS)

    assert slugs(finder.search(SearchRequest("alike"))) == ["m-0", "m-1", "m-2", "m-3"]


def test_classes_and_conditions_narrow_what_is_searched() -> None:
    assert set(slugs(search("water", class_names=("Place",)))) == {"city"}
    assert set(slugs(search("water", class_names=("Place", "Source")))) == {"city"}
    assert search("water").by_class == {"Mission": 2, "Place": 1}
    assert slugs(search("water", class_names=("Mission",), where=OneOf("acronyms", ("CWE",)))) == ["water"]
    assert slugs(search("water", where=StartsWith("title", "City"))) == ["city"]
    assert slugs(search("water", where=Ids(()))) == []


def test_a_search_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="no word to look for"):
        search("...")
    with pytest.raises(InvalidArgument, match="no class 'Spaceship'"):
        search("water", class_names=("Spaceship",))
    with pytest.raises(InvalidArgument, match="Citation is no class of records"):
        search("water", class_names=("Citation",))
    with pytest.raises(InvalidArgument, match="Record has no field 'acronyms'"):
        search("water", where=OneOf("acronyms", ("CWE",)))


def test_only_so_many_hits_can_be_read_but_all_are_counted() -> None:
    triples = [t for n in range(1_100) for t in titled("Place", f"p-{n:04}", ("en", "Everywhere"))]
    finder = IndexFinder.over(MODEL, triples, 1, LIMITS)

    hits = finder.search(SearchRequest("everywhere", first=1_000))

    assert (len(hits.hits), hits.total, hits.has_next) == (1_000, 1_100, True)
    with pytest.raises(InvalidArgument, match="Only the first 1,000 hits can be read"):
        finder.search(SearchRequest("everywhere", after=hits.cursors[-1]))


def test_pages_go_on_through_hits_that_fit_alike() -> None:
    triples = [
        t for n in range(30) for t in titled("Place", f"p-{n:02}", ("en", "Here" if n % 2 else "Here and there"))
    ]
    finder = IndexFinder.over(MODEL, triples, 1, LIMITS)
    whole = slugs(finder.search(SearchRequest("here", first=50)))
    found: list[str] = []
    after = None
    while True:
        hits = finder.search(SearchRequest("here", first=4, after=after))
        found += slugs(hits)
        if not hits.has_next:
            break
        after = hits.cursors[-1]

    assert found == whole == [f"p-{n:02}" for n in range(1, 30, 2)] + [f"p-{n:02}" for n in range(0, 30, 2)]


def test_everything_is_what_is_searched_when_nothing_is_said() -> None:
    assert SearchRequest("x").where == EVERYTHING
