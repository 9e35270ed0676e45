"""One message to one webhook: signed as the Standard Webhooks specification (1.0) says, sent once.

The second module beside the store that sends requests by itself; docs/decisions/0016-webhooks.md says why.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from typing import Final

import httpx2

from registry.identity.addresses import is_safe
from registry.services.revisions import Revision, revision_as_data
from registry.services.webhooks.ledger import Webhook

_SECONDS: Final = 10.0
_GONE: Final = 410


class NotTaken(Exception):
    """The message was not taken; its text says why. `for_good` when the receiver wants no more of them."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


def message_of(revision: Revision) -> bytes:
    """What is sent of a revision: a type, a time, and the change in the form of the feed."""
    told = {"type": "registry.changed", "timestamp": revision.time.isoformat(), "data": revision_as_data(revision)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def signature(webhook: Webhook, message_id: str, seconds: int, body: bytes) -> str:
    """What the receiver works out as well: `v1,` and the HMAC-SHA256 of identifier, time and body."""
    key = b64decode(webhook.secret.removeprefix("whsec_"))
    signed = b".".join((message_id.encode(), str(seconds).encode(), body))
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def send(webhook: Webhook, revision: Revision, seconds: int) -> None:
    """Sends a revision to a webhook; `seconds` is now, since 1970. Raises `NotTaken`."""
    if not is_safe(webhook.url):
        raise NotTaken("the address is no longer one that messages may be sent to")
    body, message_id = message_of(revision), f"{webhook.id}-{revision.number}"
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "mission-registry",
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(webhook, message_id, seconds, body),
    }
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False) as client,
            client.stream("POST", webhook.url, content=body, headers=headers) as response,
        ):
            status = response.status_code  # what else it says is not read
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise NotTaken(f"it does not answer ({type(error).__name__})") from error
    if not 200 <= status < 300:
        raise NotTaken(f"it answers with the status {status}", for_good=status == _GONE)
