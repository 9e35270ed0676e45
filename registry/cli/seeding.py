"""`mission-registry seed`: the records that come with the project, into a registry that lacks them."""

import argparse
import sys

from registry.bootstrap import open_writer
from registry.cli.progress import progress
from registry.errors import FINE
from registry.model.reader import read_model
from registry.services.seed import SeedResult, load_seed, load_vocabulary, read_seed, seed_files
from registry.settings import Settings
from registry.store.port import Store


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Loads the vocabulary and the seed and says what that changed."""
    with open_writer(settings) as store:
        result = seed(store, settings, replace=options.replace)
    print(
        f"Revision {result.revision}: {result.added:,} records added, {result.replaced:,} set back, "
        f"{result.kept:,} left as they were."
    )
    return FINE


def seed(store: Store, settings: Settings, *, replace: bool) -> SeedResult:
    """Loads vocabulary and seed into an open store, saying on standard error how far it is."""
    load_vocabulary(store, read_model())
    files = seed_files()
    triples = list(read_seed(settings.record_base, progress(files, "reading file", len(files))))
    print(f"writing {len(triples):,} statements", file=sys.stderr)
    return load_seed(store, triples, replace=replace)
