import errno
import os
from pathlib import Path

import pytest

from registry.errors import (
    QueryError,
    RegistryError,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
)
from registry.namespaces import PUBLISHED
from registry.store.dataset import in_our_words
from registry.store.oxigraph import EmbeddedStore
from registry.store.queries import BoundQuery
from tests.contract.changes import change, triple


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A store with a few statements, closed."""
    with EmbeddedStore(tmp_path / "store") as store:
        store.write(change(0, [triple("a", "p", str(n)) for n in range(500)]))
    return tmp_path / "store"


def test_a_new_data_directory_is_open_to_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        EmbeddedStore(tmp_path / "data" / "store").close()
    finally:
        os.umask(before)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_reader_needs_a_store_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="no store at"):
        EmbeddedStore(tmp_path / "store", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_a_folder_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnreachable):
        EmbeddedStore(tmp_path / "file" / "store")
    with pytest.raises(StoreUnreachable):
        EmbeddedStore(tmp_path / "file")


def test_a_program_without_our_lock_is_noticed(directory: Path) -> None:
    with EmbeddedStore(directory) as store:
        stream = store.quads(PUBLISHED)
        next(stream)
        store.close()
        with pytest.raises(StoreLocked, match="does not use this registry's lock"):
            EmbeddedStore(directory)


def test_a_stream_sees_the_graph_as_it_was_when_reading_began() -> None:
    with EmbeddedStore(None) as store:
        store.write(change(0, [triple("a", "p", "1"), triple("a", "p", "2")]))
        stream = store.quads(PUBLISHED)
        seen = {next(stream).triple}
        store.write(change(1, clear=True))
        assert seen | {quad.triple for quad in stream} == {triple("a", "p", "1"), triple("a", "p", "2")}


def test_a_query_that_fails_on_the_way_is_a_query_error() -> None:
    with EmbeddedStore(None) as store, pytest.raises(QueryError):
        store.select(BoundQuery("SELECT * { ?s ?p '\ud800' }"))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StoreFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreFull),
        (OSError("IO error: No space left on device: While appending to file: /x/000009.sst"), StoreFull),
        (RuntimeError("IO error: No space left on device"), StoreFull),
        (PermissionError(errno.EACCES, "Permission denied"), StoreUnreachable),
        (OSError("IO error: While open a file: /x/CURRENT: Permission denied"), StoreUnreachable),
        (RuntimeError("Corruption: block checksum mismatch"), StoreDamaged),
        (FileNotFoundError("IO error: /x/000009.sst"), StoreDamaged),
        (OSError("IO error: lock hold by current process: /x/LOCK: No locks available"), StoreLocked),
        (OSError(errno.EMFILE, "Too many open files"), StoreUnreachable),
        (RuntimeError("The variable is not bound"), QueryError),
    ],
)
def test_each_error_from_below_is_said_in_our_words(error: Exception, expected: type[RegistryError]) -> None:
    said = in_our_words(error, "/data/store")
    assert type(said) is expected
    if expected is not QueryError:
        assert "/data/store" in said.message
