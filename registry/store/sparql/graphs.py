"""Whole graphs as streams of RDF, in constant memory: from a snapshot by a process, or from a SPARQL server.

What is read here is written no faster than it is read; `close` ends the writing.
"""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final, Protocol, cast

from registry.errors import RegistryError, ServerBusy, StoreUnreachable
from registry.store.port import Store
from registry.store.sparql.process import started
from registry.store.sparql.snapshots import Source
from registry.store.sparql.writing import written_triples

AT_ONCE: Final = 8
"""Graphs that are read at one time; a reader may be as slow as it likes."""
_PIECE: Final = 1 << 16


class Stream:
    """The pieces of one graph's text; `close` must be called, also when nothing was read."""

    def __init__(self, file: BinaryIO, end: Callable[[], str], leave: Callable[[], None]) -> None:
        self._file, self._end, self._leave = file, end, leave
        self._is_open = True

    def pieces(self) -> Iterator[bytes]:
        """The text; raises `StoreUnreachable` when it cannot be read to its end."""
        while piece := os.read(self._file.fileno(), _PIECE):
            yield piece
        if failure := self._end():
            raise StoreUnreachable(f"The graph could not be read to its end: {failure}.")

    def close(self) -> None:
        """Ends the writing; a second time does nothing."""
        if self._is_open:
            self._is_open = False
            self._file.close()
            self._leave()


class Graphs(Protocol):
    """Reads whole graphs. Safe to use from several threads."""

    def revision(self) -> int:
        """The revision that a graph would be read at now; raises `StoreError`."""
        ...

    def read(self, graphs: Sequence[str], rdf_format: str) -> tuple[int, Stream]:
        """The graphs merged, and their revision; raises `ServerBusy` when too many are being read, and `StoreError`."""
        ...


class SnapshotGraphs:
    """Graphs of an embedded store, each read by a process of its own."""

    def __init__(self, source: Source, at_once: int = AT_ONCE) -> None:
        self._source = source
        self._places = threading.BoundedSemaphore(at_once)

    def revision(self) -> int:
        """The revision of the present snapshot."""
        snapshot = self._source.take()
        self._source.give_back(snapshot)
        return snapshot.revision

    def read(self, graphs: Sequence[str], rdf_format: str) -> tuple[int, Stream]:
        """Starts the process."""
        if not self._places.acquire(blocking=False):
            raise ServerBusy
        try:
            snapshot = self._source.take()
        except BaseException:
            self._places.release()
            raise
        module, path = "registry.store.sparql.dumping", str(snapshot.path)
        process = started(module, path, rdf_format, *graphs, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)

        def end() -> str:
            code = process.wait()
            return f"its process ended with {code}" if code else ""

        def leave() -> None:
            process.kill()
            process.wait()
            self._source.give_back(snapshot)
            self._places.release()

        output = cast("BinaryIO", process.stdout)
        return snapshot.revision, Stream(output, end, leave)


class StoreGraphs:
    """Graphs of a SPARQL server, read and written by a thread each."""

    THREADS: Final = "graph"

    def __init__(self, store: Store, at_once: int = AT_ONCE) -> None:
        self._store = store
        self._places = threading.BoundedSemaphore(at_once)

    def revision(self) -> int:
        """The revision of the store."""
        return self._store.head()

    def read(self, graphs: Sequence[str], rdf_format: str) -> tuple[int, Stream]:
        """Starts the thread."""
        revision = self._store.head()
        if not self._places.acquire(blocking=False):
            raise ServerBusy
        reading, writing = os.pipe()
        failures: list[str] = []

        def write() -> None:
            triples = (quad.triple for graph in graphs for quad in self._store.quads(graph))
            try:
                with os.fdopen(writing, "wb") as file:
                    written_triples(triples, rdf_format, file)
            except BrokenPipeError:
                pass  # nobody reads any more
            except (RegistryError, OSError) as error:
                failures.append(str(error))

            finally:
                self._places.release()

        thread = threading.Thread(target=write, name=self.THREADS, daemon=True)
        thread.start()

        def end() -> str:
            thread.join()
            return "; ".join(failures)

        # A thread whose reader has gone ends at its next piece, and gives its place back itself.
        return revision, Stream(os.fdopen(reading, "rb", buffering=0), end, lambda: None)
