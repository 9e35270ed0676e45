"""Persisted documents: queries known by their hash or identifier, so that clients need not send them each time.

Automatic ones (the protocol of Apollo and others) are kept when somebody sends a query with its hash; trusted ones
come from a file of the person who runs the server, who may allow no others.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from registry.errors import (
    DocumentMismatch,
    DocumentNotTrusted,
    Misuse,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    UnknownDocument,
)
from registry.rest.graphql.kept import Kept
from registry.rest.graphql.parameters import Parameters

_VERSION: Final = 1
_PREFIX: Final = "sha256:"
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9._~-]+(:[A-Za-z0-9._~:-]+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a query, and the hash to keep it by, if it came with one and proves to be valid."""

    text: str
    keep_as: str | None = None


class Documents:
    """All documents that a request may name. `trusted` has them by identifier."""

    def __init__(
        self, trusted: Mapping[str, str] | None = None, *, trusted_only: bool = False, most_bytes: int = 16_000_000
    ) -> None:
        given = trusted or {}
        self._trusted = dict(given) | {_PREFIX + hash_of(text): text for text in given.values()}
        self._trusted_only = trusted_only
        self._automatic: Kept[str, str] = Kept(most_bytes, largest=most_bytes // 16)

    def find(self, parameters: Parameters) -> Found:
        """The document that is asked for; raises leaves of `QueryError`."""
        found = self._found(parameters)
        if self._trusted_only and _PREFIX + hash_of(found.text) not in self._trusted:
            raise DocumentNotTrusted
        return found

    def keep(self, found: Found) -> None:
        """Remembers a document that came with its hash; nothing is kept where only trusted ones are answered."""
        if found.keep_as is not None and not self._trusted_only:
            self._automatic.put(found.keep_as, found.text, len(found.text.encode("utf-8", "surrogatepass")))

    def _found(self, parameters: Parameters) -> Found:
        if parameters.document_id is not None:
            return Found(self._by_identifier(parameters.document_id))
        digest = _persisted_query(parameters)
        if parameters.query is None:
            return Found(self._by_hash(digest or ""))
        if digest is None:
            return Found(parameters.query)
        actual = hash_of(parameters.query)
        if actual != digest:
            raise DocumentMismatch(digest, actual)
        return Found(parameters.query, keep_as=digest)

    def _by_identifier(self, identifier: str) -> str:
        text = self._trusted.get(identifier)
        if text is None and identifier.startswith(_PREFIX):
            text = self._automatic.get(identifier.removeprefix(_PREFIX))
        if text is None:
            raise UnknownDocument(identifier)
        return text

    def _by_hash(self, digest: str) -> str:
        text = self._trusted.get(_PREFIX + digest) or self._automatic.get(digest)
        if text is None:
            # Where no query would be kept, there is no use in sending it.
            raise DocumentNotTrusted if self._trusted_only else PersistedQueryNotFound
        return text


def hash_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, in lower-case hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _persisted_query(parameters: Parameters) -> str | None:
    """The hash in `extensions.persistedQuery`; raises `PersistedQueryNotSupported` for what is not version 1."""
    given = (parameters.extensions or {}).get("persistedQuery")
    if given is None and parameters.query is not None:
        return None
    if not isinstance(given, dict) or given.get("version") != _VERSION or not isinstance(given.get("sha256Hash"), str):
        raise PersistedQueryNotSupported
    return str(given["sha256Hash"])


def read_trusted(path: Path) -> dict[str, str]:
    """The documents of a JSON file, an object of texts by identifier; raises `Misuse` for any other file."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Misuse(f"trusted_documents: {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Misuse(f"trusted_documents: {path} is no JSON: {error}.") from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise Misuse(f"trusted_documents: {path} must be one JSON object of documents by identifier.")
    for identifier, text in found.items():
        _check_identifier(path, identifier, text)
    return found


def _check_identifier(path: Path, identifier: str, text: str) -> None:
    if not _IDENTIFIER.fullmatch(identifier):
        raise Misuse(
            f"trusted_documents: {path}: {identifier!r} is no identifier; it may have letters, digits, - . _ ~ and :."
        )
    if identifier.startswith(_PREFIX) and identifier != _PREFIX + hash_of(text):
        raise Misuse(f"trusted_documents: {path}: {identifier!r} is not the hash of its document.")
