"""HTML of descriptions and error pages: plain pages without scripts, every value escaped by the template engine."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.errors import RegistryError
from registry.errors.contributions import RecordWithdrawn
from registry.model.language import choose
from registry.model.spec import RecordClass
from registry.rdf.terms import Iri, Triple
from registry.rest.negotiate import FORMS, HTML, LIST_FORMS, Form
from registry.rest.problems import headers_of, title
from registry.rest.record_view import RecordViewer
from registry.rest.term_view import view_term
from registry.rest.words import Shown
from registry.services.catalogue.figures import Figures
from registry.services.find import Page
from registry.services.revisions import Revision

PAGE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_MOST_SHOWN: Final = 200
"""Records of a revision that its page names."""


class Pages:
    """Writes pages; `stylesheet` and `icon` are the addresses of those files, empty for none."""

    def __init__(self, viewer: RecordViewer, stylesheet: str = "", icon: str = "") -> None:
        self._viewer = viewer
        self._common = {"stylesheet": stylesheet, "icon": icon, "languages": viewer.words.languages, "query": ""}

    def record(
        self,
        iri: str,
        path: str,
        triples: Sequence[Triple],
        *,
        changed: Revision | None = None,
        query: str = "",
    ) -> str:
        """The page of a record; `changed` is the revision that made it what it is here.

        `query` is what follows the address of an earlier state: `?asOf=` and the moment.
        """
        view = self._viewer.view(iri, triples)
        if view is None:
            return self.term(iri, path, triples)
        return self._render("record.html", view=view, path=path, forms=_data(FORMS), changed=changed, query=query)

    def term(self, iri: str, path: str, triples: Sequence[Triple], forms: Sequence[Form] = FORMS) -> str:
        """The page of a term, shape or code; a class has the list of its fields."""
        words = self._viewer.words
        kind = words.model.by_iri.get(iri)
        fields = [
            Shown(words.label(each.label, each.name), words.addresses.link_to(each.shape))
            for each in (kind.fields if kind else ())
        ]
        view = view_term(words, iri, triples)
        return self._render("term.html", view=view, fields_of=fields, path=path, forms=_data(forms))

    def listing(self, record_class: RecordClass, path: str, iri: str, page: Page, next_address: str) -> str:
        """A page of the records of a class."""
        words = self._viewer.words
        links = [
            self._title(record.iri, [t for t in record.many("title") if isinstance(t, tuple)])
            for record in page.records
        ]
        return self._render(
            "list.html",
            name=words.label(record_class.label, record_class.name),
            meaning=words.label(record_class.description, ""),
            iri=iri,
            links=links,
            total=page.total,
            next_address=next_address,
            path=path,
            forms=_data(LIST_FORMS),
        )

    def revision(self, iri: str, path: str, revision: Revision) -> str:
        """The page of a revision."""
        touched = (revision.records or ())[:_MOST_SHOWN]
        titles = self._viewer.titles({each.iri for each in touched})
        addresses = self._viewer.words.addresses
        records = [
            (each.kind.value, titles.get(each.iri) or Shown(each.iri, addresses.link_to(each.iri))) for each in touched
        ]
        return self._render(
            "revision.html",
            iri=iri,
            revision=revision,
            records=records,
            more=revision.records is None or len(revision.records) > len(records),
            path=path,
            forms=_data(FORMS),
        )

    def catalogue(self, path: str, figures: Figures, classes: Sequence[tuple[RecordClass, int]], dataset: str) -> str:
        """The page of the catalogue; `dataset` is JSON-LD that may stand in HTML as it is."""
        words = self._viewer.words
        return self._render(
            "catalogue.html",
            figures=figures,
            classes=[(words.label(each.label, each.name), f"/id/{each.segment}/", count) for each, count in classes],
            countries=[(country, words.addresses.link_to(country.place)) for country in figures.countries],
            dataset=dataset,
            path=path,
            forms=_data(FORMS),
        )

    def error(self, kind: type[RegistryError]) -> str:
        """The page that an error's `type` leads to."""
        meaning = " ".join((kind.__doc__ or "").split())
        return self._render(
            "error.html", name=title(kind), meaning=meaning, advice=kind.advice, status=kind.status, path="", forms=()
        )

    def problem(self, error: RegistryError) -> str:
        """What went wrong with one request, for somebody in a browser."""
        return self._render(
            "error.html",
            name=title(type(error)),
            meaning=error.message,
            advice=error.advice,
            status=error.status,
            path="",
            forms=(),
        )

    def of_problem(self, error: RegistryError) -> HTMLResponse:
        """The answer to a browser that asked for what is not there, or asked amiss."""
        headers = {**PAGE_HEADERS, "Cache-Control": "no-cache", "Vary": "Accept", **headers_of(error)}
        return HTMLResponse(self.problem(error), error.status, headers)

    def withdrawn(self, error: RecordWithdrawn, path: str, last: Revision | None) -> str:
        """That a record was withdrawn, with the way to its `last` state and to all of them."""
        return self._render("withdrawn.html", error=error, last=last, path=path, forms=())

    def index(
        self, title: str, iri: str, path: str, triples: Sequence[Triple], groups: Mapping[str, Sequence[Shown]]
    ) -> str:
        """A page that leads to all things of some kinds: to terms, code lists or lists of records.

        `triples` are what is said of the whole, and perhaps of more.
        """
        view = view_term(self._viewer.words, iri, [each for each in triples if each.subject == Iri(iri)])
        return self._render("index.html", title=title, view=view, groups=groups, path=path, forms=_data(FORMS))

    def render(self, template: str, **values: Any) -> str:
        """Any other page that looks like these."""
        return self._render(template, **values)

    def _title(self, iri: str, titles: list[tuple[str, str]]) -> Shown:
        words = self._viewer.words
        choice = choose(titles, words.languages)
        link = words.addresses.link_to(iri)
        return Shown(choice.value, link, choice.language) if choice else Shown(iri, link)

    def _render(self, template: str, **values: Any) -> str:
        return _environment().get_template(template).render({**self._common, **values})


def _data(forms: Sequence[Form]) -> tuple[Form, ...]:
    return tuple(form for form in forms if form != HTML)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
