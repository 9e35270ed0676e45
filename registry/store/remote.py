"""The store on any server that speaks the SPARQL 1.1 Protocol; the only module that sends HTTP requests.

Reads are sent once more when the connection fails; writes never are: their token tells whether they arrived.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import BinaryIO, Final, Self, TypeVar

import httpx2

from registry.errors import (
    AnswerTooLarge,
    InputError,
    Misuse,
    QueryError,
    QueryTooSlow,
    RegistryError,
    StaleRevision,
    StoreFull,
    StoreUnreachable,
    UnknownFormat,
)
from registry.rdf.parsing import parse
from registry.rdf.terms import Iri, Quad, Triple
from registry.store.port import Change, Row
from registry.store.queries import BoundQuery, Statements, bind, filled, template
from registry.store.results import rows, truth
from registry.store.revisions import confirmed, head_of, prepared

_JSON: Final = "application/sparql-results+json"
_TABLE: Final = "text/tab-separated-values"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.5"
_BYTES_A_TIMEOUT: Final = 5_000_000
"""An update may take one timeout more for each so many bytes: Fuseki takes 150,000 statements in four seconds."""

T = TypeVar("T")


class RemoteStore:
    """A SPARQL server; user and password may stand in its address. Opening it sends nothing."""

    def __init__(self, query: str, update: str = "", *, timeout: float = 30.0, read_only: bool = False) -> None:
        try:
            self._query, self._update = httpx2.URL(query), httpx2.URL(update or update_address(query))
        except httpx2.InvalidURL as error:
            raise Misuse(f"The address of the store cannot be read: {error}.") from error
        self._timeout, self._read_only = timeout, read_only
        self._writing = threading.Lock()
        # No proxies from the environment: the store is part of the registry. No redirects: a write would be repeated.
        self._client = httpx2.Client(timeout=timeout, trust_env=False, follow_redirects=False)

    def select(self, query: BoundQuery) -> list[Row]:
        """The rows of a SELECT."""
        query.require("SELECT")
        return self._read(query, rows)

    def ask(self, query: BoundQuery) -> bool:
        """The answer of an ASK."""
        query.require("ASK")
        return self._read(query, truth)

    def construct(self, query: BoundQuery) -> Iterator[Triple]:
        """The statements that a CONSTRUCT or DESCRIBE makes, read as they arrive."""
        query.require("CONSTRUCT", "DESCRIBE")
        with self._sent(query, _TRIPLES) as response, self._our_errors(self._query):
            try:
                yield from _triples(response)
            except InputError as error:
                raise StoreUnreachable(f"{_shown(self._query)} answered with what is no RDF. {error}") from error

    def answer(
        self, query: BoundQuery, wanted: str, otherwise: str, file: BinaryIO, limit: int, seconds: float
    ) -> tuple[str, int]:
        """Writes the server's own answer into a file; gives its media type, one of the two, and its size in bytes.

        Raises `AnswerTooLarge` beyond `limit` bytes, and `QueryTooSlow` when it is not whole within `seconds`.
        """
        deadline, size = monotonic() + seconds, 0
        try:
            with self._sent(query, f"{wanted}, {otherwise};q=0.5", seconds) as response, self._our_errors(self._query):
                media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if media_type not in (wanted, otherwise):
                    raise StoreUnreachable(f"{_shown(self._query)} answered with {media_type!r}, not with {wanted}.")
                for chunk in response.iter_bytes():
                    size += len(chunk)
                    if size > limit:
                        raise AnswerTooLarge(limit / 1_000_000)
                    if monotonic() > deadline:
                        raise QueryTooSlow(seconds)
                    file.write(chunk)
        except StoreUnreachable as error:
            if isinstance(error.__cause__, httpx2.TimeoutException):
                raise QueryTooSlow(seconds) from error
            raise
        return media_type, size

    def quads(self, graph: str) -> Iterator[Quad]:
        """Every statement of one graph, read as they arrive."""
        for triple in self.construct(bind("quads", graph=Iri(graph))):
            yield Quad(triple.subject, triple.predicate, triple.object, Iri(graph))

    def table(self, query: BoundQuery) -> Iterator[bytes]:
        """The rows of a SELECT as lines of tab-separated values, the names of the columns first, as they arrive."""
        query.require("SELECT")
        with self._sent(query, _TABLE) as response, self._our_errors(self._query):
            for lines in _whole_lines(response.iter_bytes()):
                yield from lines.splitlines()

    def load(self, graphs: Iterable[Statements]) -> None:
        """Adds statements past every guard; only for a registry that is being restored."""
        with self._writing:
            self._send_update(filled(template("load"), {"statements": list(graphs)}).encode())

    def head(self) -> int:
        """The number of the last revision."""
        return head_of(self)

    def write(self, change: Change) -> int:
        """Applies the change.

        Raises `StoreUnreachable` also when the server fell silent and does not have the change yet: it may still
        come to it, and writing the same change again is safe.
        """
        if self._read_only:
            raise Misuse(f"The store at {_shown(self._query)} was opened for reading only.")
        # Some servers (Oxigraph's on disk) run updates side by side on snapshots, where two would find the guard true.
        with self._writing:
            update = prepared(self, change)
            if update is None:
                return confirmed(self, change)
            try:
                self._send_update(update.encode())
            except StoreUnreachable:
                try:
                    return confirmed(self, change)
                except (StoreUnreachable, StaleRevision):
                    pass
                raise
            return confirmed(self, change)

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, query: BoundQuery, reader: Callable[[bytes], T]) -> T:
        with self._sent(query, _JSON) as response, self._our_errors(self._query):
            answer = response.read()
            try:
                return reader(answer)
            except ValueError as error:
                where = _shown(self._query)
                raise StoreUnreachable(f"{where} answered with what is no SPARQL result: {error}.") from error

    def _send_update(self, body: bytes) -> None:
        patience = self._timeout * (1 + len(body) // _BYTES_A_TIMEOUT)
        with self._our_errors(self._update):
            response = self._client.post(
                self._update,
                content=body,
                headers={"content-type": "application/sparql-update; charset=utf-8"},
                timeout=httpx2.Timeout(self._timeout, read=patience, write=patience),
            )
            _check(response, _shown(self._update))

    @contextmanager
    def _sent(self, query: BoundQuery, accept: str, seconds: float | None = None) -> Iterator[httpx2.Response]:
        with self._our_errors(self._query):
            response = self._sent_once_more_if_needed(query, accept, seconds or self._timeout)
        try:
            with self._our_errors(self._query):
                if not response.is_success:
                    response.read()
                _check(response, _shown(self._query))
            yield response
        finally:
            response.close()

    def _sent_once_more_if_needed(self, query: BoundQuery, accept: str, seconds: float) -> httpx2.Response:
        request = self._client.build_request(
            "POST",
            self._query,
            data={
                "query": query.text,
                "default-graph-uri": list(query.default_graphs),
                "named-graph-uri": list(query.named_graphs),
            },
            headers={"accept": accept},
            timeout=seconds,
        )
        try:
            return self._client.send(request, stream=True)
        except (httpx2.ConnectError, httpx2.RemoteProtocolError, httpx2.ReadError):
            # A kept connection that the server has closed meanwhile looks like this too.
            return self._client.send(request, stream=True)

    @contextmanager
    def _our_errors(self, address: httpx2.URL) -> Iterator[None]:
        where = _shown(address)
        if self._client.is_closed:
            raise StoreUnreachable(f"The connection to {where} is closed.")
        try:
            yield
        except httpx2.TimeoutException as error:
            raise StoreUnreachable(f"{where} did not answer within {self._timeout:g} seconds.") from error
        except httpx2.HTTPError as error:
            raise StoreUnreachable(f"{where} cannot be reached: {error}") from error
        except RuntimeError as error:
            if not self._client.is_closed:
                raise
            raise StoreUnreachable(f"The connection to {where} was closed meanwhile.") from error


def update_address(query: str) -> str:
    """Where a server most likely takes updates: `.../query` and `.../sparql` have `.../update` beside them."""
    address = httpx2.URL(query)
    folder, _, last = address.path.rpartition("/")
    return str(address.copy_with(path=f"{folder}/update")) if last in ("query", "sparql") else query


def _triples(response: httpx2.Response) -> Iterator[Triple]:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    if media_type == "application/n-triples":
        for lines in _whole_lines(response.iter_bytes()):
            yield from (quad.triple for quad in parse(lines, "n-triples"))
    elif media_type in ("text/turtle", "application/x-turtle"):
        yield from (quad.triple for quad in parse(response.read(), "turtle"))
    else:
        raise UnknownFormat(media_type, ["application/n-triples", "text/turtle"])


def _whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        lines, newline, tail = chunk.rpartition(b"\n")
        if newline:
            yield rest + lines + newline
            rest = tail
        else:
            rest += chunk
    yield rest


def _check(response: httpx2.Response, where: str) -> None:
    if not response.is_success:
        raise _refusal(response.status_code, response.text, where)


def _refusal(status: int, answer: str, where: str) -> RegistryError:
    said = " ".join(answer.split())[:300]
    if status == 507 or "No space left" in answer:
        return StoreFull(f"The disk of {where} is full.")
    if status in (401, 403):
        return StoreUnreachable(f"{where} gives no permission (HTTP {status}).")
    if status in (400, 413, 414, 422):
        return QueryError(f"{where} does not take the query: {said}")
    return StoreUnreachable(f"{where} answered with HTTP {status}: {said}")


def _shown(address: httpx2.URL) -> str:
    return str(address.copy_with(userinfo=b""))
