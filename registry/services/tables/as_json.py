"""JSON of a comparison: every part of it under its name in camelCase, decimals as text so that no digit is lost."""

import json
from collections.abc import Mapping
from typing import Any, Final

from registry.services.compare.comparison import Amounts, Backing, Cell, Comparison, Count, Targets
from registry.services.tables.imprint import Imprint, title
from registry.services.tables.plain import plain
from registry.services.tables.words import cell_words

_LEFT_OUT: Final = frozenset({"where"})
"""The filter as data; `whereText` says it as its sender wrote it."""
_KINDS: Final[Mapping[type, str]] = {Count: "count", Amounts: "amounts", Targets: "targets", Backing: "coverage"}


def as_json(comparison: Comparison, imprint: Imprint) -> bytes:
    """The whole comparison; `words` says each cell as the other formats do."""
    about = {
        "title": title(comparison),
        "permalink": imprint.permalink(comparison),
        "licence": imprint.licence,
        "citeAs": imprint.citation(comparison),
    }
    node = {**about, **plain(comparison, _more, _LEFT_OUT), **about}
    return f"{json.dumps(node, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _more(value: Any) -> Mapping[str, Any]:
    """The words of a cell, and of which kind a value is."""
    if isinstance(value, Cell):
        return {"words": cell_words(value)}
    return {"kind": _KINDS[type(value)]} if type(value) in _KINDS else {}
