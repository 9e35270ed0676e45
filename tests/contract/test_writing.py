from dataclasses import replace

import pytest

from registry.errors import HostileIri, MalformedInput, Misuse, RegistryError, StaleRevision
from registry.namespaces import HISTORY, PROV, PUBLISHED, SUBMISSIONS, TERMS, VOCABULARY, XSD
from registry.rdf.terms import BlankNode, Iri, Literal, Triple, text
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Change, GraphChange, Store
from registry.store.revisions import revision_iri
from tests.contract.changes import NOON, change, iri, statements, triple


def test_a_fresh_store_stands_at_revision_0_and_is_empty(store: Store) -> None:
    assert store.head() == 0
    assert statements(store) == set()


def test_a_write_moves_the_head_by_one_and_its_statements_are_there(store: Store) -> None:
    first, second = triple("a", "p", "1"), triple("a", "p", "2")
    assert store.write(change(0, [first])) == 1
    assert store.write(change(1, [second])) == 2
    assert store.head() == 2
    assert statements(store) == {first, second}


def test_a_change_based_on_an_older_revision_is_stale_and_changes_nothing(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    before = statements(store), statements(store, HISTORY)
    with pytest.raises(StaleRevision, match=r"revision 0; the store is at 1"):
        store.write(change(0, [triple("b", "p", "2")], [triple("a", "p", "1")]))
    assert (statements(store), statements(store, HISTORY)) == before


def test_a_change_based_on_a_revision_to_come_is_stale(store: Store) -> None:
    with pytest.raises(StaleRevision, match=r"revision 7; the store is at 0"):
        store.write(change(7, [triple("a", "p", "1")], clear=True))
    assert store.head() == 0
    assert statements(store) == set()


def test_what_is_deleted_goes_and_what_is_inserted_comes(store: Store) -> None:
    old, kept, new = triple("a", "title", text("Oud", "nl")), triple("a", "p", "1"), triple("a", "title", "New")
    store.write(change(0, [old, kept]))
    store.write(change(1, [new], [old, triple("never", "was", "there")]))
    assert statements(store) == {kept, new}


def test_clearing_empties_that_graph_alone_before_the_new_statements_come(store: Store) -> None:
    record, new = triple("a", "p", "1"), triple("term", "label", "new")
    store.write(change(0, [record]))
    store.write(change(1, [triple("term", "label", "old"), triple("gone", "label", "x")], graph=VOCABULARY))
    store.write(change(2, [new], graph=VOCABULARY, clear=True))
    assert statements(store, VOCABULARY) == {new}
    assert statements(store) == {record}


def test_a_stale_change_clears_nothing(store: Store) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    with pytest.raises(StaleRevision):
        store.write(change(0, clear=True))
    assert statements(store) == {triple("a", "p", "1")}


def test_one_change_reaches_several_graphs(store: Store) -> None:
    published, waiting, kept = triple("a", "p", "1"), triple("s", "p", "2"), triple("payload", "p", "3")
    parts = (
        GraphChange(PUBLISHED, insert=(published,)),
        GraphChange(SUBMISSIONS, insert=(waiting,)),
        GraphChange(HISTORY, insert=(kept,)),
    )
    store.write(Change(based_on=0, message="three", time=NOON, graphs=parts))
    assert statements(store) == {published}
    assert statements(store, SUBMISSIONS) == {waiting}
    assert kept in statements(store, HISTORY)


def test_a_revision_says_who_when_why_and_on_what(store: Store) -> None:
    message = 'Corrects "the" year\nin } two lines'
    store.write(change(0, message=message, author="https://example.org/people/ana"))
    revision = revision_iri(1)
    said = {t.predicate.value: t.object for t in statements(store, HISTORY) if t.subject == revision}
    assert said[PROV + "wasAssociatedWith"] == iri("people/ana")
    assert said[PROV + "endedAtTime"] == Literal("2024-05-01T12:00:00Z", XSD + "dateTime")
    assert said["http://purl.org/dc/terms/description"] == Literal(message)
    assert said[TERMS + "basedOn"] == revision_iri(0)
    assert said[TERMS + "revisionNumber"] == Literal("1", XSD + "integer")


def test_history_has_one_head_however_often_it_moves(store: Store) -> None:
    for number in range(3):
        store.write(change(number, [triple("a", "p", str(number))]))
    heads = [t.object for t in statements(store, HISTORY) if t.predicate == Iri(TERMS + "head")]
    assert heads == [revision_iri(3)]


def test_writing_the_same_change_twice_writes_it_once(store: Store) -> None:
    again = change(0, [triple("a", "p", "1")])
    assert store.write(again) == 1
    assert store.write(again) == 1
    assert store.head() == 1


def test_blank_nodes_of_a_change_are_kept_as_one_node_each(store: Store) -> None:
    node = BlankNode("b0")
    store.write(change(0, [Triple(iri("a"), iri("p"), node), Triple(node, iri("q"), Literal("x"))]))
    links = {t.predicate.value: t for t in statements(store)}
    assert links["https://example.org/p"].object == links["https://example.org/q"].subject


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        (Triple(Iri("https://e.org/> } ; DROP ALL #"), iri("p"), Literal("x")), HostileIri),
        (Triple(iri("a"), Iri("relative"), Literal("x")), HostileIri),
        (Triple(iri("a"), iri("p"), Literal("x", "https://e.org/ type")), HostileIri),
        (Triple(iri("a"), iri("p"), Literal("x", language="en . } ; DROP ALL #")), MalformedInput),
        (Triple(BlankNode("b } ; DROP ALL #"), iri("p"), Literal("x")), MalformedInput),
        (Triple(iri("a"), iri("p"), Literal("half \ud800")), MalformedInput),
    ],
)
def test_a_hostile_term_is_refused_before_anything_is_sent(
    store: Store, statement: Triple, error: type[RegistryError]
) -> None:
    store.write(change(0, [triple("a", "p", "1")]))
    with pytest.raises(error):
        store.write(change(1, [statement]))
    assert store.head() == 1
    assert statements(store) == {triple("a", "p", "1")}


@pytest.mark.parametrize("author", ["ana", "https://example.org/ana> . <x:y> <x:y> <x:y"])
def test_a_hostile_author_is_refused_before_anything_is_sent(store: Store, author: str) -> None:
    with pytest.raises(HostileIri):
        store.write(change(0, author=author))
    assert store.head() == 0


def test_a_store_opened_for_reading_takes_no_change(settings: Settings) -> None:
    with open_store(settings) as store:
        store.write(change(0, [triple("a", "p", "1")]))
    with open_store(settings, read_only=True) as store:
        assert statements(store) == {triple("a", "p", "1")}
        with pytest.raises(Misuse, match="reading only"):
            store.write(change(1))


def test_a_large_change_arrives_whole(store: Store) -> None:
    many = {
        triple(f"record-{n // 10}", f"p{n % 10}", text(f"Statement {n} über missions", "en")) for n in range(10_000)
    }
    store.write(change(0, many))
    assert statements(store) == many


def test_what_was_written_is_there_after_the_store_was_closed_and_opened(settings: Settings) -> None:
    first = change(0, [triple("a", "p", "1")])
    with open_store(settings) as store:
        store.write(first)
    with open_store(settings) as store:
        assert store.head() == 1
        assert statements(store) == {triple("a", "p", "1")}
        assert store.write(replace(first, based_on=1)) == 2
