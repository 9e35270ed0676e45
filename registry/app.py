"""The web application: every face of one open registry under one address.

GraphQL is asked a hundred times as often as all else together, so it is answered before FastAPI looks for a route.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from registry import __version__
from registry.bootstrap import Registry
from registry.errors import TooManyRequests
from registry.graphql.limits import QueryLimits
from registry.graphql.plan.executor import Executor
from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.model.report import Report
from registry.resources import PAGES
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.graphql.described import describe_graphql
from registry.rest.graphql.documents import Documents, read_trusted
from registry.rest.graphql.face import GraphQLFace, read_head, refuse
from registry.rest.graphql.workers import Workers
from registry.rest.health import Readiness, health_router
from registry.rest.html import Pages
from registry.rest.problems import install_problems, problem
from registry.rest.rates import RateLimit
from registry.rest.record_view import RecordViewer
from registry.rest.records import Descriptions, description_router
from registry.rest.sparql.face import SparqlFace, sparql_router
from registry.rest.sparql.graphs import GraphFace, graph_router
from registry.rest.sparql.page import SparqlPages
from registry.rest.validate import validation_router
from registry.rest.words import Words
from registry.services.questions import competency_questions
from registry.settings import Settings
from registry.web.assets import Assets, read_assets
from registry.web.pages import page_router

GRAPHQL = "/graphql"


class Application:
    """The whole server as one ASGI application; `site` is all of it but GraphQL."""

    def __init__(self, site: FastAPI, graphql: ASGIApp, settings: Settings) -> None:
        self.site = site
        self._graphql = graphql
        limit, burst = settings.rate_limit, settings.rate_burst
        self._entry: ASGIApp = RateLimit(self._routed, limit, burst, refuse_caller) if limit else self._routed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or opens and closes the registry when the server starts and ends."""
        await self._entry(scope, receive, send)

    async def _routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL:
            await self._graphql(scope, receive, send)
        else:
            await self.site(scope, receive, send)


def create_app(registry: Registry) -> Application:
    """The application that answers from this registry and closes it when it ends."""
    settings = registry.settings
    schema = build_schema(registry.model, registry.finder, settings)
    executor = Executor(schema, registry.finder, settings, QueryLimits.of(settings))
    workers = Workers()
    graphql = GraphQLFace(
        executor,
        documents=trusted_documents(settings),
        bodies=Bodies(settings.max_query_bytes, settings.body_seconds),
        workers=workers,
        own_languages=settings.languages,
    )
    return Application(create_site(registry, print_sdl(schema), workers), graphql, settings)


def create_site(registry: Registry, schema_text: str, workers: Workers) -> FastAPI:
    """All faces but GraphQL; closes the workers and the registry when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()
        registry.close()  # ends the queries that the next line would wait for
        sparql_workers.close()

    settings = registry.settings
    sparql_workers = Workers(settings.sparql_workers, waiting=settings.sparql_waiting)
    bodies = Bodies(settings.max_input_bytes, settings.body_seconds)
    assets = read_assets(PAGES)
    addresses = Addresses(settings.record_base)
    words = Words(registry.model, addresses, settings.languages)
    pages = Pages(RecordViewer(words, registry.finder), assets.address("pages.css"), assets.address("icon.svg"))
    site = FastAPI(title="Mission Registry", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    install_problems(site)
    describe_graphql(site)
    site.include_router(health_router(lambda: readiness(registry)))
    site.include_router(description_router(Descriptions(registry.model, registry.describer, addresses, pages)))
    site.include_router(validation_router(partial(judged, registry), bodies))
    for router in sparql_routers(registry, sparql_workers, addresses, assets):
        site.include_router(router)
    site.include_router(page_router(assets, schema_text, address=f"http://localhost:{settings.port}"))
    return site


def sparql_routers(registry: Registry, workers: Workers, addresses: Addresses, assets: Assets) -> list[APIRouter]:
    """The routes of queries in SPARQL and of whole graphs."""
    sparql, bodies = registry.sparql, Bodies(200_000, registry.settings.body_seconds)
    pages = SparqlPages(addresses, competency_questions(), assets.address("pages.css"), assets.address("icon.svg"))
    face = SparqlFace(sparql.answers, bodies, workers, pages, sparql.limits)
    return [sparql_router(face), graph_router(GraphFace(sparql.graphs))]


def trusted_documents(settings: Settings) -> Documents:
    """The persisted documents of the settings; raises `Misuse` for a file that is no list of them."""
    path = settings.trusted_documents
    return Documents(read_trusted(path) if path else None, trusted_only=settings.trusted_only)


async def refuse_caller(error: TooManyRequests, scope: Scope, receive: Receive, send: Send) -> None:
    """Tells a caller in the form of the face that was asked."""
    if scope["path"] == GRAPHQL:
        await refuse(error, read_head(scope["headers"])).send(send, head_only=scope["method"] == "HEAD")
    else:
        await problem(error)(scope, receive, send)


def judged(registry: Registry, data: bytes, rdf_format: str) -> Report:
    """The report on a request's body; raises `InputError` and `StoreError`."""
    from registry.validation.check import validate_bytes  # not before somebody asks: see registry.bootstrap

    limit = registry.settings.max_input_bytes
    return validate_bytes(registry.validator, data, rdf_format, registry.neighbours, limit, "The request's body")


def readiness(registry: Registry) -> Readiness:
    """What the registry says of itself; raises leaves of `StoreError` when the store does not answer."""
    registry.store.head()
    return Readiness(registry.settings.store_name, registry.finder.revision, registry.finder.total)
