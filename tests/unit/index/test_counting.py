import pytest

from registry.errors import InvalidArgument
from registry.index.filters import EVERYTHING, RECORD, Linked, OneOf, Quantifier, Stated
from registry.namespaces import CODES
from registry.rdf.terms import Iri, Literal, Triple, text
from registry.services.find import Bin, Cell, Facet, FacetValue, PageLimits
from registry.services.indexed import IndexFinder
from tests.unit.index.small import MODEL, about, iri, number

MET, NOT_MET = f"{CODES}verdict/met", f"{CODES}verdict/not-met"
SWEDEN, SPAIN = iri("place", "sweden"), iri("place", "spain")


def mission(
    slug: str, *, year: str = "", country: str = "", verdict: str = "", sdgs: tuple[str, ...] = ()
) -> list[Triple]:
    return about(
        iri("mission", slug),
        "Mission",
        title=text(slug, "en"),
        startDate=number(year, "gYear" if year.count("-") < 1 or year.startswith("-") else "gYearMonth")
        if year
        else [],
        country=Iri(country) if country else [],
        verdict=Iri(verdict) if verdict else [],
        sdg=[Iri(f"{CODES}sdg/{goal}") for goal in sdgs],
    )


FINDER = IndexFinder.over(
    MODEL,
    [
        *mission("a", year="2030", country=SWEDEN, verdict=MET, sdgs=("3", "3.4")),
        *mission("b", year="2031-06", country=SWEDEN, verdict=NOT_MET, sdgs=("3",)),
        *mission("c", year="-0044", country=SPAIN),
        *mission("d", year="2030", sdgs=("3",)),
        *about(SWEDEN, "Place", title=text("Sweden", "en")),
    ],
    1,
    PageLimits(3, 50),
)


def test_values_are_counted_most_frequent_first_then_by_key() -> None:
    assert FINDER.facets("Mission", EVERYTHING, ["country", "verdict", "sdgs"], 1) == [
        Facet("country", [FacetValue(SWEDEN, 2)], not_stated=1, distinct=2),
        Facet("verdict", [FacetValue(MET, 1)], not_stated=2, distinct=2),
        Facet("sdgs", [FacetValue(f"{CODES}sdg/3", 3)], not_stated=1, distinct=2),
    ]


def test_only_what_fits_is_counted() -> None:
    in_sweden = Linked("country", Quantifier.SOME, OneOf("title", ("Sweden",)))

    assert FINDER.facets("Mission", in_sweden, ["verdict"], 5) == [
        Facet("verdict", [FacetValue(MET, 1), FacetValue(NOT_MET, 1)], not_stated=0, distinct=2)
    ]
    assert FINDER.facets("Mission", Stated("website"), ["verdict"], 5) == [Facet("verdict", [], 0, 0)]


def test_combinations_of_values_are_counted_with_those_without_a_value_last() -> None:
    assert FINDER.crossed("Mission", EVERYTHING, ["country", "verdict"]) == [
        Cell((SPAIN, None), 1),
        Cell((SWEDEN, MET), 1),
        Cell((SWEDEN, NOT_MET), 1),
        Cell((None, None), 1),
    ]
    assert Cell((SWEDEN, f"{CODES}sdg/3.4", MET), 1) in FINDER.crossed(
        "Mission", EVERYTHING, ["country", "sdgs", "verdict"]
    )


@pytest.mark.parametrize(
    ("interval", "bins"),
    [
        ("year", [Bin("-0044", 1), Bin("2030", 2), Bin("2031", 1)]),
        ("month", [Bin("-0044-01", 1), Bin("2030-01", 2), Bin("2031-06", 1)]),
        ("decade", [Bin("-0050", 1), Bin("2030", 3)]),
    ],
)
def test_dates_are_counted_by_what_they_begin_in(interval: str, bins: list[Bin]) -> None:
    assert FINDER.histogram("Mission", EVERYTHING, "startDate", interval) == bins


def test_what_cannot_be_counted_is_refused() -> None:
    for class_name, name in (("Mission", "website"), ("Mission", "nothing"), ("Place", "country"), (RECORD, "country")):
        with pytest.raises(InvalidArgument, match=f"{class_name} cannot be counted by '{name}'"):
            FINDER.facets(class_name, EVERYTHING, [name], 5)
    for names in ([], ["country"] * 4):
        with pytest.raises(InvalidArgument, match=f"{len(names)} facets are to be crossed; one to 3 can be"):
            FINDER.crossed("Mission", EVERYTHING, names)
    with pytest.raises(InvalidArgument, match="'week' is no interval; known are decade, year, month"):
        FINDER.histogram("Mission", EVERYTHING, "startDate", "week")
    for name in ("title", "nothing"):
        with pytest.raises(InvalidArgument, match=f"Mission has no date '{name}'"):
            FINDER.histogram("Mission", EVERYTHING, name, "year")


def test_more_values_than_the_index_counts_at_once_are_still_counted_but_not_crossed() -> None:
    """A facet of 70,000 strings: 7,000 missions with ten acronyms each."""
    triples = [
        triple
        for n in range(7_000)
        for triple in about(
            iri("mission", f"m-{n:05}"), "Mission", acronym=[Literal(f"X{10 * n + k:05}") for k in range(10)]
        )
    ]
    finder = IndexFinder.over(MODEL, [*triples, *mission("without")], 1, PageLimits(3, 50))

    (facet,) = finder.facets("Mission", EVERYTHING, ["acronyms"], 2)

    assert facet == Facet("acronyms", [FacetValue("X00000", 1), FacetValue("X00001", 1)], 1, 70_000)
    with pytest.raises(InvalidArgument, match="acronyms and country have more than 65,000 combinations"):
        finder.crossed("Mission", EVERYTHING, ["acronyms", "country"])
    with pytest.raises(InvalidArgument, match="country and acronyms have more than 65,000 combinations"):
        finder.crossed("Mission", EVERYTHING, ["country", "acronyms"])
