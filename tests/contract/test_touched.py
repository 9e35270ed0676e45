"""What revisions say that they did to published records, and how records are read again, on every store."""

from registry.namespaces import HISTORY, PUBLISHED, RDF_TYPE, TERMS, VOCABULARY
from registry.rdf.terms import BlankNode, Iri, Literal, Triple
from registry.store.port import Change, GraphChange, Store
from registry.store.records import records_of, statements_of
from registry.store.revisions import MOST_NAMED, Position, knows, position, since, touched
from tests.contract.changes import EXAMPLE, NOON, CountingStore, change, iri, statements, triple


def link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(iri(subject), iri(predicate), iri(value))


def named(*names: str) -> set[str]:
    return {EXAMPLE + name for name in names}


def test_a_revision_names_the_records_whose_statements_it_inserts_and_deletes(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1"), triple("b#part-1", "p", "1"), triple("b#part-2", "p", "1")]))
    store.write(change(1, [triple("c", "p", "1")], [triple("a", "p", "1")]))
    assert since(store, 0, 1) == named("a", "b")
    assert since(store, 1, 2) == named("a", "c")
    assert since(store, 0, 2) == named("a", "b", "c")
    assert since(store, 2, 2) == set()


def test_other_graphs_and_nodes_without_a_name_touch_no_record(store: Store) -> None:
    store.write(change(0, [triple("term", "label", "x")], graph=VOCABULARY, clear=True))
    store.write(change(1, [Triple(BlankNode("b"), iri("p"), Literal("x"))]))
    assert since(store, 0, 2) == set()


def test_clearing_the_published_graph_may_change_all_records(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    store.write(change(1, [triple("b", "p", "1")], clear=True))
    store.write(change(2, [triple("c", "p", "1")]))
    assert since(store, 0, 3) is None
    assert since(store, 2, 3) == named("c")


def test_so_many_records_are_named_and_one_more_may_be_all(store: Store) -> None:
    many = [triple(f"r-{number}", "p", "1") for number in range(MOST_NAMED)]
    store.write(change(0, many))
    store.write(change(1, [triple("s", "p", "1")], many))
    found = since(store, 0, 1)
    assert found is not None
    assert len(found) == MOST_NAMED
    assert since(store, 1, 2) is None


def test_a_revision_of_several_graphs_names_what_it_did_to_the_published_one() -> None:
    parts = (
        GraphChange(VOCABULARY, clear=True, insert=(triple("term", "label", "x"),)),
        GraphChange(PUBLISHED, insert=(triple("a#b", "p", "1"),)),
        GraphChange(PUBLISHED, delete=(triple("c", "p", "1"),)),
    )
    assert touched(Change(0, "several", NOON, parts)) == named("a", "c")


def test_what_is_said_of_records_is_no_part_of_what_is_published(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    assert statements(store) == {triple("a", "p", "1")}
    assert any(said.object == iri("a") for said in statements(store, HISTORY))
    store.write(change(1, clear=True))
    assert any(said.predicate == Iri(TERMS + "changesAll") for said in statements(store, HISTORY))


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
