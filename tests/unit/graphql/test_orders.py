import pytest

from registry.graphql.execution import Request
from registry.graphql.orders import read_order
from registry.graphql.schema import execute
from registry.index.filters import BY_IRI, Order
from registry.rdf.terms import Triple, text
from registry.services.find import Listing
from tests.unit.graphql.asking import SCHEMA, SETTINGS, CountingFinder, ask, codes, data, finder_over
from tests.unit.index.small import about, iri, number


def order_of(order_by: str) -> Order:
    finder = CountingFinder(finder_over([]))
    query = f"{{ missions(orderBy: {order_by}) {{ totalCount }} }}"
    assert not execute(SCHEMA, query, request=Request(finder, SETTINGS.languages)).errors
    [(listing, _)] = finder.asked
    assert isinstance(listing, Listing)
    return listing.order


@pytest.mark.parametrize(
    ("order_by", "order"),
    [
        ("null", BY_IRI),
        ("{field: title}", Order("title")),
        ("{field: title, direction: ASC}", Order("title")),
        ("{field: title, direction: null}", Order("title")),
        ("{field: startDate, direction: DESC}", Order("startDate", descending=True)),
    ],
)
def test_an_order_is_read_as_it_is_asked_for(order_by: str, order: Order) -> None:
    assert order_of(order_by) == order


def test_without_an_order_records_stand_by_their_ids() -> None:
    assert read_order(None) == BY_IRI


def dated() -> list[Triple]:
    triples = about(iri("mission", "a"), "Mission", title=text("Zebra", "en"))
    triples += about(iri("mission", "b"), "Mission", title=text("Apple", "en"), startDate=number("2031", "gYear"))
    return triples + about(
        iri("mission", "c"), "Mission", title=text("Melon", "en"), startDate=number("2030-02", "gYearMonth")
    )


@pytest.mark.parametrize(
    ("order_by", "titles"),
    [
        ("{field: title}", ["Apple", "Melon", "Zebra"]),
        ("{field: startDate}", ["Melon", "Apple", "Zebra"]),
        ("{field: startDate, direction: DESC}", ["Apple", "Melon", "Zebra"]),
    ],
)
def test_a_list_comes_in_its_order_with_those_without_a_value_last(order_by: str, titles: list[str]) -> None:
    answer = data(f"{{ missions(orderBy: {order_by}) {{ nodes {{ title }} }} }}", dated())

    assert [node["title"] for node in answer["missions"]["nodes"]] == titles


def test_lists_inside_records_and_over_all_classes_have_an_order_too() -> None:
    answer = data(
        """{ places { nodes { missions(orderBy: {field: title, direction: DESC}, first: 1) { nodes { title } } } }
        records(orderBy: {field: title}, first: 2) { nodes { title } } }"""
    )

    assert [node["missions"]["nodes"][0]["title"] for node in answer["places"]["nodes"]] == ["Mission 4", "Mission 3"]
    assert [node["title"] for node in answer["records"]["nodes"]] == ["A law", "A talk"]


def test_a_cursor_of_another_order_is_refused() -> None:
    page = data("{ missions(first: 1, orderBy: {field: title}) { pageInfo { endCursor } } }")["missions"]
    query = "query($c: String) { missions(after: $c, orderBy: {field: title, direction: DESC}) { totalCount } }"

    assert codes(ask(query, c=page["pageInfo"]["endCursor"])) == ["invalid-cursor"]


def test_only_fields_that_are_marked_for_it_can_be_sorted_by() -> None:
    assert codes(ask("{ missions(orderBy: {field: seconds}) { totalCount } }")) == ["query-error"]
    assert codes(ask("{ missions(orderBy: {direction: DESC}) { totalCount } }")) == ["query-error"]
