"""The seed's records, for what is drawn of them."""

import pytest

from registry.bootstrap import Registry
from registry.services.indexed import IndexFinder


@pytest.fixture
def finder(registry: Registry) -> IndexFinder:
    """A finder over the seed that counts its own look-ups."""
    return registry.finder.pinned()
