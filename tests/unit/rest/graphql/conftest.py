import pytest

from registry.rest.graphql.face import GraphQLFace
from tests.unit.rest.graphql.fakes import FakeExecutor, FakePrepared, face_of


@pytest.fixture
def executor() -> FakeExecutor:
    return FakeExecutor()


@pytest.fixture
def face(executor: FakeExecutor) -> GraphQLFace[FakePrepared]:
    return face_of(executor)
