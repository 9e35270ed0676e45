"""Worker processes as they are: what they get, how they end."""

import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.store.sparql.process import Ended, TimeIsUp, Worker, environment, new_file
from tests.unit.store.sparql.conftest import HEAVY, is_running
from tests.unit.store.sparql.test_evaluation import message


@pytest.fixture
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    started.end()


def test_a_worker_answers_and_stays(worker: Worker, store_folder: Path) -> None:
    for _ in range(2):
        with new_file() as file:
            reply = worker.ask(message(store_folder / "store", "ASK { ?s ?p 'published' }"), [file], 10)
            file.seek(0)
            assert json.loads(file.read())["boolean"]
            assert reply["form"] == "ASK"
    assert worker.is_alive


def test_a_query_over_its_time_is_ended_with_its_process(worker: Worker, store_folder: Path) -> None:
    with new_file() as file, pytest.raises(TimeIsUp):
        worker.ask(message(store_folder / "store", HEAVY), [file], 0.2)
    worker.end()
    assert not is_running(worker.pid)
    assert not worker.is_alive


def test_a_worker_that_is_gone_is_noticed(worker: Worker, store_folder: Path) -> None:
    worker.ask(message(None, "ASK {}"), [], 10)
    os.kill(worker.pid, 9)
    with pytest.raises(Ended):
        worker.ask(message(None, "ASK {}"), [], 10)


def test_a_worker_has_one_socket_and_no_setting(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.set_inheritable(True)
        other = Worker()
        try:
            other.ask(message(None, "ASK {}"), [], 10)
            open_files = {str(path.readlink()) for path in Path(f"/proc/{other.pid}/fd").iterdir()}
        finally:
            other.end()
    assert len([name for name in open_files if name.startswith("socket:")]) == 1
    monkeypatch.setenv("MISSION_REGISTRY_STORE", "https://me:secret@store.example/query")
    assert "secret" not in str(environment())


SERVER = """
import sys
from registry.store.sparql.process import Worker, new_file
from tests.unit.store.sparql.conftest import HEAVY
from tests.unit.store.sparql.test_evaluation import message
worker, file = Worker(), new_file()
worker.ask(message(None, "ASK {}"), [], 60)
print(worker.pid, flush=True)
worker.ask(message(sys.argv[1], HEAVY), [file], 60)
"""


def test_a_worker_at_work_dies_with_its_server_however_that_ends(store_folder: Path) -> None:
    root = Path(__file__).parents[4]
    command = [sys.executable, "-c", SERVER, str(store_folder / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as server:
        assert server.stdout is not None
        process = os.pidfd_open(int(server.stdout.readline()))
        server.kill()
    try:
        ended = select.poll()
        ended.register(process, select.POLLIN)
        assert ended.poll(60_000), "the worker outlives its server"
    finally:
        os.close(process)
