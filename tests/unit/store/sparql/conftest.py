"""A store on disk with something in every graph, and what the tests ask it."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from registry.namespaces import SUBMISSIONS, VOCABULARY
from registry.store.oxigraph import EmbeddedStore
from registry.store.sparql.answering import PoolAnswers, snapshot_source
from registry.store.sparql.question import Answer, Limits, Question
from tests.contract.changes import change, triple

SECRET = "a draft that nobody may read"
NUMBERS = 3_000
HEAVY = """
SELECT (COUNT(*) AS ?n) WHERE {
  ?a <https://example.org/number> ?x . ?b <https://example.org/number> ?y . ?c <https://example.org/number> ?z
  FILTER(STRLEN(CONCAT(?x, ?y, ?z)) = 1)
}
"""
"""Twenty-seven thousand million combinations, which no machine gets through within any limit of a test."""


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a small store, closed; for reading only."""
    folder = tmp_path_factory.mktemp("asked")
    with EmbeddedStore(folder / "store") as store:
        published = [triple("a", "p", "published"), *(triple(f"n{n}", "number", str(n)) for n in range(NUMBERS))]
        store.write(change(0, published))
        store.write(change(1, [triple("b", "p", "vocabulary")], graph=VOCABULARY))
        store.write(change(2, [triple("c", "p", SECRET)], graph=SUBMISSIONS, message=SECRET))
    return folder


@pytest.fixture(scope="session")
def reader(store_folder: Path) -> Iterator[EmbeddedStore]:
    """The store, open for reading."""
    with EmbeddedStore(store_folder / "store", read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def answers(reader: EmbeddedStore, store_folder: Path) -> Iterator[PoolAnswers]:
    """Answers of two workers within the usual limits."""
    with closing(PoolAnswers(Limits(), 2, snapshot_source(reader, store_folder))) as opened:
        yield opened


@pytest.fixture
def limited(reader: EmbeddedStore, store_folder: Path) -> Iterator[Callable[..., PoolAnswers]]:
    """Makes answers within limits of the test's own."""
    made: list[PoolAnswers] = []

    def make(workers: int = 1, **limits: float) -> PoolAnswers:
        made.append(PoolAnswers(Limits(**limits), workers, snapshot_source(reader, store_folder)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.close()


def text_of(answer: Answer) -> str:
    with answer:
        return answer.body.read().decode()


def said(answers: PoolAnswers, text: str, rows_as: str = "tsv", graph_as: str = "n-triples") -> str:
    """What is answered to a query, as text."""
    return text_of(answers.answer(Question(text, rows_as=rows_as, graph_as=graph_as)))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
