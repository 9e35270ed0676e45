"""Comparisons of thirty countries by two dimensions, beside the same counts by SPARQL and beside bare counting.

    python -m bench.comparing --records 100000
    python -m bench.comparing --records 10000 --rounds 3

In one process, over one generated registry: `compare` through its service, with every cell, total and coverage; the
numbers of the cells and what stands behind each country by SPARQL on the embedded store; and the index's own
aggregation over the same records, which neither counts places below a country nor tells absence from silence. Each
round asks of other countries. One line of JSON says what was found; the exit code is 1 when SPARQL counts otherwise.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from bench.kept import Kept
from bench.peers.graphql import DOCUMENTS
from bench.stores import data_dir
from registry.bootstrap import Registry
from registry.cli.progress import progress
from registry.index.filters import OneOf
from registry.model.reader import read_model
from registry.namespaces import CODES, PUBLISHED
from registry.rdf.terms import Iri, Literal
from registry.services.compare.comparison import Comparison, ComparisonRequest, Count, Measure, State
from registry.services.find import Listing, PageRequest
from registry.settings import Settings
from registry.store.port import Row
from registry.store.queries import BoundQuery, filled

T = TypeVar("T")
COUNTRIES: Final = 30
_COUNTRY: Final = f"{CODES}place-kind/country"


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is compared: of which records, by which dimensions, and the same as facets and as SPARQL."""

    name: str
    class_name: str
    by: tuple[str, str]
    facets: tuple[str, str] | None = None
    document: str | None = None
    measure: Measure = Measure.RECORDS


