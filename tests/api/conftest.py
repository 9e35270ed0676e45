"""The real model and the real seed, read once for all tests of the API."""

import pyoxigraph as ox
import pytest
import strawberry
from graphql import GraphQLSchema
from graphql import build_schema as schema_of_text

from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.index.projection import Projection, Projector
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.rdf.terms import Quad
from registry.resources import SEED, turtle_files
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from tests.api.shapes import Class, load, read_classes

SETTINGS = Settings()


@pytest.fixture(scope="session")
def store() -> ox.Store:
    """The shapes and code lists, to be read by SPARQL."""
    return load()


@pytest.fixture(scope="session")
def classes(store: ox.Store) -> dict[str, Class]:
    """The classes that the shapes describe, read without the registry's own code."""
    return read_classes(store)


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="session")
def seed_statements() -> list[Quad]:
    """Everything that the seed says."""
    return [quad for path in turtle_files(SEED) for quad in parse(path.read_bytes(), name=path.name)]


@pytest.fixture(scope="session")
def seed_records(model: Model, seed_statements: list[Quad]) -> list[Projection]:
    """Every record of the seed."""
    return list(Projector(model)(seed_statements))


@pytest.fixture(scope="session")
def seed_finder(model: Model, seed_statements: list[Quad]) -> IndexFinder:
    return IndexFinder.over(model, seed_statements, 1, PageLimits(SETTINGS.page_size, SETTINGS.max_page_size))


@pytest.fixture(scope="session")
def schema(model: Model, seed_finder: IndexFinder) -> strawberry.Schema:
    return build_schema(model, seed_finder, SETTINGS)


@pytest.fixture(scope="session")
def sdl(schema: strawberry.Schema) -> str:
    return print_sdl(schema)


@pytest.fixture(scope="session")
def printed_schema(sdl: str) -> GraphQLSchema:
    """The schema as somebody outside reads it from its text."""
    return schema_of_text(sdl)
