"""What revisions say that they did to published records, and how records are read again, on every store."""

from registry.namespaces import HISTORY, PROV, PUBLISHED, RDF_TYPE, TERMS, VOCABULARY, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Triple
from registry.store.port import Change, GraphChange, Store
from registry.store.records import records_of, statements_of
from registry.store.revisions import Position, knows, position, revision_iri, since
from tests.contract.changes import EXAMPLE, NOON, CountingStore, change, iri, statements, triple


def link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(iri(subject), iri(predicate), iri(value))


def named(*names: str) -> set[str]:
    return {EXAMPLE + name for name in names}


def test_a_revision_names_the_records_whose_statements_it_inserts_and_deletes(store: Store) -> None:
    parts = [link("b", "part", "b#part-1"), triple("b#part-1", "p", "1"), triple("b#part-1", "p", "2")]
    store.write(change(0, [triple("a", "p", "1"), *parts, triple("d", "p", "1")]))
    store.write(change(1, [triple("c", "p", "1")], [triple("a", "p", "1")]))
    store.write(change(2, [triple("b#part-1", "p", "3")], [triple("b#part-1", "p", "2")]))
    assert since(store, 0, 1) == named("a", "b", "d")
    assert since(store, 1, 2) == named("a", "c")
    assert since(store, 2, 3) == named("b")
    assert since(store, 0, 3) == named("a", "b", "c", "d")
    assert since(store, 3, 3) == set()


def test_what_is_said_once_more_or_taken_without_being_there_touches_nothing(store: Store) -> None:
    store.write(change(0, [triple("a", "p", Literal("1.50", XSD + "decimal")), triple("b", "p", "1")]))
    store.write(change(1, [triple("a", "p", Literal("1.5", XSD + "decimal"))], [triple("b", "p", "2")]))
    store.write(change(2, [triple("b", "p", "1")], [triple("b", "p", "1")]))
    assert since(store, 1, 3) == set()


def test_other_graphs_and_nodes_without_a_name_touch_no_record(store: Store) -> None:
    store.write(change(0, [triple("term", "label", "x")], graph=VOCABULARY, clear=True))
    store.write(change(1, [Triple(BlankNode("b"), iri("p"), Literal("x"))]))
    assert since(store, 0, 2) == set()


def test_clearing_the_published_graph_touches_what_is_not_there_again(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1"), triple("c", "p", "1")]))
    store.write(change(1, [triple("b", "p", "1"), triple("c", "p", "1")], clear=True))
    assert since(store, 1, 2) == named("a", "b")


def test_more_records_than_are_of_use_may_be_all(store: Store) -> None:
    store.write(change(0, [triple(f"r-{number}", "p", "1") for number in range(30)]))
    store.write(change(1, [triple("s", "p", "1")]))
    assert len(since(store, 0, 1, most=30) or ()) == 30
    assert since(store, 0, 2, most=30) is None
    assert since(store, 1, 2, most=30) == named("s")


def test_what_revisions_of_older_registries_say_is_understood(store: Store) -> None:
    old = [
        Triple(revision_iri(1), Iri(PROV + "generated"), iri("a")),
        Triple(revision_iri(2), Iri(TERMS + "changesAll"), Literal("true", XSD + "boolean")),
    ]
    store.write(change(0, old, graph=HISTORY))
    store.write(change(1, [triple("b", "p", "1")]))
    assert since(store, 0, 1) == named("a")
    assert since(store, 0, 2) is None


def test_a_revision_of_several_graphs_names_what_it_did_to_the_published_one(store: Store) -> None:
    store.write(change(0, [triple("c", "p", "1")]))
    parts = (
        GraphChange(VOCABULARY, clear=True, insert=(triple("term", "label", "x"),)),
        GraphChange(PUBLISHED, insert=(triple("a", "p", "x"),)),
        GraphChange(PUBLISHED, delete=(triple("c", "p", "1"),)),
    )
    store.write(Change(1, "several", NOON, parts))
    assert since(store, 1, 2) == named("a", "c")


def test_what_is_said_of_records_is_no_part_of_what_is_published(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    assert statements(store) == {triple("a", "p", "1")}
    assert any(said.object == iri("a") for said in statements(store, HISTORY))


def test_a_store_says_where_it_stands_and_knows_where_it_stood(store: Store) -> None:
    assert position(store) == Position(0, None)
    first, second = change(0, [triple("a", "p", "1")]), change(1, [triple("b", "p", "1")])
    store.write(first)
    store.write(second)
    assert position(store) == Position(2, second.token)
    assert knows(store, Position(1, first.token))
    assert not knows(store, Position(1, second.token))
    assert not knows(store, Position(3, second.token))
    assert not knows(store, Position(0, None))


def test_many_revisions_are_looked_through_in_few_queries(store: Store) -> None:
    counting = CountingStore(store)
    store.write(change(0, [triple("a", "p", "1")]))
    assert since(counting, 0, 1_200) == named("a")
    assert len(counting.queries) == 3


RECORDS = [
    Triple(iri("a"), Iri(RDF_TYPE), iri("Mission")),
    link("a", "part", "a#part-1"),
    link("a", "part", "a#part-2"),
    link("a", "other", "b"),
    link("a", "other", "ab#part-1"),
    triple("a#part-1", "p", "1"),
    link("a#part-1", "inner", "a#part-1-inner"),
    triple("a#part-1-inner", "p", "deep"),
    link("a#part-1-inner", "inner", "a#gone"),
]
OTHERS = [
    Triple(iri("b"), Iri(RDF_TYPE), iri("Place")),
    triple("b", "p", "1"),
    triple("ab#part-1", "p", "1"),
    Triple(iri("c"), Iri(RDF_TYPE), iri("Unknown")),
]


def test_records_are_read_with_their_parts_and_the_parts_of_those_and_nothing_else(store: Store) -> None:
    store.write(change(0, RECORDS + OTHERS))
    assert set(statements_of(store, [EXAMPLE + "a"])) == set(RECORDS)
    assert set(statements_of(store, [EXAMPLE + "a", EXAMPLE + "b"])) == {*RECORDS, *OTHERS[:2]}
    assert statements_of(store, [EXAMPLE + "nothing"]) == []
    assert statements_of(store, []) == []


def test_records_without_parts_of_parts_are_read_in_one_query(store: Store) -> None:
    store.write(change(0, [*RECORDS[:6], *OTHERS]))
    counting = CountingStore(store)
    statements_of(counting, [EXAMPLE + "a", EXAMPLE + "b", EXAMPLE + "nothing"])
    assert len(counting.queries) == 2  # one more for the part that nothing is said about
    statements_of(counting, [EXAMPLE + "b"])
    assert len(counting.queries) == 3


def test_the_records_of_some_classes_are_listed_in_order(store: Store) -> None:
    store.write(change(0, RECORDS + OTHERS))
    assert records_of(store, [EXAMPLE + "Place", EXAMPLE + "Mission"]) == [EXAMPLE + "a", EXAMPLE + "b"]
    assert records_of(store, [EXAMPLE + "Event"]) == []
