"""Who holds the embedded store, or the index: a lock file beside it that one writer or several readers hold, and that
names them.

The lock is the operating system's (`flock`), so it is gone when its process is, however that ended.
"""

import fcntl
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from registry.errors import IndexLocked, StoreLocked


class HeldLock:
    """A lock that is held until `release`; raises the refusal, which names the holder, or `OSError`."""

    def __init__(self, path: Path, *, shared: bool, refusal: type[StoreLocked | IndexLocked] = StoreLocked) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _holder(os.pread(self._file, 4096, 0))
            os.close(self._file)
            raise refusal(str(path.parent), holder) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, _this_process(), 0)

    def release(self) -> None:
        """Lets go; must be called once."""
        os.close(self._file)


def _this_process() -> bytes:
    # No more than the subcommand: what follows may be an address with a password in it.
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    started = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": started, "command": command}).encode()


def _holder(content: bytes) -> str:
    try:
        held = json.loads(content)
        if held["host"] == socket.gethostname():
            with suppress(PermissionError):  # it lives, and is another user's
                os.kill(held["pid"], 0)
    except (ValueError, KeyError, TypeError, ProcessLookupError):
        return "another process"  # one of several readers, and not the one that wrote its name last
    return f"process {held['pid']} ({held['command']}) on {held['host']} since {held['since']}"
