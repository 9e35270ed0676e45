"""The loop of a worker process over a socket, run on threads here."""

import json
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from registry.store.sparql.child import Answerer, Memory, answer_all, receive
from tests.unit.store.sparql.test_evaluation import NO_PROC, SELECT, message


@contextmanager
def child() -> Iterator[socket.socket]:
    """The server's end of a worker that ends when the block does."""
    ours, theirs = socket.socketpair()
    questions: SimpleQueue[tuple[bytes, list[int]] | None] = SimpleQueue()
    threads = [
        threading.Thread(target=receive, args=(theirs, questions)),
        threading.Thread(target=answer_all, args=(theirs, questions, Answerer(Memory(NO_PROC)))),
    ]
    for thread in threads:
        thread.start()
    with theirs, ours:
        yield ours
        ours.shutdown(socket.SHUT_WR)
        for thread in threads:
            thread.join()


def line(channel: socket.socket) -> Any:
    return json.loads(channel.makefile().readline())


def test_a_worker_says_that_it_is_ready_and_answers_one_question_after_the_other(store_folder: Path) -> None:
    with child() as channel, tempfile.TemporaryFile() as file:
        assert line(channel) == {"ready": True}
        for _ in range(2):
            asked = json.dumps(message(store_folder / "store", SELECT, rows_as="csv")).encode() + b"\n"
            socket.send_fds(channel, [asked[:10]], [file.fileno()])
            channel.sendall(asked[10:])
            assert line(channel)["size"] > 0
            file.seek(0)
            assert file.read().startswith(b"s,o\r\n")
            file.seek(0)


def test_a_disk_that_is_full_ends_no_worker(store_folder: Path) -> None:
    with child() as channel:
        line(channel)
        full = os.open("/dev/full", os.O_RDWR)
        asked = json.dumps(message(store_folder / "store", SELECT)).encode() + b"\n"
        socket.send_fds(channel, [asked], [full])
        os.close(full)
        assert line(channel)["failed"] == "store"
        channel.sendall(json.dumps(message(None, "ASK {}")).encode() + b"\n")
        assert line(channel)["form"] == "ASK"


def test_a_connection_that_breaks_is_the_end() -> None:
    ours, theirs = socket.socketpair()
    questions: SimpleQueue[tuple[bytes, list[int]] | None] = SimpleQueue()
    theirs.close()
    receive(theirs, questions)
    assert questions.get_nowait() is None
    ours.close()
