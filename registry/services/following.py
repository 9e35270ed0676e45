"""Looks again and again whether others have written to the store, so that a server shows their changes too."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from registry.errors import RegistryError

_LOG: Final = logging.getLogger("registry.index")


class Follower:
    """A thread that calls `follow` every so many seconds until it is stopped; what goes wrong is logged once."""

    def __init__(self, follow: Callable[[], None], seconds: float) -> None:
        self._follow, self._seconds = follow, seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="following the store", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Looks no more; returns when a look that is under way has come to its end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        told = ""
        while not self._stopping.wait(self._seconds):
            try:
                self._follow()
                told = ""
            except RegistryError as error:
                if error.message != told:
                    _LOG.warning("the store cannot be followed: %s", error.message)
                told = error.message
