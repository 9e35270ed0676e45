"""Which store it is: the only place where that is chosen."""

from registry.settings import Settings
from registry.store.oxigraph import EmbeddedStore
from registry.store.port import Store


def open_store(settings: Settings, *, read_only: bool = False) -> Store:
    """The store that the settings name; raises leaves of `StoreError` when the embedded one cannot be opened."""
    if settings.store == "embedded":
        return EmbeddedStore(
            settings.data_dir / "store",
            read_only=read_only,
            journal_bytes=int(settings.journal_megabytes * 1_000_000),
        )
    # Only who uses a server waits for an HTTP client to be imported.
    from registry.store.remote import RemoteStore

    return RemoteStore(settings.store, settings.store_update, timeout=settings.store_timeout, read_only=read_only)
