"""`mission-registry backup`: the whole registry as two files, also while a server writes it."""

import argparse

from registry.errors import FINE
from registry.services.backup import back_up
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes the backup and says what is in it."""
    path, manifest = back_up(settings, options.target)
    print(f"{path}: revision {manifest.revision:,}, {manifest.statements:,} statements.")
    return FINE
