"""Every IRI answers by its path: records and their lists, terms, shapes, codes, profiles, revisions and errors."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from registry.errors import NotFound, RegistryError
from registry.errors.contributions import RecordWithdrawn
from registry.model.jsonld import context
from registry.model.spec import Model
from registry.rest.html import PAGE_HEADERS, Pages
from registry.rest.linked.answering import OPEN
from registry.rest.linked.lists import Lists
from registry.rest.linked.moments import TIMEMAP, ways_back
from registry.rest.linked.profiles import PROFILES_PATH
from registry.rest.linked.records import Records
from registry.rest.linked.request import Asked
from registry.rest.linked.revisions import REVISIONS_PATH, Revisions
from registry.rest.linked.terms import Terms
from registry.rest.linked.wholes import Wholes
from registry.rest.negotiate import JSON_LD, wants_page
from registry.rest.problems import headers_of, problem
from registry.rest.routing import readable

_VARY: Final = {"Vary": "Accept, Accept-Profile, Accept-Datetime"}


@dataclass(frozen=True)
class Descriptions:
    """All that answers IRIs. `address` is where others reach the server; empty for wherever a request found it."""

    model: Model
    pages: Pages
    records: Records
    lists: Lists
    terms: Terms
    wholes: Wholes
    revisions: Revisions
    address: str = ""

    def respond(self, request: Request, answer: Callable[[Asked], Response]) -> Response:
        """The answer; what is wrong is told as a page to a browser, and as a problem document to a program."""
        try:
            return answer(Asked.of(request, self.address))
        except RecordWithdrawn as error:
            path, last = self.records.last_state(error)
            headers = {**OPEN, **_VARY, "Link": ways_back(path, last)}
            if wants_page(request.headers.get("accept")):
                page = self.pages.withdrawn(error, path, last)
                return HTMLResponse(page, error.status, headers={**PAGE_HEADERS, **headers})
            return problem(error, headers=headers)
        except RegistryError as error:
            if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            headers = {**OPEN, **_VARY, **headers_of(error)}
            if wants_page(request.headers.get("accept")):
                return HTMLResponse(self.pages.problem(error), error.status, headers={**PAGE_HEADERS, **headers})
            return problem(error, headers=headers)


def description_router(descriptions: Descriptions) -> APIRouter:
    """Routes of `/id`, `/def`, `/shape`, `/code`, `/profile`, `/revision`, `/timemap`, `/error`, `/context.jsonld`."""
    router = APIRouter(tags=["Linked data"])
    _add_wholes(router, descriptions)  # before what would take an ending for a name
    _add_records(router, descriptions)
    _add_terms(router, descriptions)
    _add_pages(router, descriptions)
    return router


def _add_records(router: APIRouter, descriptions: Descriptions) -> None:
    respond, records = descriptions.respond, descriptions.records

    def record(segment: str, slug: str, request: Request) -> Response:
        """A record with its parts: as it is, or `?asOf=` a date or revision; `?_profile=core` without citations."""
        return respond(request, lambda asked: records.answer(f"{segment}/{slug}", asked))

    def record_list(segment: str, request: Request) -> Response:
        """The records of a class, `first` on a page, those `after` a cursor."""
        return respond(request, lambda asked: descriptions.lists.answer(segment, asked))

    def states(segment: str, slug: str, request: Request) -> Response:
        """All states of a record, as links with their dates (Memento)."""
        return respond(request, lambda asked: records.states(f"{segment}/{slug}", asked))

    def revision(number: str, request: Request) -> Response:
        """One accepted change of published records: when, by whom, why, and what it touched."""
        return respond(request, lambda asked: descriptions.revisions.answer(number, asked))

    readable(router, "/id/{segment}/{slug}", record)
    readable(router, "/id/{segment}", record_list)
    readable(router, "/id/{segment}/", record_list)
    readable(router, f"{TIMEMAP}/id/{{segment}}/{{slug}}", states)
    readable(router, f"{REVISIONS_PATH}/{{number}}", revision)


def _add_wholes(router: APIRouter, descriptions: Descriptions) -> None:
    def answering(kind: str, meaning: str) -> Callable[[Request], Response]:
        def whole(request: Request) -> Response:
            ending = f".{request.path_params['ending']}" if "ending" in request.path_params else ""
            return descriptions.respond(request, lambda asked: descriptions.wholes.answer(kind, ending, asked))

        whole.__name__, whole.__doc__ = f"whole_{kind}", meaning
        return whole

    for kind, meaning in (
        ("def", "The ontology as a whole, with every class and property."),
        ("code", "All code lists."),
        ("id", "The lists of records that there are."),
    ):
        readable(router, f"/{kind}/", answering(kind, meaning))
        for path in (f"/{kind}", f"/{kind}/.{{ending}}"):
            router.add_api_route(path, answering(kind, meaning), methods=["GET", "HEAD"], include_in_schema=False)


def _add_terms(router: APIRouter, descriptions: Descriptions) -> None:
    respond, terms = descriptions.respond, descriptions.terms

    def term(name: str, request: Request) -> Response:
        """A class or property of the ontology."""
        return respond(request, lambda asked: terms.answer("def", name, asked))

    def shape(name: str, request: Request) -> Response:
        """A shape: what records of a class, or values of a field, must look like."""
        return respond(request, lambda asked: terms.answer("shape", name, asked))

    def code_list(scheme: str, request: Request) -> Response:
        """A code list with its codes."""
        return respond(request, lambda asked: terms.answer("code", scheme, asked))

    def code(scheme: str, notation: str, request: Request) -> Response:
        """One code of a list."""
        return respond(request, lambda asked: terms.answer("code", f"{scheme}/{notation}", asked))

    def profile(token: str, request: Request) -> Response:
        """What a profile tells of a record."""
        return respond(request, lambda asked: terms.profile(token, asked))

    readable(router, "/def/{name}", term)
    readable(router, "/shape/{name}", shape)
    readable(router, "/code/{scheme}", code_list)
    readable(router, "/code/{scheme}/{notation}", code)
    readable(router, f"{PROFILES_PATH}/{{token}}", profile)


def _add_pages(router: APIRouter, descriptions: Descriptions) -> None:
    model_context = json.dumps({"@context": context(descriptions.model)}, ensure_ascii=False, indent=2)
    errors = {kind.slug(): kind for kind in every_error(RegistryError)}

    def json_ld_context() -> Response:
        """The JSON-LD context that documents name."""
        return Response(model_context, media_type=JSON_LD.media_type, headers=OPEN)

    def error(slug: str) -> Response:
        """What an error means."""
        if slug not in errors:
            raise NotFound(f"There is no error called {slug[:100]!r}.")
        return HTMLResponse(descriptions.pages.error(errors[slug]), headers=dict(PAGE_HEADERS))

    readable(router, "/context.jsonld", json_ld_context)
    readable(router, "/error/{slug}", error)


def every_error(kind: type[RegistryError]) -> Iterator[type[RegistryError]]:
    """The kinds of error below this one, at every depth."""
    for inner in kind.__subclasses__():
        yield inner
        yield from every_error(inner)
