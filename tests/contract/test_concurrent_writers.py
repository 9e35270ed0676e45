"""Sixteen writers on one head: one wins a round, nobody's statements are lost, nobody's are there twice."""

import threading
from collections.abc import Sequence
from contextlib import ExitStack

import pytest

from registry.errors import DoubledRevision, StaleRevision
from registry.namespaces import HISTORY, PUBLISHED, XSD
from registry.rdf.terms import Iri, Literal
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.revisions import revision_iri
from tests.contract.changes import change, statements, triple
from tests.contract.conftest import emptied

WRITERS = 16
TOKEN = Iri("http://purl.org/dc/terms/identifier")


def one_round(stores: Sequence[Store], based_on: int) -> tuple[list[int], int]:
    """Who won (by number) and how many were told that the server let two in, when all write on the same head."""
    start = threading.Barrier(WRITERS)
    won: list[int] = []
    alarms: list[DoubledRevision] = []
    failures: list[BaseException] = []

    def write(number: int) -> None:
        start.wait()
        try:
            stores[number % len(stores)].write(change(based_on, [triple(f"round-{based_on}", "by", str(number))]))
            won.append(number)
        except StaleRevision:
            pass
        except DoubledRevision as error:
            alarms.append(error)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    return won, len(alarms)


def assert_each_round_has_one_winner(stores: Sequence[Store], rounds: int = 5) -> None:
    winners = {}
    for number in range(rounds):
        won, alarms = one_round(stores, number)
        assert (len(won), alarms) == (1, 0)
        winners[number] = won[0]
    expected = {triple(f"round-{number}", "by", str(writer)) for number, writer in winners.items()}
    assert statements(stores[0]) == expected
    assert stores[0].head() == rounds
    tokens = [t.subject for t in statements(stores[0], HISTORY) if t.predicate == TOKEN]
    assert sorted(tokens, key=str) == sorted((revision_iri(n + 1) for n in range(rounds)), key=str)


def test_writers_that_share_a_store_take_turns(store: Store) -> None:
    assert_each_round_has_one_winner([store])


@pytest.mark.parametrize("server", ["oxigraph_in_memory", "fuseki"])
def test_writers_with_connections_of_their_own_are_told_apart_by_the_server(
    request: pytest.FixtureRequest, server: str
) -> None:
    settings = emptied(request.getfixturevalue(server))
    with ExitStack() as opened:
        assert_each_round_has_one_winner([opened.enter_context(open_store(settings)) for _ in range(WRITERS)])


def test_a_server_that_runs_updates_side_by_side_never_has_two_winners(oxigraph_on_disk: str) -> None:
    settings = emptied(oxigraph_on_disk)
    with ExitStack() as opened:
        stores = [opened.enter_context(open_store(settings)) for _ in range(WRITERS)]
        for number in range(8):
            won, alarms = one_round(stores, number)
            let_in = {t for t in statements(stores[0]) if t.subject.value.endswith(f"/round-{number}")}  # type: ignore[union-attr]
            assert len(won) <= 1
            assert len(won) == 1 or alarms > 0
            assert (len(let_in) > 1) == (alarms > 0)


def test_every_writer_that_tries_again_gets_in_once(store: Store) -> None:
    counter = Iri("https://example.org/counter")

    def add_one(number: int) -> None:
        while True:
            head = store.head()
            before = [quad.triple for quad in store.quads(PUBLISHED) if quad.subject == counter]
            total = max((int(t.object.lexical) for t in before if isinstance(t.object, Literal)), default=0) + 1
            after = triple("counter", "count", Literal(str(total), XSD + "integer"))
            try:
                store.write(change(head, [after, triple(f"writer-{number}", "added", "one")], before))
            except StaleRevision:
                continue
            return

    threads = [threading.Thread(target=add_one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.head() == 8
    found = statements(store)
    assert triple("counter", "count", Literal(str(8), XSD + "integer")) in found
    assert len(found) == 8 + 1


def test_a_retry_of_the_same_change_beside_others_is_written_once(settings: Settings) -> None:
    with open_store(settings) as store:
        same = change(0, [triple("a", "p", "1")])
        threads = [threading.Thread(target=store.write, args=(same,)) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.head() == 1
