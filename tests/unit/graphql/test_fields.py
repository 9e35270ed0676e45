from typing import Any

import pytest

from registry.graphql.fields import is_one_text, singular
from registry.graphql.schema import build_schema, execute
from registry.model.spec import Kind
from registry.namespaces import CODES, TERMS, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Term, text
from tests.plain_finder import PlainFinder
from tests.unit.graphql.asking import LIMITS, SETTINGS, ask, data
from tests.unit.graphql.test_building import with_mission_field
from tests.unit.index.small import about, field, iri, number

MISSION = iri("mission", "m")


def mission(selection: str, **values: Any) -> Any:
    """What the one mission with these values answers."""
    return data(f'{{ mission(slug: "m") {{ {selection} }} }}', about(MISSION, "Mission", **values))["mission"]


@pytest.mark.parametrize(
    ("selection", "values", "expected"),
    [
        ("startDate", {"startDate": number("2030-06", "gYearMonth")}, {"startDate": "2030-06"}),
        ("accessed", {"accessed": number("2024-01-02", "date")}, {"accessed": "2024-01-02"}),
        ("year", {"year": number("2030", "gYear")}, {"year": "2030"}),
        ("seconds", {"seconds": number("464")}, {"seconds": 464}),
        ("rounds", {"rounds": [number("2"), number("10")]}, {"rounds": [2, 10]}),
        ("amounts", {"amount": number("95000000.50", "decimal")}, {"amounts": ["95000000.50"]}),
        ("amounts", {"amount": number("0.00000001", "decimal")}, {"amounts": ["0.00000001"]}),
        ("running", {"running": number("false", "boolean")}, {"running": False}),
        ("acronyms", {"acronym": [Literal("B"), Literal("A")]}, {"acronyms": ["A", "B"]}),
        ("website", {"website": Literal("https://a.example/", XSD + "anyURI")}, {"website": "https://a.example/"}),
        ("exactMatches", {"exactMatch": Iri("https://b.example/x")}, {"exactMatches": ["https://b.example/x"]}),
    ],
)
def test_every_kind_of_value_is_given_in_its_own_type(
    selection: str, values: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert mission(selection, **values) == expected


def test_nothing_missing_reads_as_zero_or_empty_text() -> None:
    selection = "startDate accessed year seconds running website verdict verdictConcept { iri } titleText { value }"

    assert set(mission(selection).values()) == {None}
    assert set(map(str, mission("rounds amounts acronyms exactMatches sdgs sdgConcepts { iri }").values())) == {"[]"}


def test_a_number_that_graphql_cannot_carry_is_left_out_and_the_rest_is_given() -> None:
    large = number("9999999999")

    assert mission("seconds rounds", seconds=large, rounds=[large, number("1")]) == {"seconds": None, "rounds": [1]}


def test_codes_are_enum_values_with_concepts_beside_them() -> None:
    answer = mission(
        'sdgs sdgConcepts { notation broader { notation } } verdict verdictConcept { label(languages: ["sv"]) }',
        sdg=[Iri(CODES + "sdg/3.10"), Iri(CODES + "sdg/3.4")],
        verdict=Iri(CODES + "verdict/not-met"),
    )

    assert answer == {
        "sdgs": ["SDG_3_4", "SDG_3_10"],
        "sdgConcepts": [
            {"notation": "3.4", "broader": {"notation": "3"}},
            {"notation": "3.10", "broader": {"notation": "3"}},
        ],
        "verdict": "NOT_MET",
        "verdictConcept": {"label": "not-met på svenska"},
    }


def test_a_code_that_there_is_not_does_not_take_the_record_with_it() -> None:
    unknown = Iri(CODES + "verdict/perhaps")

    assert mission("title verdict", verdict=unknown) == {"title": "m", "verdict": None}


def test_a_text_that_is_no_title_is_null_where_there_is_none() -> None:
    model = with_mission_field(field("motto", Kind.TEXT, of="Mission", many=True, unique_language=True))
    triples = about(MISSION, "Mission", motto=[text("Air!", "en"), text("Luft!", "sv")]) + about(
        MISSION + "2", "Mission"
    )
    finder = PlainFinder.over(model, triples, 1, LIMITS)
    query = '{ missions { nodes { motto sv: motto(languages: ["sv"]) mottoText { language } } } }'

    assert execute(build_schema(model, finder, SETTINGS), query).data == {
        "missions": {
            "nodes": [
                {"motto": "Air!", "sv": "Luft!", "mottoText": {"language": "en"}},
                {"motto": None, "sv": None, "mottoText": None},
            ]
        }
    }


def test_a_title_is_never_null() -> None:
    assert mission("title titleText { value }") == {"title": "m", "titleText": None}


def test_text_comes_in_the_language_asked_for_with_its_translations() -> None:
    title = [text("Clean air", "en"), text("Ren luft", "sv"), Literal("Air")]
    answer = mission(
        """title sv: title(languages: ["sv"]) empty: title(languages: []) none: title(languages: null)
        titleText(languages: ["nl"]) { value language isFallback translations { value language } }""",
        title=title,
    )

    assert answer == {
        "title": "Clean air",
        "sv": "Ren luft",
        "empty": "Clean air",
        "none": "Clean air",
        "titleText": {
            "value": "Clean air",
            "language": "en",
            "isFallback": True,
            "translations": [
                {"value": "Clean air", "language": "en"},
                {"value": "Air", "language": None},
                {"value": "Ren luft", "language": "sv"},
            ],
        },
    }


def test_of_several_texts_all_are_given_preferred_languages_first() -> None:
    names = [text("Luft", "sv"), text("Air", "en"), text("Airs", "en")]
    answer = mission(
        'alternativeTitles sv: alternativeTitles(languages: ["sv"]) alternativeTitleTexts { language }',
        alternativeTitle=names,
    )

    assert answer == {
        "alternativeTitles": ["Air", "Airs", "Luft"],
        "sv": ["Luft", "Air", "Airs"],
        "alternativeTitleTexts": [{"language": "en"}, {"language": "en"}, {"language": "sv"}],
    }


def test_more_languages_than_anybody_reads_are_refused() -> None:
    query = 'query($l: [String!]) { mission(slug: "m") { title(languages: $l) } }'
    answer = ask(query, about(MISSION, "Mission"), l=["en"] * 21)

    assert answer["errors"][0]["message"] == "`languages` has 21 entries; name at most 20."


@pytest.mark.parametrize(
    ("term", "value", "type_", "language", "id_"),
    [
        (number("12"), "12", XSD + "integer", None, None),
        (text("Luft", "sv"), "Luft", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "sv", None),
        (Iri("urn:x"), "urn:x", None, None, "urn:x"),
        (BlankNode("b"), None, None, None, None),
    ],
)
def test_a_value_of_any_kind_says_what_it_is(
    term: Term, value: str | None, type_: str | None, language: str | None, id_: str | None
) -> None:
    part = f"{MISSION}#citation-1"
    triples = about(MISSION, "Mission", citation=Iri(part)) + about(part, "Citation", citedValue=[term])
    answer = data("{ missions { nodes { citations { value valueType valueLanguage valueId } } } }", triples)

    assert answer["missions"]["nodes"][0]["citations"] == [
        {"value": value, "valueType": type_, "valueLanguage": language, "valueId": id_}
    ]


@pytest.mark.parametrize(
    ("cited", "name"), [(TERMS + "amount", "amounts"), (TERMS + "title", "title"), (TERMS + "invented", None)]
)
def test_a_property_is_given_by_its_name_in_the_schema(cited: str, name: str | None) -> None:
    part = f"{MISSION}#citation-1"
    triples = about(MISSION, "Mission", citation=Iri(part)) + about(part, "Citation", citedProperty=Iri(cited))

    assert data("{ missions { nodes { citations { property propertyIri } } } }", triples) == {
        "missions": {"nodes": [{"citations": [{"property": name, "propertyIri": cited}]}]}
    }


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("challenges", "challenge"),
        ("beneficiaries", "beneficiary"),
        ("within", "within"),
        ("sdgs", "sdg"),
        ("address", "address"),
        ("note", "note"),
    ],
)
def test_the_name_of_one_value_follows_from_the_name_of_the_list(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_a_text_is_one_when_it_may_stand_once_in_each_language() -> None:
    assert is_one_text(field("x", Kind.TEXT, many=True, unique_language=True))
    assert is_one_text(field("x", Kind.TEXT))
    assert not is_one_text(field("x", Kind.TEXT, many=True))
