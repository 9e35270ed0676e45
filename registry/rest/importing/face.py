"""`POST /imports`, what became of it, and templates.

Handing in a file takes somebody who is signed in, a dry run too: it takes room on the disk until it is cleared away.
"""

from codecs import iterencode
from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.requests import ClientDisconnect

from registry.errors import NotFound, UnknownFormat
from registry.identity.person import Person
from registry.model.spec import Model
from registry.rest.importing.uploads import receive
from registry.rest.routing import readable
from registry.rest.sign_in import asker
from registry.services.importing.jobs import Job, Jobs
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order
from registry.services.importing.reports import mended_encoding, mended_ending, report_csv, report_json, to_mend
from registry.services.importing.results import Mode, Result
from registry.services.importing.sources import format_of_file
from registry.services.importing.templates import template_columns, template_csv, template_xlsx

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/jsonl": "json-lines",
    "application/x-ndjson": "json-lines",
    "text/turtle": "turtle",
    "application/trig": "trig",
    "application/n-triples": "n-triples",
    "application/n-quads": "n-quads",
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/rdf+xml": "rdf-xml",
}
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"
_PAGE: Final = 100
_BLOCK: Final = 1 << 16
_KEPT_TO_ITSELF: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class ImportFace:
    """The addresses of imports."""

    def __init__(
        self, jobs: Jobs, model: Model, allowed: Callable[[Person, Mode], None], limit: int, seconds: float
    ) -> None:
        """`allowed` raises `NotSignedIn` or `NotAllowed`; `limit` is in bytes, `seconds` how long nothing may come."""
        self._jobs = jobs
        self._model = model
        self._allowed = allowed
        self._limit = limit
        self._seconds = seconds

    async def hand_in(
        self,
        request: Request,
        mode: Mode = Mode.DRY_RUN,
        class_name: Annotated[str | None, Query(alias="class")] = None,
        name: str = "",
        language: str | None = None,
        separator: str | None = None,
        decimal: str | None = None,
        dates: str | None = None,
        encoding: str | None = None,
        sheet: str | None = None,
        keep_unknown: Annotated[bool, Query(alias="keepUnknown")] = False,
    ) -> Response:
        """Takes a file and answers 202 with the job's address; `name` says the format where Content-Type does not."""
        who = asker(request)
        await run_in_threadpool(self._allowed, who, mode)
        file_format = _format(request.headers.get("content-type", ""), name)
        order = Order(
            name[:200] or "the file", file_format, mode, class_name, language, separator, decimal, dates, encoding,
            sheet, keep_unknown,
        ).checked(self._model)  # fmt: skip
        job, target = self._jobs.new_folder()
        try:
            await receive(request, target, self._limit, self._seconds)
            begun = await run_in_threadpool(self._jobs.begin, job, order, who)
        except ClientDisconnect:
            self._jobs.drop(job)
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        except BaseException:
            self._jobs.drop(job)
            raise
        headers = {"Location": f"/imports/{job}", **_KEPT_TO_ITSELF}
        return JSONResponse(_data(begun), HTTPStatus.ACCEPTED, headers)

    def listed(self, request: Request) -> Response:
        """The imports that the person may see, the newest first."""
        who = asker(request)
        self._allowed(who, Mode.DRY_RUN)
        return JSONResponse({"imports": [_data(job) for job in self._jobs.of(who)]}, headers=_KEPT_TO_ITSELF)

    def job(self, request: Request, job: str) -> Response:
        """How far it is."""
        return JSONResponse(_data(self._jobs.job(asker(request), job)), headers=_KEPT_TO_ITSELF)

    def cancel(self, request: Request, job: str) -> Response:
        """Ends it after the batch that is under way."""
        return JSONResponse(_data(self._jobs.cancel(asker(request), job)), headers=_KEPT_TO_ITSELF)

    def results(
        self, request: Request, job: str, after: int = 0, first: int = _PAGE, result: Result | None = None
    ) -> Response:
        """A page of the results of rows, those with a number beyond `after`."""
        with self._jobs.ledger(asker(request), job) as ledger:
            size = max(0, min(first, _PAGE))
            rows = [each.as_data() for each in ledger.results([result] if result else None, after, size)]
        following = rows[-1]["row"] if len(rows) == size and rows else None
        return JSONResponse({"rows": rows, "next": following}, headers=_KEPT_TO_ITSELF)

    def report(self, request: Request, job: str, ending: Literal["csv", "json"]) -> Response:
        """The whole report."""
        pieces = report_csv if ending == "csv" else report_json
        media_type = _CSV if ending == "csv" else "application/json"
        return self._file(request, job, pieces, media_type, lambda _: (f"import-{job}.{ending}", "utf-8"))

    def mending(self, request: Request, job: str) -> Response:
        """The rows to mend, with what is wrong, as a file that can be handed in again."""
        found = self._jobs.job(asker(request), job)
        is_table = found.order.file_format in ("csv", "xlsx")
        media_type = "text/csv" if is_table else "text/plain"

        def name(ledger: Ledger) -> tuple[str, str]:
            ending = mended_ending(ledger, found.order.file_format)
            return f"import-{job}-to-mend{ending}", mended_encoding(ledger)

        return self._file(request, job, to_mend, media_type, name)

    def _file(
        self,
        request: Request,
        job: str,
        pieces: Callable[[Ledger], Iterable[str]],
        media_type: str,
        called: Callable[[Ledger], tuple[str, str]],
    ) -> Response:
        """Sends it under a name and in an encoding."""
        who = asker(request)
        with self._jobs.ledger(who, job) as ledger:
            name, encoding = called(ledger)
            headers = {"Content-Disposition": f'attachment; filename="{name}"', **_KEPT_TO_ITSELF}
        kind = f"{media_type.partition(';')[0]}; charset={encoding.removesuffix('-sig')}"

        def content() -> Iterator[str]:
            with self._jobs.ledger(who, job) as ledger:
                yield from pieces(ledger)

        written = iterencode(_in_blocks(content()), encoding, "replace")
        return StreamingResponse(written, media_type=kind, headers=headers)

    def template(self, name: str, language: str = "en") -> Response:
        """A file to begin with: `mission.csv`, `mission.xlsx`."""
        segment, _, ending = name.partition(".")
        record_class = self._model.by_segment.get(segment)
        if record_class is None or ending not in ("csv", "xlsx"):
            known = ", ".join(sorted(self._model.by_segment))
            raise NotFound(f"There is no template {name[:100]!r}; add .csv or .xlsx to one of {known}.")
        columns = template_columns(self._model, record_class, (language,))
        data = template_csv(columns) if ending == "csv" else template_xlsx(columns, record_class.name)
        headers = {"Content-Disposition": f'attachment; filename="{segment}.{ending}"', "Cache-Control": "no-cache"}
        return Response(data, media_type=_CSV if ending == "csv" else _XLSX, headers=headers)


