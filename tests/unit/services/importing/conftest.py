"""A registry with the seed that imports may change; each test finds records of its own in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.bootstrap import Registry
from registry.settings import Settings


@pytest.fixture(scope="session")
def registry(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("imported") / "data"
    shutil.copytree(seeded_folder, folder)
    opened = Registry.open(Settings(data_dir=folder))
    yield opened
    opened.close()
