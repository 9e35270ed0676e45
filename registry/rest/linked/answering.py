"""One description on its way out: the form, the headers that belong to it, and 304 for who has it already.

Everything that is described goes through `Answering.of`: records, terms, revisions, lists, the catalogue.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse, Response

from registry.errors import NotAcceptable
from registry.model.spec import Model
from registry.rdf.terms import Triple
from registry.rest.etags import content_tag
from registry.rest.html import PAGE_HEADERS
from registry.rest.linked.request import Asked
from registry.rest.linked.writing import written
from registry.rest.negotiate import FORMS, HTML, Form, content_type, required

# Anybody's page may read the data: it is public, and no cookie or password goes with it.
OPEN: Final = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_VARY: Final = "Accept, Accept-Profile, Accept-Datetime"


@dataclass(frozen=True)
class Description:
    """What is said about one IRI at one address, and how it may be written."""

    iri: str
    path: str
    triples: Callable[[], Sequence[Triple]]
    """Read only when they are needed."""
    graph: str
    """The graph that they stand in."""
    form: Form | None = None
    """The form that the ending of the address asked for."""
    page: Callable[[Sequence[Triple]], str] | None = None
    """Writes it as HTML."""
    table: Callable[[], str] | None = None
    """Writes it as CSV, for a list."""
    forms: Sequence[Form] = FORMS
    query: dict[str, str] = field(default_factory=dict)
    """Parameters that belong to the address: the profile, the moment, the page of a list."""
    links: Sequence[str] = ()
    """What else goes into the header Link."""
    tag: Callable[[Form], str] | None = None
    """The entity tag in a form, where it is known before anything is read; else it is made from the bytes."""
    modified: str | None = None
    """When it last changed, as an HTTP date."""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answering:
    """Answers with descriptions."""

    model: Model

    def of(self, description: Description, asked: Asked) -> Response:
        """The answer to a request; raises `NotAcceptable`, and what reading the statements does."""
        try:
            form = required(description.form, asked.accept, description.forms)
        except NotAcceptable:
            description.triples()  # what is not there is not found, in whatever form
            raise
        headers = self._headers(description, form, asked)
        tag = description.tag(form) if description.tag else None
        if tag is not None and asked.has(tag, description.modified):
            if asked.if_none_match in (None, "*"):  # neither a date nor any tag says that it is still there
                description.triples()
            return Response(status_code=304, headers=_kept(headers, tag))
        body = self._body(description, form)
        tag = tag or content_tag(body)
        if asked.has(tag, description.modified):
            return Response(status_code=304, headers=_kept(headers, tag))
        headers["ETag"] = tag
        if form == HTML:
            return HTMLResponse(body, headers={**headers, **PAGE_HEADERS})
        return Response(body, media_type=content_type(form), headers=headers)

    def _body(self, description: Description, form: Form) -> bytes:
        if form.writer == "csv" and description.table is not None:
            return description.table().encode()
        triples = description.triples()
        if form == HTML and description.page is not None:
            return description.page(triples).encode()
        return written(self.model, form, description.iri, triples, description.graph)

    def _headers(self, description: Description, form: Form, asked: Asked) -> dict[str, str]:
        query = f"?{urlencode(description.query)}" if description.query else ""
        others = [
            f'<{description.path}{other.ending}{query}>; rel="alternate"; type="{other.media_type}"'
            for other in description.forms
            if other != form
        ]
        headers = {
            **OPEN,
            "Vary": _VARY,
            "Content-Location": f"{description.path}{form.ending}{query}",
            "Link": ", ".join([*description.links, *others]),
            **description.headers,
        }
        if description.modified and asked.is_settled(description.modified):
            headers["Last-Modified"] = description.modified
        return headers


def _kept(headers: dict[str, str], tag: str) -> dict[str, str]:
    """What goes with 304 (RFC 9110 section 15.4.5): what a cache needs, without what describes a body."""
    return {name: value for name, value in headers.items() if name not in ("Link", "Last-Modified")} | {"ETag": tag}
