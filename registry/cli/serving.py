"""`mission-registry serve`: the registry over HTTP."""

import argparse
import sys
from functools import partial

import uvicorn

from registry.app import create_app
from registry.bootstrap import Registry
from registry.cli.seeding import seed
from registry.errors import FINE
from registry.settings import Settings
from registry.store.port import Store


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is told to stop; with `--seed` fills an empty registry first."""
    # Opened before the server starts, so that a store out of reach is told as one sentence with its own exit code.
    app = create_app(Registry.open(settings, partial(_fill, settings) if options.seed else None))
    print(f"Serving on http://{settings.host}:{settings.port}", file=sys.stderr)
    # No face speaks WebSocket, so nothing is imported for it.
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, ws="none")
    return FINE


def _fill(settings: Settings, store: Store) -> None:
    if store.head() == 0:
        print("The registry is empty; loading the seed.", file=sys.stderr)
        seed(store, settings, replace=False)
