"""Routes of `/compare` and of saved comparisons."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect

from registry.errors import InvalidArgument, MalformedInput
from registry.identity.person import Person
from registry.rest.bodies import Bodies
from registry.rest.comparing.formats import Format, file_response, format_for
from registry.rest.comparing.welcome import welcome
from registry.rest.graphql.languages import named_languages, preferred_languages
from registry.rest.graphql.parameters import read_json
from registry.rest.routing import readable
from registry.rest.sign_in import asker
from registry.services.charts.chart import Chart
from registry.services.charts.choosing import USUAL, chart_of
from registry.services.charts.pictures import PictureFormat
from registry.services.compare.comparison import Comparison
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.permalinks import PATH, picture_link
from registry.services.compare.requests import ReadFilter, by_name, read_request
from registry.services.compare.saved import SavedComparison, SavedComparisons
from registry.services.find import Finder
from registry.services.tables.imprint import Imprint

SAVED: Final = "/comparison"
_MOST_FIELDS: Final = 100
_COMPARED: Final = re.compile(rf"{PATH}(?:\.(?P<ending>[a-z.]+))?$")
_CHART: Final = "chart"
_LANGUAGE: Final = "lang"


@dataclass(frozen=True, slots=True)
class ComparisonFace:
    """What the routes need."""

    desk: ComparisonDesk
    finder: Finder
    read_filter: ReadFilter
    saved: SavedComparisons
    languages: tuple[str, ...]
    public_address: str = ""
    largest: int = 100
    """Most records on a page: a timeline shows no more missions of a side."""

    def compared(
        self, pairs: Sequence[tuple[str, str]], accepted: str, *, lasting: bool = False
    ) -> tuple[Comparison, str | None]:
        """The comparison of an address's parameters, and which chart; raises what comparing does.

        A `lasting` one says nothing of what was written since.
        """
        given = by_name(pairs)
        charts, lang = given.pop(_CHART, []), ",".join(given.pop(_LANGUAGE, []))
        if len(charts) > 1:
            raise InvalidArgument(f"`{_CHART}` is given {len(charts)} times; give it once.")
        chart = charts[0] if charts else None
        languages = preferred_languages(accepted, self.languages) or self.languages
        if lang:
            languages = named_languages(_LANGUAGE, lang, self.languages)
        request, as_of = read_request(self.desk.comparing, given, self.read_filter, languages)
        return self.desk.compare(self.finder.pinned(), request, as_of, lasting=lasting), chart

    def imprint(self, request: Request) -> Imprint:
        """Where a comparison is found again."""
        return Imprint(self.public_address or str(request.base_url).rstrip("/"))

    def answer(self, request: Request, comparison: Comparison, how: Format, chart: str | None) -> Response:
        """The comparison as a file; raises `InvalidArgument` for a chart that there is not."""
        imprint = self.imprint(request)

        def draw(cited: Comparison) -> Chart:
            return chart_of(
                chart, cited, imprint, finder=self.finder.pinned(), likening=self.desk, page_size=self.largest,
                languages=comparison.request.languages,
            )  # fmt: skip

        seen = request.headers.get("if-none-match", "")
        return file_response(comparison, how, imprint, draw, chart=chart, if_none_match=seen)


def comparison_router(face: ComparisonFace, bodies: Bodies) -> APIRouter:
    """The routes of `/compare`, `/compare.csv` and its like, `/comparisons` and `/comparison/...`."""
    router = APIRouter(tags=["Comparison"])

    def compare(request: Request, ending: str | None = None) -> Response:
        """Countries, groups, missions or initiatives side by side, as a table or a picture; else what to give."""
        if ending is None and not request.url.query:
            told = welcome(face.desk.comparing, face.imprint(request).site)
            return JSONResponse(told, headers={"Cache-Control": "no-cache"})
        how = format_for(ending, request.headers.get("accept"))
        comparison, chart = face.compared(_pairs(request.url.query), request.headers.get("accept-language", ""))
        return face.answer(request, comparison, how, chart)

    def saved(request: Request, slug: str) -> Response:
        """A saved comparison, in the format of its ending; without one, what it is and where it is found."""
        name, _, ending = slug.partition(".")
        found = face.saved.find(name)
        pairs, asked = _pairs(urlsplit(found.permalink).query), _pairs(request.url.query)
        otherwise = {name for name, _ in asked}
        if unknown := sorted(otherwise - {_CHART, _LANGUAGE}):
            raise InvalidArgument(
                f"What was saved stays as it is: it takes `{_CHART}` and `{_LANGUAGE}`, and no {unknown[0][:100]!r}. "
                f"Ask its permalink otherwise: {face.imprint(request).site}{found.permalink}"
            )
        if not ending:
            return JSONResponse(_told(found, face.imprint(request)), headers={"Cache-Control": "no-cache"})
        kept = [pair for pair in pairs if pair[0] not in otherwise]
        comparison, chart = face.compared([*kept, *asked], request.headers.get("accept-language", ""), lasting=True)
        return face.answer(request, comparison, format_for(ending, None), chart)

    readable(router, PATH, compare)
    readable(router, PATH + ".{ending}", compare)
    readable(router, SAVED + "/{slug}", saved)

    @router.post("/comparisons", response_class=Response)
    async def save(request: Request) -> Response:
        """Saves a comparison: a JSON object with `title` and `permalink`, as answers carry it."""
        try:
            data = await bodies.read(request.receive, request.headers.get("content-length", "").encode("latin-1"))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # Nobody is there to read it.
        body = read_json(data)
        own = frozenset(urlsplit(site).netloc.lower() for site in (face.public_address, str(request.base_url)))
        kept = await run_in_threadpool(_save, face, asker(request), body, own)
        imprint = face.imprint(request)
        headers = {"Location": f"{imprint.site}{SAVED}/{kept.slug}", "Cache-Control": "no-store"}
        return JSONResponse(_told(kept, imprint), status_code=HTTPStatus.CREATED, headers=headers)

    return router


def _save(face: ComparisonFace, who: Person, body: Any, own: Collection[str]) -> SavedComparison:
    """Saves what the body says; `own` are the names of this server."""
    title, link = (body.get(name) for name in ("title", "permalink")) if isinstance(body, dict) else (None, None)
    found = _COMPARED.search(urlsplit(link).path) if isinstance(link, str) else None
    if not isinstance(title, str) or not isinstance(link, str) or found is None:
        raise InvalidArgument("Give a JSON object with `title` and `permalink`; answers of /compare carry a permalink.")
    scheme, server, *_ = urlsplit(link)
    if (scheme or server) and (scheme not in ("http", "https") or server.lower() not in own):
        raise InvalidArgument(
            f"The permalink is of {server[:100] or scheme[:100]!r}, and only comparisons of this server are saved "
            f"here. Give one of its own, or the part from {PATH} on."
        )
    how = format_for(found["ending"], None)
    comparison, chart = face.compared(_pairs(urlsplit(link).query), "")
    if isinstance(how, PictureFormat):
        comparison = replace(comparison, permalink=picture_link(comparison.permalink, how.ending, chart or USUAL))
    return face.saved.save(who, title, comparison)


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:  # not UTF-8, or more fields than any request has
        raise MalformedInput("the address has parts that cannot be read") from error


def _told(saved: SavedComparison, imprint: Imprint) -> Mapping[str, Any]:
    return {
        "id": saved.iri,
        "title": saved.title,
        "citation": saved.citation,
        "created": saved.created,
        "creator": saved.creator,
        "permalink": f"{imprint.site}{saved.permalink}",
        "formats": f"{imprint.site}{SAVED}/{saved.slug}.json",
    }
