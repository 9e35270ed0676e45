from typing import Any

import pytest

from registry.graphql.execution import Request
from registry.graphql.facets import MOST_VALUES
from registry.graphql.schema import execute
from registry.index.filters import OneOf
from registry.namespaces import CODES, TERMS
from registry.rdf.terms import Iri, Literal, Triple, text
from tests.unit.graphql.asking import SCHEMA, SETTINGS, CountingFinder, ask, codes, data, finder_over, refusal
from tests.unit.index.small import about, iri, number, registry_of

SWEDEN, SPAIN = iri("place", "sweden"), iri("place", "spain")
MET, NOT_MET = CODES + "verdict/met", CODES + "verdict/not-met"


def judged() -> list[Triple]:
    """Five missions: three in Spain, of which two are judged, and two in Sweden; one more in a country not held."""
    triples = registry_of(5)
    for n, verdict in ((0, MET), (1, NOT_MET), (2, NOT_MET)):
        triples += about(
            iri("mission", f"m-{n:03}"),
            "Mission",
            verdict=Iri(verdict),
            acronym=Literal("X"),
            startDate=number(f"203{n}-02", "gYearMonth"),
        )
    nowhere = Iri(iri("place", "nowhere"))
    return triples + about(iri("mission", "z"), "Mission", country=nowhere, startDate=number("2030", "gYear"))


def facets(by: str, selection: str, **variables: Any) -> Any:
    return data(f"{{ missions {{ facets(by: {by}) {{ {selection} }} }} }}", judged(), **variables)["missions"]["facets"]


def test_a_facet_counts_records_by_value_most_frequent_first() -> None:
    assert facets("[verdict, acronyms]", "field values { key label count } notStated distinct") == [
        {
            "field": "verdict",
            "values": [
                {"key": NOT_MET, "label": "not-met in English", "count": 2},
                {"key": MET, "label": "met in English", "count": 1},
            ],
            "notStated": 3,
            "distinct": 2,
        },
        {"field": "acronyms", "values": [{"key": "X", "label": "X", "count": 3}], "notStated": 3, "distinct": 1},
    ]


def test_a_value_is_given_as_what_it_is() -> None:
    selection = 'values { label sv: label(languages: ["sv"]) record { __typename title } concept { notation } }'
    [country, verdict, acronyms] = facets("[country, verdict, acronyms]", selection)

    assert country["values"] == [
        {"label": "Spain", "sv": "Spain", "record": {"__typename": "Place", "title": "Spain"}, "concept": None},
        {"label": "Sweden", "sv": "Sverige", "record": {"__typename": "Place", "title": "Sweden"}, "concept": None},
        {"label": iri("place", "nowhere"), "sv": iri("place", "nowhere"), "record": None, "concept": None},
    ]
    assert verdict["values"][0] == {
        "label": "not-met in English",
        "sv": "not-met på svenska",
        "record": None,
        "concept": {"notation": "not-met"},
    }
    assert acronyms["values"] == [{"label": "X", "sv": "X", "record": None, "concept": None}]


def test_facets_are_counted_under_the_filter_of_the_list_whatever_page_is_shown() -> None:
    query = f"""{{ missions(where: {{country: {{eq: "{SPAIN}"}}}}, first: 1) {{
        facets(by: [verdict], size: 1) {{ values {{ label count }} notStated distinct }} }} }}"""

    assert data(query, judged())["missions"]["facets"] == [
        {"values": [{"label": "met in English", "count": 1}], "notStated": 1, "distinct": 2}
    ]


def test_a_field_of_parts_is_counted_too_and_in_all_classes_together() -> None:
    part = iri("mission", "m") + "#absence-1"
    triples = about(iri("mission", "m"), "Mission", absence=Iri(part))
    triples += about(part, "Absence", absenceReason=Iri(CODES + "absence-reason/unknown"))
    counted = "facets(by: [absencesAbsenceReason]) { field values { label count } }"
    expected = [{"field": "absencesAbsenceReason", "values": [{"label": "unknown in English", "count": 1}]}]

    answer = data(f"{{ missions {{ {counted} }} records {{ {counted} }} }}", triples)

    assert [answer["missions"]["facets"], answer["records"]["facets"]] == [expected, expected]


def test_all_titles_of_an_answer_take_one_lookup_and_only_when_asked_for() -> None:
    def lookups(selection: str) -> list[str]:
        finder = CountingFinder(finder_over(judged()))
        query = f"{{ missions {{ {selection} }} }}"
        assert not execute(SCHEMA, query, request=Request(finder, SETTINGS.languages)).errors
        return finder.lookups

    asked = "facets(by: [country, verdict]) { values { label record { title } } }"
    assert lookups(asked) == ["page", "facets", "records"]
    assert lookups("facets(by: [country]) { values { key count } }") == ["page", "facets"]
    assert lookups("facets(by: [verdict]) { values { label concept { label } } }") == ["page", "facets"]
    assert lookups("crossedFacets(by: [country, verdict]) { keys { label } }") == ["page", "crossed", "records"]
    assert lookups("facets(by: []) { field }") == ["page"]


