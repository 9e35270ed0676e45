"""The seed's missions with their assessments, made once."""

from collections.abc import Mapping

import pytest

from registry.bootstrap import Registry
from registry.services.assess.assessment import Assessment
from registry.services.assess.assessor import Assessor
from registry.services.find import Listing, PageRequest
from registry.services.indexed import IndexFinder


@pytest.fixture
def finder(registry: Registry) -> IndexFinder:
    """A finder over the seed that counts its own look-ups."""
    return registry.finder.pinned()


@pytest.fixture(scope="session")
def assessor(registry: Registry) -> Assessor:
    """What assesses the seed's records."""
    return Assessor(registry.model)


@pytest.fixture(scope="session")
def missions(registry: Registry, assessor: Assessor) -> Mapping[str, Assessment]:
    """The assessment of every mission of the seed."""
    return assessor.assess(registry.finder, iris_of(registry, "Mission"))


def iris_of(registry: Registry, class_name: str) -> list[str]:
    """All records of a class."""
    iris: list[str] = []
    after = None
    while True:
        page = registry.finder.page(Listing(class_name), PageRequest(first=100, after=after))
        iris += [record.iri for record in page.records]
        if not page.has_next:
            return iris
        after = page.cursors[-1]
