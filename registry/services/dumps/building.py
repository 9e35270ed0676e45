"""A process of its own that makes one dump from a snapshot of the embedded store, so that the server goes on meanwhile.

    python -m registry.services.dumps.building SNAPSHOT NAME COUNTRY REVISION FILE

`COUNTRY` is the IRI of a country's record, or empty for everything.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from registry.errors import Misuse
from registry.model.reader import read_model
from registry.services.dumps.kinds import dump_named
from registry.services.dumps.writing import write_dump
from registry.store.oxigraph import EmbeddedStore


def build(arguments: Sequence[str]) -> None:
    """Makes the dump that the arguments name; raises `Misuse` for one that there is not, and `StoreError`."""
    snapshot, name, country, revision, path = arguments
    dump = dump_named(name)
    if dump is None:
        raise Misuse(f"There is no dump {name!r}.")
    with EmbeddedStore(Path(snapshot), read_only=True) as store, Path(path).open("wb") as file:
        write_dump(store, read_model(), dump, country or None, int(revision), file)


def main() -> None:
    """Makes one dump, when the machine has nothing better to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(19)
    build(sys.argv[1:])


if __name__ == "__main__":
    main()
