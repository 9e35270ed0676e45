"""Which form of a description to answer with: by the ending of the address, else by the Accept header.

RFC 9110 sections 12.4.2 and 12.5.1: each form gets the quality of the most specific range that fits it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.errors import NotAcceptable


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a description down."""

    writer: str
    """`html`, or the name of an RDF format in `registry.rdf.parsing.FORMATS`."""
    media_type: str
    ending: str


HTML: Final = Form("html", "text/html", ".html")
TURTLE: Final = Form("turtle", "text/turtle", ".ttl")
JSON_LD: Final = Form("json-ld", "application/ld+json", ".jsonld")
N_TRIPLES: Final = Form("n-triples", "application/n-triples", ".nt")
JSON: Final = Form("json-ld", "application/json", ".json")
TRIG: Final = Form("trig", "application/trig", ".trig")
N_QUADS: Final = Form("n-quads", "application/n-quads", ".nq")
RDF_XML: Final = Form("rdf-xml", "application/rdf+xml", ".rdf")
CSV: Final = Form("csv", "text/csv", ".csv")

# Browsers name HTML; who takes anything is a program, and gets what the same page says in Turtle.
FORMS: Final = (TURTLE, JSON_LD, N_TRIPLES, HTML, JSON, TRIG, N_QUADS, RDF_XML)
LIST_FORMS: Final = (*FORMS, CSV)
"""Those of a list, which is a table too."""

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_ELEMENT: Final = re.compile(rf'(?:[^,"]|{_QUOTED})+')
_RANGE: Final = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(;.*)?", re.DOTALL)
_WEIGHT: Final = re.compile(r";\s*q=([^;\s]*)", re.IGNORECASE)
_QUALITY: Final = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_MOST_RANGES: Final = 50


def split_ending(name: str, forms: Sequence[Form] = LIST_FORMS) -> tuple[str, Form | None]:
    """The last part of a path without its ending, and the form that the ending asks for."""
    for form in forms:
        if name.endswith(form.ending):
            return name.removesuffix(form.ending), form
    return name, None


def choose(accept: str | None, forms: Sequence[Form] = FORMS) -> Form:
    """The form that the header likes best; among equals one that it names, then the first of `forms`.

    No header, or one without a single readable range, is content with anything. Raises `NotAcceptable`.
    """
    ranges = dict(read_accept(accept or "")) or {"*/*": 1.0}
    judged = [(*_judge(form.media_type, ranges), -place) for place, form in enumerate(forms)]
    quality, _, place = max(judged)
    if quality == 0:
        raise NotAcceptable(accept or "", [f"{form.media_type} ({form.ending})" for form in forms])
    return forms[-place]


def wants_page(accept: str | None) -> bool:
    """Whether the header is that of a browser, which likes HTML best."""
    try:
        return choose(accept) == HTML
    except NotAcceptable:
        return False


def read_accept(header: str) -> Iterator[tuple[str, float]]:
    """Each media range in lower case with its quality; what does not follow the grammar is passed over."""
    for element in _ELEMENT.findall(header)[:_MOST_RANGES]:
        found = _RANGE.fullmatch(element)
        if found is None or (found[1] == "*" and found[2] != "*"):
            continue
        weight = _WEIGHT.search(re.sub(_QUOTED, "", found[3] or ""))
        if weight is None:
            yield f"{found[1]}/{found[2]}".lower(), 1.0
        elif _QUALITY.fullmatch(weight[1]):
            yield f"{found[1]}/{found[2]}".lower(), float(weight[1])


def _judge(media_type: str, ranges: Mapping[str, float]) -> tuple[float, int]:
    """The quality of a media type, and how closely the range that gives it fits: 2 named, 1 by family, 0 anything."""
    for closeness, name in ((2, media_type), (1, media_type.split("/")[0] + "/*"), (0, "*/*")):
        if name in ranges:
            return ranges[name], closeness
    return 0.0, 0


def content_type(form: Form) -> str:
    """The Content-Type of an answer in this form."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type


def required(form: Form | None, accept: str | None, forms: Sequence[Form]) -> Form:
    """The form that an ending asks for, else the one that the header likes best; raises `NotAcceptable`."""
    if form is None:
        return choose(accept, forms)
    if form not in forms:
        raise NotAcceptable(form.media_type, [f"{each.media_type} ({each.ending})" for each in forms])
    return form
