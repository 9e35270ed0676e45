"""Two applications on the uvicorn that the registry runs on: FastAPI's empty answer, and plain Strawberry."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from bench.kept import Kept
from bench.peers.graphql import DOCUMENTS, GraphQLServer
from bench.peers.peer import Draw, Endpoint, NotAvailable, Novelty, one_line
from bench.peers.processes import free_port, started
from bench.stores import data_dir
from bench.truth import Truth, truth_of
from registry.model.spec import Model


@contextmanager
def _uvicorn(application: str, environment: Mapping[str, str]) -> Iterator[Endpoint]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    quiet = ["--log-level", "warning", "--no-access-log", "--ws", "none"]
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port), *quiet]
    with started(command, f"{address}/ready", environment) as process:
        yield Endpoint(f"{address}/graphql", process.pid)


class StrawberryServer(GraphQLServer):
    """The plain server; its cursors are IRIs, so that nothing need be asked to know where a page begins."""

    def __init__(self, endpoint: Endpoint, truth: Truth) -> None:
        def translate(name: str, draw: Draw) -> Any:
            return draw[name]

        super().__init__("strawberry", endpoint, truth, translate)

    def cursor(self, draw: Draw) -> str | None:
        """The IRI before the page."""
        return self.truth.before(draw["country"], draw["page"]) or None


class StrawberryPeer:
    """Strawberry with DataLoaders over SPARQL on the embedded store."""

    name = "strawberry"
    label = "Plain Strawberry, DataLoaders over SPARQL"

    def __init__(self, kept: Kept, model: Model) -> None:
        self._kept = kept
        self._model = model

    def versions(self) -> Mapping[str, str]:
        """Of what it is made of."""
        return {name: version(name) for name in ("strawberry-graphql", "pyoxigraph", "fastapi", "uvicorn")}

    @contextmanager
    def serving(self, size: int) -> Iterator[StrawberryServer]:
        """The plain server over HTTP."""
        store = data_dir(self._kept, self._model, size) / "store"
        with _uvicorn("bench.peers.dataloader_app:app", {"BENCH_STORE": str(store)}) as endpoint:
            yield StrawberryServer(endpoint, truth_of(self._kept, self._model, size))


class EmptyServer:
    """A server that answers everything with nothing."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def body(self, document: str, draw: Draw, *, novelty: Novelty = Novelty.NONE) -> bytes | None:  # noqa: ARG002 - see Running
        """It is sent what the registry is sent for a page, though it does not read it."""
        page = DOCUMENTS / "page.registry.graphql"
        return json.dumps({"query": one_line(page.read_text(encoding="utf-8"))}).encode()

    def answer(self, body: bytes) -> Any:
        """Nothing."""
        status, content = self.endpoint.ask(body)
        if status != 200:
            raise NotAvailable(f"{EmptyPeer.name} answers {status}")
        return content.decode()


class EmptyPeer:
    """FastAPI without anything in it."""

    name = "empty"
    label = "FastAPI, empty answer"

    def versions(self) -> Mapping[str, str]:
        """Of what it is made of."""
        return {name: version(name) for name in ("fastapi", "starlette", "uvicorn", "uvloop", "httptools")}

    @contextmanager
    def serving(self, size: int) -> Iterator[EmptyServer]:  # noqa: ARG002 - see Peer
        """The empty application over HTTP; it is the same for every size."""
        with _uvicorn("bench.peers.empty_app:app", {}) as endpoint:
            yield EmptyServer(endpoint)
