"""The registry itself, served as people serve it: `mission-registry serve` on the embedded store."""

import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bench.kept import Kept
from bench.peers.graphql import GraphQLServer
from bench.peers.peer import Draw, Endpoint
from bench.peers.processes import Started, free_port, started
from bench.stores import data_dir
from bench.truth import Truth, truth_of
from registry.model.spec import Model

NAME: Final = "registry"
_PACKAGES: Final = (
    "uvicorn",
    "uvloop",
    "httptools",
    "starlette",
    "fastapi",
    "strawberry-graphql",
    "pyoxigraph",
    "tantivy",
)


class RegistryPeer:
    """One process of the registry."""

    name = NAME
    label = "Mission Registry"

    def __init__(self, kept: Kept, model: Model) -> None:
        self._kept = kept
        self._model = model

    def versions(self) -> Mapping[str, str]:
        """Of the registry and what it answers with."""
        packages = {name: version(name) for name in _PACKAGES}
        return {"mission-registry": version("mission-registry"), "python": platform.python_version(), **packages}

    def truth(self, size: int) -> Truth:
        """What the registry of that size holds."""
        return truth_of(self._kept, self._model, size)

    @contextmanager
    def serving(self, size: int) -> Iterator[GraphQLServer]:
        """The registry over HTTP."""
        with serving(data_dir(self._kept, self._model, size)) as (endpoint, _):
            yield GraphQLServer(NAME, endpoint, self.truth(size), translate)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Endpoint, Started]]:
    """`mission-registry serve` over a data directory, from the moment when it says that it is ready."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "registry", "serve", "--data-dir", str(folder), "--port", str(port)]
    with started(command, f"{address}/ready") as process:
        yield Endpoint(f"{address}/graphql", process.pid), process


def translate(name: str, draw: Draw) -> Any:
    """The registry's queries take what a draw says as it is."""
    return draw[name]
