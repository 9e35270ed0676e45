"""`mission-registry serve`: the registry over HTTP."""

import argparse
import gc
import socket
import sys
from functools import partial
from typing import Final

import uvicorn

from registry.app import Application, create_app
from registry.bootstrap import Registry
from registry.cli.connections import BoundedConnection
from registry.cli.progress import progress
from registry.cli.seeding import seed
from registry.errors import FINE, Misuse, NoSigningKey
from registry.identity.addresses import listens_to_others
from registry.identity.key_file import key_file, key_stamp
from registry.settings import Settings
from registry.store.port import Store
from registry.store.records import is_empty

_KEEP_ALIVE: Final = 30
"""Seconds that a connection stays open between two requests."""
_GRACE: Final = 10
"""Seconds that running requests have when the server is told to stop."""
_MOST_CONNECTIONS: Final = 1_000
_YOUNG_OBJECTS: Final = 50_000
"""So many new objects that may form cycles before the collector looks at them."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is told to stop; with `--seed` fills an empty registry first.

    Raises `NoSigningKey` where others could reach a server that has no key to know people by.
    """
    require_key(settings)
    # Opened before the server starts, so that a store out of reach is told as one sentence with its own exit code.
    app = create_app(Registry.open(settings, partial(fill, settings) if options.seed else None, progress))
    _collect_rarely()
    with _listening(settings) as listener:
        host, port = listener.getsockname()[:2]
        print(f"Serving on http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr)
        uvicorn.Server(server_config(app)).run(sockets=[listener])
    return FINE


_LARGEST_MESSAGE: Final = 1_000_000
"""Bytes of one message over WebSocket; a subscription is asked for in fewer."""


def _collect_rarely() -> None:
    """What is there at the start stays, and what is read after it is freed by counting references for the most part.

    A collector that looks through all of it holds up every request that runs meanwhile.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 50)


def server_config(app: Application) -> uvicorn.Config:
    """How the server speaks HTTP."""
    return uvicorn.Config(
        app,
        http=BoundedConnection,
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_MOST_CONNECTIONS,
    )


def require_key(settings: Settings) -> None:
    """Raises `NoSigningKey` for a server that other machines can reach and that has no signing key."""
    try:
        reachable = listens_to_others(settings.host)
    except OSError as error:
        raise Misuse(f"{settings.host!r} is no address to listen on: {error.strerror}.") from error
    if reachable and key_stamp(settings) is None:
        raise NoSigningKey(
            f"There is no signing key at {key_file(settings)}, and other machines reach a server on {settings.host!r}."
        )


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise Misuse(f"Port {settings.port} of {settings.host!r} cannot be used: {error.strerror}.") from error


def fill(settings: Settings, store: Store) -> None:
    """Loads the seed into a store without records, be it new or one whose first seeding was cut short."""
    if is_empty(store):
        print("The registry is empty; loading the seed.", file=sys.stderr)
        seed(store, settings, replace=False)
