"""The store did not do as asked."""

from registry.errors.kinds import INVALID, STORE_OUT_OF_REACH, RegistryError


class StoreError(RegistryError):
    """The store did not do as asked."""

    exit_code = STORE_OUT_OF_REACH
    status = 503
    advice = "See the server's log for the cause."


class StoreUnreachable(StoreError):
    """No answer from the store, or no permission."""

    advice = "Check that the store runs, its address in the setting `store`, and your permission."


class StoreLocked(StoreError):
    """Another process holds the embedded store."""

    advice = (
        "Stop that process or, if it is a server, ask it over HTTP. Or use another data directory (setting data_dir), "
        "or a SPARQL server as store."
    )

    def __init__(self, path: str, holder: str, instead: str = "") -> None:
        """`instead` is a sentence on how to have the same from the holder."""
        super().__init__(f"The store at {path} is in use by {holder}.{f' {instead}' if instead else ''}")
        self.path, self.holder = path, holder


class StoreDamaged(StoreError):
    """Files of the embedded store that cannot be read."""

    advice = (
        "Keep a copy of the data directory. Then restore a backup into a new one with `mission-registry restore`; "
        "without a backup, start with an empty data directory: the seed is loaded anew."
    )


class DoubledRevision(StoreError):
    """A server let two writers make the same revision; it does not apply updates one after another."""

    status = 500
    advice = "Let one process alone write to that server, or use a server that applies updates one after another."

    def __init__(self, number: int, times: int) -> None:
        super().__init__(
            f"Revision {number} was written {times} times at once; one of the changes was refused too late."
        )


class StoreFull(StoreError):
    """No room left on the disk."""

    status = 507
    advice = "Free some space on that disk and try again; nothing was changed."


class StaleRevision(StoreError):
    """Somebody else wrote since the revision that a change was based on."""

    exit_code = INVALID
    status = 409
    advice = "Read the present revision, apply your change to it and send it again."

    def __init__(self, expected: int, actual: int) -> None:
        super().__init__(f"The change was based on revision {expected}; the store is at {actual}.")


class IndexLocked(StoreError):
    """Another process writes the index beside the store."""

    advice = "Stop that process and try again; while it runs it keeps the index up to date by itself."

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(f"The index at {path} is in use by {holder}.")


class IndexNotWritten(StoreError):
    """The index beside the store could not be written, most often because the disk is full."""

    status = 507
    advice = (
        "What was accepted is in the store, and lists show it once the index can be written: free some space on the "
        "disk, then write again or run `mission-registry reindex`."
    )

    def __init__(self, cause: str) -> None:
        super().__init__(f"The index could not be written: {' '.join(cause.split())[:300]}")


class BackupDamaged(StoreError):
    """A backup that is not as it was written, or without its manifest."""

    status = 500
    advice = "Use another backup; `mission-registry verify` tells which are whole."
