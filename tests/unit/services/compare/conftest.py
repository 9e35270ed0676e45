"""What compares a small registry of two countries."""

from datetime import date

import pytest

from registry.model.reader import read_model
from registry.model.spec import Model
from registry.services.compare.compare import Comparing
from registry.services.indexed import IndexFinder
from tests.two_countries import LIMITS, RECORDS, statements


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="session")
def comparing(model: Model) -> Comparing:
    return Comparing(model, today=lambda: date(2026, 1, 31))


@pytest.fixture(scope="session")
def finder(model: Model) -> IndexFinder:
    return IndexFinder.over(model, statements(RECORDS), 7, LIMITS)
