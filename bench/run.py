"""All figures of the benchmark in one run, one server after the other on the same machine.

    python -m bench.run
    python -m bench.run --sizes 10000 --cases page,count --peers registry,postgraphile --seconds 2 --out /some/folder

Sets up what is missing and says plainly what it cannot set up; that server is then left out, with the reason in the
results. Registries are kept between runs in a folder that `--cache` or REGISTRY_BENCH_CACHE names.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.cases.all import CASES
from bench.cases.case import Case
from bench.facts import after_loads, before_loads
from bench.kept import Kept, sweep
from bench.load import require_wrk
from bench.machine import machine
from bench.measure import Bench, Notes
from bench.peers.all import peers
from bench.peers.peer import NotAvailable, Peer
from bench.peers.processes import resident_bytes
from bench.results import FOLDER, OWN, document, write
from bench.truth import truth_of
from registry.model.reader import read_model


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the command line asks for; gives 1 when something was left out or failed."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped as well
    model = read_model()
    kept = Kept.of(model, options.cache)
    sweep(kept)
    chosen = [peer for peer in peers(kept, model) if peer.name in options.peers]
    cases = [case for case in CASES if case.name in options.cases]
    notes, before, began = Notes(), machine(), datetime.now(UTC)
    versions: dict[str, Any] = {}
    try:
        require_wrk()
    except NotAvailable as reason:
        sys.exit(f"error: {reason}")
    for size in options.sizes:
        bench = Bench(options.seconds, truth_of(kept, model, size), notes)
        with_facts = OWN in options.peers and options.facts
        if with_facts:
            before_loads(notes, kept, model, size)
        for peer in chosen:
            versions |= measure_peer(bench, peer, cases)
        if with_facts:
            after_loads(notes, kept, model, size)
        # After each size, so that a run that is cut short has not been for nothing.
        path = write(document(notes, before, versions, options.seconds, began), options.out)
        print(path)
    return 1 if notes.skipped or any(load["failed"] for load in notes.loads) else 0


def measure_peer(bench: Bench, peer: Peer, cases: Sequence[Case]) -> dict[str, Any]:
    """One server over one registry; gives its versions, or nothing when it cannot be set up."""
    size = bench.truth.size
    print(f"{peer.label}, {size:,} records", file=sys.stderr)
    try:
        with peer.serving(size) as server:
            bench.measure(peer.name, server, cases)
            if peer.name == OWN:
                memory = resident_bytes(server.endpoint.pid) / 1e9
                bench.notes.fact("memory", size, memory, "GB", "Resident memory of the server after all loads")
        return {peer.name: dict(peer.versions())}
    except NotAvailable as reason:
        bench.notes.skip(peer.name, size, "all", str(reason))
        return {}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ["registry", "postgraphile", "strawberry", "oxigraph", "empty"]
    parser.add_argument(
        "--sizes", type=_numbers, default=[10_000, 100_000, 1_000_000], help="records, e.g. 10000,100000"
    )
    parser.add_argument("--peers", type=_names, default=names, help=",".join(names))
    parser.add_argument("--cases", type=_names, default=[case.name for case in CASES], help="names of cases")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each load lasts")
    parser.add_argument("--no-facts", dest="facts", action="store_false", help="loads only: no start, memory or build")
    parser.add_argument("--cache", type=Path, help="folder in which registries are kept")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the results")
    return parser


def _numbers(text: str) -> list[int]:
    return [int(word.replace("_", "")) for word in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    sys.exit(main())
