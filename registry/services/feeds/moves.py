"""Word that the registry has moved to another revision, for whoever waits for it in this process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Moves:
    """Tells listeners that something was written; what it was they find out themselves. Any thread may tell."""

    def __init__(self) -> None:
        self._listeners: set[Callable[[], None]] = set()
        self._lock = threading.Lock()

    def tell(self) -> None:
        """Calls every listener, which must be quick and must not raise."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    @contextmanager
    def heard_by(self, listener: Callable[[], None]) -> Iterator[None]:
        """Has the listener called for as long as the block lasts."""
        with self._lock:
            self._listeners.add(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.discard(listener)

    @property
    def has_listeners(self) -> bool:
        """Whether anybody waits."""
        return bool(self._listeners)
