import pytest

from registry.graphql.execution import Request
from registry.graphql.schema import execute
from registry.graphql.search import enum_name
from registry.index.filters import EVERYTHING, AnyOf, OneOf
from registry.index.projection import Projection
from registry.rdf.terms import Triple, text
from registry.services.find import Hit, Hits, SearchRequest, Snippet
from tests.plain_finder import PlainFinder
from tests.unit.graphql.asking import LIMITS, SCHEMA, SETTINGS, CountingFinder, ask, codes, data, finder_over, refusal
from tests.unit.index.small import MODEL, about, iri, registry_of


def asked(arguments: str) -> SearchRequest:
    finder = CountingFinder(finder_over([]))
    query = f"{{ search({arguments}) {{ totalCount }} }}"
    assert not execute(SCHEMA, query, request=Request(finder, SETTINGS.languages)).errors
    [(request,)] = finder.asked
    assert isinstance(request, SearchRequest)
    return request


@pytest.mark.parametrize(
    ("arguments", "request_"),
    [
        ('query: "air"', SearchRequest("air")),
        ('query: "air", types: null, where: null, first: null, after: null, languages: null', SearchRequest("air")),
        ('query: "air", types: [PLACE, MISSION, PLACE]', SearchRequest("air", ("Place", "Mission"))),
        ('query: "air", types: []', SearchRequest("air", (), AnyOf(()))),
        ('query: "air", types: [], where: {text: "clean"}', SearchRequest("air", (), AnyOf(()))),
        ('query: "air", where: {}, first: 5', SearchRequest("air", (), EVERYTHING, 5)),
        ('query: "air", where: {title: {eq: "A"}}', SearchRequest("air", (), OneOf("title", ("A",)))),
    ],
)
def test_a_search_is_read_as_it_is_asked_for(arguments: str, request_: SearchRequest) -> None:
    assert asked(arguments) == request_


EVERYTHING_OF_IT = """{ search(query: "sweden", first: 1) {
    totalCount
    edges { cursor score node { __typename title } snippets { field language text highlights { start end } } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    types { type count }
} }"""


def named() -> list[Triple]:
    return registry_of(1) + about(iri("mission", "x"), "Mission", title=text("Clean Sweden", "en"))


def test_what_was_found_says_where_and_how_well() -> None:
    found = data(EVERYTHING_OF_IT, named())["search"]

    assert found["totalCount"] == 2
    assert found["types"] == [{"type": "MISSION", "count": 1}, {"type": "PLACE", "count": 1}]
    [edge] = found["edges"]
    assert edge["node"] == {"__typename": "Mission", "title": "Clean Sweden"}
    assert edge["score"] > 0
    assert edge["snippets"] == [
        {"field": "title", "language": "en", "text": "Clean Sweden", "highlights": [{"start": 6, "end": 12}]}
    ]
    assert found["nodes"] == [{"id": iri("mission", "x")}]
    assert found["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": edge["cursor"],
        "endCursor": edge["cursor"],
    }


def test_one_reads_on_after_a_cursor() -> None:
    query = """query($c: String) { search(query: "sweden", first: 1, after: $c) {
        nodes { __typename } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
    first = data(query, named())["search"]
    second = data(query, named(), c=first["pageInfo"]["endCursor"])["search"]

    assert [first["nodes"], second["nodes"]] == [[{"__typename": "Mission"}], [{"__typename": "Place"}]]
    assert [second["pageInfo"][key] for key in ("hasNextPage", "hasPreviousPage")] == [False, True]
    assert codes(ask(query, named(), c="nonsense")) == ["invalid-cursor"]
    assert codes(ask('{ search(query: "sweden", first: 101) { totalCount } }')) == ["page-too-large"]


def test_what_was_found_is_shown_in_the_languages_that_are_asked_for() -> None:
    query = (
        '{ search(query: "sweden", types: [PLACE], languages: ["sv"]) { nodes { title } edges { node { title } } } }'
    )

    assert data(query)["search"] == {"nodes": [{"title": "Sverige"}], "edges": [{"node": {"title": "Sverige"}}]}


class SnippetFinder(PlainFinder):
    """A finder that finds one record with snippets in several languages."""

    def search(self, request: SearchRequest) -> Hits:
        snippets = tuple(Snippet("title", tag, tag, ()) for tag in ("de", "", "en", "sv"))
        hit = Hit(Projection(iri("place", "x"), "Place", {}), 1.0, snippets)
        return Hits([hit], ["c"], 1, False, {"Place": 1})


def test_snippets_in_the_readers_languages_come_first() -> None:
    finder = SnippetFinder.over(MODEL, [], 1, LIMITS)
    query = '{ search(query: "x", languages: ["sv", "en"]) { edges { snippets { language } } } }'
    answer = execute(SCHEMA, query, request=Request(finder, ("en",))).as_json()

    [edge] = answer["data"]["search"]["edges"]
    assert [snippet["language"] for snippet in edge["snippets"]] == ["sv", "en", None, "de"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('query: " "', "`query` is empty; give at least one letter or digit."),
        (f'query: "{"x" * 1001}"', "`query` has 1,001 characters; the limit is 1,000."),
        ('query: "x", where: {title: {eq: null}}', "`where.title.eq` is null; to ask for what has no value, use"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(arguments: str, message: str) -> None:
    assert refusal(f"{{ search({arguments}) {{ totalCount }} }}").startswith(message)


def test_a_search_and_what_its_records_lead_to_take_one_lookup_each() -> None:
    finder = CountingFinder(finder_over(registry_of(9)))
    query = '{ search(query: "mission", first: 9) { nodes { ... on Mission { country { title } } } } }'
    execute(SCHEMA, query, request=Request(finder, SETTINGS.languages))

    assert finder.lookups == ["search", "records"]


def test_the_names_of_types_follow_from_the_names_of_classes() -> None:
    assert [enum_name(name) for name in ("Mission", "PolicyInitiative")] == ["MISSION", "POLICY_INITIATIVE"]
