"""Several processes with one index: who writes, who reads, and what is left of one that is killed."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from registry.errors import IndexLocked
from registry.index.folder import Folder
from registry.index.following import Index, readable
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store
from tests.unit.index.following import RECIPE, agrees, mission, store_of, titles, write
from tests.unit.index.small import iri

ROOT = Path(__file__).parents[3]
OTHER_RECIPE = replace(RECIPE, languages=("sv",))


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of("a") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_a_second_process_reads_what_the_first_has_written(store: Store, folder: Path) -> None:
    with Index.open(RECIPE, store, folder) as writer, Index.open(RECIPE, store, folder) as reader:
        assert agrees(reader.engine, store)
        write(store, mission("b", "b"))
        writer.catch_up()
        assert reader.catch_up() == {iri("mission", "b")}
        assert agrees(reader.engine, store)


def test_a_second_process_waits_until_the_first_has_followed(store: Store, folder: Path) -> None:
    with Index.open(RECIPE, store, folder) as writer, Index.open(RECIPE, store, folder, patience_s=30) as reader:
        write(store, mission("b", "b"))
        changed: list[object] = []
        waiting = threading.Thread(target=lambda: changed.append(reader.catch_up()))
        waiting.start()
        writer.catch_up()
        waiting.join()
        assert changed == [{iri("mission", "b")}]
        assert titles(reader.engine, "b") == ["b"]


def test_a_second_process_says_who_does_not_follow(store: Store, folder: Path) -> None:
    with Index.open(RECIPE, store, folder), Index.open(RECIPE, store, folder, patience_s=0) as reader:
        write(store, mission("b", "b"))
        with pytest.raises(IndexLocked, match=rf"process {os.getpid()} "):
            reader.catch_up()
        assert titles(reader.engine, "a", "b") == ["a", ""]


def test_a_second_process_writes_once_the_first_has_ended(store: Store, folder: Path) -> None:
    writer = Index.open(RECIPE, store, folder)
    with Index.open(RECIPE, store, folder) as reader:
        write(store, mission("b", "b"))
        writer.catch_up()
        writer.close()
        write(store, mission("c", "c"))
        assert reader.catch_up() == {iri("mission", "b"), iri("mission", "c")}
        assert agrees(reader.engine, store)
        with pytest.raises(IndexLocked):
            Index(RECIPE, store, Folder(folder)).rebuild()


def test_a_second_process_becomes_the_writer_when_the_first_ends_while_it_waits(store: Store, folder: Path) -> None:
    writer = Index.open(RECIPE, store, folder)
    with Index.open(RECIPE, store, folder, patience_s=30) as reader:
        write(store, mission("b", "b"))
        waiting = threading.Thread(target=reader.catch_up)
        waiting.start()
        writer.close()
        waiting.join()
        assert agrees(reader.engine, store)


def test_a_second_process_goes_over_to_an_index_that_was_made_anew(store: Store, folder: Path) -> None:
    with Index.open(RECIPE, store, folder) as writer, Index.open(RECIPE, store, folder) as reader:
        write(store, mission("b", "b"))
        writer.rebuild()
        assert reader.catch_up() == {iri("mission", "b")}
        assert reader.engine.directory == writer.engine.directory
        write(store, clear=True)
        writer.catch_up()
        assert reader.catch_up() == {iri("mission", "a"), iri("mission", "b")}
        assert agrees(reader.engine, store)


def test_an_index_made_by_other_rules_is_not_gone_over_to(store: Store, folder: Path) -> None:
    first = Index.open(RECIPE, store, folder)
    with Index.open(RECIPE, store, folder, patience_s=0) as reader:
        first.close()
        with Index.open(OTHER_RECIPE, store, folder) as other:
            write(store, mission("b", "b"))
            other.catch_up()
            with pytest.raises(IndexLocked):
                reader.catch_up()
            assert titles(reader.engine, "a", "b") == ["a", ""]
        assert reader.catch_up() is None  # it writes now, and makes the index anew by its own rules
        assert agrees(reader.engine, store)


def test_a_process_that_finds_no_index_of_use_works_from_one_in_memory(
    store: Store, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = Index.open(OTHER_RECIPE, store, folder)
    with other, caplog.at_level(logging.WARNING), Index.open(RECIPE, store, folder) as index:
        assert "working from one in memory" in caplog.text
        write(store, mission("b", "b"))
        assert index.catch_up() == {iri("mission", "b")}
        assert agrees(index.engine, store)


def test_a_writer_whose_index_was_exchanged_meanwhile_makes_it_anew(store: Store, folder: Path) -> None:
    with Index.open(RECIPE, store, folder) as writer:
        Folder(folder).use(Folder(folder).fresh())
        write(store, mission("b", "b"))
        assert writer.catch_up() is None
        assert agrees(writer.engine, store)


def test_a_reader_whose_index_is_taken_away_keeps_what_it_has(
    store: Store, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Index.open(RECIPE, store, folder), Index.open(RECIPE, store, folder, patience_s=0) as reader:
        directory = reader.engine.directory
        assert directory is not None
        (directory / "meta.json").unlink()
        write(store, mission("b", "b"))
        with caplog.at_level(logging.WARNING), pytest.raises(IndexLocked):
            reader.catch_up()
        assert "cannot be read again" in caplog.text
        assert titles(reader.engine, "a") == ["a"]


BUILDER = """
import sys
from pathlib import Path
from registry.index.following import Index
from registry.store.oxigraph import EmbeddedStore
from tests.unit.index.following import RECIPE

