from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import HostileIri, MalformedInput
from registry.namespaces import HISTORY
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Change, GraphChange
from registry.store.queries import FOLDER, Binding, BoundQuery, Statements, bind, filled
from registry.store.tokens import tokens
from tests.contract.changes import NOON, triple
from tests.strategies import TERMS

A, B = Iri("https://example.org/a"), Iri("https://example.org/b")


def test_a_placeholder_becomes_its_term() -> None:
    assert filled("ASK { $s ?p $o }", {"s": A, "o": Literal('a "b"')}) == (
        'ASK { <https://example.org/a> ?p "a \\"b\\"" }'
    )


def test_a_list_of_terms_fills_values() -> None:
    assert filled("VALUES ?x { $xs }", {"xs": [A, B]}) == f"VALUES ?x {{ <{A.value}> <{B.value}> }}"
    assert filled("VALUES ?x { $xs }", {"xs": []}) == "VALUES ?x {  }"


def test_statements_become_a_block_of_their_graph() -> None:
    block = filled("$block", {"block": [Statements("https://example.org/g", [Triple(A, B, BlankNode("n"))])]})
    assert block.split() == ["GRAPH", "<https://example.org/g>", "{", f"<{A.value}>", f"<{B.value}>", "_:n", ".", "}"]


def test_placeholders_in_strings_iris_and_comments_stay_and_comments_go() -> None:
    text = 'ASK { $s ?p \'$s\', """$s""", <x:$s> } # $s and $other'
    assert filled(text, {"s": A}) == f'ASK {{ <{A.value}> ?p \'$s\', """$s""", <x:$s> }} '


def test_what_is_put_in_is_not_looked_at_again() -> None:
    assert filled("$a $b", {"a": Literal("$b"), "b": Literal("x")}) == '"$b" "x"'


@pytest.mark.parametrize(
    ("bindings", "message"),
    [
        ({}, r"without a term: \['s'\]"),
        ({"s": A, "t": A}, r"without a placeholder: \['t'\]"),
    ],
)
def test_placeholders_and_bindings_must_be_the_same(bindings: dict[str, Binding], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        filled("ASK { $s ?p ?o }", bindings)


def test_a_hostile_term_is_refused() -> None:
    with pytest.raises(HostileIri):
        filled("ASK { $s ?p ?o }", {"s": Iri("https://example.org/> ?p ?o } #")})
    with pytest.raises(HostileIri):
        filled("$block", {"block": [Statements("no graph", [])]})
    with pytest.raises(MalformedInput, match="surrogate"):
        filled("$s", {"s": Literal("\udc00")})


@given(st.lists(TERMS, unique=True, max_size=5))
def test_bound_terms_are_read_as_themselves(terms: list[Term]) -> None:
    with EmbeddedStore(None) as store:
        rows = store.select(BoundQuery(filled("SELECT ?x WHERE { VALUES ?x { $terms } }", {"terms": terms})))
    assert [row["x"] for row in rows] == terms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nPREFIX ask: <x:CONSTRUCT> base <x:y> ask {}", "ASK"),
        ("construct {} {}", "CONSTRUCT"),
        ("DESCRIBE <x:y>", "DESCRIBE"),
        ("DROP ALL", None),
        ("INSERT { ?s ?p ?o } WHERE { SELECT * {} }", None),
        ("", None),
    ],
)
def test_a_query_knows_its_form(text: str, form: str | None) -> None:
    assert BoundQuery(text).form == form


def test_an_unknown_query_does_not_exist() -> None:
    with pytest.raises(FileNotFoundError):
        bind("no-such-query")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rq")), ids=lambda path: path.stem)
def test_every_query_file_begins_by_saying_what_it_is_for(path: Path) -> None:
    assert next(tokens(path.read_text(encoding="utf-8"))).kind == "comment"


def test_a_change_that_no_store_can_apply_is_not_made() -> None:
    blank = Triple(BlankNode("b"), A, B)
    with pytest.raises(ValueError, match="blank node"):
        GraphChange("https://example.org/g", delete=(blank,))
    with pytest.raises(ValueError, match="only grows"):
        GraphChange(HISTORY, clear=True)
    with pytest.raises(ValueError, match="only grows"):
        GraphChange(HISTORY, delete=(triple("a", "p", "1"),))
    with pytest.raises(ValueError, match="time zone"):
        Change(based_on=0, message="", time=datetime(2024, 5, 1), graphs=())
    assert Change(0, "", NOON, ()).token != Change(0, "", NOON, ()).token
