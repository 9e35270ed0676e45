"""Starting a server for a measurement, waiting until it answers, and stopping it: only ever what was started here."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from bench.peers.peer import NotAvailable

_PAUSE: Final = 0.02
_PATIENCE: Final = 600


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers."""

    pid: int
    seconds: float
    """From its start to its first answer."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def started(
    command: Sequence[str | Path], ready: str, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[Started]:
    """The server, from the moment when `ready` answers with 2xx or 4xx until the block ends.

    Raises `NotAvailable` with the end of what it printed when it ends before, or does not answer in ten minutes.
    """
    with TemporaryFile() as log:
        began = time.monotonic()
        process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, stdout=log, stderr=subprocess.STDOUT, cwd=cwd
        )
        try:
            while not _answers(ready):
                if process.poll() is not None or time.monotonic() - began > _PATIENCE:
                    log.seek(0)
                    words = log.read().decode(errors="replace").strip()[-500:]
                    raise NotAvailable(f"{Path(command[0]).name} does not serve: {words}")
                time.sleep(_PAUSE)
            yield Started(process.pid, time.monotonic() - began)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except URLError as error:
        # A server that says "not so" is there; one that says "not yet" is not.
        return 400 <= getattr(error, "code", 0) < 500
    except OSError:
        return False


def resident_bytes(pid: int) -> int:
    """Memory that a process and its children hold, as the kernel counts it; pages that they share count for each."""
    total = 0
    for found in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{found}/status").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))
    return total


def _children(pid: int) -> Iterator[int]:
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(word) for word in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _children(child)
