"""Every IRI answers by its path: records, terms, shapes and codes, each as page, Turtle, JSON-LD or N-Triples."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from registry.errors import NotFound, RegistryError
from registry.model.jsonld import context, document
from registry.model.spec import Model
from registry.namespaces import RDF_TYPE
from registry.rdf.parsing import serialize
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.rdf.writing import write_turtle
from registry.rest.addresses import Addresses
from registry.rest.html import PAGE_HEADERS, Pages
from registry.rest.negotiate import HTML, JSON_LD, Form, choose, headers, split_ending
from registry.rest.routing import readable
from registry.services.describe import Describer

# Anybody's page may read the data: it is public, and no cookie or password goes with it.
_OPEN: Final = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True)
class Descriptions:
    """Answers with what the registry says about one IRI."""

    model: Model
    describer: Describer
    addresses: Addresses
    pages: Pages

    def answer(self, kind: str, name: str, accept: str | None) -> Response:
        """The description of what `/<kind>/<name>` stands for; raises `NotFound` and `NotAcceptable`."""
        name, form = split_ending(name)
        iri, path = self.addresses.iri_of(kind, name), f"/{kind}/{name}"
        triples = sorted(self.describer.describe(iri), key=_place)
        if not triples:
            raise NotFound(f"The registry has nothing at {path!r}.")
        form = form or choose(accept)
        if form == HTML:
            page = self.pages.description(iri, path, triples)
            return HTMLResponse(page, headers=_OPEN | dict(PAGE_HEADERS) | headers(path, form))
        return Response(
            self._written(iri, triples, form), media_type=_with_charset(form), headers=_OPEN | headers(path, form)
        )

    def _written(self, iri: str, triples: list[Triple], form: Form) -> bytes:
        if form.writer == "turtle":
            return write_turtle(triples).encode()
        if form.writer == "json-ld" and self._is_record(iri, triples):
            return json.dumps(document(self.model, iri, triples), ensure_ascii=False, indent=2).encode() + b"\n"
        return serialize(triples, form.writer)

    def _is_record(self, iri: str, triples: list[Triple]) -> bool:
        classes = (t.object for t in triples if t.subject == Iri(iri) and t.predicate.value == RDF_TYPE)
        return any(isinstance(c, Iri) and c.value in self.model.by_iri for c in classes)


def description_router(descriptions: Descriptions) -> APIRouter:
    """Routes of `/id`, `/def`, `/shape`, `/code`, `/error` and `/context.jsonld`."""
    router = APIRouter(tags=["Linked data"])
    model_context = json.dumps({"@context": context(descriptions.model)}, ensure_ascii=False, indent=2)
    errors = {kind.slug(): kind for kind in every_error(RegistryError)}

    def record(segment: str, slug: str, request: Request) -> Response:
        """A record with its parts."""
        return descriptions.answer("id", f"{segment}/{slug}", request.headers.get("accept"))

    def term(name: str, request: Request) -> Response:
        """A class or property of the ontology."""
        return descriptions.answer("def", name, request.headers.get("accept"))

    def shape(name: str, request: Request) -> Response:
        """A shape: what records of a class, or values of a field, must look like."""
        return descriptions.answer("shape", name, request.headers.get("accept"))

    def code_list(scheme: str, request: Request) -> Response:
        """A code list with its codes."""
        return descriptions.answer("code", scheme, request.headers.get("accept"))

    def code(scheme: str, notation: str, request: Request) -> Response:
        """One code of a list."""
        return descriptions.answer("code", f"{scheme}/{notation}", request.headers.get("accept"))

    def ontology(request: Request) -> Response:
        """The ontology as a whole: title, version, licence."""
        return descriptions.answer("def", "", request.headers.get("accept"))

    def json_ld_context() -> Response:
        """The JSON-LD context that documents name."""
        return Response(model_context, media_type=JSON_LD.media_type, headers=_OPEN)

    def error(slug: str) -> Response:
        """What an error means."""
        if slug not in errors:
            raise NotFound(f"There is no error called {slug[:100]!r}.")
        return HTMLResponse(descriptions.pages.error(errors[slug]), headers=dict(PAGE_HEADERS))

    readable(router, "/id/{segment}/{slug}", record)
    readable(router, "/def/", ontology)
    readable(router, "/def/{name}", term)
    readable(router, "/shape/{name}", shape)
    readable(router, "/code/{scheme}", code_list)
    readable(router, "/code/{scheme}/{notation}", code)
    readable(router, "/context.jsonld", json_ld_context)
    readable(router, "/error/{slug}", error)
    return router


def every_error(kind: type[RegistryError]) -> Iterator[type[RegistryError]]:
    """The kinds of error below this one, at every depth."""
    for inner in kind.__subclasses__():
        yield inner
        yield from every_error(inner)


def _place(triple: Triple) -> tuple[object, ...]:
    """Makes the same description always the same text: by subject, property and value, numbers in natural order."""
    return _padded(triple.subject), triple.predicate.value, _padded(triple.object), str(triple.object)


def _padded(term: Term) -> str:
    text = term.value if isinstance(term, Iri) else term.lexical if isinstance(term, Literal) else term.label
    return re.sub(r"[0-9]+", lambda digits: digits.group().zfill(12), text)


def _with_charset(form: Form) -> str:
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
