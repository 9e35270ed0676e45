"""`mission-registry serve`: the registry over HTTP."""

import argparse
import sys

import uvicorn

from registry.app import create_app
from registry.bootstrap import Registry, open_writer
from registry.cli.seeding import seed
from registry.errors import FINE
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is told to stop; with `--seed` fills an empty registry first."""
    if options.seed:
        with open_writer(settings) as store:
            if store.head() == 0:
                print("The registry is empty; loading the seed.", file=sys.stderr)
                seed(store, settings, replace=False)
    # Opened before the server starts, so that a store out of reach is told as one sentence with its own exit code.
    app = create_app(Registry.open(settings))
    print(f"Serving on http://{settings.host}:{settings.port}", file=sys.stderr)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)
    return FINE
