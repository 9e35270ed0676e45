"""`mission-registry restore`: a registry made of a backup, in an empty place, on either kind of store."""

import argparse

from registry.errors import FINE
from registry.services.restore import restore
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Restores and says up to which revision."""
    manifest = restore(settings, options.backup)
    print(f"Restored revision {manifest.revision:,}: {manifest.statements:,} statements.")
    return FINE
