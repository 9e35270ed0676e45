import pytest

from registry.errors import QueryError
from registry.namespaces import HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY
from registry.store.graphs import HIDDEN, NOTHING, PUBLIC
from registry.store.public import MAX_CHARACTERS, public_query


def test_a_query_gets_the_public_graphs_and_its_columns() -> None:
    query = public_query("SELECT ?b (1 AS ?a) WHERE { ?b ?p ?o }")
    assert (query.default_graphs, query.named_graphs) == (PUBLIC, PUBLIC)
    assert query.variables == ("b", "a")
    assert set(public_query("SELECT * WHERE { ?b ?p ?o }").variables) == {"b", "p", "o"}
    assert public_query("ASK { ?s ?p ?o }").variables == ()
    assert public_query("DESCRIBE ?s WHERE { ?s ?p ?o }").variables == ()


def test_no_graph_is_both_public_and_hidden() -> None:
    assert not set(PUBLIC) & set(HIDDEN)


def test_from_and_from_named_choose_the_graphs() -> None:
    chosen = public_query(f"SELECT * FROM <{PUBLISHED}> FROM NAMED <{VOCABULARY}> {{ ?s ?p ?o }}")
    assert (chosen.default_graphs, chosen.named_graphs) == ((PUBLISHED,), (VOCABULARY,))
    named = public_query(f"BASE <{PUBLISHED}> ASK FROM NAMED <published> {{ ?s ?p ?o }}")
    assert (named.default_graphs, named.named_graphs) == ((NOTHING,), (PUBLISHED,))


@pytest.mark.parametrize("graph", [HISTORY, SUBMISSIONS, "https://example.org/else", NOTHING])
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", f"FROM <{PUBLISHED}> FROM"])
def test_from_another_graph_is_refused_by_name(graph: str, clause: str) -> None:
    with pytest.raises(QueryError, match=rf"<{graph}> is not open. Open are: <{PUBLISHED}>"):
        public_query(f"CONSTRUCT {{ ?s ?p ?o }} {clause} <{graph}> WHERE {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <x:a>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <x:a>",
        "ADD <x:a> TO <x:b>",
        "MOVE <x:a> TO <x:b>",
        "COPY <x:a> TO <x:b>",
        "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "PREFIX x: <x:> insert data { x:a x:b x:c }",
    ],
)
def test_an_update_is_refused_by_its_word(text: str) -> None:
    with pytest.raises(QueryError, match="queries read and never write"):
        public_query(text)


def test_service_is_refused_by_name_and_a_name_like_it_is_not() -> None:
    with pytest.raises(QueryError, match="SERVICE is not open"):
        public_query("SELECT * { SERVICE <x:y> { ?s ?p ?o } }")
    public_query("PREFIX service: <x:> SELECT ?load { ?load service:load 'SERVICE <x:y> {}' . # DROP\n }")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot be read at line 1"),
        ("SELECT * WHERE {\n ?s ?p }", "cannot be read at line"),
        ("SELECT ?x WHERE { ?s unknown:p ?o }", "unknown"),
        ("SELECT * { " + "{" * 400 + "}" * 400 + "}", "too deeply"),
        ("SELECT * { ?s ?p '" + "x" * MAX_CHARACTERS + "' }", "the limit is 10,000"),
        ("SELECT * { ?s ?p '\\u0041' }", "write the character itself"),
        ("SELECT * { ?s ?p '\ud800' }", "surrogate"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        public_query(text)