def watch(items, what, total):
    for item in items:
        print("a record", flush=True)
        yield item

folder = Path(sys.argv[1])
with EmbeddedStore(folder / "store") as store, Index.open(RECIPE, store, folder / "index") as index:
    while True:
        index.rebuild(watch)
        print("built", flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 3, 250, 430])
def test_a_build_that_is_killed_leaves_the_index_before_it(tmp_path: Path, lines: int) -> None:
    with store_of(*(f"m-{number}" for number in range(210)), directory=tmp_path / "store") as store:
        Index.open(RECIPE, store, tmp_path / "index").close()
    kill_after(lines, BUILDER, tmp_path)
    with EmbeddedStore(tmp_path / "store") as store:
        kept = readable(RECIPE, Folder(tmp_path / "index"))
        assert kept is not None
        assert agrees(kept, store)
        with Index.open(RECIPE, store, tmp_path / "index") as index:
            index.rebuild()
            assert agrees(index.engine, store)
    assert len(list((tmp_path / "index").glob("build-*"))) == 1


FIRST_BUILD = BUILDER.replace('folder / "index")', 'folder / "index", watch)')


def test_a_first_build_that_is_killed_leaves_none(tmp_path: Path) -> None:
    store_of(*(f"m-{number}" for number in range(150)), directory=tmp_path / "store").close()
    kill_after(120, FIRST_BUILD, tmp_path)
    assert Folder(tmp_path / "index").current() is None
    with EmbeddedStore(tmp_path / "store") as store, Index.open(RECIPE, store, tmp_path / "index") as index:
        assert agrees(index.engine, store)


FOLLOWER = """
import sys
from pathlib import Path
from registry.index.following import Index
from registry.store.oxigraph import EmbeddedStore
from tests.unit.index.following import RECIPE, mission, write

folder = Path(sys.argv[1])
with EmbeddedStore(folder / "store") as store, Index.open(RECIPE, store, folder / "index") as index:
    while True:
        number = store.head()
        write(store, mission("a", f"a {number}"), mission("a", "a" if number == 1 else f"a {number - 1}"))
        print("written", flush=True)
        index.catch_up()
        print("followed", flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 9, 16])
def test_an_index_that_was_following_when_it_was_killed_catches_up(tmp_path: Path, lines: int) -> None:
    store_of("a", "b", directory=tmp_path / "store").close()
    kill_after(lines, FOLLOWER, tmp_path)
    with EmbeddedStore(tmp_path / "store") as store, Index.open(RECIPE, store, tmp_path / "index") as index:
        assert store.head() > 1
        assert agrees(index.engine, store)


def kill_after(lines: int, script: str, folder: Path) -> None:
    """Runs a script until it has said so much, then kills it as it goes on."""
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
    assert all(line.endswith(b"\n") for line in said)


FULL = """
import resource, signal, sys
from pathlib import Path
from registry.errors import IndexNotWritten
from registry.index.following import Index
from tests.unit.index.following import RECIPE, agrees, mission, store_of, titles, write

folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

with store_of("a", "b") as store:
    room(4096)
    try:
        Index.open(RECIPE, store, folder)
    except IndexNotWritten as error:
        print("build refused", len(list(folder.glob("build-*"))))
    room(resource.RLIM_INFINITY)
    with Index.open(RECIPE, store, folder) as index:
        room(4096)
        write(store, [t for number in range(300) for t in mission(f"m-{number}", "title " * 40)])
        for again in range(2):
            try:
                index.catch_up()
            except IndexNotWritten as error:
                print("refused", titles(index.engine, "a", "m-1"), index.mark.revision)
        try:
            index.rebuild()
        except IndexNotWritten as error:
            print("rebuild refused", titles(index.engine, "a", "m-1"), index.mark.revision)
        room(resource.RLIM_INFINITY)
        print(len(index.catch_up()), agrees(index.engine, store))
"""


def test_a_full_disk_is_told_and_the_index_answers_as_before(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "index")], cwd=ROOT, capture_output=True, text=True, timeout=200
    )
    assert done.stdout.splitlines() == [
        "build refused 0",
        "refused ['a', ''] 1",
        "refused ['a', ''] 1",
        "rebuild refused ['a', ''] 1",
        "300 True",
    ], done.stderr
