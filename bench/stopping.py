"""Whether GraphQL stays quick while SPARQL queries run into their limit.

    python -m bench.stopping --records 10000 --seconds 20

One client asks GraphQL, one request after the other, first alone and then while another sends queries that multiply
3,000 values by 3,000 in a filter and never come to an end. One line of JSON says the latencies of both times and how
each of those queries ended; the exit code is 1 if one was not stopped at its limit, or if p99 was more than twice the
quiet one.
"""

import argparse
import json
import statistics
import sys
import threading
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from bench.kept import Kept
from bench.peers.peer import Endpoint
from bench.peers.registry import serving
from bench.stores import data_dir
from registry.model.reader import read_model

_ASKED: Final = b'{"query": "{ missions(first: 20) { totalCount nodes { title country { title } } } }"}'
_ENDLESS: Final = Path(__file__).with_name("endless.rq")
_LIMIT: Final = 10.0
"""Seconds that a SPARQL query may take when no setting says otherwise."""
_SLACK: Final = 3.0
_TIMES: Final = 2.0


@dataclass
class Stopped:
    """How the queries ended: seconds and status of each."""

    seconds: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures; gives 1 when the promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.stopping", description="GraphQL beside endless SPARQL.")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args(arguments)
    model = read_model()
    with serving(data_dir(Kept.of(model), model, options.records)) as (endpoint, _):
        sparql = of_sparql(endpoint)
        sparql.ask(b"query=ASK%20%7B%7D")  # so that the processes are there
        latencies(endpoint, 3)
        quiet = latencies(endpoint, options.seconds)
        stopped = Stopped()
        over = threading.Event()
        threads = [threading.Thread(target=ask_endlessly, args=(sparql, over, stopped)) for _ in range(2)]
        for thread in threads:
            thread.start()
        beside = latencies(endpoint, options.seconds)
        over.set()
        for thread in threads:
            thread.join()
    told = report(quiet, beside, stopped)
    print(json.dumps(told))
    return 0 if told["kept"] else 1


def of_sparql(endpoint: Endpoint) -> Endpoint:
    """The SPARQL address of the same server."""
    url = endpoint.url.rpartition("/")[0] + "/sparql"
    return replace(endpoint, url=url, content_type="application/x-www-form-urlencoded", accept="application/json")


def heavy_query() -> bytes:
    """The query, as a form sends it."""
    return urllib.parse.urlencode({"query": _ENDLESS.read_text(encoding="utf-8")}).encode()


def latencies(endpoint: Endpoint, seconds: float) -> list[float]:
    """How long each of some GraphQL requests took, in milliseconds, one after the other; raises for a wrong one."""
    found: list[float] = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        status, body = endpoint.ask(_ASKED)
        found.append((time.perf_counter() - start) * 1_000)
        if status != 200 or b'"errors"' in body:
            raise RuntimeError(f"GraphQL answered {status}: {body[:200]!r}")
    return found


def ask_endlessly(endpoint: Endpoint, over: threading.Event, stopped: Stopped) -> None:
    """Sends the heavy query again and again, and notes how it ended."""
    body = heavy_query()
    while not over.is_set():
        start = time.perf_counter()
        status, _ = endpoint.ask(body, timeout=120)
        stopped.seconds.append(time.perf_counter() - start)
        stopped.statuses.append(status)


def report(quiet: list[float], beside: list[float], stopped: Stopped) -> dict[str, Any]:
    """The figures, and whether the promise is kept."""
    before, during = _p99(quiet), _p99(beside)
    were_stopped = bool(stopped.statuses) and set(stopped.statuses) == {503}
    in_time = bool(stopped.seconds) and max(stopped.seconds) < _LIMIT + _SLACK
    return {
        "quiet": {"requests": len(quiet), "p50_ms": _rounded(statistics.median(quiet)), "p99_ms": _rounded(before)},
        "beside": {"requests": len(beside), "p50_ms": _rounded(statistics.median(beside)), "p99_ms": _rounded(during)},
        "times": round(during / before, 2),
        "stopped": {"queries": len(stopped.seconds), "longest_s": round(max(stopped.seconds, default=0.0), 2)},
        "kept": were_stopped and in_time and during < _TIMES * before,
    }


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _rounded(value: float) -> float:
    return round(value, 2)


if __name__ == "__main__":
    sys.exit(main())
