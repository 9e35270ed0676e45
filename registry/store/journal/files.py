"""What the files of a RocksDB database tell from outside: whether one of them was cut short or is an older one.

RocksDB looks at its first tables only when it is opened, and at the others when they are first read.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_LIST_OF_FILES: Final = re.compile(r"MANIFEST-(\d+)")
_END_OF_TABLE: Final = bytes.fromhex("88e241b785f4cff7")[::-1]
"""The number at the end of every table of the block-based format."""


def list_of_files(directory: Path) -> tuple[int, int] | None:
    """The number of the file in which RocksDB lists the files of a database, and its length.

    A list only grows, or is followed by one with a higher number. None when it cannot be told.
    """
    try:
        name = (directory / "CURRENT").read_text("ascii").strip()
        found = _LIST_OF_FILES.fullmatch(name)
        if found:
            return int(found[1]), (directory / name).stat().st_size
    except (OSError, UnicodeDecodeError):
        pass
    return None


def tables(directory: Path) -> list[Path]:
    """The tables that are in the folder now."""
    return sorted(directory.glob("*.sst"))


def without_end(paths: Iterable[Path]) -> Path | None:
    """The first of these tables that is not whole; one that is gone meanwhile was merged into others.

    Tables that were there when the database was opened, and still are when it is open, are part of it: what was left
    unfinished by a crash is removed by opening.
    """
    for path in paths:
        try:
            with path.open("rb") as file:
                length = file.seek(0, 2)
                file.seek(max(0, length - len(_END_OF_TABLE)))
                if file.read() != _END_OF_TABLE:
                    return path
        except FileNotFoundError:
            continue
    return None
