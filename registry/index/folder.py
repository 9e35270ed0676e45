"""Where an index lies on disk: each build in a folder of its own, and a file that says which of them is in use.

A build that is cut short leaves the one before it in use. Whoever reads an older one keeps reading it, because the
system removes its files only when nobody has them open.
"""

import os
import re
import shutil
import uuid
from pathlib import Path
from typing import Final

_CURRENT: Final = "current"
_BUILD: Final = re.compile(r"build-[0-9a-f]{32}")


class Folder:
    """The folder of an index and its builds; only who holds the index's lock may call what changes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """The build in use, if there is one."""
        try:
            name = (self.path / _CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return None
        return self.path / name if _BUILD.fullmatch(name) else None

    def fresh(self) -> Path:
        """A new and empty folder for a build; what other builds left behind goes first. Raises `OSError`."""
        self.sweep()
        path = self.path / f"build-{uuid.uuid4().hex}"
        path.mkdir(parents=True)
        return path

    def use(self, build: Path) -> None:
        """From now on this build is the one in use. Raises `OSError`."""
        unfinished = self.path / f"{_CURRENT}.part"
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(build.name)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path / _CURRENT)
        self.sweep()

    def sweep(self) -> None:
        """Removes all builds but the one in use, as far as that can be done."""
        kept = self.current()
        for path in self.path.glob("build-*"):
            if path != kept:
                shutil.rmtree(path, ignore_errors=True)
