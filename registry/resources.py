"""Where the project's own data files are: ontology, shapes, seed and the built web pages.

In a checkout they stand beside the package; in an installed wheel they are inside it.
"""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _PACKAGE / "data"
ROOT: Final = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

ONTOLOGY: Final = ROOT / "ontology"
SHAPES: Final = ROOT / "shapes"
SEED: Final = ROOT / "seed"
PAGES: Final = _PACKAGE / "web" / "built"
"""Script and style files that the build makes from npm packages; absent when the web build was skipped."""


def turtle_files(folder: Path) -> list[Path]:
    """Every Turtle file below `folder`, in a fixed order."""
    return sorted(folder.rglob("*.ttl"))
