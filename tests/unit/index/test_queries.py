"""Filters that make no sense, and a few that do; `tests/differential` holds all of them against plain Python."""

from decimal import Decimal
from typing import Any

import pytest

from registry.errors import InvalidArgument
from registry.index.filters import (
    EVERYTHING,
    RECORD,
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
    Quantifier,
    StartsWith,
    Stated,
    Words,
)
from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.services.find import Listing, PageRequest
from tests.unit.index.living import LivingIndex
from tests.unit.index.small import about, iri, number, registry_of

SOME, EVERY, NONE = Quantifier.SOME, Quantifier.EVERY, Quantifier.NONE
FULL = iri("mission", "full")


def full_mission() -> list[Triple]:
    return [
        *about(
            FULL,
            "Mission",
            title=[text("Städer utan utsläpp", "sv"), text("Cities without emissions", "en-gb")],
            country=Iri(iri("place", "sweden")),
            startDate=number("2030-06", "gYearMonth"),
            seconds=number("5"),
            amount=[number("1.50", "decimal"), number("7", "decimal")],
            running=number("true", "boolean"),
            acronym=text("KLIM", ""),
            absence=Iri(f"{FULL}#absence-1"),
        ),
        *about(
            f"{FULL}#absence-1",
            "Absence",
            citedProperty=Iri(TERMS + "website"),
            absenceReason=Iri(f"{CODES}absence-reason/not-set"),
        ),
    ]


@pytest.fixture(scope="module")
def index() -> LivingIndex:
    return LivingIndex([*registry_of(4), *full_mission()])


def found(index: LivingIndex, where: Filter, class_name: str = "Mission") -> list[str]:
    page = index.finder.page(Listing(class_name, where), PageRequest(first=50))
    assert page.total == len(page.records)
    return [record.iri.rsplit("/", 1)[-1] for record in page.records]


@pytest.mark.parametrize(
    "where",
    [
        OneOf("title", ("Cities without emissions",)),
        OneOf("amounts", (Decimal("1.5"),)),
        OneOf("running", (True,)),
        OneOf("startDate", ("2030",)),
        OneOf("startDate", (2030,)),
        StartsWith("title", "Stä"),
        AllOf((StartsWith("title", ""), Not(StartsWith("title", "Mission")))),
        Between("seconds", at_least=5, less=6),
        Between("seconds", greater=4, at_least=3, at_most=Decimal("5.0"), less=9),
        Between("amounts", greater=Decimal("1.5")),
        Between("startDate", greater="2030-05", less="2031"),
        Between("startDate", at_least="2030-06", at_most="2030"),
        Between("startDate"),
        Between("seconds"),
        Absent("website", (f"{CODES}absence-reason/not-set",)),
        InLanguage("title", ("EN-gb",)),
        InLanguage("title", ("sv",)),
        Words("stad utslapp", "title"),
        Words("emission klim"),
        Linked("absences", SOME, OneOf("property", (TERMS + "website",))),
        Linked("citations", NONE, EVERYTHING),
        Ids((FULL, "urn:x:nothing")),
        AnyOf((Not(EVERYTHING), Ids((FULL,)))),
    ],
)
def test_one_mission_fits(index: LivingIndex, where: Filter) -> None:
    assert found(index, where) == ["full"]


@pytest.mark.parametrize(
    "where",
    [
        AnyOf(),
        Not(EVERYTHING),
        OneOf("title", ()),
        OneOf("startDate", ("2030-06-01",)),
        OneOf("title", ("Cities",)),
        Between("startDate", less="2030"),
        Between("startDate", greater="2030"),
        Between("seconds", less=5),
        Between("seconds", greater=5, at_least=5),
        Absent("website", ()),
        InLanguage("title", ("e",)),
        Words("städer without", "title"),
        Words("nothing"),
        StartsWith("title", "Städet"),
        Linked("places", SOME, Words("norge", "title")),
        Stated("country", stated=False),
    ],
)
def test_no_mission_fits(index: LivingIndex, where: Filter) -> None:
    assert found(index, where) == []


def test_the_same_part_has_to_fit(index: LivingIndex) -> None:
    title, law = OneOf("property", (TERMS + "title",)), Linked("source", SOME, Words("law", "title"))
    other = OneOf("property", (TERMS + "website",))

    assert found(index, Linked("citations", SOME, AllOf((title, law)))) == ["m-000", "m-003"]
    assert found(index, Linked("citations", SOME, AllOf((other, law)))) == []
    assert found(index, AllOf((Linked("citations", EVERY, law), Linked("citations", SOME, EVERYTHING)))) == [
        "m-000",
        "m-003",
    ]


