"""`/sparql`: the query part of the SPARQL 1.1 Protocol, in all three ways to ask, and the service description.

Queries wait and run on threads of their own, so the event loop goes on meanwhile.
"""

from dataclasses import dataclass
from http import HTTPStatus
from threading import Event
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response
from starlette.requests import ClientDisconnect

from registry.errors import RegistryError
from registry.namespaces import PREFIXES
from registry.rdf.parsing import serialize
from registry.rdf.writing import write_turtle
from registry.rest.bodies import Bodies
from registry.rest.graphql.workers import Workers
from registry.rest.html import PAGE_HEADERS
from registry.rest.linked.request import address_of
from registry.rest.negotiate import Form
from registry.rest.problems import problem
from registry.rest.sparql.description import SD, describe_service
from registry.rest.sparql.forms import GRAPHS_OR_PAGE, PAGE, ROWS_OR_PAGE, content_type, refusal, wanted
from registry.rest.sparql.page import PATH, SparqlPages
from registry.rest.sparql.reading import Asked, read_get, read_post
from registry.rest.sparql.sending import OPEN, from_file, preflight
from registry.store.graphs import PUBLIC
from registry.store.sparql.answering import Answers
from registry.store.sparql.question import TABLE, Answer, Limits, Question, Unwritable

_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_VARYING: Final = {**OPEN, "Vary": "Accept"}


@dataclass(frozen=True)
class SparqlFace:
    """Answers requests within `limits`, which the page tells of."""

    answers: Answers
    bodies: Bodies
    workers: Workers
    pages: SparqlPages
    limits: Limits
    public: tuple[str, ...] = PUBLIC

    async def respond(self, request: Request) -> Response:
        """The answer to one request; what is wrong with it is told as a problem."""
        if request.method == "OPTIONS":
            return preflight(_METHODS)
        try:
            asked = await self._read(request)
            if asked.query is None:
                return self._description(request, asked)
            return await self._answer(request, asked, asked.query)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        except RegistryError as error:
            return problem(error, headers=_VARYING)

    async def _read(self, request: Request) -> Asked:
        address: bytes = request.scope["query_string"]
        if request.method != "POST":
            return read_get(address)
        announced = request.headers.get("content-length", "").encode("latin-1")
        body = await self.bodies.read(request.receive, announced)
        return read_post(address, request.headers.get("content-type", ""), body)

    async def _answer(self, request: Request, asked: Asked, query: str) -> Response:
        accept, name = request.headers.get("accept"), asked.format
        rows, graph = wanted(ROWS_OR_PAGE, accept, name), wanted(GRAPHS_OR_PAGE, accept, name)
        gone = Event()
        question = Question(
            query,
            asked.default_graphs,
            asked.named_graphs,
            rows_as=_writer(rows, TABLE),
            graph_as=_writer(graph, "turtle"),
            public=self.public,
            is_left=gone.is_set,
        )

        def answered() -> Answer:
            answer = self.answers.answer(question)
            if gone.is_set():
                answer.close()
            return answer

        try:
            answer = await self.workers.run(request.receive, answered)
        except ClientDisconnect:
            gone.set()
            raise
        except Unwritable as error:
            forms = ROWS_OR_PAGE if error.form in ("SELECT", "ASK") else GRAPHS_OR_PAGE
            raise refusal(forms, accept, name) from error
        form = rows if answer.form in ("SELECT", "ASK") else graph
        if form == PAGE:
            return HTMLResponse(
                await run_in_threadpool(self._page, query, answer), headers={**_VARYING, **PAGE_HEADERS}
            )
        head_only = request.method == "HEAD"
        return from_file(answer.body, answer.size, content_type(form or PAGE), _VARYING, head_only=head_only)

    def _page(self, query: str, answer: Answer) -> str:
        with answer:
            text = answer.body.read()
        return self.pages.rows(query, text) if answer.written_as == TABLE else self.pages.graph(query, text)

    def _description(self, request: Request, asked: Asked) -> Response:
        accept = request.headers.get("accept")
        form = wanted(GRAPHS_OR_PAGE, accept, asked.format)
        if form is None:
            raise refusal(GRAPHS_OR_PAGE, accept, asked.format)
        if form == PAGE:
            return HTMLResponse(self.pages.front(self.limits, self.public), headers={**_VARYING, **PAGE_HEADERS})
        triples = describe_service(address_of(request) + PATH, self.public)
        if form.writer == "turtle":
            return Response(
                write_turtle(triples, {**PREFIXES, "sd": SD}), media_type=content_type(form), headers=_VARYING
            )
        return Response(serialize(triples, form.writer), media_type=content_type(form), headers=_VARYING)


def _writer(form: Form | None, of_page: str) -> str | None:
    """What the answer is written as for this form; a page is made from `of_page`."""
    return None if form is None else of_page if form == PAGE else form.writer


def sparql_router(face: SparqlFace) -> APIRouter:
    """The route of `/sparql`."""
    router = APIRouter(tags=["SPARQL"])

    async def query(request: Request) -> Response:
        """A query in `query` (in the address, or in a form), or as the body; without one, what this address is."""
        return await face.respond(request)

    router.add_api_route(PATH, query, methods=["GET", "HEAD", "POST", "OPTIONS"], include_in_schema=False)
    # The route above answers first; this one is there for the document, which wants one operation a route.
    router.add_api_route(PATH, query, methods=["GET"], response_class=Response)
    return router
