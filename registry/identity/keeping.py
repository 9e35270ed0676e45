"""Making sure that a file's name outlives a power loss as its bytes do."""

import os
from pathlib import Path


def keep_entry(path: Path) -> None:
    """Has the entry of a file in its folder on the disk before this returns."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
