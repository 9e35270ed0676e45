"""A worker process seen from the server: started afresh, asked with a deadline, ended.

It is started by `exec`, not forked from a server with threads; of the server's open files it gets one end of one
socket, and of its environment only what Python needs.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, Final

from registry.errors import StoreUnreachable
from registry.store.sparql.question import nobody_leaves

_ROOT: Final = Path(__file__).resolve().parents[3]
_KEPT: Final = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TMPDIR")
_STARTING: Final = 60.0
"""Seconds that a process may take until it is ready."""
_LOOK: Final = 0.2
"""Seconds after which it is seen that whoever asked has gone."""


class TimeIsUp(Exception):
    """No reply by the deadline."""


class Ended(Exception):
    """The process ended before it replied, mostly for want of memory."""


class Left(Exception):
    """Whoever asked has gone, and what was being worked out is for nobody."""


class Worker:
    """One process. Not safe to use from several threads at once."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = started("registry.store.sparql.child", stdin=theirs, stdout=subprocess.DEVNULL)
        self._channel = ours
        self._is_ready = False

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(
        self,
        message: Mapping[str, Any],
        files: Sequence[BinaryIO],
        seconds: float,
        is_left: Callable[[], bool] = nobody_leaves,
    ) -> Mapping[str, Any]:
        """The reply; raises `TimeIsUp`, `Ended` and `Left`, after which the worker is good for nothing but `end`.

        The seconds count from when the process is ready. Raises `StoreUnreachable` when it never is.
        """
        self._wait_until_ready()
        deadline = monotonic() + seconds
        line = json.dumps(message).encode() + b"\n"
        try:
            self._channel.settimeout(seconds)
            sent = socket.send_fds(self._channel, [line], [file.fileno() for file in files])
            self._channel.sendall(line[sent:])
        except TimeoutError as error:
            raise TimeIsUp from error
        except OSError as error:
            raise Ended from error
        return self._reply(deadline, is_left)

    def end(self) -> None:
        """Ends the process, whatever it is doing, and waits until it is gone."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._reply(monotonic() + _STARTING)
        except (TimeIsUp, Ended) as error:
            raise StoreUnreachable("The process that answers SPARQL queries cannot be started.") from error
        self._is_ready = True

    def _reply(self, deadline: float, is_left: Callable[[], bool] = nobody_leaves) -> Mapping[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            left = deadline - monotonic()
            if left <= 0:
                raise TimeIsUp
            if is_left():
                raise Left
            self._channel.settimeout(min(left, _LOOK))
            try:
                data = self._channel.recv(1 << 16)
            except TimeoutError:
                continue
            except OSError as error:
                raise Ended from error
            if not data:
                raise Ended
            line += data
        reply: Mapping[str, Any] = json.loads(line)
        return reply


def started(module: str, *arguments: str, **streams: Any) -> "subprocess.Popen[bytes]":
    """A Python process that runs a module of ours, with nothing of this one but the streams."""
    # -P: the folder that the server was started in is no place to take modules from.
    command = [sys.executable, "-P", "-m", module, *arguments]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment(), close_fds=True, **streams)  # noqa: S603


def environment() -> dict[str, str]:
    """What a process of ours is told: where Python's modules are; no setting, and above all no password."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    places = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(places),
        "MALLOC_ARENA_MAX": "1",  # address space is what is limited, and arenas reserve it in advance
        "RUST_BACKTRACE": "0",
    }


def new_file() -> BinaryIO:
    """A file without a name in the system's folder for such; gone when nobody has it open any more."""
    return tempfile.TemporaryFile(buffering=0)
