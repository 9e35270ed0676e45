"""What many tests share: a registry with the seed in it, made once a test process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from registry.app import create_app
from registry.bootstrap import Registry, open_writer
from registry.cli.seeding import seed
from registry.settings import Settings
from tests.effort import examples

SITE = "http://localhost:8000"

# Properties that name no number of their own.
settings.register_profile("effort", max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("effort")


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the seed in its store; for reading only."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = Settings(data_dir=folder)
    with open_writer(settings) as store:
        seed(store, settings, replace=False)
    return folder


@pytest.fixture
def own_seeded_folder(seeded_folder: Path, tmp_path: Path) -> Path:
    """A copy of the seeded data directory that the test may change."""
    shutil.copytree(seeded_folder, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def registry(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """An open registry with the seed; tests read it."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(seeded_folder, folder)
    opened = Registry.open(Settings(data_dir=folder))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(registry: Registry) -> TestClient:
    """The web application over the seeded registry; not started as a context, so that the registry stays open."""
    return TestClient(create_app(registry), base_url=SITE, raise_server_exceptions=False)
