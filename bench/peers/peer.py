"""What every server that is measured has to offer, and the endpoint that questions go to."""

import http.client
import urllib.parse
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, Protocol, TypeAlias

NEW: Final = "%NEW%"
"""Stands in a request for a word that no other request has."""
Draw: TypeAlias = Mapping[str, Any]
"""What one request asks for, in words of no server: a country's IRI, the number of a page, words to look for."""


class NotAvailable(Exception):
    """Something cannot be set up or measured here; the message says why and goes into the results."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a running server takes questions."""

    url: str
    pid: int
    content_type: str = "application/json"
    accept: str = "application/json"

    def ask(self, body: bytes, timeout: float = 60) -> tuple[int, bytes]:
        """Status and body of one answer."""
        parts = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=timeout)
        try:
            headers = {"Content-Type": self.content_type, "Accept": self.accept}
            connection.request("POST", f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


class Novelty(Enum):
    """What is new about the document of each request."""

    NONE = auto()
    NAME = auto()
    """Its name and that of its first field."""
    FIELDS = auto()
    """The same, and a field in every selection that has a title."""


class Running(Protocol):
    """A server over one registry, ready to be asked."""

    @property
    def endpoint(self) -> Endpoint:
        """Where it takes questions."""
        ...

    def body(self, document: str, draw: Draw, *, novelty: Novelty = Novelty.NONE) -> bytes | None:
        """The request that asks this, on one line; None when there is no such document for this server."""
        ...

    def answer(self, body: bytes) -> Any:
        """What it answers; raises `NotAvailable` for errors."""
        ...


class Peer(Protocol):
    """A kind of server."""

    name: str
    label: str

    def versions(self) -> Mapping[str, str]:
        """Of what it is made of."""
        ...

    def serving(self, size: int) -> AbstractContextManager[Running]:
        """The server over the registry of that size, started for as long as the block runs; raises `NotAvailable`."""
        ...


def one_line(text: str) -> str:
    """The text on one line, as the load generator's files have it."""
    return " ".join(text.split())
