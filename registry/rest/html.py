"""HTML of descriptions and error pages: plain pages without scripts, every value escaped by the template engine."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.errors import RegistryError
from registry.rdf.terms import Triple
from registry.rest.negotiate import FORMS, HTML
from registry.rest.problems import title
from registry.rest.record_view import RecordViewer
from registry.rest.term_view import view_term

PAGE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_DATA_FORMS: Final = tuple(form for form in FORMS if form != HTML)


class Pages:
    """Writes pages; `stylesheet` and `icon` are the addresses of those files, empty for none."""

    def __init__(self, viewer: RecordViewer, stylesheet: str = "", icon: str = "") -> None:
        self._viewer = viewer
        self._common = {"stylesheet": stylesheet, "icon": icon, "languages": viewer.words.languages}

    def description(self, iri: str, path: str, triples: Sequence[Triple]) -> str:
        """The page of a record, term, shape or code that is served at `path`."""
        record = self._viewer.view(iri, triples)
        name, view = ("record.html", record) if record else ("term.html", view_term(self._viewer.words, iri, triples))
        return self._render(name, view=view, path=path, forms=_DATA_FORMS)

    def error(self, kind: type[RegistryError]) -> str:
        """The page that an error's `type` leads to."""
        meaning = " ".join((kind.__doc__ or "").split())
        return self._render(
            "error.html", name=title(kind), meaning=meaning, advice=kind.advice, status=kind.status, path="", forms=()
        )

    def _render(self, template: str, **values: object) -> str:
        return _environment().get_template(template).render(self._common, **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
