"""`/stip.csv`: policy initiatives and their instruments in the manner of STIP Compass, all or a country's."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from registry.errors import NotFound
from registry.model.spec import Model
from registry.rest.linked.answering import OPEN
from registry.rest.routing import readable
from registry.rest.sparql.sending import Pieces
from registry.services.exports.stip import stip_csv
from registry.services.find import Finder

PATH: Final = "/stip.csv"
Countries = Callable[[], Mapping[str, str]]
"""The country records (IRIs) by ISO code in small letters."""


def stip_router(finder: Finder, model: Model, countries: Countries, page_size: int) -> APIRouter:
    """The route of the table."""
    router = APIRouter(tags=["Linked data"])

    def table(request: Request) -> Response:
        """Initiatives and instruments in the manner of STIP Compass; `?country=SE` for those of one country."""
        country, code = None, request.query_params.get("country")
        if code is not None:
            country = countries().get(code.lower())
            if country is None:
                raise NotFound(f"There is no country {code[:20]!r}.")
        pinned = finder.pinned()
        headers = {**OPEN, "Registry-Revision": str(pinned.revision)}
        headers["Content-Disposition"] = f'attachment; filename="stip-{(code or "all").lower()}-{pinned.revision}.csv"'
        pieces = stip_csv(pinned, model, country=country, page_size=page_size, bom=True)
        return Pieces(_encoded(pieces), lambda: None, "text/csv; charset=utf-8", headers)

    readable(router, PATH, table)
    return router


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)
