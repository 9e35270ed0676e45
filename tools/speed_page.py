"""What the last benchmark found, as a page of the documentation and as the table of README."""

import re
from pathlib import Path
from typing import Final

from bench.report import aims, short, whole
from bench.results import FOLDER, LATEST, read

_BEGIN: Final = "<!-- printed from bench/results/latest.json -->"
_END: Final = "<!-- as far as here -->"
_BLOCK: Final = re.compile(re.escape(_BEGIN) + ".*?" + re.escape(_END), re.DOTALL)


def speed_page(latest: Path = FOLDER / LATEST) -> str:
    """The page: what was aimed at, then every figure."""
    found = read(latest)
    return (
        "# Speed\n\n"
        "What the benchmark measured in one run, each server alone on the same machine with the same load generator;\n"
        "[bench/README.md](../../bench/README.md) says how, and `make bench` measures anew. A ratio is how many times\n"
        "as many requests a second the registry answers. *Again*: five hundred questions drawn with skew, over and\n"
        "over, as people ask, and the registry gives answers again that it has given; *fresh*: no question was ever\n"
        "asked before, so that nothing kept helps. What counts for you is how alike your users' questions are.\n\n"
        f"## Aims\n\n{aims(found)}\n\n## Figures\n\n{whole(found)}"
    )


def with_speed(readme: str, latest: Path = FOLDER / LATEST) -> str:
    """README with the table of the last run in its place."""
    table = f"{_BEGIN}\n\n{short(read(latest))}\n{_END}"
    return _BLOCK.sub(lambda _: table, readme)
