"""Files that are on the disk when a call returns, and not in memory only, where a power cut would lose them."""

import os
from pathlib import Path
from typing import BinaryIO


def settle(path: Path) -> None:
    """Waits until a file's content, or a folder's list of names, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Gives a finished file its name, so that it is there whole or not at all."""
    settle(unfinished)
    unfinished.replace(path)
    settle(path.parent)


def append(file: BinaryIO, data: bytes) -> None:
    """Adds data to the end of an unbuffered file and waits until it is on the disk; raises `OSError`, and the file is
    then as long as before."""
    end = os.fstat(file.fileno()).st_size
    try:
        remaining = memoryview(data)
        while remaining:
            remaining = remaining[file.write(remaining) :]
        os.fdatasync(file.fileno())
    except BaseException:
        cut(file, end)
        raise


def cut(file: BinaryIO, length: int) -> None:
    """Makes the file end there, on the disk too."""
    os.ftruncate(file.fileno(), length)
    os.fdatasync(file.fileno())
