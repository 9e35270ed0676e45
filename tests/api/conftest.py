"""The real model and the real seed, read once for all tests of the API."""

import pytest
import strawberry
from graphql import GraphQLSchema
from graphql import build_schema as schema_of_text

from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.rdf.parsing import parse
from registry.resources import SEED, turtle_files
from registry.services.find import MemoryFinder, PageLimits
from registry.settings import Settings

SETTINGS = Settings()


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="session")
def seed_finder(model: Model) -> MemoryFinder:
    statements = [quad for path in turtle_files(SEED) for quad in parse(path.read_bytes(), name=path.name)]
    return MemoryFinder.over(model, statements, 1, PageLimits(SETTINGS.page_size, SETTINGS.max_page_size))


@pytest.fixture(scope="session")
def schema(model: Model, seed_finder: MemoryFinder) -> strawberry.Schema:
    return build_schema(model, seed_finder, SETTINGS)


@pytest.fixture(scope="session")
def sdl(schema: strawberry.Schema) -> str:
    return print_sdl(schema)


@pytest.fixture(scope="session")
def printed_schema(sdl: str) -> GraphQLSchema:
    """The schema as somebody outside reads it from its text."""
    return schema_of_text(sdl)
