"""What one writes by Strawberry's documentation: types with resolvers, and a DataLoader for every link.

Reads from the embedded store with one SPARQL query a batch, and keeps nothing between requests. The store's folder is
named by `BENCH_STORE`; run by uvicorn as `bench.peers.dataloader_app:app`.
"""

import os
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import pyoxigraph as ox
import strawberry
from fastapi import FastAPI, Response
from strawberry.dataloader import DataLoader
from strawberry.fastapi import GraphQLRouter

from bench.peers.graphql import DOCUMENTS
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal
from registry.store.queries import Binding, filled

_STORE = ox.Store.read_only(os.environ["BENCH_STORE"])
_GRAPH = ox.NamedNode(PUBLISHED)


@cache
def _query(name: str) -> str:
    return (DOCUMENTS / f"{name}.rq").read_text(encoding="utf-8")


def rows(name: str, **bindings: Binding) -> list[tuple[str, ...]]:
    """The rows of a query: values in the order of its columns, a code or number as its text."""
    found = _STORE.query(filled(_query(name), bindings), default_graph=_GRAPH)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else term.value for term in row) for row in found]


def loader(name: str) -> Callable[[], DataLoader[str, list[tuple[str, ...]]]]:
    """A loader of what a query says about each of many things: its rows by their first column."""

    async def load(keys: list[str]) -> list[list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {key: [] for key in keys}
        for key, *values in rows(name, things=[Iri(key) for key in keys]):
            found[key].append(tuple(values))
        return [found[key] for key in keys]

    return lambda: DataLoader(load_fn=load)


LOADERS = {name: loader(name) for name in ("title", "country", "challenges", "instruments", "types", "participations")}


def _loaded(info: strawberry.Info, name: str, iri: str) -> Awaitable[list[tuple[str, ...]]]:
    loaded: Awaitable[list[tuple[str, ...]]] = info.context[name].load(iri)
    return loaded


@strawberry.type
class Titled:
    """Anything that has a title."""

    iri: strawberry.Private[str]

    @strawberry.field
    async def title(self, info: strawberry.Info) -> str:
        return (await _loaded(info, "title", self.iri))[0][0]


@strawberry.type
class Instrument(Titled):
    """A means that a mission uses."""

    @strawberry.field
    async def instrument_types(self, info: strawberry.Info) -> list[str]:
        return [iri.rsplit("/", 1)[1] for (iri,) in await _loaded(info, "types", self.iri)]


@strawberry.type
class Participation:
    """Who takes part, and as what."""

    actor: Titled
    function: str


@strawberry.type
class Instruments:
    """A page of instruments."""

    nodes: list[Instrument]


@strawberry.type
class Mission(Titled):
    """A mission with what is linked to it."""

    @strawberry.field
    async def country(self, info: strawberry.Info) -> Titled:
        return Titled(iri=(await _loaded(info, "country", self.iri))[0][0])

    @strawberry.field
    async def challenges(self, info: strawberry.Info) -> list[Titled]:
        return [Titled(iri=iri) for (iri,) in await _loaded(info, "challenges", self.iri)]

    @strawberry.field
    async def instruments(self, info: strawberry.Info, first: int = 20) -> Instruments:
        found = await _loaded(info, "instruments", self.iri)
        return Instruments(nodes=[Instrument(iri=iri) for (iri,) in found[:first]])

    @strawberry.field
    async def participations(self, info: strawberry.Info) -> list[Participation]:
        found = await _loaded(info, "participations", self.iri)
        return [Participation(actor=Titled(iri=actor), function=code.rsplit("/", 1)[1]) for actor, code in found]


@strawberry.type
class Missions:
    """A page of missions."""

    nodes: list[Mission]


@strawberry.type
class Cell:
    """A count."""

    one: str
    other: str
    count: int


@strawberry.type
class Total:
    """How many there are."""

    total_count: int


@strawberry.type
class Query:
    """Where queries start. A cursor is the IRI that a page follows."""

    @strawberry.field
    def missions(self, country: strawberry.ID, first: int = 20, after: str | None = None) -> Missions:
        found = rows("missions", country=Iri(country), after=Literal(after or ""))
        return Missions(nodes=[Mission(iri=iri) for (iri,) in found[:first]])

    @strawberry.field
    def missions_for(self, country: strawberry.ID, challenge: strawberry.ID) -> Total:
        ((count,),) = rows("count", country=Iri(country), challenge=Iri(challenge))
        return Total(total_count=int(count))

    @strawberry.field
    def instruments_of_countries_by_type(self, countries: list[strawberry.ID]) -> list[Cell]:
        found = rows("facet-some", countries=[Iri(country) for country in countries])
        return [Cell(one=one, other=other, count=int(count)) for one, other, count in found]

    @strawberry.field
    def instruments_by_country_and_type(self) -> list[Cell]:
        return [Cell(one=one, other=other, count=int(count)) for one, other, count in rows("facet")]

    @strawberry.field
    def missions_by_country_and_challenge(self, countries: list[strawberry.ID]) -> list[Cell]:
        found = rows("compare", countries=[Iri(country) for country in countries])
        return [Cell(one=one, other=other, count=int(count)) for one, other, count in found]


async def _loaders() -> dict[str, Any]:
    """Fresh for each request, as a DataLoader's own memory is meant to be."""
    return {name: make() for name, make in LOADERS.items()}


app = FastAPI()
app.include_router(
    GraphQLRouter(strawberry.Schema(Query), context_getter=_loaders, graphql_ide=None), prefix="/graphql"
)


@app.get("/ready")
async def ready() -> Response:
    """Nothing is loaded beforehand, so it is ready as soon as it runs."""
    return Response()
