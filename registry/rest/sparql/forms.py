"""The forms that answers come in, each under the media types and the short name by which it may be asked for."""

from collections.abc import Iterator, Sequence
from typing import Final

from registry.errors import InvalidArgument, NotAcceptable
from registry.rest.negotiate import Form, choose

TURTLE: Final = Form("turtle", "text/turtle", ".ttl")
N_TRIPLES: Final = Form("n-triples", "application/n-triples", ".nt")
RDF_XML: Final = Form("rdf-xml", "application/rdf+xml", ".rdf")
JSON_LD: Final = Form("json-ld", "application/ld+json", ".jsonld")
TRIG: Final = Form("trig", "application/trig", ".trig")
N_QUADS: Final = Form("n-quads", "application/n-quads", ".nq")
PAGE: Final = Form("html", "text/html", ".html")

# The first of each is for those who take anything.
GRAPHS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
GRAPHS_OR_PAGE: Final = (*GRAPHS, PAGE, Form("json-ld", "application/json", ".json"))
ROWS_OR_PAGE: Final = (
    Form("json", "application/sparql-results+json", ".json"),
    Form("xml", "application/sparql-results+xml", ".xml"),
    Form("csv", "text/csv", ".csv"),
    Form("tsv", "text/tab-separated-values", ".tsv"),
    PAGE,
    Form("json", "application/json", ".json"),
    Form("xml", "application/xml", ".xml"),
)


def wanted(forms: Sequence[Form], accept: str | None, name: str | None) -> Form | None:
    """The form that is asked for by its short name, else by the Accept header; None when it is none of `forms`.

    Raises `InvalidArgument` for a name that no form has.
    """
    if name is not None:
        known = dict.fromkeys(form.ending[1:] for form in (*ROWS_OR_PAGE, *GRAPHS_OR_PAGE))
        if name not in known:
            raise InvalidArgument(f"There is no format {name[:100]!r}; there is {', '.join(known)}.")
        return next((form for form in forms if form.ending[1:] == name), None)
    try:
        return choose(accept, forms)
    except NotAcceptable:
        return None


def refusal(forms: Sequence[Form], accept: str | None, name: str | None) -> NotAcceptable:
    """What to say where `wanted` found none."""
    return NotAcceptable(name if name is not None else accept or "", list(_offered(forms)))


def _offered(forms: Sequence[Form]) -> Iterator[str]:
    names = dict.fromkeys(form.media_type for form in forms)
    yield from names


def content_type(form: Form) -> str:
    """The Content-Type of an answer in this form."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
