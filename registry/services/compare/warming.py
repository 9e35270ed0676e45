"""Reads the tables that comparing counts before anybody compares, in the background and once, after the server started.

The first comparison of a class of records would read all of them. Tables then follow what changes by themselves.
"""

import logging
import threading
from typing import Final, Protocol

from registry.errors import RegistryError
from registry.index.tables import Plan, Tables

_LOG: Final = logging.getLogger("registry.compare")
MOST: Final = 20_000
"""Of more records nothing is read ahead: that would hold up requests for seconds, and take memory perhaps in vain."""


class Warmed(Protocol):
    """What is read ahead: a `Finder`."""

    @property
    def total(self) -> int:
        """How many records there are."""
        ...

    def tables(self, plan: Plan) -> Tables:
        """What the records say."""
        ...


class Warming:
    """A thread that makes one table after the other, and ends."""

    def __init__(self, finder: Warmed, plan: Plan, most: int = MOST, *, after_s: float = 0) -> None:
        """It begins so many seconds after it was started, and leaves the first ones to the start itself."""
        self._finder, self._plan, self._most, self._after_s = finder, plan, most, after_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reading for comparisons", daemon=True)

    def start(self) -> None:
        """Begins to read, where that is quickly done; to be called once."""
        if self._finder.total <= self._most:
            self._thread.start()

    def stop(self) -> None:
        """Reads no further table; returns when the one that is under way is done."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        if self._stopping.wait(self._after_s):
            return
        try:
            tables = self._finder.tables(self._plan)
            for class_name in self._plan.columns:
                if self._stopping.is_set():
                    return
                tables.of(class_name)
        except RegistryError as error:
            _LOG.warning("comparisons are not read ahead: %s", error.message)
