"""kill -9 at random moments under a write load, and store files cut short; after each, everything must be there.

    python -m tools.crash_rounds --rounds 50

Four writers change, withdraw and restore records and keep the index up to date, until a process is killed: with the
embedded store the registry itself, with a SPARQL server that server. Then, with the embedded store, a file of it is
often cut short too. What each revision does follows from its number, so what must be there afterwards is known.
"""

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from registry.bootstrap import Registry
from registry.finders import recipe_of
from registry.index.projection import Projection
from registry.index.verifying import differences
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Triple
from registry.services.history import History
from registry.settings import Settings
from tools.crash_writer import FIRST, iri_of, record_after, records_after, settings_of

_LONGEST_LIFE: Final = 1.2
"""Seconds that writers live after their first write, at most."""
_PATIENCE: Final = 30.0
_FILES: Final = {"CURRENT": "CURRENT", "list of files": "MANIFEST-*", "write-ahead log": "*.log", "table": "*.sst"}


class Victim(Protocol):
    """What is killed."""

    settings: Settings

    def start(self) -> None:
        """Makes it ready for writers."""
        ...

    def kill(self, writer: "subprocess.Popen[bytes]") -> None:
        """kill -9, while that process writes."""
        ...


@dataclass(slots=True)
class Embedded:
    """The registry with its embedded store: what writes is what is killed."""

    settings: Settings

    def start(self) -> None:
        """Nothing is to be started."""

    def kill(self, writer: "subprocess.Popen[bytes]") -> None:
        """Kills the registry."""
        writer.kill()


@dataclass(slots=True)
class Server:
    """The SPARQL server of Oxigraph, on disk."""

    settings: Settings
    folder: Path
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it on its port and waits until it answers."""
        port = self.settings.store.rpartition(":")[2].partition("/")[0]
        program = Path(sys.executable).with_name("oxigraph")
        command = [str(program), "serve", "--location", str(self.folder), "--bind", f"127.0.0.1:{port}"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def kill(self, writer: "subprocess.Popen[bytes] | None" = None) -> None:
        """Kills the server, and the writers that have lost it."""
        for process in (self._process, writer):
            if process is not None:
                process.kill()
                process.wait()


@dataclass(slots=True)
class Tally:
    """What happened in all rounds."""

    rounds: int = 0
    revisions: int = 0
    """How many were acknowledged."""
    cut: Counter[str] = field(default_factory=Counter)
    """Which kinds of files were cut short, and how often."""
    made_anew: int = 0
    """How often the store had to be made anew from checkpoint and journal."""
    faults: list[str] = field(default_factory=list)
    """What was lost, half there or not in agreement; empty when all is well."""


def run_rounds(victim: Victim, rounds: int, chance: random.Random) -> Tally:
    """Kills, starts again and looks, that often, each time going on from what the last round left."""
    tally, acknowledged = Tally(), 0
    store = victim.settings.data_dir / "store"
    victim.start()
    for number in range(rounds):
        last = _write_until_killed(victim, chance)
        tally.revisions += max(0, last - acknowledged)
        acknowledged = max(last, acknowledged)
        if victim.settings.store == "embedded" and number % 5 != 0:
            tally.cut[_cut_a_file(store, sorted(_FILES)[number % len(_FILES)], chance)] += 1
        victim.start()
        tally.faults += [f"round {number + 1}: {fault}" for fault in _faults(victim.settings, acknowledged)]
        for aside in store.parent.glob("store.damaged-*"):
            tally.made_anew += 1
            shutil.rmtree(aside)
        tally.rounds += 1
    return tally


def _write_until_killed(victim: Victim, chance: random.Random) -> int:
    """Lets writers write for a while; gives the last revision that was acknowledged."""
    command = [sys.executable, "-m", "tools.crash_writer", str(victim.settings.data_dir), victim.settings.store]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout is not None  # noqa: S101  # it was asked for
        seen = [writer.stdout.readline()]
        time.sleep(chance.random() * _LONGEST_LIFE)
        victim.kill(writer)
        seen += writer.stdout
    return max((int(line) for line in seen if line.endswith(b"\n")), default=0)


def _cut_a_file(store: Path, kind: str, chance: random.Random) -> str:
    files = sorted(path for path in store.glob(_FILES[kind]) if path.stat().st_size)
    if not files:
        return "nothing"
    path = chance.choice(files)
    os.truncate(path, int(path.stat().st_size * chance.random()))
    return kind


def _faults(settings: Settings, acknowledged: int) -> Iterator[str]:
    """What is wrong with the registry after a restart."""
    registry = Registry.open(settings)
    try:
        head = registry.store.head()
        if head < acknowledged:
            yield f"revision {acknowledged} was acknowledged, and the store is at {head}"
        expected = records_after(head)
        present = {quad.triple for quad in registry.store.quads(PUBLISHED)}
        wanted = {triple for triples in expected.values() for triple in triples}
        if present != wanted:
            yield f"of revision {head}, {len(wanted - present)} statements are lost, {len(present - wanted)} too many"
        found = differences(registry.model, registry.index.engine, _projections(registry, expected))
        if found or registry.index.mark.revision != head:
            yield f"at revision {head} the index does not agree with the store: {found}"
        history = History(registry.store, registry.model)
        for number in {max(FIRST, head - 3), max(FIRST, head - 90)}:
            for iri in (iri_of(number), iri_of(number + 20)):
                if set(history.record_at(iri, number)) != set(record_after(iri, number)):
                    yield f"{iri} at revision {number} is not told as it was"
    finally:
        registry.close()


def _projections(registry: Registry, records: Mapping[str, Sequence[Triple]]) -> Iterator[Projection]:
    projector = recipe_of(registry.model, registry.settings).projector
    for triples in records.values():
        yield from projector(triples)


def embedded(folder: Path) -> Embedded:
    """A registry with its embedded store in an empty folder."""
    return Embedded(settings_of(folder / "data", "embedded"))


def server(folder: Path) -> Server:
    """A registry whose store is a server of its own, in an empty folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Server(settings_of(folder / "data", f"http://127.0.0.1:{port}/query"), folder / "server")


def main() -> int:
    """Runs the rounds on both kinds of store and says what came of them; exit code 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50, help="rounds on each kind of store; 50 unless told")
    parser.add_argument("--seed", type=int, default=0, help="what chance begins with; 0 unless told")
    options = parser.parse_args()
    faults = 0
    for kind in ("embedded", "server"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            victim: Embedded | Server = embedded(folder) if kind == "embedded" else server(folder)
            try:
                tally = run_rounds(victim, options.rounds, random.Random(options.seed))  # noqa: S311  # nothing secret
            finally:
                if isinstance(victim, Server):
                    victim.kill()
        cut = ", ".join(f"{times} times a {name}" for name, times in sorted(tally.cut.items()))
        print(f"{kind}: {tally.rounds} rounds, {tally.revisions:,} acknowledged revisions")
        print(f"  cut short: {cut or 'nothing'}; {tally.made_anew} times made anew; {len(tally.faults)} faults")
        print("\n".join(tally.faults), end="\n" if tally.faults else "")
        faults += len(tally.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
