"""The web application: every face of one open registry under one address."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI

from registry import __version__
from registry.bootstrap import Registry
from registry.graphql.schema import build_schema, execute
from registry.graphql.sdl import print_sdl
from registry.model.report import Report
from registry.resources import PAGES
from registry.rest.addresses import Addresses
from registry.rest.graphql import Asked, graphql_router
from registry.rest.health import Readiness, health_router
from registry.rest.html import Pages
from registry.rest.problems import install_problems
from registry.rest.record_view import RecordViewer
from registry.rest.records import Descriptions, description_router
from registry.rest.validate import validation_router
from registry.rest.words import Words
from registry.web.assets import read_assets
from registry.web.pages import page_router


def create_app(registry: Registry) -> FastAPI:
    """The application that answers from this registry and closes it when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        registry.close()

    schema = build_schema(registry.model, registry.finder, registry.settings)
    assets = read_assets(PAGES)
    addresses = Addresses(registry.settings.record_base)
    words = Words(registry.model, addresses, registry.settings.languages)
    pages = Pages(RecordViewer(words, registry.finder), assets.address("pages.css"), assets.address("icon.svg"))
    app = FastAPI(title="Mission Registry", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    install_problems(app)
    limit = registry.settings.max_input_bytes

    def ask(asked: Asked) -> Mapping[str, Any]:
        return execute(schema, asked.query, asked.variables, asked.operation_name).as_json()

    app.include_router(graphql_router(ask, limit))
    app.include_router(health_router(lambda: readiness(registry)))
    app.include_router(description_router(Descriptions(registry.model, registry.describer, addresses, pages)))
    app.include_router(validation_router(partial(judged, registry), limit))
    app.include_router(page_router(assets, print_sdl(schema), address=f"http://localhost:{registry.settings.port}"))
    return app


def judged(registry: Registry, data: bytes, rdf_format: str) -> Report:
    """The report on a request's body; raises `InputError` and `StoreError`."""
    from registry.validation.check import validate_bytes  # not before somebody asks: see registry.bootstrap

    limit = registry.settings.max_input_bytes
    return validate_bytes(registry.validator, data, rdf_format, registry.neighbours, limit, "The request's body")


def readiness(registry: Registry) -> Readiness:
    """What the registry says of itself; raises leaves of `StoreError` when the store does not answer."""
    registry.store.head()
    return Readiness(registry.settings.store_name, registry.finder.revision, registry.finder.total)
