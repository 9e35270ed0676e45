"""The files that pages load: the project's own in `static/`, and those that the build made from npm packages.

Every file is served under a name that changes with its content, so browsers may keep it for ever. Only files listed
here are served: a request's text is looked up in a table and never becomes a path.
"""

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).resolve().parent / "static"
PREFIX: Final = "/static/"
_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Assets:
    """Which files there are, by the name in their address, and the addresses that templates ask for."""

    files: Mapping[str, Path]
    names: Mapping[str, str]
    """Plain name, e.g. `pages.css`, to the name with the content's hash."""

    def address(self, name: str) -> str:
        """Where the file of that plain name is served; raises `KeyError` for one that is not there."""
        return PREFIX + self.names[name]

    @property
    def has_query_page(self) -> bool:
        """Whether the web build was made."""
        return {"graphiql.js", "graphiql.css"} <= self.names.keys()


def read_assets(built: Path, static: Path = STATIC) -> Assets:
    """The files of both folders; a missing or unfinished build is the same as none."""
    own = {_hashed_name(path): path for path in sorted(static.iterdir())}
    names = {path.name: name for name, path in own.items()}
    made, entries = _read_manifest(built)
    if all(path.is_file() for path in made.values()):
        return Assets(own | made, names | entries)
    return Assets(own, names)


def media_type(name: str) -> str:
    """The media type of a file name, with the charset for text."""
    kind = {".js": "text/javascript", ".ttf": "font/ttf", ".svg": "image/svg+xml"}.get(Path(name).suffix)
    kind = kind or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _hashed_name(path: Path) -> str:
    return f"{path.stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}{path.suffix}"


def _read_manifest(built: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """The files of a finished build, and its entry points; nothing of an unfinished one."""
    try:
        manifest = json.loads((built / _MANIFEST).read_bytes())
        return {name: built / name for name in manifest["files"]}, dict(manifest["entries"])
    except (OSError, ValueError, TypeError, KeyError):
        return {}, {}
