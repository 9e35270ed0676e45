"""What the project aims at in speed and size, and whether a run reached it. No test looks at this: machines differ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.results import OWN

SMALL: Final = 10_000
MIDDLE: Final = 100_000
LARGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """An aim and what was found; `value` is None where the run did not measure it."""

    words: str
    bound: float
    value: float | None
    unit: str = ""
    at_least: bool = True

    @property
    def aim(self) -> str:
        """The bound as people read it."""
        return f"{'at least' if self.at_least else 'at most'} {self.bound:,g}{self.unit}"

    @property
    def shown(self) -> str:
        """What was found as people read it."""
        return "" if self.value is None else f"{self.value:,.2f}{self.unit}"

    @property
    def verdict(self) -> str:
        """Whether the aim is reached."""
        if self.value is None:
            return "not measured"
        return "reached" if (self.value >= self.bound) is self.at_least or self.value == self.bound else "MISSED"


def targets(found: Mapping[str, Any]) -> Iterator[Target]:
    """Every aim."""
    figures = _Figures(found)
    for size in (SMALL, MIDDLE):
        ratio = figures.ratio("page", size, "postgraphile")
        yield Target(f"nested page, {size:,}: times PostGraphile's requests/s", 12, ratio)
    for size in (SMALL, MIDDLE):
        yield Target(f"nested page, {size:,}: part of FastAPI's empty answer", 0.5, figures.of_empty(size))
        p50 = figures.load("page", size, 1, "p50_ms")
        yield Target(f"nested page, {size:,}: p50 at one connection", 0.3, p50, " ms", at_least=False)
        for connections in (1, 32):
            tail = figures.tail("page", size, connections)
            yield Target(f"nested page, {size:,}, c={connections}: p99 / p50", 5, tail, at_least=False)
        for connections in (1, 32):
            for case, words in (("new-page", "document"), ("new-fields", "fields")):
                ratio = figures.ratio(case, size, "postgraphile", connections)
                yield Target(
                    f"{words} never seen, {size:,}, c={connections}: times PostGraphile's requests/s", 1, ratio
                )
    for case in ("page", "text", "count"):
        large, small = figures.fresh(case, LARGE), figures.fresh(case, SMALL)
        yield Target(
            f"{case}, fresh questions: 1 million against 10 thousand", 1.5, _divided(large, small), at_least=False
        )
    yield Target("facet, fresh, 1 million", 40, figures.fresh("facet-some", LARGE), " ms", at_least=False)
    yield Target("four countries, fresh, 1 million", 10, figures.fresh("compare", LARGE), " ms", at_least=False)
    yield Target("index from projections", 40_000, figures.fact("build", MIDDLE), " records/s")
    yield Target("write visible, 100,000", 50, figures.fact("visible", MIDDLE), " ms", at_least=False)
    yield Target("serving 100,000 after start", 2, figures.fact("start", MIDDLE), " s", at_least=False)
    yield Target("memory at 1 million", 4, figures.fact("memory", LARGE), " GB", at_least=False)


def _divided(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


class _Figures:
    """Finds figures in the results of a run."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._loads = found["loads"]
        self._facts = found["facts"]

    def load(
        self, case: str, size: int, connections: int, name: str, peer: str = OWN, when: str = "again"
    ) -> float | None:
        wanted = (case, size, connections, peer, when)
        return self._first(
            self._loads, lambda x: (x["case"], x["size"], x["connections"], x["peer"], x["when"]) == wanted, name
        )

    def fresh(self, case: str, size: int) -> float | None:
        """The median answer to questions never asked before, in milliseconds."""
        return self.load(case, size, 1, "p50_ms", when="fresh")

    def ratio(self, case: str, size: int, peer: str, connections: int = 32) -> float | None:
        return self.load(case, size, connections, "registry_is_times", peer)

    def tail(self, case: str, size: int, connections: int) -> float | None:
        """How many times the median the slowest hundredth takes."""
        p99 = self.load(case, size, connections, "p99_ms")
        return _divided(p99, self.load(case, size, connections, "p50_ms"))

    def of_empty(self, size: int) -> float | None:
        own = self.load("page", size, 32, "rate")
        return _divided(own, self.load("empty", size, 32, "rate", "empty"))

    def fact(self, name: str, size: int) -> float | None:
        return self._first(self._facts, lambda x: (x["name"], x["size"]) == (name, size), "value")

    @staticmethod
    def _first(found: list[dict[str, Any]], fits: Callable[[dict[str, Any]], bool], name: str) -> float | None:
        return next((x[name] for x in found if fits(x)), None)
