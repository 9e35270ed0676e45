"""A server is measured on what it answers rightly, and on nothing else."""

from typing import Any

from bench.cases.case import Case
from bench.measure import Bench, Notes
from bench.peers.peer import Draw, Endpoint, Novelty
from bench.truth import Truth


class Otherwise:
    """A server that answers everything with one number."""

    def __init__(self, number: int) -> None:
        self.endpoint = Endpoint("http://127.0.0.1:9/", 0)
        self._number = number

    def body(self, document: str, draw: Draw, *, novelty: Novelty = Novelty.NONE) -> bytes | None:
        return None if document == "unknown" else b"{}"

    def answer(self, body: bytes) -> Any:
        return self._number


def asked(name: str = "number") -> Case:
    return Case(name, "How many?", lambda truth, random: {"page": 0}, {"one": int, "other": int})


def test_a_server_that_answers_otherwise_is_not_measured_and_the_reason_is_noted() -> None:
    notes = Notes(right={(10, "number"): ("one", [1] * 20)})
    Bench(1, Truth(10, {}, {}, []), notes).measure("other", Otherwise(2), [asked()])
    assert notes.loads == []
    assert [skip["reason"] for skip in notes.skipped] == ["it answers otherwise than one to 100% of the questions"]


def test_a_server_is_not_asked_what_its_language_does_not_have() -> None:
    notes = Notes()
    Bench(1, Truth(10, {}, {}, []), notes).measure("other", Otherwise(2), [asked("unknown")])
    assert [skip["reason"] for skip in notes.skipped] == ["there is no such question in its language"]


def test_a_server_that_takes_no_part_in_a_case_is_left_alone() -> None:
    notes = Notes()
    Bench(1, Truth(10, {}, {}, []), notes).measure("third", Otherwise(2), [asked()])
    assert (notes.loads, notes.skipped) == ([], [])
