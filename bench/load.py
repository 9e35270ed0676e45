"""Load on a server: by `wrk` where it is fast, one request after the other where an answer takes long.

`wrk` prints one line of JSON (`load.lua`), which is read here. Figures are the client's: the server is not trusted to
measure itself.
"""

import json
import math
import os
import secrets
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.peers.peer import NEW, Endpoint, NotAvailable

_SCRIPT: Final = Path(__file__).with_name("load.lua")
SLOW: Final = 0.5
"""Answers that take longer than so many seconds are asked for one after the other."""
_LONGEST_WAIT: Final = 120
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Load:
    """How a server did under one load."""

    connections: int
    requests: int
    rate: float
    """Requests a second."""
    p50_ms: float
    p99_ms: float
    failed: int
    """Answers that were no 2xx, and requests without an answer."""
    bytes: int
    """Size of a whole response on average, with headers."""
    how: str = "wrk"

    def as_json(self) -> dict[str, Any]:
        """For the results."""
        return asdict(self)


def require_wrk() -> str:
    """The load generator's path; raises `NotAvailable`."""
    found = shutil.which("wrk")
    if found is None:
        raise NotAvailable("wrk is not installed (on Debian: apt-get install wrk)")
    return found


def under_load(
    endpoint: Endpoint, bodies: Sequence[bytes], connections: int, seconds: float, *, once: bool = False
) -> Load:
    """How the server does when so many connections ask without pause for so long, or until all was asked `once`."""
    unique = any(NEW.encode() in body for body in bodies)
    with tempfile.NamedTemporaryFile(suffix=".bodies") as file:
        file.write(b"\n".join(bodies) + b"\n")
        file.flush()
        environment = {
            **os.environ,
            "BODIES": file.name,
            "CONTENT_TYPE": endpoint.content_type,
            "ACCEPT": endpoint.accept,
            **({"UNIQUE": "w" + secrets.token_hex(4)} if unique else {}),
            **({"ONCE": "1"} if once else {}),
        }
        command = [
            require_wrk(),
            "-t1",
            f"-c{connections}",
            f"-d{max(1, math.ceil(seconds))}s",
            "--timeout",
            "60s",
            "-s",
            str(_SCRIPT),
        ]
        finished = subprocess.run(
            [*command, endpoint.url], env=environment, capture_output=True, text=True, check=False
        )
    return read_wrk(finished.stdout + finished.stderr, connections)


def read_wrk(output: str, connections: int) -> Load:
    """What `wrk` with our script printed; raises `NotAvailable` with its words when there are no figures in it."""
    line = next((line for line in output.splitlines() if line.startswith('{"requests"')), None)
    if line is None:
        raise NotAvailable(f"wrk says: {output.strip()[-500:]}")
    figures = json.loads(line)
    requests = figures["requests"]
    return Load(
        connections=connections,
        requests=requests,
        rate=requests / figures["seconds"],
        p50_ms=figures["p50_ms"],
        p99_ms=figures["p99_ms"],
        failed=figures["not_2xx"] + figures["socket_errors"],
        bytes=figures["bytes"] // max(requests, 1),
    )


def one_by_one(endpoint: Endpoint, bodies: Sequence[bytes], seconds: float) -> Load:
    """How the server does when one client asks, waits, and asks again; at least three times."""
    times: list[float] = []
    size = failed = 0
    started = time.perf_counter()
    for body in bodies:
        if time.perf_counter() - started > seconds and len(times) >= _FEWEST:
            break
        began = time.perf_counter()
        status, answer = endpoint.ask(body.replace(NEW.encode(), b"w" + secrets.token_hex(8).encode()), _LONGEST_WAIT)
        times.append((time.perf_counter() - began) * 1_000)
        size += len(answer)
        failed += status >= 300
    total = sum(times) / 1_000
    ranked = sorted(times)
    p99 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
    return Load(
        1, len(times), len(times) / total, statistics.median(times), p99, failed, size // len(times), "one by one"
    )
