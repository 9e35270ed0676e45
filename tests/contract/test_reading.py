import pytest

from registry.errors import HostileIri, QueryError, StoreUnreachable
from registry.namespaces import PUBLISHED, RDF_LANG_STRING, VOCABULARY, XSD
from registry.rdf.terms import Iri, Literal, Quad, Term, text
from registry.settings import Settings
from registry.store.graphs import PUBLIC
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.queries import BoundQuery
from tests.contract.changes import change, iri, statements, triple

TERMS_OF_ALL_KINDS: list[Term] = [
    iri("ünïcode/日本?x=1&y=%20#part-1"),
    Iri("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"),
    Literal("plain"),
    Literal(""),
    text("Ruimte voor missies", "nl"),
    text("Missions, en Suisse", "fr-ch"),
    text("مهمة \u202bمن اليمين\u202c", "ar"),
    text("任務型創新政策", "zh-hant"),
    Literal("🚀 family 👩‍👩‍👧 and combining e\u0301"),
    Literal("quotes \" ' \"\"\" ''' and back\\slash \\n \\u0041 $name ?x # no comment <no:iri> } { ."),
    Literal("lines\nreturn\r\ntab\tback\bfeed\fend"),
    Literal("long " * 20_000),
    Literal("42", XSD + "integer"),
    Literal("-0.5", XSD + "decimal"),
    Literal("99999999999999999999.25", XSD + "decimal"),
    Literal("true", XSD + "boolean"),
    Literal("2030", XSD + "gYear"),
    Literal("2030-06", XSD + "gYearMonth"),
    Literal("2030-06-30", XSD + "date"),
    Literal("2030-06-30T12:00:00Z", XSD + "dateTime"),
    Literal("https://example.org/a b", XSD + "anyURI"),
    Literal("not a year", XSD + "gYear"),
]


@pytest.mark.parametrize(
    "term", TERMS_OF_ALL_KINDS, ids=lambda term: repr(term)[:40].encode("ascii", "replace").decode()
)
def test_every_kind_of_term_comes_back_as_it_went_in(store: Store, term: Term) -> None:
    statement = triple("a", "p", term)
    store.write(change(0, [statement]))
    assert statements(store) == {statement}
    query = BoundQuery("SELECT ?o WHERE { ?s ?p ?o }", default_graphs=PUBLIC)
    assert store.select(query) == [{"o": term}]
    store.write(change(1, delete=[statement]))
    assert statements(store) == set()


def test_a_language_tag_comes_back_in_lower_case(store: Store) -> None:
    store.write(change(0, [triple("a", "p", Literal("Zürich", RDF_LANG_STRING, "de-CH"))]))
    assert statements(store) == {triple("a", "p", text("Zürich", "de-ch"))}


def test_a_row_leaves_out_variables_without_a_value(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1"), triple("b", "p", "2"), triple("b", "q", "3")]))
    query = BoundQuery(
        f"SELECT ?s ?q WHERE {{ GRAPH <{PUBLISHED}> {{ ?s <{iri('p').value}> ?o }} "
        f"OPTIONAL {{ GRAPH <{PUBLISHED}> {{ ?s <{iri('q').value}> ?q }} }} }} ORDER BY ?s"
    )
    assert store.select(query) == [{"s": iri("a")}, {"s": iri("b"), "q": Literal("3")}]


def test_ask_says_yes_or_no(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    assert store.ask(BoundQuery("ASK { ?s ?p '1' }", default_graphs=PUBLIC)) is True
    assert store.ask(BoundQuery("ASK { ?s ?p '2' }", default_graphs=PUBLIC)) is False


def test_construct_and_describe_make_statements(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1"), triple("b", "p", "2")]))
    made = store.construct(BoundQuery("CONSTRUCT { ?s <x:made> ?o } { ?s ?p ?o }", default_graphs=PUBLIC))
    assert {(t.subject, t.predicate, t.object) for t in made} == {
        (iri("a"), Iri("x:made"), Literal("1")),
        (iri("b"), Iri("x:made"), Literal("2")),
    }
    described = store.construct(BoundQuery(f"DESCRIBE <{iri('a').value}>", default_graphs=PUBLIC))
    assert set(described) == {triple("a", "p", "1")}


def test_a_construct_without_an_answer_is_empty(store: Store) -> None:
    assert list(store.construct(BoundQuery("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", default_graphs=PUBLIC))) == []


def test_a_whole_graph_is_streamed_with_its_name(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")], graph=VOCABULARY))
    stream = store.quads(VOCABULARY)
    assert next(stream) == Quad(iri("a"), iri("p"), Literal("1"), Iri(VOCABULARY))
    assert next(stream, None) is None
    assert list(store.quads(PUBLISHED)) == []


def test_a_stream_may_be_left_before_its_end(store: Store) -> None:
    store.write(change(0, [triple("a", "p", str(n)) for n in range(2000)]))
    stream = store.quads(PUBLISHED)
    next(stream)
    del stream
    assert store.head() == 1


def test_a_hostile_graph_name_is_refused(store: Store) -> None:
    with pytest.raises(HostileIri):
        list(store.quads("https://example.org/> } #"))


@pytest.mark.parametrize("text", ["SELECT", "SELECT * WHERE { ?s ?p }", "SELECT * WHERE { ?s unknown:p ?o }"])
def test_a_query_that_cannot_be_read_is_a_query_error(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        store.select(BoundQuery(text))


def test_a_query_of_another_form_is_a_query_error(store: Store) -> None:
    with pytest.raises(QueryError, match="no SELECT query"):
        store.select(BoundQuery("ASK {}"))
    with pytest.raises(QueryError, match="no ASK query"):
        store.ask(BoundQuery("SELECT * {}"))
    with pytest.raises(QueryError, match="no CONSTRUCT or DESCRIBE query"):
        list(store.construct(BoundQuery("DROP ALL")))


def test_a_query_with_graphs_sees_those_alone(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    store.write(change(1, [triple("b", "p", "2")], graph=VOCABULARY))
    everything = "SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert store.select(BoundQuery(everything, default_graphs=(VOCABULARY,))) == [{"s": iri("b")}]
    both = BoundQuery(everything, default_graphs=(VOCABULARY,), named_graphs=(PUBLISHED,))
    assert {row["s"] for row in store.select(both)} == {iri("a"), iri("b")}


def test_closing_twice_is_fine_and_a_closed_store_is_out_of_reach(settings: Settings) -> None:
    store = open_store(settings)
    store.write(change(0, [triple("a", "p", "1")]))
    store.close()
    store.close()
    with pytest.raises(StoreUnreachable, match="closed"):
        store.head()
    with pytest.raises(StoreUnreachable, match="closed"):
        store.write(change(1))
    with pytest.raises(StoreUnreachable, match="closed"):
        list(store.quads(PUBLISHED))
