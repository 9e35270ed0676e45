"""The reference itself, on cases that can be checked by eye."""

from collections.abc import Iterable, Mapping

import pytest

from registry.errors import InvalidCursor
from registry.index.filters import (
    Absent,
    AllOf,
    AnyOf,
    Between,
    Filter,
    Ids,
    InLanguage,
    Linked,
    Not,
    OneOf,
    Order,
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Literal, Term, text
from registry.services.find import Bin, Cell, FacetValue, Listing, PageLimits, PageRequest, SearchRequest
from tests.plain_finder import PlainFinder
from tests.registries import fully_used
from tests.unit.index.small import MODEL, about, iri, number

LIMITS = PageLimits(usual=3, largest=50)
ALL = PageRequest(first=50)


def missions(*each: Mapping[str, Term | Iterable[Term]]) -> PlainFinder:
    """A registry with Sweden and missions called 0, 1, 2 and so on."""
    statements = about(iri("place", "sweden"), "Place", title=text("Sweden", "en"))
    for name, values in enumerate(each):
        statements += about(iri("mission", str(name)), "Mission", **values)
        for part in ("citation", "absence"):
            statements += about(iri("mission", f"{name}#{part}-1"), part.title(), **PARTS) if part in values else []
    return PlainFinder.over(fully_used(MODEL), statements, 1, LIMITS)


PARTS = {
    "citedProperty": Iri(f"{TERMS}startDate"),
    "source": Iri(iri("source", "gone")),
    "absenceReason": Iri(f"{CODES}absence-reason/unknown"),
}


def fitting(finder: PlainFinder, where: Filter, order: Order = Order()) -> str:  # noqa: B008
    page = finder.page(Listing("Mission", where, order), ALL)
    assert page.total == len(page.records)
    return "".join(record.iri[-1] for record in page.records)


def test_conditions_are_put_together() -> None:
    finder = missions({}, {})
    first = Ids((iri("mission", "0"), "urn:x"))

    assert fitting(finder, AllOf()) == "01"
    assert fitting(finder, AnyOf()) == ""
    assert fitting(finder, AllOf((first, AnyOf((first, AllOf()))))) == "0"
    assert fitting(finder, Not(first)) == "1"


def test_values_are_equal_as_values() -> None:
    finder = missions(
        {"title": text("x", "en"), "amount": [number("1.50", "decimal"), number("2", "decimal")]},
        {"title": [text("y", "en"), text("x", "sv")], "place": Iri(iri("place", "gone"))},
        {},
    )

    assert fitting(finder, OneOf("title", ("x", "z"))) == "01"
    assert fitting(finder, OneOf("amounts", (2,))) == "0"
    assert fitting(finder, OneOf("places", (iri("place", "gone"),))) == "1"
    assert fitting(finder, Not(OneOf("title", ("x",)))) == "2"
    assert fitting(finder, StartsWith("title", "y")) == "1"


def test_dates_are_spans_of_days() -> None:
    dates = ["2030", "2030-06", "2030-06-30", "2031"]
    finder = missions(*[{"startDate": Literal(date)} for date in dates], {})

    assert fitting(finder, OneOf("startDate", ("2030",))) == "012"
    assert fitting(finder, OneOf("startDate", ("2030-06",))) == "12"
    assert fitting(finder, Between("startDate", less="2031")) == "012"
    assert fitting(finder, Between("startDate", at_most="2030-06")) == "12"
    assert fitting(finder, Between("startDate", greater="2030-06-29")) == "23"
    assert fitting(finder, Between("startDate", at_least="2030-06-01", less="2031")) == "12"
    assert fitting(finder, Not(Between("startDate", at_least="0001"))) == "4"


def test_one_value_keeps_all_bounds() -> None:
    finder = missions({"amount": [number("1", "decimal"), number("9", "decimal")]}, {"amount": number("5", "decimal")})

    assert fitting(finder, Between("amounts", greater=1, less=9)) == "1"
    assert fitting(finder, Between("amounts", at_least=1, at_most=9)) == "01"


def test_what_is_said_and_what_is_not() -> None:
    finder = missions({"startDate": Literal("2030")}, {"absence": Iri(iri("mission", "1#absence-1"))})
    reasons = (f"{CODES}absence-reason/unknown",)

    assert fitting(finder, Stated("startDate")) == "0"
    assert fitting(finder, Stated("startDate", stated=False)) == "1"
    assert fitting(finder, Absent("startDate", reasons)) == "1"
    assert fitting(finder, Absent("title", reasons)) == ""
    assert fitting(finder, Absent("startDate", ())) == ""


def test_words_are_found_by_stem_in_one_text() -> None:
    titles = [text("Cities of the climate", "en"), text("Stadens klimat", "sv-se")]
    finder = missions({"title": titles, "acronym": Literal("CNC")}, {"title": text("Ciudades", "es")})

    assert fitting(finder, Words("CITY", "title")) == "0"
    assert fitting(finder, Words("city klimat", "title")) == ""
    assert fitting(finder, Words("city klimat cnc")) == "0"
    assert fitting(finder, InLanguage("title", ("sv", "fr"))) == "0"
    assert fitting(finder, InLanguage("title", ("sv-se-x",))) == ""


def test_links_are_asked_about_both_ways_and_dangling_ones_are_none() -> None:
    finder = missions({"country": Iri(iri("place", "sweden"))}, {"country": Iri(iri("place", "gone"))}, {})
    sweden = OneOf("title", ("Sweden",))

    assert fitting(finder, Stated("country")) == "01"
    assert fitting(finder, Linked("country", Quantifier.SOME, sweden)) == "0"
    assert fitting(finder, Linked("country", Quantifier.EVERY, Not(sweden))) == "12"
    assert fitting(finder, Linked("country", Quantifier.NONE, sweden)) == "12"
    back = Linked("missions", Quantifier.SOME, Linked("country", Quantifier.SOME, sweden))
    assert finder.page(Listing("Place", back), ALL).total == 1
    assert finder.page(Listing("Place", Stated("missions", stated=False)), ALL).total == 0


def test_records_without_a_value_come_last_both_ways() -> None:
    finder = missions({"title": text("b", "en")}, {}, {"title": text("Á", "en")}, {"title": text("a", "en")}, {})

    assert fitting(finder, AllOf(), Order("title")) == "23014"
    assert fitting(finder, AllOf(), Order("title", descending=True)) == "03214"
    assert fitting(finder, AllOf(), Order(None, descending=True)) == "43210"


def test_a_cursor_stays_where_its_record_stood() -> None:
    finder = missions(*[{"title": text(letter, "en")} for letter in "dcba"])
    listing = Listing("Mission", order=Order("title"))
    cursor = finder.page(listing, ALL).cursors[1]
    finder.refresh(about(iri("mission", "9"), "Mission", title=text("bb", "en")), 2)
    page = finder.page(listing, PageRequest(after=cursor))

    assert ([record.iri[-1] for record in page.records], page.has_previous) == (["9"], False)
    with pytest.raises(InvalidCursor):
        finder.page(Listing("Mission", order=Order("title", descending=True)), PageRequest(after=cursor))


def test_values_are_counted() -> None:
    sweden, spain = Iri(iri("place", "sweden")), Iri(iri("place", "spain"))
    finder = missions({"place": [sweden, spain], "startDate": Literal("2030-06")}, {"place": sweden}, {})
    facet = finder.facets("Mission", AllOf(), ["places"], 1)[0]

    assert facet.values == [FacetValue(sweden.value, 2)]
    assert (facet.distinct, facet.not_stated) == (2, 1)
    assert finder.crossed("Mission", AllOf(), ["places", "country"]) == [
        Cell((spain.value, None), 1),
        Cell((sweden.value, None), 2),
        Cell((None, None), 1),
    ]
    assert finder.histogram("Mission", AllOf(), "startDate", "month") == [Bin("2030-06", 1)]
    assert finder.histogram("Mission", AllOf(), "startDate", "decade") == [Bin("2030", 1)]


def test_records_are_searched_over_all_classes() -> None:
    hits = missions({"title": text("Sweden, sweden", "en")}).search(SearchRequest("SWEDEN", first=1))

    assert (hits.total, hits.has_next, hits.by_class) == (2, True, {"Mission": 1, "Place": 1})
    assert hits.hits[0].snippets[0].highlights == ((0, 6), (8, 14))
