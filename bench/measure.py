"""Measures one server over one registry: case by case, first whether it answers rightly, then how fast.

Each case has two kinds of figures. "fresh": no question was ever asked before, so whatever a server keeps of its
answers does not help it. "again": five hundred questions drawn with skew, over and over, as people ask.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bench.cases.case import FRESH, SAMPLE, Case
from bench.load import SLOW, Load, one_by_one, under_load
from bench.peers.peer import NEW, Draw, NotAvailable, Novelty, Running
from bench.truth import Truth

_SAMPLE_SECONDS: Final = 20.0
_LONGEST_WARMING: Final = 30.0
_ROUNDS: Final = 3


@dataclass(slots=True)
class Notes:
    """What a run finds out: figures, what was left out and why, and what each case's right answers are."""

    loads: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    right: dict[tuple[int, str], tuple[str, list[Any]]] = field(default_factory=dict)
    """For each size and case, who answered first, and what it said to the first few questions."""

    def skip(self, peer: str, size: int, case: str, reason: str) -> None:
        """Notes that something is not measured."""
        print(f"  {case}: left out for {peer}: {reason}", file=sys.stderr)
        self.skipped.append({"peer": peer, "size": size, "case": case, "reason": reason})

    def fact(self, name: str, size: int, value: float, unit: str, words: str) -> None:
        """Notes a figure that is no load."""
        print(f"  {name}: {value:,.2f} {unit}", file=sys.stderr)
        self.facts.append({"name": name, "size": size, "value": value, "unit": unit, "words": words})


@dataclass(frozen=True, slots=True)
class Bench:
    """How long each load lasts, and on which registry."""

    seconds: float
    truth: Truth
    notes: Notes

    def measure(self, name: str, server: Running, cases: Iterable[Case]) -> None:
        """Puts every case that the server takes part in to it, and notes the figures."""
        for case in cases:
            if name not in case.readers:
                continue
            try:
                for when, load in self._case(name, server, case):
                    self._note(name, case, when, load)
            except NotAvailable as reason:
                self.notes.skip(name, self.truth.size, case.name, str(reason))

    def _case(self, name: str, server: Running, case: Case) -> Iterator[tuple[str, Load]]:
        again = self._bodies(server, case, case.draws(self.truth))
        each = self._require_right(name, server, case, again)
        # No more than can be asked in the time; making them takes time too.
        fitting = min(FRESH, SAMPLE + int(2 * self.seconds / each))
        fresh = [] if case.novelty is not Novelty.NONE else self._bodies(server, case, case.fresh(self.truth, fitting))
        if each > SLOW:
            yield ("fresh", one_by_one(server.endpoint, fresh or again, self.seconds))
            return
        if fresh:
            yield "fresh", under_load(server.endpoint, fresh, 1, self.seconds, once=True)
        # Each once, by one connection: what more leave unread when they end would be answered in the next load.
        under_load(server.endpoint, list(dict.fromkeys(again)), 1, _LONGEST_WARMING, once=True)
        for connections in case.connections:
            # Long enough for a slow server to answer every connection a few times.
            lasting = max(self.seconds, _ROUNDS * connections * each)
            yield "again", under_load(server.endpoint, again, connections, lasting)

    def _bodies(self, server: Running, case: Case, draws: Iterable[Draw]) -> list[bytes]:
        found = []
        for draw in draws:
            body = server.body(case.documents, draw, novelty=case.novelty)
            if body is None:
                raise NotAvailable("there is no such question in its language")
            found.append(body)
        return found

    def _require_right(self, name: str, server: Running, case: Case, bodies: list[bytes]) -> float:
        """Raises `NotAvailable` for a server that answers with errors, or otherwise than the first one did.

        Gives the seconds that an answer took.
        """
        answers: list[Any] = []
        times: list[float] = []
        for body in bodies[:SAMPLE]:
            began = time.perf_counter()
            answer = server.answer(body.replace(NEW.encode(), f"w{time.time_ns()}".encode()))
            times.append(time.perf_counter() - began)
            answers.append(case.readers[name](answer))
            if sum(times) > _SAMPLE_SECONDS:
                break
        first, right = self.notes.right.setdefault((self.truth.size, case.documents), (name, answers))
        pairs = list(zip(answers, right, strict=False))
        same = sum(mine == theirs for mine, theirs in pairs) / len(pairs)
        if same < case.alike:
            raise NotAvailable(f"it answers otherwise than {first} to {1 - same:.0%} of the questions")
        return min(times)

    def _note(self, name: str, case: Case, when: str, load: Load) -> None:
        size = self.truth.size
        shown = f"{load.rate:9,.0f}/s  p50 {load.p50_ms:8.2f} ms  p99 {load.p99_ms:8.2f} ms  {load.bytes:,} bytes"
        failed = f"  {load.failed} FAILED" if load.failed else ""
        print(f"  {case.name:10} {when} c={load.connections:<3} {shown}{failed}", file=sys.stderr)
        self.notes.loads.append({"case": case.name, "peer": name, "size": size, "when": when, **load.as_json()})
