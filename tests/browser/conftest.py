"""A served registry with its seed, and a browser to look at it. Needs Chromium; `make browser` runs these tests."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from build_web import ensure_pages, node, npm
from registry.app import create_app
from registry.bootstrap import Registry
from registry.services.seed import load_seed, read_seed
from registry.settings import Settings
from tests.browser.chromium import Browser, find_chromium

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the seeded registry is served."""
    ensure_pages(ROOT, {}, npm, node)
    registry = Registry.open(Settings(data_dir=tmp_path_factory.mktemp("data")))
    load_seed(registry.store, read_seed())
    registry.refresh()
    server = uvicorn.Server(uvicorn.Config(create_app(registry), log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server ended before it began"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A new browser without a past."""
    command = find_chromium()
    if command is None:
        pytest.skip("no Chromium is installed")
    browser = Browser(command, tmp_path / "profile")
    yield browser
    browser.close()
