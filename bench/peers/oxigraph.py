"""The Oxigraph server over the same store files: what one SPARQL query costs with no registry around it."""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from bench.kept import Kept
from bench.peers.graphql import DOCUMENTS
from bench.peers.peer import Draw, Endpoint, NotAvailable, Novelty, one_line
from bench.peers.processes import free_port, started
from bench.stores import data_dir
from bench.truth import Truth, truth_of
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri, Literal
from registry.store.queries import Binding, filled
from registry.store.tokens import tokens

NAME: Final = "oxigraph"


class SparqlServer:
    """A running SPARQL server."""

    def __init__(self, endpoint: Endpoint, truth: Truth) -> None:
        self.endpoint = endpoint
        self._truth = truth

    def body(self, document: str, draw: Draw, *, novelty: Novelty = Novelty.NONE) -> bytes | None:
        """The query on one line; None for documents that are no SPARQL, or are to be new each time."""
        path = DOCUMENTS / f"{document}.rq"
        if novelty is not Novelty.NONE or not path.is_file():
            return None
        text = path.read_text(encoding="utf-8")
        wanted = {token.text[1:] for token in tokens(text) if token.kind == "placeholder"}
        return one_line(filled(text, {name: self._term(name, draw) for name in wanted})).encode()

    def answer(self, body: bytes) -> Any:
        """The rows; raises `NotAvailable` when the server refuses."""
        status, content = self.endpoint.ask(body)
        if status != 200:
            raise NotAvailable(f"{NAME} answers {status}: {content[:300].decode(errors='replace')}")
        return json.loads(content)

    def _term(self, name: str, draw: Draw) -> Binding:
        match name:
            case "after":
                return Literal(self._truth.before(draw["country"], draw["page"]))
            case "countries":
                return [Iri(iri) for iri in draw["countries"]]
            case _:
                return Iri(draw[name])


class OxigraphPeer:
    """One process of the Oxigraph server, as the PyPI package carries it."""

    name = NAME
    label = "Oxigraph server, raw SPARQL"

    def __init__(self, kept: Kept, model: Model) -> None:
        self._kept = kept
        self._model = model

    def versions(self) -> Mapping[str, str]:
        """Of the server."""
        return {"oxigraph": version("oxigraph")}

    @contextmanager
    def serving(self, size: int) -> Iterator[SparqlServer]:
        """The server over HTTP."""
        store, port = data_dir(self._kept, self._model, size) / "store", free_port()
        address = f"127.0.0.1:{port}"
        command = [_program(), "serve-read-only", "--location", str(store), "--bind", address]
        with started(command, f"http://{address}/") as process:
            graph = f"?default-graph-uri={quote(PUBLISHED, safe='')}"
            endpoint = Endpoint(
                f"http://{address}/query{graph}",
                process.pid,
                "application/sparql-query",
                "application/sparql-results+json",
            )
            yield SparqlServer(endpoint, truth_of(self._kept, self._model, size))


def _program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise NotAvailable("the Oxigraph server is not installed (PyPI package oxigraph)")
    return found
