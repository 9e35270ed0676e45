from pathlib import Path

import pytest

from registry.errors import Misuse, StoreUnreachable
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.oxigraph import EmbeddedStore
from registry.store.remote import RemoteStore


def test_the_embedded_store_stands_in_the_data_directory(tmp_path: Path) -> None:
    with open_store(Settings(data_dir=tmp_path / "new" / "folder")) as store:
        assert isinstance(store, EmbeddedStore)
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        "store",
        "store.journal",
        "store.lock",
    ]


def test_an_address_is_a_server_and_opening_it_sends_nothing() -> None:
    with open_store(Settings(store="http://127.0.0.1:1/query", store_timeout=1.0)) as store:
        assert isinstance(store, RemoteStore)
        with pytest.raises(StoreUnreachable, match=r"http://127\.0\.0\.1:1/query cannot be reached"):
            store.head()


def test_an_address_that_is_none_is_misuse() -> None:
    with pytest.raises(Misuse, match="address of the store"):
        open_store(Settings(store="http://localhost:port/query"))
