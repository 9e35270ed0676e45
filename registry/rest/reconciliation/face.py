"""The addresses of reconciliation: the manifest, batches of names, completion, previews and values of records."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect

from registry.errors import InvalidArgument, NotFound
from registry.index.projection import Projection
from registry.model.spec import Model
from registry.rest.bodies import Bodies
from registry.rest.reconciliation.manifest import PATH, Identifiers, manifest, type_data
from registry.rest.reconciliation.pieces import PAGE_HEADERS, Pieces
from registry.rest.routing import readable
from registry.services.find import Finder
from registry.services.reconciliation.extending import Extender
from registry.services.reconciliation.matching import Match, Matcher
from registry.services.reconciliation.questions import Limits, Questions
from registry.services.reconciliation.suggesting import Suggester
from registry.services.reconciliation.values import columns_of

_SUGGESTIONS: Final = 20
_HEADERS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_FURTHEST: Final = 1_000


class ReconciliationFace:
    """Answers over the records that a finder reads."""

    def __init__(
        self,
        finder: Finder,
        model: Model,
        languages: Sequence[str],
        record_base: str,
        limits: Limits,
        bodies: Bodies,
        address_of: Callable[[Request], str],
    ) -> None:
        """`address_of` tells what the server is reached at by that request."""
        self._finder = finder
        self._model = model
        self._languages = languages
        self._base = record_base
        self._ids = Identifiers(record_base)
        self._questions = Questions(model, limits)
        self._bodies = bodies
        self._address_of = address_of
        self._pieces = Pieces(finder, model, languages)

    def described(self, request: Request, queries: str | None = None, extend: str | None = None) -> Response:
        """The manifest, or the answer to a batch that stands in the address."""
        if queries is None and extend is None:
            address = self._address_of(request)
            return _json(manifest(self._model, address, self._base, self._languages))
        return _json(self._answered(queries, extend))

    async def asked(self, request: Request) -> Response:
        """The answer to a batch: `queries` or `extend`, as a form."""
        announced = request.headers.get("content-length", "").encode("latin-1")
        try:
            body = await self._bodies.read(request.receive, announced)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        try:
            form = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10)
        except ValueError as error:
            raise InvalidArgument("The body is to be a form with `queries` or `extend`.") from error
        return _json(await run_in_threadpool(self._answered, _only(form, "queries"), _only(form, "extend")))

    def _answered(self, queries: str | None, extend: str | None) -> dict[str, Any]:
        if queries is not None:
            batch = self._questions.batch(queries)
            matcher = Matcher(self._finder, self._model, self._languages, self._base)
            return {key: {"result": [self._match(m) for m in matcher.matches(q)]} for key, q in batch.items()}
        if extend is None:
            raise InvalidArgument("Send `queries`, names to match, or `extend`, values to give, as JSON.")
        asked = self._questions.extension(extend)
        iris = {each: self._ids.iri_of(each) for each in asked.ids}
        return self._extender().extended(asked, iris)

    def _match(self, match: Match) -> dict[str, Any]:
        features = [{"id": "name", "value": round(100 * match.likeness, 1)}]
        if match.fitting is not None:
            features.append({"id": "properties", "value": round(100 * match.fitting, 1)})
        return {
            "id": self._ids.id_of(match.record.iri),
            "name": match.name,
            "score": match.score,
            "match": match.is_certain,
            "type": [type_data(self._model.classes[match.record.class_name], self._languages)],
            "features": features,
            **self._described(match.record),
        }

    def _described(self, record: Projection) -> dict[str, str]:
        """What tells the record from others of its name: its country."""
        country = record.values.get("country")
        place = self._finder.record(country) if isinstance(country, str) else None
        return {"description": self._extender().title(place)} if place else {}

    def suggest(self, what: str, prefix: str = "", cursor: int = Query(0, ge=0, le=_FURTHEST)) -> Response:
        """What `prefix` may become."""
        suggester = Suggester(self._finder, self._model, self._languages)
        match what:
            case "entity":
                found = [self._suggested(each) for each in suggester.records(prefix, cursor, _SUGGESTIONS)]
            case "type":
                classes = suggester.classes(prefix, cursor, _SUGGESTIONS)
                found = [type_data(each, self._languages, described=True) for each in classes]
            case "property":
                columns = suggester.properties(prefix, cursor, _SUGGESTIONS)
                found = [{"id": c.path, "name": c.label, "description": c.description} for c in columns]
            case _:
                raise NotFound(f"There is nothing to complete of the kind {what[:50]!r}.")
        return _json({"result": found})

    def _suggested(self, record: Projection) -> dict[str, Any]:
        record_class = self._model.classes[record.class_name]
        return {
            "id": self._ids.id_of(record.iri),
            "name": self._extender().title(record),
            "notable": [type_data(record_class, self._languages)],
            **self._described(record),
        }

    def flyout(self, what: str, id: str) -> Response:  # the specification's name
        """A few lines of HTML on a record, class or field."""
        match what:
            case "entity":
                piece = self._pieces.record(self._record(id))
            case "type":
                data = type_data(self._questions.record_class(id), self._languages, described=True)
                piece = self._pieces.piece(data["name"], "type", data["description"])
            case "property":
                piece = self._property_piece(id)
            case _:
                raise NotFound(f"There is nothing of the kind {what[:50]!r}.")
        return _json({"id": id, "html": piece})

    def preview(self, id: str) -> Response:  # the specification's name
        """A small page on a record."""
        record = self._record(id)
        title = html.escape(self._extender().title(record))
        page = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>{self._pieces.record(record)}'
        )
        return HTMLResponse(page, headers={"Cache-Control": "no-cache", **PAGE_HEADERS})

    def proposed(self, type: str | None = None, limit: int | None = Query(None, ge=1)) -> Response:
        """What can be asked for of the records of a class."""
        record_class = self._questions.record_class(type) if type else None
        columns = self._extender().proposed(record_class, limit)
        found = [{"id": c.path, "name": c.label, "description": c.description} for c in columns]
        said: Mapping[str, Any] = {"type": type, "limit": limit}
        return _json({"properties": found, **{name: value for name, value in said.items() if value is not None}})

    def _extender(self) -> Extender:
        return Extender(self._finder, self._model, self._languages, self._ids.id_of)

    def _record(self, identifier: str) -> Projection:
        record = self._finder.record(self._ids.iri_of(identifier))
        if record is None:
            raise NotFound(f"There is no record {identifier[:200]!r}.")
        return record

    def _property_piece(self, path: str) -> str:
        for record_class in self._model.records:
            column = columns_of(self._model, record_class, self._languages).get(path)
            if column is not None:
                return self._pieces.piece(column.label, "property", column.description)
        raise NotFound(f"There is no property {path[:100]!r}.")


def _only(form: Mapping[str, list[str]], name: str) -> str | None:
    return form[name][0] if form.get(name) else None


def _json(data: Any) -> Response:
    return JSONResponse(data, headers=_HEADERS)


def reconciliation_router(face: ReconciliationFace) -> APIRouter:
    """The routes of reconciliation."""
    router = APIRouter(tags=["Reconciliation"])
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
    readable(router, PATH, face.described)
    router.add_api_route(
        PATH, face.asked, methods=["POST"], response_class=Response,
        openapi_extra={"requestBody": {"content": form, "required": True}},
    )  # fmt: skip
    readable(router, f"{PATH}/suggest/{{what}}", face.suggest)
    readable(router, f"{PATH}/flyout/{{what}}", face.flyout)
    readable(router, f"{PATH}/preview", face.preview)
    readable(router, f"{PATH}/extend/propose", face.proposed)
    return router
