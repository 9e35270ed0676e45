"""Pages through a whole registry from end to end while records are added, changed and withdrawn.

    python -m bench.paging --records 1000000
    python -m bench.paging --records 10000 --order title --backward --every 1

Reads in this process through the same finder as every face, a page after the other, and writes to the store between
pages. `bench.ledger` says what must hold; one line of JSON says what was found, and the exit code is 1 if it did not.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import pyoxigraph as ox

from bench.kept import Kept
from bench.ledger import Ledger
from bench.stores import data_dir
from registry.bootstrap import Registry
from registry.cli.progress import progress
from registry.finders import INDEX
from registry.index.filters import EVERYTHING, RECORD, Order
from registry.model.reader import read_model
from registry.namespaces import PUBLISHED, RDF_TYPE, TERMS
from registry.rdf.terms import Iri, Triple, text
from registry.services.find import Finder, Listing, PageRequest
from registry.settings import Settings
from registry.store.port import Change, GraphChange
from registry.store.records import record_triples, records_of

_AT_ONCE: Final = 3
"""How many records are added, how many changed and how many withdrawn by one write."""
_TITLE: Final = Iri(f"{TERMS}title")


def walk(
    finder: Finder, listing: Listing, size: int, ledger: Ledger, between: Callable[[], None], *, backward: bool = False
) -> list[float]:
    """Reads a list from one end to the other; `between` runs before every page. Gives each page's milliseconds."""
    cursor: str | None = None
    times = []
    while True:
        between()
        request = PageRequest(last=size, before=cursor) if backward else PageRequest(first=size, after=cursor)
        began = time.perf_counter()
        page = finder.page(listing, request)
        iris = [record.iri for record in page.records]
        cursor = (page.cursors[0] if backward else page.cursors[-1]) if iris else None
        times.append((time.perf_counter() - began) * 1000)
        ledger.met(iris)
        if cursor is None or not (page.has_previous if backward else page.has_next):
            return times


class Writer:
    """Adds, changes and withdraws records of a registry and enters it in the ledger."""

    def __init__(self, registry: Registry, there: Sequence[str], ledger: Ledger, order: Order, seed: int) -> None:
        self._registry = registry
        self._there = list(there)
        self._ledger = ledger
        self._by_title = order.field == "title"
        self._random = Random(seed)
        self.written = 0
        """How many records were written."""

    def write(self) -> None:
        """One revision with some of everything; whoever reads after it sees it."""
        delete: list[Triple] = []
        insert: list[Triple] = []
        for iri in [self._taken() for _ in range(_AT_ONCE)]:
            delete += record_triples(self._registry.store, iri)
            self._ledger.withdrawn(iri)
        for iri in self._random.sample(self._there, _AT_ONCE):
            titles = [t for t in record_triples(self._registry.store, iri) if t.predicate == _TITLE and _is(t, iri)]
            delete += titles
            insert.append(self._titled(iri))
            if self._by_title:
                self._ledger.moved(iri)
        for _ in range(_AT_ONCE):
            near = self._random.choice(self._there)
            iri = f"{near}-{self.written}-{len(insert)}"
            kind = next(t for t in record_triples(self._registry.store, near) if _is(t, near) and _is_type(t))
            insert += [Triple(Iri(iri), kind.predicate, kind.object), self._titled(iri)]
            self._there.append(iri)
            self._ledger.added(iri)
        graph = GraphChange(PUBLISHED, tuple(delete), tuple(insert))
        store = self._registry.store
        store.write(Change(store.head(), "Changes while others read", datetime.now(UTC), (graph,)))
        self._registry.refresh()
        self.written += 3 * _AT_ONCE

    def _taken(self) -> str:
        """A record that is there, and will not be any more."""
        place = self._random.randrange(len(self._there))
        self._there[place], self._there[-1] = self._there[-1], self._there[place]
        return self._there.pop()

    def _titled(self, iri: str) -> Triple:
        return Triple(Iri(iri), _TITLE, text(f"{self._random.random():.6f} {iri[-20:]}", "en"))


def _is(triple: Triple, iri: str) -> bool:
    return triple.subject == Iri(iri)


def _is_type(triple: Triple) -> bool:
    return triple.predicate.value == RDF_TYPE


def run(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """One walk through the registry in that folder, which it changes; gives what was found."""
    order = Order(None if options.order == "iri" else options.order, descending=options.descending)
    registry = Registry.open(Settings(data_dir=folder), watch=progress)
    try:
        there = records_of(registry.store, [each.iri for each in registry.model.records])
        ledger = Ledger(there)
        writer = Writer(registry, there, ledger, order, options.seed)
        pages = 0

        def between() -> None:
            nonlocal pages
            pages += 1
            if pages % options.every == 0:
                writer.write()

        listing = Listing(RECORD, EVERYTHING, order)
        began = time.monotonic()
        times = walk(registry.finder, listing, options.page, ledger, between, backward=options.backward)
        broken = ledger.broken()
        return {
            "records": len(there),
            "order": f"{options.order}{' descending' if options.descending else ''}",
            "backward": options.backward,
            "pages": len(times),
            "written": writer.written,
            "met": ledger.met_count,
            "broken": broken[:20],
            "broken_count": len(broken),
            "seconds": round(time.monotonic() - began, 1),
            "page_ms_median": round(statistics.median(times), 3),
            "page_ms_99": round(statistics.quantiles(times, n=100)[-1], 3) if len(times) > 1 else None,
        }
    finally:
        registry.close()


def copied(source: Path, target: Path) -> Path:
    """A data directory of its own for a run that changes it; the store's files are shared until they do."""
    ox.Store.read_only(str(source / "store")).backup(target / "store")
    if (source / INDEX).is_dir():
        shutil.copytree(source / INDEX, target / INDEX)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the command line asks for; gives 1 when a promise was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.paging", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000, help="how many the registry has")
    parser.add_argument("--order", choices=["iri", "title"], default="iri", help="how the list is ordered")
    parser.add_argument("--descending", action="store_true", help="the order turned round")
    parser.add_argument("--backward", action="store_true", help="read from the end")
    parser.add_argument("--page", type=int, default=100, help="records on a page")
    parser.add_argument("--every", type=int, default=10, help="pages between one write and the next")
    parser.add_argument("--seed", type=int, default=0, help="another seed writes other records")
    parser.add_argument("--cache", type=Path, help="folder in which registries are kept")
    options = parser.parse_args(arguments)
    model = read_model()
    kept = Kept.of(model, options.cache)
    source = data_dir(kept, model, options.records)
    with tempfile.TemporaryDirectory(dir=kept.root) as folder:
        found = run(copied(source, Path(folder)), options)
    print(json.dumps(found, ensure_ascii=False))
    return 1 if found["broken_count"] else 0


if __name__ == "__main__":
    sys.exit(main())
