"""The files of `/dumps`: compressed with Range, or unpacked on the way for who asks for the name without `.gz`."""

import base64
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from registry.errors import NotFound
from registry.rest.dumps.ranges import FilePart, asked_part
from registry.rest.html import PAGE_HEADERS, Pages
from registry.rest.linked.answering import OPEN
from registry.rest.linked.moments import http_date
from registry.rest.linked.past import Past
from registry.rest.linked.request import Asked
from registry.rest.negotiate import HTML, JSON, choose
from registry.rest.routing import readable
from registry.rest.sparql.sending import Pieces
from registry.services.dumps.keeping import Dumps, Kept
from registry.services.dumps.kinds import ALL, DUMP_FORMS, LICENCE, Dump, dump_named
from registry.services.dumps.places import Countries

PATH: Final = "/dumps"
_CHECKSUM: Final = ".sha256"
_PACKED: Final = ".gz"
_PIECE: Final = 1 << 16


@dataclass(frozen=True)
class DumpFace:
    """Answers with dumps."""

    dumps: Dumps
    countries: Countries
    past: Past
    pages: Pages

    def index(self, asked: Asked) -> Response:
        """All dumps that can be had, with figures of those that are made already."""
        asked.refuse_state_and_profile()
        form = choose(asked.accept, (JSON, HTML))
        there = self.dumps.present()
        offers = [_offer(Dump(scope, form), there) for scope in (ALL, *self.countries.all()) for form in DUMP_FORMS]
        headers = {**OPEN, "Vary": "Accept"}
        if form == HTML:
            page = self.pages.render("dumps.html", offers=_by_scope(offers), path="", forms=())
            return HTMLResponse(page, headers={**headers, **PAGE_HEADERS})
        return JSONResponse({"licence": LICENCE, "dumps": offers}, headers=headers)

    def answer(self, name: str, request: Request) -> Response:
        """A dump or a part of it, its checksum, or the dump unpacked; raises `NotFound` and `DumpNotReady`."""
        asked = Asked.of(request)
        asked.refuse_state_and_profile()
        plain = name.removesuffix(_CHECKSUM)
        dump = dump_named(plain) or dump_named(plain + _PACKED)
        countries = self.countries.all() if dump is not None and dump.scope != ALL else {}
        if dump is None or (dump.scope != ALL and dump.scope not in countries):
            raise NotFound(f"There is no dump {name[:100]!r}; {PATH} lists what there is.")
        if name.endswith(_CHECKSUM) and plain != dump.name:
            raise NotFound(f"There is a checksum of the packed file alone: {PATH}/{dump.name}{_CHECKSUM}.")
        kept = self.dumps.get(dump, countries.get(dump.scope))
        if name.endswith(_CHECKSUM):
            return PlainTextResponse(f"{kept.sha256}  {dump.name}\n", headers=OPEN)
        is_packed = plain == dump.name
        tag = f'"{kept.sha256[:32]}"' if is_packed else f'"{kept.sha256[:32]}-unpacked"'
        headers, modified = self._headers(kept, tag), self._modified(kept)
        if asked.has(tag, modified):
            return Response(status_code=304, headers={**OPEN, "ETag": tag})
        if modified and asked.is_settled(modified):
            headers["Last-Modified"] = modified
        return self._file(kept, headers, asked_part(request, tag, kept.size)) if is_packed else _unpacked(kept, headers)

    def _file(self, kept: Kept, headers: dict[str, str], part: tuple[int, int] | None) -> Response:
        digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode()
        headers |= {"Repr-Digest": f"sha-256=:{digest}:"}
        media_type = "application/zip" if kept.dump.form.is_zip else "application/gzip"
        filename = f"mission-registry-{kept.dump.scope}-{kept.revision}.{kept.dump.form.ending}"
        return FilePart(kept.path, part, media_type, headers, filename)

    def _headers(self, kept: Kept, tag: str) -> dict[str, str]:
        return {
            **OPEN,
            "ETag": tag,
            "Link": f'<{LICENCE}>; rel="license", </catalogue>; rel="describedby"',
            "Registry-Revision": str(kept.revision),
        }

    def _modified(self, kept: Kept) -> str | None:
        revision = self.past.revision(kept.revision)
        return http_date(revision.time) if revision else None


def _unpacked(kept: Kept, headers: dict[str, str]) -> Response:
    file = gzip.GzipFile(kept.path)

    def pieces() -> Iterator[bytes]:
        while piece := file.read(_PIECE):
            yield piece

    return Pieces(pieces(), file.close, kept.dump.form.media_type, headers)


def _offer(dump: Dump, there: Mapping[Dump, Kept]) -> dict[str, Any]:
    kept = there.get(dump)
    figures = {"revision": kept.revision, "bytes": kept.size, "sha256": kept.sha256} if kept else {}
    return {"scope": dump.scope, "format": dump.form.title, "address": f"{PATH}/{dump.name}", **figures}


def _by_scope(offers: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for offer in offers:
        found.setdefault(offer["scope"], []).append(offer)
    return found


def dump_router(face: DumpFace) -> APIRouter:
    """The routes of `/dumps`."""
    router = APIRouter(tags=["Linked data"])

    def index(request: Request) -> Response:
        """Which dumps there are."""
        return face.index(Asked.of(request))

    def file(name: str, request: Request) -> Response:
        """All records (`all`) or those of a country (its ISO code), as .nq.gz, .trig.gz, .jsonld.gz or .csv.zip."""
        return face.answer(name, request)

    readable(router, PATH, index)
    readable(router, f"{PATH}/{{name}}", file)
    return router
