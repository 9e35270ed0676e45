from bench.ledger import Ledger


def test_a_walk_that_meets_every_record_once_keeps_the_promises() -> None:
    ledger = Ledger(["a", "b"])
    ledger.met(["a"])
    ledger.met(["b"])

    assert (ledger.broken(), ledger.met_count) == ([], 2)


def test_a_record_that_stayed_and_was_not_met_is_told() -> None:
    ledger = Ledger(["a", "b"])
    ledger.met(["a"])

    assert ledger.broken() == ["b was there all the time and was not met"]


def test_a_record_met_twice_is_told_unless_it_moved() -> None:
    ledger = Ledger(["a", "b"])
    ledger.met(["a", "b"])
    ledger.moved("b")
    ledger.met(["b", "a"])

    assert ledger.broken() == ["a was met twice"]


def test_what_was_written_meanwhile_may_be_met_or_not() -> None:
    ledger = Ledger(["a", "b", "c"])
    for iri in ("d", "e"):
        ledger.added(iri)
    ledger.met(["a", "d"])
    ledger.withdrawn("a")
    ledger.withdrawn("b")
    ledger.moved("c")

    assert ledger.broken() == []


def test_a_withdrawn_record_must_not_be_met_until_it_comes_back() -> None:
    ledger = Ledger(["a"])
    ledger.withdrawn("a")
    ledger.met(["a"])
    ledger.withdrawn("b")
    ledger.added("b")
    ledger.met(["b"])

    assert ledger.broken() == ["a was met after it had been withdrawn"]
