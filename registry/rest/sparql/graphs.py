"""Whole graphs: the reading part of the SPARQL 1.1 Graph Store HTTP Protocol, by parameter and by the graph's own path.

A graph that is not public is answered like one that is not there, whatever it is.
"""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from registry.errors import InvalidArgument, NotFound, RegistryError
from registry.namespaces import GRAPHS
from registry.rest.graphql.caching import is_fresh
from registry.rest.negotiate import Form
from registry.rest.problems import problem
from registry.rest.sparql import forms
from registry.rest.sparql.forms import content_type, refusal, wanted
from registry.rest.sparql.sending import OPEN, Pieces, preflight
from registry.store.graphs import PUBLIC
from registry.store.sparql.graphs import Graphs

_METHODS: Final = "GET, HEAD, OPTIONS"
_VARYING: Final = {**OPEN, "Vary": "Accept"}


@dataclass(frozen=True)
class GraphFace:
    """Answers with graphs; `public` are those that there are for the asker."""

    graphs: Graphs
    public: tuple[str, ...] = PUBLIC

    async def respond(self, request: Request, name: str | None = None) -> Response:
        """The graph of that name below the registry's graphs, else the one that the parameters name."""
        if request.method == "OPTIONS":
            return preflight(_METHODS)
        try:
            return await run_in_threadpool(self._answer, request, self._named(request, name))
        except RegistryError as error:
            return problem(error, headers=_VARYING)

    def _named(self, request: Request, name: str | None) -> tuple[str, ...]:
        if name is not None:
            return self._known(GRAPHS + name)
        given = request.query_params
        iris, has_default = given.getlist("graph"), "default" in given
        if len(iris) + has_default != 1:
            raise InvalidArgument("Say which graph: either `?default` or one `?graph=` with its IRI.")
        return self.public if has_default else self._known(iris[0])

    def _known(self, iri: str) -> tuple[str, ...]:
        if iri not in self.public:
            raise NotFound(f"There is no graph <{iri[:200]}>.")
        return (iri,)

    def _answer(self, request: Request, graphs: tuple[str, ...]) -> Response:
        form = self._form(request)
        tag = f'"{self.graphs.revision()}-{form.writer}"'
        if is_fresh(request.headers.get("if-none-match", "").encode("latin-1"), tag.encode()):
            return Response(status_code=304, headers={**_VARYING, "ETag": tag})
        if request.method == "HEAD":
            return Response(media_type=content_type(form), headers={**_VARYING, "ETag": tag})
        revision, stream = self.graphs.read(graphs, form.writer)
        headers = {**_VARYING, "ETag": f'"{revision}-{form.writer}"'}
        return Pieces(stream.pieces(), stream.close, content_type(form), headers)

    def _form(self, request: Request) -> Form:
        accept, name = request.headers.get("accept"), request.query_params.get("format")
        form = wanted(forms.GRAPHS, accept, name)
        if form is None:
            raise refusal(forms.GRAPHS, accept, name)
        return form


def graph_router(face: GraphFace) -> APIRouter:
    """The routes of `/graphs` and `/graph/...`."""
    router = APIRouter(tags=["SPARQL"])

    async def by_parameter(request: Request) -> Response:
        """A whole graph: `?default`, or `?graph=` with its IRI."""
        return await face.respond(request)

    async def by_path(request: Request, name: str) -> Response:
        """A whole graph by the path of its IRI."""
        return await face.respond(request, name)

    for path, handler in (("/graphs", by_parameter), ("/graph/{name:path}", by_path)):
        router.add_api_route(path, handler, methods=["GET", "HEAD", "OPTIONS"], include_in_schema=False)
        router.add_api_route(path, handler, methods=["GET"], response_class=Response)
    return router
