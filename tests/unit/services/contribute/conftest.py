from collections.abc import Iterator

import pytest

from tests.contributing import Place, in_memory


@pytest.fixture
def place() -> Iterator[Place]:
    """An empty registry but for some places and actors; whoever reviews, reviews others' work only."""
    found = in_memory()
    yield found
    found.store.close()
