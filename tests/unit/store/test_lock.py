import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from registry.errors import StoreLocked
from registry.store.lock import HeldLock
from registry.store.oxigraph import EmbeddedStore

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from registry.store.oxigraph import EmbeddedStore

store = EmbeddedStore(Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store"), pytest.raises(StoreLocked) as caught:
        EmbeddedStore(tmp_path / "store")
    assert str(tmp_path) in caught.value.message
    assert f"process {os.getpid()} (" in caught.value.message
    assert f"on {socket.gethostname()} since 20" in caught.value.message


def test_a_reader_waits_for_no_writer_and_a_writer_for_no_reader(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store"), pytest.raises(StoreLocked):
        EmbeddedStore(tmp_path / "store", read_only=True)
    with EmbeddedStore(tmp_path / "store", read_only=True), EmbeddedStore(tmp_path / "store", read_only=True) as other:
        assert other.head() == 0
        with pytest.raises(StoreLocked):
            EmbeddedStore(tmp_path / "store")


def test_a_holder_that_was_killed_is_no_obstacle(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, "serve", str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked, match=rf"process {holder.pid} \(-c serve\)"):
            EmbeddedStore(tmp_path / "store")
        holder.kill()
        holder.wait()
        with EmbeddedStore(tmp_path / "store") as store:
            assert store.head() == 0


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "another process"),
        (b"not json", "another process"),
        (b"[]", "another process"),
        (json.dumps({"host": socket.gethostname(), "pid": 2**22 + 1}).encode(), "another process"),
        (
            json.dumps({"host": socket.gethostname(), "pid": 1, "command": "init", "since": "then"}).encode(),
            r"process 1 \(init\)",
        ),
        (
            json.dumps({"host": "elsewhere", "pid": 7, "command": "serve", "since": "then"}).encode(),
            r"process 7 \(serve\) on elsewhere since then",
        ),
    ],
)
def test_a_lock_file_that_names_nobody_alive_here_is_not_believed(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "store.lock"
    held = HeldLock(path, shared=True)
    path.write_bytes(content)
    with pytest.raises(StoreLocked, match=f"in use by {named}"):
        HeldLock(path, shared=False)
    held.release()
