"""No text reaches out, writes, or sees a graph that is not public: known tricks, and made-up ones by the thousand."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import QueryError
from registry.namespaces import HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.store.graphs import NOTHING, PUBLIC
from registry.store.oxigraph import EmbeddedStore
from registry.store.public import public_query
from tests.contract.conftest import Listener
from tests.unit.store.sparql.conftest import SECRET


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Listener(listening)


def ask(store: EmbeddedStore, text: str) -> str:
    """Everything that the store says to a query that passed the guard, as one text."""
    query = public_query(text)
    if query.form == "SELECT":
        return repr(store.select(query))
    return repr(store.ask(query) if query.form == "ASK" else list(store.construct(query)))


def test_graphs_of_the_request_go_before_those_of_the_text() -> None:
    both = public_query(f"ASK FROM <{PUBLISHED}> {{ ?s ?p ?o }}", (VOCABULARY,), (PUBLISHED,))
    assert (both.default_graphs, both.named_graphs) == ((VOCABULARY,), (PUBLISHED,))
    named = public_query("ASK { ?s ?p ?o }", (), (VOCABULARY,))
    assert (named.default_graphs, named.named_graphs) == ((NOTHING,), (VOCABULARY,))
    default = public_query("ASK { ?s ?p ?o }", (VOCABULARY,))
    assert (default.default_graphs, default.named_graphs) == ((VOCABULARY,), ())


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS, NOTHING, "", "x", PUBLISHED + "/"])
def test_a_graph_of_the_request_that_is_not_public_is_refused(graph: str) -> None:
    for chosen in (((graph,), ()), ((), (graph,)), (PUBLIC, (graph,))):
        with pytest.raises(QueryError, match="is not open"):
            public_query("ASK { ?s ?p ?o }", *chosen)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o # \r FROM <x:y>\n }",
        f"SELECT * # \rFROM <{HISTORY}>\n {{ ?s ?p ?o }}",
        f"SELECT * FROM <{PUBLISHED}> # \rFROM NAMED <{HISTORY}>\n {{ ?s ?p ?o }}",
    ],
)
def test_a_from_that_some_readers_take_for_a_comment_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not every reader"):
        public_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (<x:f>(?s) AS ?y) { ?s ?p ?o }",
        "PREFIX bif: <bif:> SELECT * { ?s ?p ?o FILTER(bif:http_get('http://x/')) }",
        "ASK { ?s ?p ?o FILTER EXISTS { ?s ?p ?z FILTER(<x:f>(?z)) } }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY <x:f>(?s) } }",
        "SELECT (SUM(<x:f>(?o)) AS ?n) { ?s ?p ?o } GROUP BY <x:f>(?s) HAVING (<x:f>(?n))",
        "SELECT * { ?s ?p ?o BIND(COALESCE(<x:f>(?o), 1) AS ?x) }",
    ],
)
def test_a_function_of_a_stores_own_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(QueryError, match="is not open"):
        public_query(text)


def test_a_type_of_xml_schema_may_be_called() -> None:
    public_query("PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ASK { ?s ?p ?o FILTER(xsd:integer(?o) > 1) }")


@pytest.mark.parametrize("text", ["ASK { ?s <java:x.Y> ?o }", "PREFIX j: <JAVA:x.> ASK { ?s j:Y ?o }"])
def test_an_address_that_some_servers_take_for_a_program_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="java:"):
        public_query(text)


HIDING = [
    "SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{graph}>) }}",
    "SELECT * {{ VALUES ?g {{ <{graph}> }} GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(IRI('{graph}') AS ?g) GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ OPTIONAL {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?a ?b ?c MINUS {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} FILTER(?c = 'nothing') }}",
    "ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ GRAPH <{graph}> {{ ?s (!<x:none>|^!<x:none>)+ ?o }} }}",
    "SELECT * {{ GRAPH <{graph}> {{ <https://example.org/c> (<x:a>|!<x:a>)* ?o }} FILTER(ISLITERAL(?o)) }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
    "DESCRIBE <https://example.org/c> <{graph}>",
    "DESCRIBE ?s WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), 'draft')) }}",
    "SELECT * {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), 'https://w3id.org/mission-registry/def/revision')) }}",
    "BASE <{graph}> SELECT * {{ GRAPH <> {{ ?s ?p ?o }} }}",
    "PREFIX g: <{graph}> SELECT * {{ GRAPH g: {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS])
@pytest.mark.parametrize("text", HIDING)
def test_nothing_of_a_hidden_graph_is_found_by_any_pattern(reader: EmbeddedStore, graph: str, text: str) -> None:
    assert ask(reader, text.format(graph=graph)) in ("[]", "[{}]", "False")


PIECES = st.one_of(
    st.sampled_from(
        [
            *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "GRAPH", "SERVICE", "SILENT", "LOAD"),
            *("PREFIX", "BASE", "FILTER", "EXISTS", "NOT", "MINUS", "OPTIONAL", "UNION", "VALUES", "BIND", "AS", "a"),
            *("INSERT", "DELETE", "DATA", "INTO", "LIMIT 5", "ORDER BY", "DISTINCT", "*", "{", "}", "(", ")", ".", ";"),
            *("?s ?p ?o", "?s", "?g", "?x", "'text'", '"', "'", "'''", '"""', "#", "\n", "\r", "\\", "\\u0053ERVICE"),
            *(f"<{HISTORY}>", f"<{SUBMISSIONS}>", f"<{PUBLISHED}>", "<x:y>", "<LISTENER>", "<", ">", "x:", "x:SERVICE"),
            *("\u00b7", "\u00aa", "\u2028", "\u0085", "\ufeff", "\x00", "\t", "/", "^", "|", "!", "+", ",", "@en", "1"),
        ]
    ),
    st.text(max_size=3),
)
SKELETONS = st.sampled_from(
    [
        "SELECT * {{ {} ?s ?p ?o {} }}",
        "SELECT * {{ ?s ?p ?o }} {}{}",
        "ASK {{ GRAPH ?g {{ ?s ?p ?o {} }} {} }}",
        "SELECT * {{ {{ SELECT * {{ ?s ?p ?o {} }} }} {} }}",
        "CONSTRUCT {{ ?s ?p ?o }} {} WHERE {{ ?s ?p ?o {} }}",
        "DESCRIBE ?s {} {{ ?s ?p ?o {} }}",
        "{}ASK {{ FILTER NOT EXISTS {{ ?s ?p 'x' {} }} }}",
        "{} {}",
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    skeleton=SKELETONS,
    first=st.lists(PIECES, max_size=8),
    second=st.lists(PIECES, max_size=8),
    glue=st.sampled_from(["", " "]),
)
def test_made_up_text_is_refused_or_finds_what_is_public_and_reaches_nobody(
    reader: EmbeddedStore, listener: Listener, skeleton: str, first: list[str], second: list[str], glue: str
) -> None:
    text = skeleton.format(glue.join(first), glue.join(second)).replace("LISTENER", listener.address)
    try:
        found = ask(reader, text)
    except QueryError:
        found = ""
    assert SECRET not in found
    assert "mission-registry/revision" not in found
    assert not listener.was_reached()
