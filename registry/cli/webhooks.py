"""`mission-registry webhook`: whom a server tells of changes. A server that runs sees it within seconds."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Final

from registry.bootstrap import webhook_ledger
from registry.cli.tables import columns
from registry.errors import FINE, Misuse
from registry.finders import kept_index
from registry.model.reader import read_model
from registry.services.webhooks.ledger import Webhook
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Does what was asked; only a key itself goes to standard output alone, so that it can be piped."""
    return _ACTIONS[options.action](options, settings)


def _add(options: argparse.Namespace, settings: Settings) -> int:
    after = options.after if options.after is not None else _now(settings)
    if after < 0:
        raise Misuse(f"--after is {after}; it must be the number of a revision, 0 for all of them.")
    webhook = Webhook.new(options.url, after)
    webhook_ledger(settings).keep(webhook)
    print(f"Webhook {webhook.id} tells {webhook.url} of every change after revision {after}.", file=sys.stderr)
    print("The key that its messages are signed with is shown this once:", file=sys.stderr)
    print(webhook.secret)
    return FINE


def _now(settings: Settings) -> int:
    """The revision of the index, which a running server keeps up to date; the store itself is the server's."""
    engine = kept_index(read_model(), settings)
    mark = engine.mark() if engine else None
    return mark.revision if mark else 0


def _list(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # all actions are called alike
    rows = [(each.id, each.url, str(each.after), _state(each)) for each in webhook_ledger(settings).all()]
    print(columns(("id", "address", "told until", "state"), rows), end="")
    return FINE


def _state(webhook: Webhook) -> str:
    if webhook.stopped:
        return f"stopped: {webhook.problem}"
    return f"tried {webhook.failures} times: {webhook.problem}" if webhook.problem else "well"


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    for webhook_id in options.ids:
        removed = webhook_ledger(settings).remove(webhook_id)
        print(f"{removed.url} is told nothing any more.")
    return FINE


def _resume(options: argparse.Namespace, settings: Settings) -> int:
    for webhook_id in options.ids:
        resumed = webhook_ledger(settings).resume(webhook_id)
        print(f"{resumed.url} is told of every change after revision {resumed.after}.")
    return FINE


_ACTIONS: Final[Mapping[str, Callable[[argparse.Namespace, Settings], int]]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "resume": _resume,
}
