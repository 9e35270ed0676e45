"""Where generated registries are kept between runs, because a million records take minutes to make and load.

The folder's name holds a stamp of model and generator: change either, and everything is made anew.
"""

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import platformdirs

from registry.model.spec import Model

VARIABLE: Final = "REGISTRY_BENCH_CACHE"
"""Environment variable that names another folder."""
_MADE_BY: Final = ("wording.py", "words.toml", "habits.py", "draft.py", "values.py", "generator.py", "statements.py")
_DONE: Final = "done"
_STAMP: Final = re.compile(r"[0-9a-f]{12}")


def default_folder() -> Path:
    """The folder that the environment names, else one among the user's caches."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("mission-registry-bench"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for one model and generator."""

    root: Path
    stamp: str

    @classmethod
    def of(cls, model: Model, root: Path | None = None) -> Self:
        """What is kept for the generator as it is now."""
        digest = hashlib.sha256(model.digest.encode())
        for name in _MADE_BY:
            digest.update(Path(__file__).with_name(name).read_bytes())
        return cls(root or default_folder(), digest.hexdigest()[:12])

    def folder(self, *names: str) -> Path:
        """A folder for that purpose, made if need be; the same names give the same folder."""
        path = self.root.joinpath(self.stamp, *names)
        path.mkdir(parents=True, exist_ok=True)
        return path


def sweep(kept: Kept, root: Path | None = None) -> None:
    """Removes what was kept below `root` for other models and generators: nobody will ask for it again."""
    for path in (root or kept.root).glob("*"):
        if _STAMP.fullmatch(path.name) and path.name != kept.stamp:
            shutil.rmtree(path, ignore_errors=True)


def is_done(folder: Path) -> bool:
    """Whether what belongs into the folder was put there to the end."""
    return (folder / _DONE).is_file()


def mark_done(folder: Path) -> None:
    """Says that the folder holds all that belongs there."""
    (folder / _DONE).touch()


def emptied(folder: Path) -> Path:
    """The folder without what an interrupted run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
