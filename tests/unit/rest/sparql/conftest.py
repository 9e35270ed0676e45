"""The SPARQL face over answers that a test writes down."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from fastapi import FastAPI

from registry.errors import RegistryError
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.graphql.workers import Workers
from registry.rest.problems import install_problems
from registry.rest.sparql.face import SparqlFace, sparql_router
from registry.rest.sparql.graphs import GraphFace, graph_router
from registry.rest.sparql.page import SparqlPages
from registry.services.questions import Question as Example
from registry.store.sparql.graphs import Stream
from registry.store.sparql.question import Answer, Limits, Question, Unwritable
from tests.asking import Client

EXAMPLES = [Example("01-first", "Which <missions> are there?", "SELECT ?a {\n ?a ?b 'c & d' }")]
TABLE = (
    b'{"variables": ["a", "b"], "more": true, "rows": [[{"iri": "https://w3id.org/mission-registry/id/place/sweden"},'
    b' {"text": "<script>", "language": "sv"}], [null, {"iri": "javascript:alert(1)"}]]}'
)


@dataclass
class FakeAnswers:
    """Says the same to everything, as the form that the query begins with; fails with `failure` where one is set."""

    text: bytes = b"the answer"
    failure: Exception | None = None
    asked: list[Question] = field(default_factory=list)
    given: list[Answer] = field(default_factory=list)
    before: Callable[[], None] = field(default=lambda: None)

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        self.before()
        if self.failure:
            raise self.failure
        form = (question.text.split() or [""])[0]
        written_as = question.rows_as if form in ("SELECT", "ASK") else question.graph_as
        if written_as is None:
            raise Unwritable(form)
        self.given.append(Answer(form, written_as, BytesIO(self.text), len(self.text)))
        return self.given[-1]

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeGraphs:
    """Every graph is the same text in two pieces."""

    failure: RegistryError | None = None
    asked: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    closed: int = 0

    def revision(self) -> int:
        return 7

    def read(self, graphs: Sequence[str], rdf_format: str) -> tuple[int, Stream]:
        if self.failure and not self.asked:
            raise self.failure
        self.asked.append((tuple(graphs), rdf_format))
        return 7, FakeStream(self)


class FakeStream(Stream):
    """Two pieces; fails after the first where the graphs have a failure."""

    def __init__(self, graphs: FakeGraphs) -> None:
        self._graphs = graphs

    def pieces(self):
        yield b"one "
        if self._graphs.failure:
            raise self._graphs.failure
        yield b"two"

    def close(self) -> None:
        self._graphs.closed += 1


@dataclass
class Site:
    """The faces under test and what they stand on."""

    app: FastAPI
    client: Client
    answers: FakeAnswers
    graphs: FakeGraphs
    workers: Workers


@pytest.fixture
def site():
    answers, graphs, app = FakeAnswers(), FakeGraphs(), FastAPI(docs_url=None, redoc_url=None)
    with closing(Workers(2, waiting=1)) as workers:
        install_problems(app)
        pages = SparqlPages(Addresses(), EXAMPLES, stylesheet="/static/pages.css")
        face = SparqlFace(answers, Bodies(1_000_000, 5.0), workers, pages, Limits())
        app.include_router(sparql_router(face))
        app.include_router(graph_router(GraphFace(graphs)))
        yield Site(app, Client(app), answers, graphs, workers)
