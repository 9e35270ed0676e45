"""`/catalogue` (DCAT-AP), `/.well-known/void` (VoID), and both as pages, with the figures of the present revision."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from registry.namespaces import RECORDS
from registry.rdf.terms import Triple
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering, Description
from registry.rest.linked.moments import http_date
from registry.rest.linked.request import Asked
from registry.rest.negotiate import split_ending
from registry.rest.routing import readable
from registry.services.catalogue.dcat import CATALOGUE, Publisher, catalogue
from registry.services.catalogue.figures import Counting
from registry.services.catalogue.schema_org import schema_dataset
from registry.services.catalogue.void import statistics
from registry.services.dumps.keeping import Dumps

PATH: Final = "/catalogue"
VOID_PATH: Final = "/.well-known/void"


@dataclass(frozen=True)
class CatalogueFace:
    """Answers with the catalogue and the statistics. `address` is the setting; empty for where a request found us."""

    counting: Counting
    dumps: Dumps
    pages: Pages
    answering: Answering
    publisher: str
    contact: str
    address: str = ""
    record_base: str = RECORDS

    def catalogue(self, name: str, asked: Asked) -> Response:
        """The catalogue; `name` is what stands in the address, perhaps with an ending."""
        asked.refuse_state_and_profile()
        _, form = split_ending(name)
        figures, kept = self.counting.figures(), self.dumps.present()
        publisher = Publisher(self.publisher, asked.address, self.contact)

        def page(_: Sequence[Triple]) -> str:
            dataset = json.dumps(schema_dataset(figures, kept, publisher), ensure_ascii=False).replace("<", "\\u003c")
            classes = [(each, figures.by_class[each.iri]) for each in self.answering.model.records]
            return self.pages.catalogue(PATH, figures, classes, dataset)

        return self.answering.of(
            Description(
                iri=CATALOGUE,
                path=PATH,
                triples=lambda: catalogue(figures, kept, publisher),
                graph=CATALOGUE,
                form=form,
                page=page,
                links=[f'<{CATALOGUE}>; rel="canonical"', f'<{VOID_PATH}>; rel="describedby"'],
                modified=http_date(figures.time) if figures.time and not kept else None,
            ),
            asked,
        )

    def statistics(self, name: str, asked: Asked) -> Response:
        """The statistics."""
        asked.refuse_state_and_profile()
        _, form = split_ending(name)
        figures, counts = self.counting.figures(), self.counting.counts()
        return self.answering.of(
            Description(
                iri=asked.address + VOID_PATH,
                path=VOID_PATH,
                triples=lambda: statistics(figures, counts, asked.address, VOID_PATH, self.record_base),
                graph=asked.address + VOID_PATH,
                form=form,
                page=lambda found: self.pages.term(asked.address + VOID_PATH, VOID_PATH, found),
            ),
            asked,
        )


def catalogue_router(face: CatalogueFace) -> APIRouter:
    """The routes of the catalogue and the statistics."""
    router = APIRouter(tags=["Linked data"])

    def shown(request: Request) -> Response:
        """The catalogue of datasets, dumps and services (DCAT-AP 3)."""
        return face.catalogue(request.url.path.rpartition("/")[2], Asked.of(request, face.address))

    def counted(request: Request) -> Response:
        """How much there is of what (VoID)."""
        return face.statistics(request.url.path.rpartition("/")[2], Asked.of(request, face.address))

    for path, handler in ((PATH, shown), (VOID_PATH, counted)):
        readable(router, path, handler)
        router.add_api_route(f"{path}.{{ending}}", handler, methods=["GET", "HEAD"], include_in_schema=False)
    return router
