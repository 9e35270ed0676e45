"""The query page at `/` and the files it loads. Everything comes from this address; nothing from elsewhere.

Where the web build was skipped, `/` says so, how to make it, and how to ask without it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.errors import NotFound
from registry.web.assets import PREFIX, Assets, media_type

TITLE: Final = "Mission registry"
LINKS: Final[Mapping[str, str]] = {"Schema": "/schema.graphql", "Health": "/health", "Ready": "/ready"}

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
# The editor writes style elements while it runs, hence 'unsafe-inline' for styles, and for nothing else.
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_PAGE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_FILE_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


def default_query() -> str:
    """The query that stands in the editor when the page is opened for the first time."""
    return (_TEMPLATES / "missions.graphql").read_text("utf-8")


def page_router(
    assets: Assets,
    schema: Callable[[], str],
    *,
    endpoint: str = "/graphql",
    address: str = "http://localhost:8000",
    links: Mapping[str, str] = LINKS,
) -> APIRouter:
    """Routes of `/`, `/graphiql`, `/schema.graphql` (the text that `schema` gives) and `/static/...`.

    `endpoint` is the path of the GraphQL face, `address` what people type before it.
    """
    router = APIRouter(include_in_schema=False)
    shown = HTMLResponse(_front_page(assets, endpoint, address, links), headers=_PAGE_HEADERS)

    async def front() -> Response:
        return shown

    async def schema_text() -> Response:
        return PlainTextResponse(schema(), headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"})

    async def file(name: str, request: Request) -> Response:
        return _file(assets, name, request.headers.get("accept-encoding", ""))

    for path in ("/", "/graphiql"):
        router.add_api_route(path, front, methods=["GET", "HEAD"])
    router.add_api_route("/schema.graphql", schema_text, methods=["GET", "HEAD"])
    router.add_api_route(PREFIX + "{name}", file, methods=["GET", "HEAD"])
    return router


def _front_page(assets: Assets, endpoint: str, address: str, links: Mapping[str, str]) -> str:
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    common = {"title": TITLE, "endpoint": endpoint, "address": address, "links": links}
    common["icon"] = assets.address("icon.svg")
    if not assets.has_query_page:
        return environment.get_template("not-built.html").render(common, stylesheet=assets.address("pages.css"))
    return environment.get_template("graphiql.html").render(
        common,
        query=default_query(),
        stylesheet=assets.address("graphiql.css"),
        script=assets.address("graphiql.js"),
    )


def _file(assets: Assets, name: str, encodings: str) -> Response:
    path = assets.files.get(name)
    if path is None:
        raise NotFound(f"There is no file {name[:100]!r}.")
    compressed = path.with_name(path.name + ".gz")
    if "gzip" in encodings and compressed.is_file():
        headers = {**_FILE_HEADERS, "Content-Encoding": "gzip"}
        return FileResponse(compressed, media_type=media_type(name), headers=headers)
    return FileResponse(path, media_type=media_type(name), headers=dict(_FILE_HEADERS))
