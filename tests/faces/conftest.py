import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from registry.settings import Settings
from tests.faces.people import Served


@pytest.fixture(scope="session")
def served(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a seeded registry that these tests share and change, each with records of its own."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(seeded_folder, folder)
    opened = Registry.open(Settings(data_dir=folder))
    yield Served(opened)
    opened.close()
