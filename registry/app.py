"""The web application: every face of one open registry under one address.

GraphQL is asked a hundred times as often as all else together, so it is answered before FastAPI looks for a route.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from registry import __version__
from registry.bootstrap import Registry
from registry.errors import RegistryError
from registry.finders import recipe_of
from registry.graphql.limits import QueryLimits
from registry.graphql.live import LiveFace
from registry.graphql.mutations.asking import Contributing
from registry.graphql.plan.executor import Executor
from registry.graphql.schema import build_schema
from registry.resources import PAGES
from registry.rest.addresses import Addresses
from registry.rest.assessing import Assessing, assessing_router
from registry.rest.bodies import Bodies
from registry.rest.catalogue.opening import catalogue_routers
from registry.rest.comparing.face import ComparisonFace, comparison_router
from registry.rest.contribute.described import describe_sign_in
from registry.rest.contribute.opening import contribution_router
from registry.rest.cors import OpenReading, methods_in
from registry.rest.feeds.routes import FeedFace, feed_router
from registry.rest.feeds.streaming import BEAT_SECONDS, Streams
from registry.rest.graphql.described import describe_graphql
from registry.rest.graphql.documents import Documents, read_trusted
from registry.rest.graphql.face import GraphQLFace, read_head, refuse
from registry.rest.graphql.workers import Workers
from registry.rest.health import Readiness, health_router
from registry.rest.html import Pages
from registry.rest.importing.face import ImportFace, import_router
from registry.rest.linked.opening import open_descriptions
from registry.rest.linked.request import address_of
from registry.rest.problems import install_problems, problem
from registry.rest.rates import RateLimit
from registry.rest.reconciliation.face import ReconciliationFace, reconciliation_router
from registry.rest.record_view import RecordViewer
from registry.rest.records import description_router
from registry.rest.sign_in import SignIn, Tell
from registry.rest.sparql.face import SparqlFace, sparql_router
from registry.rest.sparql.graphs import GraphFace, graph_router
from registry.rest.sparql.page import SparqlPages
from registry.rest.validate import validation_router
from registry.rest.words import Words
from registry.services.assess.assessor import Assessor
from registry.services.compare.requests import ReadFilter
from registry.services.compare.saved import SavedComparisons
from registry.services.contribute.verdict import Verdict
from registry.services.feeds.following import following
from registry.services.importing.permission import ImportPermission
from registry.services.questions import competency_questions
from registry.services.reconciliation.questions import Limits
from registry.settings import Settings
from registry.validation.intake import Input
from registry.web.assets import Assets, read_assets
from registry.web.pages import page_router

GRAPHQL = "/graphql"


class Application:
    """The whole server as one ASGI application; `site` is all of it but GraphQL."""

    def __init__(self, site: FastAPI, graphql: ASGIApp, live: ASGIApp, settings: Settings, tell: Tell) -> None:
        self.site = site
        self._graphql, self._live = graphql, live
        limit, burst = settings.rate_limit, settings.rate_burst
        signed_in = SignIn(self._routed, tell, refuse_caller)
        self._entry: ASGIApp = RateLimit(signed_in, limit, burst, refuse_caller) if limit else signed_in
        self._open = OpenReading(self._entry, lambda scope: methods_in(site.router.routes, scope))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or opens and closes the registry when the server starts and ends."""
        if scope["type"] == "http" and scope["path"] == GRAPHQL:  # says itself who may read
            await self._entry(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"] == GRAPHQL:
            await self._live(scope, receive, send)
        else:
            await self._open(scope, receive, send)

    async def _routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL:
            await self._graphql(scope, receive, send)
        else:
            await self.site(scope, receive, send)


def create_app(registry: Registry) -> Application:
    """The application that answers from this registry and closes it when it ends."""
    settings = registry.settings
    contributing = Contributing(lambda: registry.desk, registry.finder, recipe_of(registry.model, settings).projector)
    follow = partial(following, registry.feed, registry.moves, beat_s=BEAT_SECONDS)
    schema = build_schema(registry.model, registry.finder, settings, contributing, registry.comparisons, follow)
    executor = Executor(schema, registry.finder, settings, QueryLimits.of(settings))
    workers = Workers()
    graphql = GraphQLFace(
        executor,
        documents=trusted_documents(settings),
        bodies=Bodies(settings.max_query_bytes, settings.body_seconds),
        workers=workers,
        own_languages=settings.languages,
    )
    site = create_site(registry, lambda: executor.sdl, workers)
    site.include_router(assessing_router(assessing(registry)))
    site.include_router(comparing(registry, schema.compared_filters.of_text))
    site.include_router(feed_router(feed_face(registry)))
    live = LiveFace(schema, registry.finder, settings.languages)
    return Application(site, graphql, live, settings, registry.authenticator.person_of)


def create_site(registry: Registry, schema_text: Callable[[], str], workers: Workers) -> FastAPI:
    """All faces but GraphQL; closes the workers and the registry when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        registry.imports.take_up()
        registry.webhooks.start()
        registry.warming.start()
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
    install_problems(site, pages.of_problem)
    describe_graphql(site)
    describe_sign_in(site)
    site.include_router(health_router(lambda: readiness(registry)))
    for router in linked_data(registry, addresses, pages):
        site.include_router(router)
    site.include_router(contribution_router(lambda: registry.desk, registry.history, registry.model, bodies, settings))
    site.include_router(validation_router(partial(judged, registry), bodies))
    site.include_router(import_router(import_face(registry)))
    site.include_router(reconciliation_router(reconciliation_face(registry)))
    for router in sparql_routers(registry, sparql_workers, addresses, assets):
        site.include_router(router)
    site.include_router(page_router(assets, schema_text, address=f"http://localhost:{settings.port}"))
    return site


def linked_data(registry: Registry, addresses: Addresses, pages: Pages) -> list[APIRouter]:
    """The routes of every IRI, and of what tells of the registry as a whole."""
    settings, finder = registry.settings, registry.finder
    descriptions = open_descriptions(
        registry.model,
        registry.store,
        finder,
        registry.history,
        pages,
        addresses,
        languages=settings.languages,
        largest=settings.max_page_size,
        address=settings.public_address,
    )
    described = catalogue_routers(
        registry.model,
        registry.store,
        finder,
        registry.history,
        registry.dumps,
        registry.sparql.answers,
        pages,
        addresses,
        settings,
    )
    return [description_router(descriptions), *described]


def reconciliation_face(registry: Registry) -> ReconciliationFace:
    """The addresses of reconciliation."""
    settings = registry.settings
    limits = Limits(settings.max_reconciliation_queries, settings.page_size)
    bodies = Bodies(settings.max_query_bytes, settings.body_seconds)

    def address(request: Request) -> str:
        return settings.public_address or address_of(request)

    return ReconciliationFace(
        registry.finder, registry.model, settings.languages, settings.record_base, limits, bodies, address
    )


def feed_face(registry: Registry) -> FeedFace:
    """The addresses of the feed of changes."""
    streams = Streams(registry.feed, registry.moves)
    return FeedFace(registry.feed, streams, lambda request: registry.settings.public_address or address_of(request))


def import_face(registry: Registry) -> ImportFace:
    """The addresses of imports."""
    settings = registry.settings
    allowed = ImportPermission(registry.store, registry.model, own_review=settings.own_review)
    return ImportFace(registry.imports, registry.model, allowed, settings.max_import_bytes, settings.body_seconds)


def assessing(registry: Registry) -> Assessing:
    """What assesses records over HTTP."""
    settings = registry.settings
    most = settings.max_page_size
    return Assessing(Assessor(registry.model, most), registry.finder, settings.languages, settings.record_base, most)


def comparing(registry: Registry, read_filter: ReadFilter) -> APIRouter:
    """The routes of comparisons."""
    settings = registry.settings
    face = ComparisonFace(
        registry.comparisons,
        registry.finder,
        read_filter,
        SavedComparisons(registry.store, registry.refresh),
        settings.languages,
        settings.public_address,
        settings.max_page_size,
    )
    return comparison_router(face, Bodies(200_000, settings.body_seconds))


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


async def refuse_caller(error: RegistryError, scope: Scope, receive: Receive, send: Send) -> None:
    """Tells a caller in the form of the face that was asked."""
    if scope["path"] == GRAPHQL:
        await refuse(error, read_head(scope["headers"])).send(send, head_only=scope["method"] == "HEAD")
    else:
        await problem(error)(scope, receive, send)


def judged(registry: Registry, data: bytes, rdf_format: str) -> Verdict:
    """The verdict on a request's body; raises `InputError` and `StoreError`."""
    return registry.desk.judge(Input(data, rdf_format, "The request's body"))


def readiness(registry: Registry) -> Readiness:
    """What the registry says of itself; raises leaves of `StoreError` when the store does not answer."""
    registry.store.head()
    return Readiness(registry.settings.store_name, registry.finder.revision, registry.finder.total)
