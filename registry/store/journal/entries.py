"""An entry of the journal as bytes: the update of one revision, compressed, with a checksum over all of it.

An entry that was cut short, or whose checksum is wrong, ends the reading of its file.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

_MAGIC: Final = b"MRJ1"
_HEAD: Final = struct.Struct("<4sQQI")
"""Magic, revision, length of what follows, checksum of the two numbers and what follows."""
_LEVEL: Final = 1
"""Updates shrink to a tenth with the quickest compression; a better one costs more time than it saves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What made a revision: the token of its change, and the text of its update."""

    revision: int
    token: str
    update: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in its file."""

    path: Path
    revision: int
    start: int
    end: int

    def read(self) -> Entry:
        """The entry."""
        with self.path.open("rb") as file:
            file.seek(self.start + _HEAD.size)
            text = zlib.decompress(file.read(self.end - self.start - _HEAD.size)).decode()
        token, _, update = text.partition("\n")
        return Entry(self.revision, token, update)


def written(entry: Entry) -> bytes:
    """The entry as bytes."""
    body = zlib.compress(f"{entry.token}\n{entry.update}".encode(), _LEVEL)
    return _HEAD.pack(_MAGIC, entry.revision, len(body), _checksum(entry.revision, body)) + body


def places(path: Path) -> Iterator[Place]:
    """The whole entries of a file, up to its end or to the first that is not whole."""
    with path.open("rb") as file:
        start, length = 0, os.fstat(file.fileno()).st_size
        while (revision := _revision_of_next(file, length)) is not None:
            end = file.tell()
            yield Place(path, revision, start, end)
            start = end


def _revision_of_next(file: BinaryIO, file_length: int) -> int | None:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    magic, revision, length, checksum = _HEAD.unpack(head)
    if magic != _MAGIC or length > file_length - file.tell():
        return None
    body = file.read(length)
    if len(body) < length or _checksum(revision, body) != checksum:
        return None
    return int(revision)


def _checksum(revision: int, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(struct.pack("<QQ", revision, len(body))))
