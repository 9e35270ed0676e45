"""`mission-registry verify`: whether backups are whole, to the last bit, and what is in them."""

import argparse

from registry.errors import FINE, INVALID, BackupDamaged
from registry.services.restore import verify
from registry.settings import Settings


def run(options: argparse.Namespace, _: Settings) -> int:
    """Reads every backup and says what is in it; exit code 1 when one is damaged."""
    code = FINE
    for path in options.backups:
        if not path.exists():
            print(f"{path}: there is no file.")
            code = INVALID
            continue
        try:
            manifest = verify(path)
        except BackupDamaged as error:
            print(f"{path}: damaged. {error.message}")
            code = INVALID
            continue
        print(f"{path}: whole. Revision {manifest.revision:,} of {manifest.time}, taken {manifest.taken}.")
        for graph, count in manifest.graphs.items():
            print(f"  {count:>12,} statements in {graph}")
    return code