def test_records_behind_values_are_one_level() -> None:
    finder = CountingFinder(finder_over(judged()))
    query = "{ missions { facets(by: [country]) { values { record { ... on Place { missions { totalCount } } } } } } }"
    answer = execute(SCHEMA, query, request=Request(finder, SETTINGS.languages)).as_json()

    assert finder.lookups == ["page", "facets", "records", "linking"]
    [facet] = answer["data"]["missions"]["facets"]
    assert [value["record"] and value["record"]["missions"]["totalCount"] for value in facet["values"]] == [3, 2, None]


def test_crossed_facets_count_each_combination() -> None:
    query = "{ missions { crossedFacets(by: [country, verdict]) { keys { field key label } count } } }"
    cells = data(query, judged())["missions"]["crossedFacets"]

    assert cells[0]["keys"][0]["field"] == "country"
    assert [([key and key["label"] for key in cell["keys"]], cell["count"]) for cell in cells] == [
        ([iri("place", "nowhere"), None], 1),
        (["Spain", "met in English"], 1),
        (["Spain", "not-met in English"], 1),
        (["Spain", None], 1),
        (["Sweden", "not-met in English"], 1),
        (["Sweden", None], 1),
    ]


@pytest.mark.parametrize("by", ["[]", "[country]", "[country, country]", "[country, verdict, sdgs, acronyms]"])
def test_two_or_three_different_fields_can_be_crossed(by: str) -> None:
    assert "cross two or three different ones" in refusal(f"{{ missions {{ crossedFacets(by: {by}) {{ count }} }} }}")


@pytest.mark.parametrize(
    ("interval", "bins"),
    [
        ("", [("2030", 2), ("2031", 1), ("2032", 1)]),
        (", interval: YEAR", [("2030", 2), ("2031", 1), ("2032", 1)]),
        (", interval: MONTH", [("2030-01", 1), ("2030-02", 1), ("2031-02", 1), ("2032-02", 1)]),
        (", interval: DECADE", [("2030", 4)]),
    ],
)
def test_a_histogram_counts_records_by_when_they_begin(interval: str, bins: list[tuple[str, int]]) -> None:
    query = f"{{ missions {{ histogram(of: startDate{interval}) {{ start count }} }} }}"

    assert [(b["start"], b["count"]) for b in data(query, judged())["missions"]["histogram"]] == bins


def test_counting_asks_the_finder_once_with_the_lists_own_filter() -> None:
    finder = CountingFinder(finder_over(judged()))
    query = """{ missions(where: {acronyms: {eq: "X"}}, first: 0) { facets(by: [country, country], size: null) { field }
        crossedFacets(by: [country, verdict]) { count } histogram(of: startDate) { count } } }"""
    execute(SCHEMA, query, request=Request(finder, SETTINGS.languages))
    where = OneOf("acronyms", ("X",))

    assert finder.asked[1:] == [
        ("Mission", where, ("country",), 20),
        ("Mission", where, ("country", "verdict")),
        ("Mission", where, "startDate", "year"),
    ]


@pytest.mark.parametrize("size", [0, -1, MOST_VALUES + 1])
def test_how_many_values_are_shown_has_bounds(size: int) -> None:
    message = refusal(f"{{ missions {{ facets(by: [country], size: {size}) {{ field }} }} }}")

    assert message == f"`size` is {size:,}; it lies between 1 and 1,000."


@pytest.mark.parametrize(
    "counting",
    [
        "facets(by: [country]) { field }",
        "crossedFacets(by: [country, verdict]) { count }",
        "histogram(of: startDate) { count }",
    ],
)
def test_a_list_inside_a_record_says_how_to_count_at_the_root(counting: str) -> None:
    answer = ask(f'{{ place(slug: "sweden") {{ missions {{ {counting} }} }} }}')

    assert codes(answer) == ["invalid-argument"]
    assert answer["errors"][0]["message"] == (
        "`missions` cannot be counted inside a record; ask at the root, "
        f'as in `missions(where: {{country: {{eq: "{SWEDEN}"}}}})`.'
    )


def test_the_advice_for_a_way_back_over_parts_goes_through_the_parts() -> None:
    message = refusal('{ source(slug: "law") { citedIn { facets(by: [absencesAbsenceReason]) { field } } } }')
    query = message.partition("as in `")[2].removesuffix("`.")

    assert query.startswith("records(where: {citations: {some: {source: {eq:")
    assert data(f"{{ {query} {{ totalCount }} }}")["records"]["totalCount"] == 2


def test_an_answer_with_too_many_values_is_refused() -> None:
    triples = [
        triple
        for n in range(150)
        for triple in about(
            iri("mission", f"m-{n}"),
            "Mission",
            title=text("M", "en"),
            acronym=[Literal(f"{n}-{k}") for k in range(150)],
            exactMatch=Iri(TERMS + "x"),
        )
    ]
    answer = ask("{ missions { crossedFacets(by: [acronyms, verdict]) { count } } }", triples)

    assert codes(answer) == ["query-too-costly"]


def test_fields_without_a_mark_and_classes_without_one_cannot_be_counted() -> None:
    assert codes(ask("{ missions { facets(by: [seconds]) { field } } }")) == ["query-error"]
    assert codes(ask("{ places { histogram(of: startDate) { count } } }")) == ["query-error"]
