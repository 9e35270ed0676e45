"""Generated registries in the embedded store, ready for `mission-registry serve`.

    python -m bench.stores 10000

makes (or finds) the registry of that many records and prints the data directory to set as `MISSION_REGISTRY_DATA_DIR`.
"""

import argparse
import sys
import time
from pathlib import Path

import pyoxigraph as ox

from bench.kept import Kept, emptied, is_done, mark_done
from bench.statements import write_statements
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.services.seed import load_vocabulary
from registry.store.oxigraph import EmbeddedStore


def data_dir(kept: Kept, model: Model, size: int) -> Path:
    """The data directory of the registry of that size, made if there is none yet."""
    folder = kept.folder(f"registry-{size}")
    if not is_done(folder):
        started = time.monotonic()
        load(emptied(folder), model, size)
        mark_done(folder)
        print(f"registry of {size:,} records made in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return folder


def load(folder: Path, model: Model, size: int) -> None:
    """Fills an empty data directory: all records at once past the history, then the vocabulary as a first revision."""
    written = folder / "statements"
    written.mkdir()
    files = write_statements(written, size)
    dataset = ox.Store(folder / "store")
    for path in files:
        dataset.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(PUBLISHED))
        path.unlink()
    dataset.optimize()
    dataset.flush()
    del dataset  # lets go of its files
    written.rmdir()
    with EmbeddedStore(folder / "store") as store:
        load_vocabulary(store, model)
        store.make_checkpoint()  # here, and not beside what is measured


def main() -> None:
    """Makes the registry that the command line asks for and prints where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, help="number of records")
    parser.add_argument("--cache", type=Path, help="folder in which registries are kept")
    options = parser.parse_args()
    model = read_model()
    print(data_dir(Kept.of(model, options.cache), model, options.size))


if __name__ == "__main__":
    main()
