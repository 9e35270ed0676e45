"""Citation files: of a record at its address with another ending, and of the whole dataset at `/citation`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from registry.errors import NotFound
from registry.index.projection import Projector
from registry.model.spec import Model
from registry.rdf.terms import Triple
from registry.rest.linked.answering import OPEN
from registry.rest.linked.moments import http_date
from registry.rest.linked.past import Past
from registry.rest.linked.request import AS_OF, Asked, address_of
from registry.rest.routing import readable
from registry.services.exports.citing import CITATIONS, CitationFormat, Work, dataset_work, record_work
from registry.services.revisions import Revision

PATH: Final = "/citation"


def citation_ending(name: str) -> tuple[str, CitationFormat | None]:
    """The last part of a path without its ending, and the sort of citation file that the ending asks for."""
    for each in CITATIONS:
        if name.endswith(each.ending):
            return name.removesuffix(each.ending), each
    return name, None


def cited_record(
    model: Model, triples: Sequence[Triple], changed: Revision | None, languages: Sequence[str], how: CitationFormat
) -> Response:
    """The citation of a record in the state that a revision gave it; raises `NotFound` for what is no record."""
    record = next(iter(Projector(model)(triples)), None)
    if record is None:
        raise NotFound("There is no record here that could be cited.")
    number, issued = (changed.number, changed.time.date()) if changed else (0, None)
    address = f"{record.iri}?{AS_OF}={number}" if number else record.iri
    return _file(record_work(record, number, issued, languages, address), how, changed)


def _file(work: Work, how: CitationFormat, changed: Revision | None) -> Response:
    headers = {**OPEN, "Content-Disposition": f'attachment; filename="{work.key}{how.ending}"'}
    if changed is not None:
        headers["Last-Modified"] = http_date(changed.time)
    media_type = f"{how.media_type}; charset=utf-8" if how.media_type.startswith("text/") else how.media_type
    return Response(how.write(work).encode(), media_type=media_type, headers=headers)


@dataclass(frozen=True)
class DatasetCitations:
    """Answers with citations of the whole dataset at its present revision. `address` is the setting."""

    past: Past
    revision: Callable[[], int]
    publisher: str
    address: str = ""

    def answer(self, ending: str, asked: Asked) -> Response:
        """The citation of the sort that the ending names; raises `NotFound`."""
        _, how = citation_ending(f".{ending}")
        if how is None:
            offered = ", ".join(PATH + each.ending for each in CITATIONS)
            raise NotFound(f"There is no citation of that sort; there is {offered}.")
        number = self.revision()
        changed = self.past.revision(number)
        issued = changed.time.date() if changed else None
        return _file(dataset_work(f"{asked.address}/catalogue", number, issued, self.publisher), how, changed)


def citation_router(citations: DatasetCitations) -> APIRouter:
    """The route of `/citation`."""
    router = APIRouter(tags=["Linked data"])

    def cite(ending: str, request: Request) -> Response:
        """How to cite the whole dataset: BibTeX, RIS, CSL-JSON or CITATION.cff."""
        return citations.answer(ending, Asked.of(request, citations.address or address_of(request)))

    readable(router, f"{PATH}.{{ending}}", cite)
    return router