def _in_blocks(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in fewer pieces: each is fetched by a thread of its own."""
    block: list[str] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(block)
            block, size = [], 0
    yield "".join(block)


def _data(job: Job) -> dict[str, Any]:
    address = f"/imports/{job.id}"
    links = {"results": f"{address}/results", "report": f"{address}/report.csv", "toMend": f"{address}/to-mend"}
    return {**job.as_data(), "links": links}


def _format(content_type: str, name: str) -> str:
    """The format of the file; raises `UnknownFormat`."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type in MEDIA_TYPES:
        return MEDIA_TYPES[media_type]
    if name and media_type in ("", "application/octet-stream", "application/x-www-form-urlencoded"):
        return format_of_file(name)
    raise UnknownFormat(media_type[:100], list(MEDIA_TYPES))


def import_router(face: ImportFace) -> APIRouter:
    """The routes of imports and templates."""
    router = APIRouter(tags=["Imports"])
    body = {"content": {media_type: {"schema": {"type": "string"}} for media_type in MEDIA_TYPES}, "required": True}
    router.add_api_route(
        "/imports", face.hand_in, methods=["POST"], status_code=202, response_class=Response,
        openapi_extra={"requestBody": body},
    )  # fmt: skip
    readable(router, "/imports", face.listed)
    readable(router, "/imports/{job}", face.job)
    router.add_api_route("/imports/{job}/cancel", face.cancel, methods=["POST"], response_class=Response)
    readable(router, "/imports/{job}/results", face.results)
    readable(router, "/imports/{job}/report.{ending}", face.report)
    readable(router, "/imports/{job}/to-mend", face.mending)
    readable(router, "/templates/{name}", face.template)
    return router
