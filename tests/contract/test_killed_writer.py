"""kill -9 in the middle of writing: what was acknowledged is there, and half a change is not."""

import subprocess
import sys
from pathlib import Path

from registry.store.oxigraph import EmbeddedStore
from tests.contract.changes import statements, triple

WRITER = """
import sys
from pathlib import Path
from registry.store.oxigraph import EmbeddedStore
from tests.contract.changes import change, triple

store = EmbeddedStore(Path(sys.argv[1]))
while True:
    head = store.head()
    store.write(change(head, [triple(f"record-{head}", f"p{n}", "x") for n in range(50)]))
    print(head + 1, flush=True)
"""
ROOT = Path(__file__).parents[2]


def test_acknowledged_writes_survive_kills(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    for writes_before_the_kill in (1, 2, 5, 12, 25):
        last = _acknowledged_by_a_writer_that_is_killed(directory, writes_before_the_kill)
        with EmbeddedStore(directory) as store:
            head = store.head()
            assert last <= head <= last + 1
            expected = {triple(f"record-{number}", f"p{n}", "x") for number in range(head) for n in range(50)}
            assert statements(store) == expected


def _acknowledged_by_a_writer_that_is_killed(directory: Path, writes: int) -> int:
    command = [sys.executable, "-c", WRITER, str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as writer:
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _ in range(writes)]
        writer.kill()
        seen += [line for line in writer.stdout if line.endswith(b"\n")]
    return int(seen[-1])