CROSSINGS: Final = (
    Crossing(
        "instruments", "Instrument", ("challenge", "instrumentType"), ("challenges", "instrumentTypes"),
        "comparing-instruments",
    ),
    Crossing("missions", "Mission", ("challenge", "sdg"), ("challenges", "sdgs"), "comparing-missions"),
    Crossing("side by type", "Instrument", ("side", "instrumentType"), ("side", "instrumentTypes")),
    Crossing("roles", "Mission", ("helixRole", "function"), ("participationsHelixRole", "participationsFunction")),
    Crossing("actors", "Mission", ("helixRole", "function"), measure=Measure.ACTORS),
    Crossing("amounts", "Instrument", ("challenge", "instrumentType"), measure=Measure.AMOUNTS),
)  # fmt: skip


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and how many milliseconds it took."""
    began = time.perf_counter()
    found = work()
    return found, (time.perf_counter() - began) * 1000


def cells_of(answer: Comparison) -> dict[tuple[str, str, str], int]:
    """How many records each cell has, by country, row and column."""
    return {
        (side.iri, row.heading.key, column.key): cell.value.number
        for row in answer.rows
        for column, cells in zip(answer.columns, row.cells, strict=True)
        for side, cell in zip(answer.sides, cells, strict=True)
        if cell.state is State.PRESENT and isinstance(cell.value, Count)
    }


class Bench:
    """One registry under measurement."""

    def __init__(self, registry: Registry, seed: int) -> None:
        self._registry = registry
        self._comparing = registry.comparisons.comparing
        self._random = Random(seed)
        listing = Listing("Place", OneOf("placeKind", (_COUNTRY,)))
        found = registry.finder.page(listing, PageRequest(first=registry.settings.max_page_size))
        self._countries = [record.iri for record in found.records]
        self.differing = 0
        """How many cells SPARQL counts otherwise."""

    def measured(self, crossing: Crossing, rounds: int) -> Mapping[str, Any]:
        """The figures of one crossing: medians in milliseconds, and the first time, which makes the tables."""
        times: dict[str, list[float]] = {"compare": [], "compare with evidence": [], "raw": [], "sparql": []}
        lookups: set[int] = set()
        for _ in range(rounds + 1):
            sides = self._random.sample(self._countries, min(COUNTRIES, len(self._countries)))
            finder = self._registry.finder.pinned()
            request = ComparisonRequest(tuple(sides), crossing.by, crossing.class_name, crossing.measure, evidence=0)
            answer, spent = timed(lambda r=request, f=finder: self._comparing.compare(f, r))  # type: ignore[misc]
            times["compare"].append(spent)
            lookups.add(finder.work.lookups)
            times["compare with evidence"].append(self._with_evidence(crossing, sides))
            if crossing.facets is not None:
                times["raw"].append(self._raw(crossing, sides))
            if crossing.document is not None:
                times["sparql"].append(self._sparql(crossing.document, sides, answer))
        medians = {name: round(statistics.median(each[1:]), 2) for name, each in times.items() if each}
        more: dict[str, Any] = {"first": round(times["compare"][0], 1), "lookups": sorted(lookups)}
        for name, how in (("times the raw aggregation", "raw"), ("times as fast as SPARQL", "sparql")):
            if how in medians:
                pair = (medians["compare"], medians[how])
                more[name] = round(pair[0] / pair[1] if how == "raw" else pair[1] / pair[0], 1)
        return medians | more

    def _with_evidence(self, crossing: Crossing, sides: Sequence[str]) -> float:
        """The same with records and citations named, rows as they are when nothing is said."""
        request = ComparisonRequest(tuple(sides), crossing.by, crossing.class_name, crossing.measure)
        return timed(lambda: self._comparing.compare(self._registry.finder.pinned(), request))[1]

    def _raw(self, crossing: Crossing, sides: Sequence[str]) -> float:
        where = OneOf("country", tuple(sides))
        names = ("country", *(crossing.facets or ()))
        finder = self._registry.finder.pinned()
        return timed(lambda: finder.crossed(crossing.class_name, where, names))[1]

    def _sparql(self, document: str, sides: Sequence[str], answer: Comparison) -> float:
        """The cells and the coverage of all countries, in two queries."""
        (rows, _), spent = timed(lambda: (self._select(document, sides), self._select(f"{document}-coverage", sides)))
        counted = {
            (_text(row["country"]), _text(row["row"]), _text(row["column"])): int(_text(row["count"])) for row in rows
        }
        shown = cells_of(answer)
        rows_shown, columns_shown = {row.heading.key for row in answer.rows}, {c.key for c in answer.columns}
        expected = {cell: n for cell, n in counted.items() if cell[1] in rows_shown and cell[2] in columns_shown}
        self.differing += sum(1 for cell in {*shown, *expected} if shown.get(cell) != expected.get(cell))
        return spent

    def _select(self, document: str, sides: Sequence[str]) -> list[Row]:
        text = (DOCUMENTS / f"{document}.rq").read_text(encoding="utf-8")
        query = BoundQuery(filled(text, {"countries": [Iri(side) for side in sides]}), default_graphs=(PUBLISHED,))
        return self._registry.store.select(query)


def _text(term: object) -> str:
    return term.lexical if isinstance(term, Literal) else term.value if isinstance(term, Iri) else str(term)


def run(folder: Path, rounds: int, seed: int) -> Mapping[str, Any]:
    """All crossings over the registry in that folder."""
    registry = Registry.open(Settings(data_dir=folder), watch=progress)
    try:
        bench = Bench(registry, seed)
        found: dict[str, Any] = {"records": registry.finder.total}
        for crossing in CROSSINGS:
            found[crossing.name] = bench.measured(crossing, rounds)
            print(crossing.name, found[crossing.name], file=sys.stderr)
        return {**found, "differing": bench.differing}
    finally:
        registry.close()


def main() -> int:
    """Measures what the command line asks for; gives 1 when SPARQL counts otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000, help="size of the registry")
    parser.add_argument("--rounds", type=int, default=5, help="how often each comparison is asked")
    parser.add_argument("--seed", type=int, default=0, help="which countries are drawn")
    parser.add_argument("--cache", type=Path, help="folder in which registries are kept")
    options = parser.parse_args()
    model = read_model()
    found = run(data_dir(Kept.of(model, options.cache), model, options.records), options.rounds, options.seed)
    print(json.dumps(found))
    return 1 if found["differing"] else 0


if __name__ == "__main__":
    sys.exit(main())
