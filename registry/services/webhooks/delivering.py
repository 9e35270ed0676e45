"""Tells every webhook every change, in order, and again later what was not taken."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from registry.errors import RegistryError
from registry.services.feeds.changes import ChangeFeed
from registry.services.feeds.moves import Moves
from registry.services.revisions import Revision
from registry.services.webhooks.ledger import Webhook, WebhookLedger
from registry.services.webhooks.sending import NotTaken, send

_LOG: Final = logging.getLogger("registry.webhooks")
_LOOK_S: Final = 5.0
"""How often the ledger is looked at: for new webhooks, and for those that are due again."""
FIRST_PAUSE_S: Final = 5.0
LONGEST_PAUSE_S: Final = 6 * 3600.0
PATIENCE_S: Final = 3 * 24 * 3600.0
"""After so long without success a webhook is stopped."""

Send = Callable[[Webhook, Revision, int], None]


class Deliverer:
    """A thread that delivers until it is stopped. `send` raises `NotTaken`."""

    def __init__(
        self,
        ledger: WebhookLedger,
        feed: ChangeFeed,
        moves: Moves,
        send: Send = send,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._ledger, self._feed, self._moves, self._send, self._now = ledger, feed, moves, send, now
        self._stopping = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begins to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """Delivers no more; returns when a message that is under way has been answered or given up."""
        self._stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def deliver(self) -> None:
        """Tells each webhook what it has not been told, as far as it takes it."""
        for webhook in self._ledger.all():
            if not webhook.stopped and webhook.due <= self._now() and not self._stopping:
                self._deliver_to(webhook)

    def _run(self) -> None:
        with self._moves.heard_by(self._woken.set):
            while not self._stopping:
                self._woken.clear()  # before delivering: what is written meanwhile wakes us again
                try:
                    self.deliver()
                except (RegistryError, OSError) as error:
                    _LOG.warning("webhooks wait: %s", error)
                self._woken.wait(_LOOK_S)

    def _deliver_to(self, webhook: Webhook) -> None:
        while not self._stopping:
            # A registry that was set back to an earlier state is followed from there.
            page = self._feed.after(min(webhook.after, self._feed.last))
            for revision in page.revisions:
                if self._stopping:
                    return
                try:
                    self._send(webhook, revision, int(self._now()))
                except NotTaken as error:
                    self._ledger.note(self._postponed(webhook, error))
                    return
                webhook = _told(webhook, revision.number)
                self._ledger.note(webhook)
            if page.reached != webhook.after:
                webhook = replace(webhook, after=page.reached)
                self._ledger.note(webhook)
            if page.is_last:
                return

    def _postponed(self, webhook: Webhook, error: NotTaken) -> Webhook:
        now = self._now()
        since = webhook.since or now
        pause = min(FIRST_PAUSE_S * 4**webhook.failures, LONGEST_PAUSE_S)
        stopped = error.for_good or now + pause - since > PATIENCE_S
        if stopped:
            _LOG.error("webhook %s to %s is stopped: %s", webhook.id, webhook.url, error)
        return replace(
            webhook,
            failures=webhook.failures + 1,
            since=since,
            due=now + pause,
            problem=str(error),
            stopped=stopped,
        )


def _told(webhook: Webhook, revision: int) -> Webhook:
    return replace(webhook, after=revision, failures=0, due=0.0, since=0.0, problem="")
