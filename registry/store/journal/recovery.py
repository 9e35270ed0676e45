"""Opening a store that has a journal: what the store lacks is applied again, and a store of no use is made anew.

A store lacks something when its process or the machine ended between the journal and the store's own files, or when
such a file was cut short so that an older state is left. It is of no use when it cannot be opened, when it is older
than the checkpoint, or when what is left of it contradicts itself. Nothing is ever deleted: it is set aside.
"""

import logging
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from registry.errors import BackupDamaged, Misuse, StoreDamaged
from registry.namespaces import DCTERMS
from registry.store.copies import CopyReader
from registry.store.dataset import Dataset
from registry.store.journal.durable import settle
from registry.store.journal.files import list_of_files, tables, without_end
from registry.store.journal.journal import Journal
from registry.store.revisions import Position, knows, position, revision_iri

_LOG: Final = logging.getLogger("registry.store")


def opened(directory: Path, journal: Journal) -> Dataset:
    """The dataset in a folder with everything that the journal has, which goes on from there.

    Raises `StoreDamaged` when it can neither be used nor made anew, and other `StoreError` leaves.
    """
    journal.read()
    try:
        dataset = _as_it_is(directory, journal)
    except StoreDamaged as error:
        if not (journal.is_rooted and journal.was_used):
            raise
        _LOG.warning("%s -- It is made anew from its journal.", error.message)
        dataset = _made_anew(directory, journal)
    here = position(dataset).revision
    if here == journal.reach and journal.was_used:
        journal.go_on()
    else:
        journal.begin(here)
    return dataset


def opened_for_reading(directory: Path, journal: Journal) -> Dataset | None:
    """The dataset in a folder, as it is; None when it lacks something that the journal has, which takes a writer."""
    journal.read()
    try:
        files, parts = _look_at_folder(directory, journal), tables(directory)
        dataset = Dataset(directory, read_only=True)
        try:
            _look_at_tables(directory, parts)
            _look_inside(dataset, journal, files)
            revision = position(dataset).revision
        except BaseException:
            dataset.close()
            raise
    except StoreDamaged:
        if journal.is_rooted and journal.was_used:
            return None
        raise
    if revision < journal.reach:
        dataset.close()
        return None
    return dataset


def _as_it_is(directory: Path, journal: Journal) -> Dataset:
    """The dataset from its own files, brought up to the journal's last entry."""
    files, parts = _look_at_folder(directory, journal), tables(directory)
    dataset = Dataset(directory, on_damage=journal.suspect)
    try:
        _look_at_tables(directory, parts)
        _look_inside(dataset, journal, files)
        lacking = _catch_up(dataset, journal)
    except BaseException:
        dataset.close()
        raise
    if lacking:
        _LOG.warning("the store at %s lacked its last %d revisions; the journal gave them back", directory, lacking)
    return dataset


def _look_at_folder(directory: Path, journal: Journal) -> tuple[int, int] | None:
    """Raises `StoreDamaged` when the folder alone shows that the store is not to be used; gives its list of files."""
    is_there = directory.is_dir() and any(directory.iterdir())
    if is_there and not (directory / "CURRENT").exists():
        # RocksDB would start an empty database over what is left.
        raise StoreDamaged(f"The store at {directory} is damaged: its file CURRENT is missing.")
    if not is_there and journal.was_used:
        raise StoreDamaged(f"The store at {directory} is gone.")
    if journal.is_suspect:
        raise StoreDamaged(f"The store at {directory} is damaged: it could not be read when it was last open.")
    return list_of_files(directory)


def _look_at_tables(directory: Path, parts: list[Path]) -> None:
    cut = without_end(parts)
    if cut is not None:
        raise StoreDamaged(f"The store at {directory} is damaged: its file {cut.name} was cut short.")


def _look_inside(dataset: Dataset, journal: Journal, files: tuple[int, int] | None) -> None:
    """Raises `StoreDamaged` when the dataset is older than the checkpoint or contradicts itself, and `Misuse` when it
    is of another registry."""
    here = position(dataset)
    damaged = f"The store at {dataset.where} is damaged"
    if journal.checkpoint is not None:
        then = journal.checkpoint[1]
        if here.revision < then.revision:
            raise StoreDamaged(f"{damaged}: it is at revision {here.revision}, and was at {then.revision}.")
        _look_at_token(dataset, journal, Position(then.revision, then.token))
        if then.place is not None and files is not None and files < then.place:
            raise StoreDamaged(f"{damaged}: the list of its files is older than its checkpoint.")
    known = [place for place in journal.entries if place.revision <= here.revision]
    for place in known:
        if not dataset.is_whole_at(revision_iri(place.revision).value, DCTERMS + "identifier"):
            raise StoreDamaged(f"{damaged}: it has but parts of revision {place.revision}.")
    if known:
        _look_at_token(dataset, journal, Position(known[-1].revision, known[-1].read().token))


def _look_at_token(dataset: Dataset, journal: Journal, then: Position) -> None:
    if then.token is not None and not knows(dataset, then):
        raise Misuse(
            f"The store at {dataset.where} and the journal at {journal.folder} are of two registries; "
            "move the one away that does not belong here."
        )


def _catch_up(dataset: Dataset, journal: Journal) -> int:
    """Applies the entries that the dataset lacks, and gives their number."""
    first = position(dataset).revision
    for place in journal.entries:
        if place.revision > first:
            dataset.update(place.read().update)
    last = position(dataset).revision
    if last < journal.reach:
        raise StoreDamaged(f"The journal at {journal.folder} does not lead from revision {last} to {journal.reach}.")
    return last - first


def _made_anew(directory: Path, journal: Journal) -> Dataset:
    """A dataset from checkpoint and entries, in the place of what is left of the old one, which is set aside."""
    building = directory.with_name(directory.name + ".rebuilding")
    shutil.rmtree(building, ignore_errors=True)
    try:
        with Dataset(building) as dataset:
            fill(dataset, journal)
    except BackupDamaged as error:
        raise StoreDamaged(f"The store at {directory} cannot be made anew: {error.message}") from error
    journal.forget_place()
    if directory.exists():
        kept = directory.with_name(f"{directory.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        directory.replace(kept)
        _LOG.warning("what is left of the old store is kept as %s", kept)
    building.replace(directory)
    settle(directory.parent)
    journal.suspect(False)
    _LOG.warning("the store at %s was made anew up to revision %d; nothing was lost", directory, journal.reach)
    return Dataset(directory, on_damage=journal.suspect)


def fill(dataset: Dataset, journal: Journal) -> None:
    """Fills an empty dataset from checkpoint and entries; raises `BackupDamaged` and `StoreDamaged`."""
    if journal.checkpoint is not None:
        path, manifest = journal.checkpoint
        with CopyReader(path, manifest) as copy:
            dataset.fill_from(copy)
            copy.checked()
    _catch_up(dataset, journal)
