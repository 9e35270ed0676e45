"""Webhooks are told every change in order, signed, again when they do not take it, and never twice without need."""

import hashlib
import hmac
import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from registry.errors import Misuse, NotFound
from registry.services.feeds.moves import Moves
from registry.services.webhooks.delivering import FIRST_PAUSE_S, LONGEST_PAUSE_S, PATIENCE_S, Deliverer
from registry.services.webhooks.ledger import Webhook, WebhookLedger
from registry.services.webhooks.sending import NotTaken, send
from registry.store.oxigraph import EmbeddedStore
from tests.unit.services.feeds.test_changes import feed_of, write


class Receiver:
    """A real server that answers as it is told and keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.arrived = threading.Semaphore(0)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.send_header("location", "http://127.0.0.1:1/")
                self.end_headers()
                receiver.arrived.release()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def revisions(self) -> list[int]:
        return [json.loads(body)["data"]["revision"] for _, body in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        thread.join()
        receiver.server.server_close()


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with EmbeddedStore(None) as opened:
        yield opened


@pytest.fixture
def ledger(tmp_path: Path) -> WebhookLedger:
    return WebhookLedger(tmp_path / "webhooks")


def test_every_change_is_told_once_in_order_and_signed(store: EmbeddedStore, ledger: WebhookLedger) -> None:
    with receiving() as receiver:
        hook = Webhook.new(receiver.url, 1)
        ledger.keep(hook)
        for slug in "abc":
            write(store, slug)
        deliverer = Deliverer(ledger, feed_of(store), Moves(), now=Clock())
        deliverer.deliver()
        deliverer.deliver()
    assert receiver.revisions() == [2, 3]
    headers, body = receiver.got[0]
    assert json.loads(body)["data"]["message"] == "b came"
    signed = f"{hook.id}-2.1000000.".encode() + body
    digest = hmac.new(b64decode(hook.secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + b64encode(digest).decode()
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (f"{hook.id}-2", "1000000")
    assert ledger.get(hook.id).after == 3


def test_what_is_not_taken_comes_again_later_and_nothing_overtakes_it(
    store: EmbeddedStore, ledger: WebhookLedger
) -> None:
    clock = Clock()
    with receiving() as receiver:
        receiver.statuses = [500, 302]
        hook = Webhook.new(receiver.url, 0)
        ledger.keep(hook)
        for slug in "ab":
            write(store, slug)
        deliverer = Deliverer(ledger, feed_of(store), Moves(), now=clock)
        deliverer.deliver()
        assert ledger.get(hook.id).problem == "it answers with the status 500"
        deliverer.deliver()  # it is not due yet
        assert receiver.revisions() == [1]
        clock.now += FIRST_PAUSE_S
        deliverer.deliver()
        assert ledger.get(hook.id).failures == 2
        clock.now += 4 * FIRST_PAUSE_S
        deliverer.deliver()
    assert receiver.revisions() == [1, 1, 1, 2]
    kept = ledger.get(hook.id)
    assert (kept.after, kept.failures, kept.problem) == (2, 0, "")


def test_an_address_that_answers_nobody_is_stopped_after_three_days_and_can_be_resumed(
    store: EmbeddedStore, ledger: WebhookLedger
) -> None:
    clock = Clock()
    hook = Webhook.new("http://127.0.0.1:1/", 0)
    ledger.keep(hook)
    write(store, "a")
    deliverer = Deliverer(ledger, feed_of(store), Moves(), now=clock)
    pauses = []
    while not (kept := ledger.get(hook.id)).stopped:
        clock.now = max(clock.now, kept.due)
        deliverer.deliver()
        pauses.append(ledger.get(hook.id).due - clock.now)
    assert pauses[:3] == [FIRST_PAUSE_S, 4 * FIRST_PAUSE_S, 16 * FIRST_PAUSE_S]
    assert max(pauses) == LONGEST_PAUSE_S
    assert clock.now - 1_000_000 <= PATIENCE_S
    assert "does not answer" in kept.problem
    assert ledger.resume(hook.id).stopped is False


def test_a_receiver_that_is_gone_is_stopped_at_once(store: EmbeddedStore, ledger: WebhookLedger) -> None:
    with receiving() as receiver:
        receiver.statuses = [410]
        hook = Webhook.new(receiver.url, 0)
        ledger.keep(hook)
        write(store, "a")
        Deliverer(ledger, feed_of(store), Moves(), now=Clock()).deliver()
    assert ledger.get(hook.id).stopped


def test_a_running_deliverer_is_woken_by_a_write_and_stops_when_told(
    store: EmbeddedStore, ledger: WebhookLedger
) -> None:
    moves = Moves()
    with receiving() as receiver:
        ledger.keep(Webhook.new(receiver.url, 0))
        deliverer = Deliverer(ledger, feed_of(store), moves)
        deliverer.start()
        for slug in "ab":
            write(store, slug)
            moves.tell()
            assert receiver.arrived.acquire(timeout=30)
        deliverer.stop()
    assert receiver.revisions() == [1, 2]
    assert not moves.has_listeners


def test_one_that_never_started_is_stopped_too(store: EmbeddedStore, ledger: WebhookLedger) -> None:
    ledger.keep(Webhook.new("http://127.0.0.1:1/", 0))
    write(store, "a")
    deliverer = Deliverer(ledger, feed_of(store), Moves())
    deliverer.stop()
    deliverer.deliver()
    assert ledger.all()[0].failures == 0


def test_one_that_is_removed_while_it_is_told_stays_removed(store: EmbeddedStore, ledger: WebhookLedger) -> None:
    hook = Webhook.new("http://127.0.0.1:1/", 0)
    ledger.keep(hook)
    write(store, "a")

    def removed_meanwhile(webhook: Webhook, *_: object) -> None:
        ledger.remove(webhook.id)

    Deliverer(ledger, feed_of(store), Moves(), send=removed_meanwhile).deliver()
    assert ledger.all() == []


def test_one_that_is_ahead_of_a_registry_set_back_goes_on_from_there(
    store: EmbeddedStore, ledger: WebhookLedger
) -> None:
    with receiving() as receiver:
        hook = Webhook.new(receiver.url, 50)
        ledger.keep(hook)
        write(store, "a")
        deliverer = Deliverer(ledger, feed_of(store), Moves())
        deliverer.deliver()
        write(store, "b")
        deliverer.deliver()
    assert receiver.revisions() == [2]


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://localhost/", "x", "https://" + "a" * 2000])
def test_an_address_that_others_could_read_along_is_refused(url: str) -> None:
    with pytest.raises(Misuse, match="must begin with https"):
        Webhook.new(url, 0)


def test_an_address_that_was_written_into_the_file_is_not_believed(store: EmbeddedStore) -> None:
    write(store, "a")
    hook = Webhook("id", "http://example.org/", "whsec_AAAA", "2026-01-01", 0)
    with pytest.raises(NotTaken, match="no longer"):
        send(hook, feed_of(store).latest(1)[0], 0)


def test_a_damaged_file_is_passed_over_and_secrets_are_for_the_owner_alone(
    ledger: WebhookLedger, tmp_path: Path
) -> None:
    hook = Webhook.new("https://example.org/", 3)
    ledger.keep(hook)
    (tmp_path / "webhooks" / "broken.json").write_text("{")
    assert ledger.all() == [hook]
    assert (tmp_path / "webhooks" / f"{hook.id}.json").stat().st_mode & 0o077 == 0
    with pytest.raises(NotFound, match="webhook list"):
        ledger.get("nothing")


def test_a_name_and_password_in_an_address_are_not_taken_and_not_repeated() -> None:
    with pytest.raises(Misuse, match="Names and passwords are not taken") as refused:
        Webhook.new("https://user:secret@example.org/hook", 0)
    assert "secret" not in refused.value.message
