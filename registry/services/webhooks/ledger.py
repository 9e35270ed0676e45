"""The webhooks of a registry: whom to tell, how to sign, and how far each has been told. A file for each.

The command line and a running server read and write the same files, each whole at a time; what a server has delivered
is on the disk before it goes on, so after a kill at most one message comes twice.
"""

import json
import os
import secrets
from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from registry.errors import Misuse, NotFound
from registry.identity.addresses import is_safe
from registry.identity.keeping import keep_entry

_SECRET_BYTES: Final = 32
_PREFIX: Final = "whsec_"
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of every change."""

    id: str
    url: str
    secret: str
    """`whsec_` and the key of the signatures in base64, as the Standard Webhooks specification writes it."""
    created: str
    after: int
    """The last revision that it has been told, or need not be."""
    failures: int = 0
    """How often the next message has failed in a row."""
    due: float = 0.0
    """When to try again, in seconds since 1970."""
    since: float = 0.0
    """When the first of these failures was."""
    problem: str = ""
    """What went wrong last; empty when all is well."""
    stopped: bool = False
    """Whether it is not tried any more until somebody resumes it."""

    @classmethod
    def new(cls, url: str, after: int) -> Self:
        """A webhook for an address; raises `Misuse` for one that messages may not be sent to."""
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise Misuse("Names and passwords are not taken in the address of a webhook: messages are signed instead.")
        if len(url) > _LONGEST or not is_safe(url):
            wanted = "it must begin with https:// (http:// only for this machine)"
            raise Misuse(f"{url[:200]!r} is no address for a webhook; {wanted}.")
        secret = _PREFIX + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        created = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(secrets.token_hex(6), url, secret, created, after)


class WebhookLedger:
    """The files of all webhooks, in a folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Webhook]:
        """Every webhook, the oldest first; a file that is none is passed over."""
        found = [each for path in self._folder.glob("*.json") if (each := _read(path)) is not None]
        return sorted(found, key=lambda each: (each.created, each.id))

    def get(self, webhook_id: str) -> Webhook:
        """One webhook; raises `NotFound`."""
        for each in self.all():
            if each.id == webhook_id:
                return each
        raise NotFound(f"There is no webhook {webhook_id[:50]!r}; `mission-registry webhook list` shows them.")

    def keep(self, webhook: Webhook) -> None:
        """Writes a webhook; it is on the disk when this returns. Raises `OSError`."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(webhook)
        unfinished = path.with_suffix(".part")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(webhook), file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        keep_entry(path)

    def note(self, webhook: Webhook) -> None:
        """Writes how far one has come, unless it was removed or told otherwise meanwhile. Raises `OSError`."""
        now = _read(self._path(webhook))
        if now is not None:
            self.keep(replace(webhook, url=now.url, secret=now.secret))

    def remove(self, webhook_id: str) -> Webhook:
        """Forgets a webhook; raises `NotFound`."""
        webhook = self.get(webhook_id)
        self._path(webhook).unlink(missing_ok=True)
        return webhook

    def resume(self, webhook_id: str) -> Webhook:
        """Has one tried again at once, from where it stopped; raises `NotFound`."""
        resumed = replace(self.get(webhook_id), failures=0, due=0.0, since=0.0, problem="", stopped=False)
        self.keep(resumed)
        return resumed

    def _path(self, webhook: Webhook) -> Path:
        return self._folder / f"{webhook.id}.json"


def _read(path: Path) -> Webhook | None:
    try:
        return Webhook(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
