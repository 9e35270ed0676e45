"""The forms that answers come in, each under the media types and the short name by which it may be asked for."""

from collections.abc import Iterator, Sequence
from typing import Final

from registry.errors import InvalidArgument, NotAcceptable
from registry.rest.negotiate import HTML as PAGE
from registry.rest.negotiate import JSON, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Form, choose, content_type

__all__ = ["GRAPHS", "GRAPHS_OR_PAGE", "PAGE", "ROWS_OR_PAGE", "content_type", "refusal", "wanted"]

# The first of each is for those who take anything.
GRAPHS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
GRAPHS_OR_PAGE: Final = (*GRAPHS, PAGE, JSON)
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
