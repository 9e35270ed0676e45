"""A whole dataset as two files: all statements as compressed N-Quads, and a manifest that says what is in them.

Checkpoints of the journal and backups are such copies. They are written and read as streams, so memory does not grow
with the registry, and the manifest comes last: without it there is no copy.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from registry import __version__
from registry.errors import BackupDamaged
from registry.rdf.terms import Iri, to_ntriples
from registry.store.journal.durable import put_in_place
from registry.store.revisions import Position

ENDING: Final = ".nq.gz"
_FORMAT: Final = 1
_GZIP: Final = 31
_LEVEL: Final = 1
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds, and how to tell that it is whole."""

    revision: int
    """The last revision in it."""
    token: str | None
    """What tells that revision from every other."""
    time: str | None
    """When that revision was written."""
    taken: str
    """When the copy was made."""
    statements: int
    graphs: Mapping[str, int]
    """How many statements each graph has."""
    bytes: int
    sha256: str
    """Size and checksum of the compressed file."""
    made_by: Mapping[str, str] = field(default_factory=dict)
    """Versions of the software that wrote it."""
    place: tuple[int, int] | None = None
    """Of a checkpoint: what the store's list of its own files was then (`journal.files.list_of_files`)."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """The manifest of a copy; raises `BackupDamaged` when there is none that can be read."""
        beside = manifest_path(path)
        try:
            told = json.loads(beside.read_bytes())
            if told.pop("format") != _FORMAT:
                raise BackupDamaged(f"{beside} was written by a newer version of this program.")
            place = told.pop("place", None)
            return cls(**told, place=(int(place[0]), int(place[1])) if place else None)
        except OSError as error:
            raise BackupDamaged(f"The manifest {beside} of the copy cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupDamaged(f"The manifest {beside} of the copy is damaged: {error}.") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def manifest_path(path: Path) -> Path:
    """Where the manifest of a copy stands: beside it, as `.json`."""
    return path.with_name(path.name.removesuffix(ENDING) + ".json")


class CopyWriter:
    """Writes a copy: each graph is begun, then its statements come as N-Triples in pieces of any size.

    As a context, what was not finished is removed. Raises `OSError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + ".part")
        # Drafts are in it too: nobody but this user may look.
        self._file: BinaryIO = open(self._unfinished, "wb", buffering=_CHUNK, opener=_private)  # noqa: SIM115
        self._zip = zlib.compressobj(_LEVEL, wbits=_GZIP)
        self._hash = hashlib.sha256()
        self._size = 0
        self._graphs: dict[str, int] = {}
        self._graph, self._ending, self._rest = "", b"", b""

    def begin(self, graph: str) -> None:
        """From now on, statements are of this graph."""
        self._end_of_graph()
        self._graph, self._ending = graph, f" {to_ntriples(Iri(graph))} .\n".encode()
        self._graphs.setdefault(graph, 0)

    def write(self, data: bytes) -> int:
        """Takes a piece of N-Triples, cut anywhere."""
        lines, newline, rest = data.rpartition(b"\n")
        if newline:
            # No line break can stand in a statement of N-Triples, so every one ends a statement.
            whole = (self._rest + lines + newline).replace(b" .\n", self._ending)
            self._graphs[self._graph] += whole.count(b"\n")
            self._put(self._zip.compress(whole))
            self._rest = rest
        else:
            self._rest += rest
        return len(data)

    def flush(self) -> None:
        """Does nothing; writers of streams ask for it."""

    def finish(self, position: Position, place: tuple[int, int] | None = None) -> Manifest:
        """Puts the copy in its place, on the disk for good; `position` is where the store stood."""
        self._end_of_graph()
        self._put(self._zip.flush())
        self._file.close()
        put_in_place(self._unfinished, self._path)
        manifest = Manifest(
            revision=position.revision,
            token=position.token,
            time=position.time.isoformat() if position.time else None,
            taken=datetime.now(UTC).isoformat(timespec="seconds"),
            statements=sum(self._graphs.values()),
            graphs=dict(sorted(self._graphs.items())),
            bytes=self._size,
            sha256=self._hash.hexdigest(),
            made_by={"mission-registry": __version__, "pyoxigraph": version("pyoxigraph")},
            place=place,
        )
        write_manifest(manifest, self._path)
        return manifest

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._unfinished.unlink(missing_ok=True)

    def _end_of_graph(self) -> None:
        if self._rest:
            raise ValueError("the statements of a graph end in the middle of a line")

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._size += len(data)


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Puts the manifest beside the copy at `path`."""
    beside = manifest_path(path)
    unfinished = beside.with_name(beside.name + ".part")
    told: dict[str, Any] = {"format": _FORMAT, **asdict(manifest)}
    unfinished.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    put_in_place(unfinished, beside)


class CopyReader:
    """The N-Quads of a copy as a stream for parsers. After its end `checked` says whether it was all and right."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path, self._manifest = path, manifest
        self._file = path.open("rb")
        self._hash = hashlib.sha256()
        self._pieces = self._unpacked()
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`, empty at the end; raises `BackupDamaged` when they cannot be unpacked."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken

    def lines(self) -> Iterator[list[bytes]]:
        """All lines, many at a time."""
        rest = b""
        for piece in self._pieces:
            *whole, rest = (rest + piece).split(b"\n")
            yield whole
        if rest:
            yield [rest]

    def checked(self) -> None:
        """Raises `BackupDamaged` unless what was read is, to the last bit, what was written."""
        for _ in self._pieces:
            pass
        if self._hash.hexdigest() != self._manifest.sha256:
            raise BackupDamaged(f"{self.path} is not as it was written: its checksum is another.")

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _unpacked(self) -> Iterator[bytes]:
        unpacking = zlib.decompressobj(_GZIP)
        try:
            while data := self._file.read(_CHUNK):
                self._hash.update(data)
                while data:
                    piece = unpacking.decompress(data, _CHUNK)
                    data = unpacking.unconsumed_tail
                    if piece:
                        yield piece
        except zlib.error as error:
            raise BackupDamaged(f"{self.path} cannot be unpacked: {error}.") from error