def test_records_are_found_by_what_links_to_them(index: LivingIndex) -> None:
    assert found(index, Linked("missions", SOME, Words("emissions", "title")), "Place") == ["sweden"]
    assert found(index, Linked("missions", EVERY, Stated("citations")), "Place") == ["spain"]
    assert found(index, Linked("citedIn", NONE, Words("mission 0")), "Source") == ["talk"]
    assert found(index, Stated("citedIn", stated=False), "Source") == []
    assert found(index, Linked("localMissions", SOME, Ids((iri("mission", "m-001"),))), "Place") == ["spain", "sweden"]


def test_all_classes_are_asked_at_once_for_what_they_share(index: LivingIndex) -> None:
    assert found(index, Words("sverige cities"), RECORD) == []
    assert found(index, AnyOf((Words("sverige"), Words("klim"))), RECORD) == ["full", "sweden"]
    assert found(index, Linked("citations", SOME, EVERYTHING), RECORD) == ["m-000", "m-001", "m-002", "m-003"]
    assert found(index, StartsWith("title", "A "), RECORD) == ["law", "talk"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (OneOf("nothing", ("x",)), "Mission has no field 'nothing'"),
        (OneOf("seconds", ("5",)), "'5' is no value of `seconds`, which is of kind integer"),
        (OneOf("seconds", (True,)), "True is no value of `seconds`"),
        (OneOf("amounts", (Decimal("NaN"),)), "is no value of `amounts`"),
        (OneOf("running", (5,)), "5 is no value of `running`"),
        (OneOf("title", (5,)), "5 is no value of `title`"),
        (OneOf("citations", ("x",)), "`citations` holds parts"),
        (OneOf("startDate", ("soon",)), "`startDate` cannot be compared: 'soon' is no date"),
        (OneOf("startDate", (True,)), "`startDate` cannot be compared: True is no date"),
        (StartsWith("seconds", "5"), "`seconds` is of kind integer; it cannot be compared by how it begins"),
        (StartsWith("title", "x" * 201), "The prefix for `title` has 201 letters; 200 are allowed"),
        (Between("title", less=5), "`title` is of kind text; it cannot be compared by size"),
        (Between("seconds", less="5"), "'5' is no number that `seconds` can be compared with"),
        (Between("startDate", less="soon"), "'soon' is no date"),
        (InLanguage("acronyms", ("en",)), "`acronyms` is of kind string; it cannot be asked for a language"),
        (Words("x", "acronyms"), "`acronyms` is of kind string; it cannot be searched for words"),
        (Words("?!", "title"), "There is no word to look for in '\\?!'"),
        (Words("x" * 1_001), "The text to look for has 1,001 letters; 1,000 are allowed"),
        (Words(" ".join(f"w{n}" for n in range(33))), "The text to look for has 33 words; 32 are allowed"),
        (Linked("title", SOME, EVERYTHING), "`title` is of kind text; it leads to no record or part"),
        (Linked("nothing", SOME, EVERYTHING), "Mission has no field 'nothing'"),
        (Linked("country", SOME, OneOf("nothing", ())), "Place has no field 'nothing'"),
        (Linked("citations", SOME, Words("x")), "Citation is searched by field; name one"),
        (Stated("nothing"), "Mission has no field 'nothing'"),
    ],
)
def test_what_makes_no_sense_is_refused(index: LivingIndex, where: Filter, words: str) -> None:
    with pytest.raises(InvalidArgument, match=words):
        found(index, where)


def test_what_not_all_classes_share_is_no_field_of_any_record(index: LivingIndex) -> None:
    for where in (OneOf("country", ("x",)), Stated("missions"), Linked("citedIn", SOME, EVERYTHING)):
        with pytest.raises(InvalidArgument, match="Record has no field"):
            found(index, where, RECORD)


def test_a_link_that_dangles_is_stated_but_leads_to_no_record() -> None:
    lonely = LivingIndex(about(iri("mission", "m"), "Mission", country=Iri(iri("place", "atlantis"))))

    assert found(lonely, Stated("country")) == ["m"]
    assert found(lonely, OneOf("country", (iri("place", "atlantis"),))) == ["m"]
    assert found(lonely, Linked("country", SOME, EVERYTHING)) == []
    assert found(lonely, Linked("country", NONE, EVERYTHING)) == ["m"]
    assert found(lonely, Linked("country", EVERY, Not(EVERYTHING))) == ["m"]


def test_many_values_are_asked_for_at_once(index: LivingIndex) -> None:
    names: tuple[Any, ...] = tuple(f"Mission {n}" for n in range(2_000))

    assert found(index, OneOf("title", names)) == ["m-000", "m-001", "m-002", "m-003"]
    assert found(index, OneOf("title", (*names, "\ud800"))) == ["m-000", "m-001", "m-002", "m-003"]
