import pytest

from registry.errors import QueryError
from registry.namespaces import HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.rdf.terms import Iri, Literal
from registry.store.port import Store
from registry.store.public import public_query
from tests.contract.changes import change, iri, triple
from tests.contract.conftest import Listener


@pytest.fixture
def filled(store: Store) -> Store:
    store.write(change(0, [triple("a", "p", "published")]))
    store.write(change(1, [triple("b", "p", "vocabulary")], graph=VOCABULARY))
    store.write(change(2, [triple("c", "p", "submission")], graph=SUBMISSIONS))
    return store


def test_users_see_published_records_and_vocabulary_as_one_graph(filled: Store) -> None:
    rows = filled.select(public_query("SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s"))
    assert rows == [
        {"s": iri("a"), "o": Literal("published")},
        {"s": iri("b"), "o": Literal("vocabulary")},
    ]


def test_users_may_name_public_graphs_and_see_no_other(filled: Store) -> None:
    rows = filled.select(public_query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
    assert {row["g"] for row in rows} == {Iri(PUBLISHED), Iri(VOCABULARY)}


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS])
def test_a_hidden_graph_is_empty_for_users(filled: Store, graph: str) -> None:
    assert filled.select(public_query(f"SELECT * WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")) == []
    assert not filled.ask(public_query(f"ASK {{ FILTER EXISTS {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}"))


def test_from_chooses_among_the_public_graphs(filled: Store) -> None:
    prefix = "PREFIX g: <https://w3id.org/mission-registry/graph/>"
    assert filled.select(public_query(f"{prefix} SELECT ?o FROM g:vocabulary {{ ?s ?p ?o }}")) == [
        {"o": Literal("vocabulary")}
    ]
    named = f"{prefix} SELECT ?o FROM NAMED g:published {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    assert filled.select(public_query(named)) == [{"o": Literal("published")}]


def test_users_may_ask_construct_and_describe(filled: Store) -> None:
    assert filled.ask(public_query("ASK { ?s ?p 'published' }"))
    assert list(filled.construct(public_query(f"DESCRIBE <{iri('c').value}>"))) == []
    assert set(filled.construct(public_query("CONSTRUCT WHERE { ?s ?p ?o }"))) == {
        triple("a", "p", "published"),
        triple("b", "p", "vocabulary"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ SERVICE SILENT <{}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ VALUES ?e {{ <{}> }} service ?e {{ ?s ?p ?o }} }}",
        "ASK {{ FILTER NOT EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
        "SELECT * WHERE {{ {{ SELECT * WHERE {{ OPTIONAL {{ SERVICE <{}> {{ ?s ?p ?o }} }} }} }} }}",
        "SELECT * WHERE {{ \\u0053ERVICE <{}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ FILTER(?x != '\\u0027 # ') SERVICE <{}> {{ ?s ?p ?o }}\n }}",
        "SELECT * WHERE {{ ?x <x:p#> 'a' # comment\r SERVICE <{}> {{ ?s ?p ?o }} }}",
        "LOAD <{}>",
        "LOAD SILENT <{}> INTO GRAPH <x:g>",
        "SELECT * WHERE {{ ?s ?p ?o }} ; LOAD <{}>",
        "SELECT * FROM <{}> WHERE {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ],
)
def test_a_query_reaches_nobody_else(filled: Store, listener: Listener, text: str) -> None:
    with pytest.raises(QueryError):
        filled.select(public_query(text.format(listener.address)))
    assert not listener.was_reached()


def test_an_address_in_the_data_is_not_opened(filled: Store, listener: Listener) -> None:
    query = f"SELECT * WHERE {{ GRAPH <{listener.address}> {{ ?s ?p ?o }} }}"
    assert filled.select(public_query(query)) == []
    assert list(filled.construct(public_query(f"DESCRIBE <{listener.address}>"))) == []
    assert not listener.was_reached()
