"""What an import costs: rows a second with everything done, beside naive pySHACL on the same records; and its memory.

    python -m bench.importing [--rows 10000] [--naive 200]

The table is written by the code that the tests use; nothing of it is wrong, so every row is read, resolved, judged,
published and put into the index. Naive is what one would write first: all records in one graph, pySHACL on that.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pyshacl
import rdflib

from registry.bootstrap import Registry, importing_parts, open_writer
from registry.identity.person import Person, Role
from registry.model.reader import model_files, read_model
from registry.namespaces import PUBLISHED
from registry.rdf.parsing import serialize
from registry.resources import SHAPES
from registry.services.importing.ledger import Ledger
from registry.services.importing.opening import Order, open_run
from registry.services.importing.results import Mode
from registry.services.seed import load_seed, load_vocabulary, read_seed
from registry.settings import Settings
from tests.unit.services.importing.desk import table
from tests.unit.services.importing.thousand import HEADER, rows

ADMIN = Person("https://example.org/people/bench", "Bench", frozenset({Role.ADMIN}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--naive", type=int, default=200)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="importing-"))
    try:
        _measure(folder, options.rows, options.naive)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, many: int, naive: int) -> None:
    settings = Settings(data_dir=folder / "data")
    with open_writer(settings) as store:
        load_vocabulary(store, read_model())
        load_seed(store, read_seed())
    path = folder / "rows.csv"
    path.write_text(table(HEADER, rows(many, 0)[0]), encoding="utf-8")
    registry = Registry.open(settings)
    try:
        registry.validator.validate  # noqa: B018  # the shapes are read before the clock starts
        rate = _imported(registry, path, many)
        slow = _naively(registry, naive)
    finally:
        registry.close()
    print(f"naive pySHACL on {naive:,} records: {slow:,.0f} records/s; import is {rate / slow:.1f} times that")


def _imported(registry: Registry, path: Path, many: int) -> float:
    before = _memory()
    with Ledger(path.parent / "ledger.sqlite") as ledger:
        run = open_run(
            path, Order(path.name, "csv", Mode.PUBLISH, "Mission"), ADMIN, importing_parts(registry), ledger, "b"
        )
        start, said = time.perf_counter(), time.perf_counter()

        def told() -> bool:
            nonlocal said
            if time.perf_counter() - said > 10:
                said = time.perf_counter()
                done = sum(ledger.counts().values())
                print(f"  {done:,} rows, {done / (said - start):,.0f}/s, {_memory():,} MB", file=sys.stderr)
            return False

        run.go(told)
        seconds = time.perf_counter() - start
        print(f"import of {many:,} rows: {many / seconds:,.0f} rows/s, {dict(ledger.counts())}")
    print(f"memory: {before:,} MB before, {_memory():,} MB at most")
    return many / seconds


def _naively(registry: Registry, many: int) -> float:
    """Records a second of pySHACL over the published graph, cut to so many of the imported records."""
    data, shapes = rdflib.Graph(), rdflib.Graph()
    mine = [q.triple for q in registry.store.quads(PUBLISHED) if "/id/mission/quiet-street-number-" in str(q.subject)]
    wanted = sorted({t.subject.value.partition("#")[0] for t in mine if hasattr(t.subject, "value")})[:many]
    chosen = set(wanted)
    data.parse(
        serialize([t for t in mine if str(getattr(t.subject, "value", "")).partition("#")[0] in chosen], "n-triples"),
        format="nt",
    )
    for file in model_files():
        (shapes if file.is_relative_to(SHAPES) else data).parse(file, format="turtle")
    start = time.perf_counter()
    pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    return len(wanted) / (time.perf_counter() - start)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000


if __name__ == "__main__":
    main()
