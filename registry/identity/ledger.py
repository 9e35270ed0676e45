"""Which tokens were issued and which were revoked: lines in a file of the data directory that only grows.

The command line writes it while a server runs, which looks at it each time that it is handed a token; so a token that
is revoked is refused from the next request on. A line is on the disk before its writer goes on.
"""

import fcntl
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from registry.errors import Misuse, NotFound
from registry.identity.keeping import keep_entry
from registry.identity.person import Person, Role


@dataclass(frozen=True, slots=True)
class Issued:
    """A token that was issued; not the token itself, which nobody keeps but the one it was made for."""

    id: str
    person: Person
    time: datetime
    expires: datetime
    key: str
    """The id of the key that signed it."""
    revoked: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it would be taken then, as far as the ledger knows."""
        return self.revoked is None and now < self.expires


class Ledger:
    """The file `tokens.jsonl` below a folder; it need not be there yet. Any number of threads may ask."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "tokens.jsonl"
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._revoked: Mapping[str, datetime] = {}

    def issued(self) -> list[Issued]:
        """Every token in the order of issue; raises `Misuse` for a file that cannot be read."""
        revoked = dict(self._revocations())
        return [
            _issued(each["issued"], revoked.get(str(each["issued"]["id"])))
            for each in self._lines()
            if "issued" in each
        ]

    def is_revoked(self, token_id: str) -> bool:
        """Whether that token was revoked; raises `OSError` when it cannot be told."""
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                self._revoked, self._seen = dict(self._revocations()), stamp
            return token_id in self._revoked

    def note_issued(self, token: Issued) -> None:
        """Writes down a token that is about to be handed out; raises `Misuse`."""
        person = token.person
        self._append(
            {
                "issued": {
                    "id": token.id,
                    "person": person.iri,
                    "name": person.name,
                    "roles": sorted(person.roles),
                    "countries": None if person.countries is None else sorted(person.countries),
                    "organisations": None if person.organisations is None else sorted(person.organisations),
                    "time": token.time.isoformat(),
                    "expires": token.expires.isoformat(),
                    "key": token.key,
                }
            }
        )

    def revoke(self, token_id: str) -> Issued:
        """Ends a token and gives it; a second time changes nothing. Raises `NotFound` for one never issued here."""
        found = next((each for each in self.issued() if each.id == token_id), None)
        if found is None:
            raise NotFound(f"No token {token_id[:100]!r} was issued here; `mission-registry token list` shows them.")
        if found.revoked is None:
            self._append({"revoked": token_id, "time": datetime.now(UTC).isoformat(timespec="seconds")})
        return found

    def _revocations(self) -> Iterator[tuple[str, datetime]]:
        for each in self._lines():
            if "revoked" in each:
                yield str(each["revoked"]), datetime.fromisoformat(each["time"])

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size

    def _lines(self) -> Iterator[dict[str, Any]]:
        """All lines; the last one may have been cut short by a power loss, before anybody was told of it."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return
        for number, line in enumerate(text.splitlines(keepends=True), start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                if line.endswith("\n"):
                    raise Misuse(f"{self._path} is damaged in line {number}: no JSON.") from error

    def _append(self, entry: Mapping[str, Any]) -> None:
        try:
            with self._alone() as file:
                self._mend(file)
                os.write(file, json.dumps(entry, ensure_ascii=False).encode() + b"\n")
                os.fsync(file)
        except OSError as error:
            raise Misuse(f"{self._path} cannot be written: {error.strerror}.") from error

    @contextmanager
    def _alone(self) -> Iterator[int]:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            keep_entry(self._path)
        finally:
            os.close(file)

    def _mend(self, file: int) -> None:
        """Takes away what a power loss left of a line."""
        data = self._path.read_bytes()
        os.ftruncate(file, data.rfind(b"\n") + 1)


def _issued(given: Mapping[str, Any], revoked: datetime | None) -> Issued:
    countries, organisations = given["countries"], given["organisations"]
    person = Person(
        given["person"],
        given["name"],
        frozenset(Role(role) for role in given["roles"]),
        None if countries is None else frozenset(countries),
        None if organisations is None else frozenset(organisations),
    )
    made, expires = datetime.fromisoformat(given["time"]), datetime.fromisoformat(given["expires"])
    return Issued(given["id"], person, made, expires, given["key"], revoked)
