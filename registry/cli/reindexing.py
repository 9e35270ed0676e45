"""`mission-registry reindex`: the index of the store, made anew."""

import argparse
import time

from registry.bootstrap import open_reader
from registry.cli.progress import progress
from registry.errors import FINE
from registry.finders import rebuild_index
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # all commands are called alike
    """Builds the index beside the old one, puts it in its place and says how many records it has."""
    began = time.monotonic()
    with open_reader(settings) as store:
        records, mark = rebuild_index(store, settings, progress)
    print(f"Revision {mark.revision}: {records:,} records indexed in {time.monotonic() - began:.1f} seconds.")
    return FINE
