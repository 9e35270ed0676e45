"""The stores that must keep the contract: embedded, the Oxigraph server on disk and in memory, and Fuseki."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.remote import update_address
from tests.contract.servers import fuseki_server, oxigraph_server

SERVERS = ["oxigraph_on_disk", "oxigraph_in_memory", "fuseki"]


@pytest.fixture(scope="session")
def oxigraph_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph-on-disk"), on_disk=True) as address:
        yield address


@pytest.fixture(scope="session")
def oxigraph_in_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph-in-memory"), on_disk=False) as address:
        yield address


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with fuseki_server(tmp_path_factory.mktemp("fuseki")) as address:
        yield address


def emptied(address: str) -> Settings:
    httpx2.post(
        update_address(address), content="DROP ALL", headers={"content-type": "application/sparql-update"}
    ).raise_for_status()
    return Settings(store=address)


@pytest.fixture(params=["embedded", *SERVERS])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty store of each kind."""
    if request.param == "embedded":
        return Settings(data_dir=tmp_path)
    return emptied(request.getfixturevalue(request.param))


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings) as opened:
        yield opened


class Listener:
    """A port of loopback that nobody may reach."""

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"

    def was_reached(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Listener(listening)
