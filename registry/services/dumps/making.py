"""Makes dumps of one revision: from a snapshot by a process of its own, or from a SPARQL server by reading it here."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from registry.errors import StaleRevision, StoreUnreachable
from registry.model.spec import Model
from registry.services.dumps.keeping import Dumps
from registry.services.dumps.kinds import Dump
from registry.services.dumps.writing import write_dump
from registry.store.port import Store
from registry.store.revisions import since
from registry.store.sparql.process import started
from registry.store.sparql.snapshots import Source

FOLDER: Final = "dumps"
"""The folder of the dumps in the data directory."""
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class SnapshotMaker:
    """Makes dumps of an embedded store."""

    store: Store
    source: Source
    _running: "set[subprocess.Popen[bytes]]" = field(default_factory=set)

    def revision(self) -> int:
        """The store's head."""
        return self.store.head()

    def is_same(self, one: int, other: int) -> bool:
        """Whether no record was touched in between."""
        return since(self.store, min(one, other), max(one, other)) == set()

    def make(self, dump: Dump, country: str | None, path: Path) -> int:
        """Has a process write the dump of a snapshot."""
        snapshot = self.source.take()
        try:
            arguments = (str(snapshot.path), dump.name, country or "", str(snapshot.revision), str(path))
            process = started(
                "registry.services.dumps.building", *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
            self._running.add(process)
            try:
                code = process.wait()
            finally:
                self._running.discard(process)
        finally:
            self.source.give_back(snapshot)
        if code:
            raise StoreUnreachable(f"The dump {dump.name} could not be made; its process ended with {code}.")
        return snapshot.revision

    def close(self) -> None:
        """Ends the process that is at work."""
        for process in tuple(self._running):
            process.kill()


@dataclass(frozen=True, slots=True)
class StoreMaker:
    """Makes dumps of a SPARQL server, which has no snapshots: anew when somebody wrote to it meanwhile."""

    store: Store
    model: Model

    def revision(self) -> int:
        """The store's head."""
        return self.store.head()

    def is_same(self, one: int, other: int) -> bool:
        """Whether no record was touched in between."""
        return since(self.store, min(one, other), max(one, other)) == set()

    def make(self, dump: Dump, country: str | None, path: Path) -> int:
        """Reads the server; raises `StaleRevision` when others keep writing."""
        for _ in range(_TRIES):
            before = self.store.head()
            with path.open("wb") as file:
                write_dump(self.store, self.model, dump, country, before, file)
            after = self.store.head()
            if after == before or self.is_same(before, after):
                return before
        raise StaleRevision(before, after)

    def close(self) -> None:
        """Does nothing: what is being read ends with the store."""


def open_dumps(store: Store, model: Model, source: Source | None, data_dir: Path, most_megabytes: int) -> Dumps:
    """The dumps of an open store, kept in `data_dir`; `source` has the snapshots of an embedded one."""
    maker = SnapshotMaker(store, source) if source is not None else StoreMaker(store, model)
    return Dumps(maker, data_dir / FOLDER, most_megabytes * 1_000_000)
