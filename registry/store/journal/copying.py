"""A copy of a store that another process is writing, made of its journal: no lock is needed, and nobody waits."""

from pathlib import Path
from typing import Final

from registry.errors import BackupDamaged, StoreDamaged, StoreUnreachable
from registry.store.copies import CopyWriter, Manifest
from registry.store.dataset import Dataset
from registry.store.journal.journal import Journal
from registry.store.journal.recovery import fill
from registry.store.revisions import position

_ATTEMPTS: Final = 3


def copy_from_journal(folder: Path, scratch: Path, copy: CopyWriter) -> Manifest:
    """Writes a copy of the store whose journal is in `folder`, with every change that was accepted before.

    `scratch` is an empty folder for a store in between. Raises `StoreUnreachable` as long as the journal is not enough
    to make a store of, and what stores raise.
    """
    for attempt in range(_ATTEMPTS):
        try:
            dataset = _filled(folder, scratch / str(attempt))
            break
        except (FileNotFoundError, StoreDamaged, BackupDamaged):
            # Most likely another checkpoint took the place of the one that was being read.
            if attempt == _ATTEMPTS - 1:
                raise
    with dataset:
        dataset.write_to(copy)
        return copy.finish(position(dataset))


def _filled(folder: Path, directory: Path) -> Dataset:
    journal = Journal(folder)
    journal.read()
    if not journal.is_rooted:
        raise StoreUnreachable("The store's first checkpoint is still being made; try again in a few minutes.")
    dataset = Dataset(directory)
    try:
        fill(dataset, journal)
    except BaseException:
        dataset.close()
        raise
    return dataset
