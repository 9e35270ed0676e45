"""Minutes of hostile requests against a real server, while one honest client asks on.

    python -m bench.siege --minutes 10 --records 10000

Eight senders draw from `tests.hostility`, and some send so slowly that the server must give them up. One line of JSON
says how often which status came, what the honest client met and how much memory the server held; the exit code is 1 if
one honest question was not answered rightly or one hostile one was answered as an internal error.
"""

import argparse
import json
import socket
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

from bench.kept import Kept
from bench.peers.peer import Endpoint
from bench.peers.processes import resident_bytes
from bench.peers.registry import serving
from bench.stores import data_dir
from registry.model.reader import read_model
from tests.hostility import BODIES, HEADER_NAMES, HEADER_VALUES, QUERIES, VALUES

_SENDERS: Final = 8
_HONEST: Final = b'{"query": "{ missions(first: 5) { totalCount nodes { title country { title } } } }"}'
_COUNTED: Final = "query Q($n: Int!) { missions(first: $n) { totalCount } }"
_STRICT: Final = {"Content-Type": "application/json", "Accept": "application/graphql-response+json"}


@dataclass
class Tally:
    """What came of all requests."""

    statuses: Counter[str] = field(default_factory=Counter)
    internal: list[str] = field(default_factory=list)
    honest_ms: list[float] = field(default_factory=list)
    honest_failed: int = 0
    resident: list[int] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the siege; gives 1 when the server did not stand."""
    parser = argparse.ArgumentParser(prog="python -m bench.siege", description="Minutes of hostile requests.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--records", type=int, default=10_000)
    options = parser.parse_args(arguments)
    model = read_model()
    tally = Tally()
    with serving(data_dir(Kept.of(model), model, options.records)) as (endpoint, _):
        rightly = endpoint.ask(_HONEST)[1]
        besiege(endpoint, tally, rightly, options.minutes * 60)
    told = report(tally)
    print(json.dumps(told))
    return 1 if tally.internal or tally.honest_failed or not tally.honest_ms else 0


def besiege(endpoint: Endpoint, tally: Tally, rightly: bytes, seconds: float) -> None:
    """All senders at once until the time is over."""
    over = threading.Event()
    works: list[Callable[[], None]] = [lambda: _ask_honestly(endpoint, tally, rightly)]
    works += [_sender(endpoint, tally, Random(number)) for number in range(_SENDERS)]
    threads = [threading.Thread(target=_until, args=(over, work)) for work in works]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        tally.resident.append(resident_bytes(endpoint.pid))
        over.wait(min(1.0, left))
    over.set()
    for thread in threads:
        thread.join()


def _until(over: threading.Event, work: Callable[[], None]) -> None:
    while not over.is_set():
        work()


def _ask_honestly(endpoint: Endpoint, tally: Tally, rightly: bytes) -> None:
    began = time.perf_counter()
    try:
        status, body = endpoint.ask(_HONEST)
    except (OSError, HTTPException):
        status, body = 0, b""
    tally.honest_ms.append((time.perf_counter() - began) * 1000)
    tally.honest_failed += status != 200 or body != rightly
    time.sleep(0.02)  # a client that asks fifty times a second, so that its answers are times and not a load


def _sender(endpoint: Endpoint, tally: Tally, random: Random) -> Callable[[], None]:
    parts = urlsplit(endpoint.url)
    requests: list[tuple[bytes, dict[str, str]]] = [
        *((json.dumps({"query": query}).encode(), _STRICT) for query in QUERIES.values()),
        *((json.dumps({"query": _COUNTED, "variables": values}).encode(), _STRICT) for values in VALUES),
        *((body, _STRICT) for body, _ in BODIES),
        *((_HONEST, {**_STRICT, name: value}) for name in HEADER_NAMES for value in HEADER_VALUES),
    ]

    def send() -> None:
        if random.random() < 0.001:
            _send_slowly(parts.hostname or "", parts.port or 0, tally)
            return
        body, headers = random.choice(requests)
        connection = HTTPConnection(parts.netloc, timeout=60)
        try:
            connection.request("POST", parts.path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            tally.statuses[str(answer.status)] += 1
            if answer.status >= 500 or b'"internal-error"' in text:
                tally.internal.append(body[:200].decode("latin-1"))
        except (OSError, HTTPException) as error:  # the server hung up on it, which it may
            tally.statuses[type(error).__name__] += 1
        finally:
            connection.close()

    return send


def _send_slowly(host: str, port: int, tally: Tally) -> None:
    """A body whose second half never comes."""
    with socket.create_connection((host, port), timeout=60) as connection:
        connection.sendall(b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
        connection.sendall(b'Content-Length: 100\r\n\r\n{"query"')
        tally.statuses["slow: " + connection.recv(15).decode("latin-1")] += 1


def report(tally: Tally) -> dict[str, Any]:
    """The siege in figures: counts, milliseconds, megabytes."""
    return {
        "hostile": sum(tally.statuses.values()),
        "statuses": dict(tally.statuses.most_common()),
        "internal_errors": tally.internal[:10],
        "honest": len(tally.honest_ms),
        "honest_failed": tally.honest_failed,
        "honest_ms": {"p50": statistics.median(tally.honest_ms), "most": max(tally.honest_ms)},
        "resident_mb": {"first": tally.resident[0] // 10**6, "most": max(tally.resident) // 10**6},
    }


if __name__ == "__main__":
    sys.exit(main())
