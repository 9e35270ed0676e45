"""JSON of a comparison: every part of it under its name in camelCase, decimals as text so that no digit is lost.

Most cells of a large comparison say nothing. Where no side says anything of a row and column its cells are an empty
list, which `silence` explains; all others are written out. Each cell says how many of its records it does not name.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from registry.services.compare.compare import MOST_EVIDENCE
from registry.services.compare.comparison import NOT_STATED, Amounts, Backing, Cell, Comparison, Count, Row, Targets
from registry.services.tables.evidence import cells_with_more, evidence_words, fuller, unnamed
from registry.services.tables.imprint import Imprint, title
from registry.services.tables.plain import plain
from registry.services.tables.words import cell_words

SILENCE: Final = (
    "cells[column][side]; an empty list in place of the sides of a column means that nobody says anything of this row "
    "and column: every side is `not stated` there."
)
_LEFT_OUT: Final = frozenset({"where"})
"""The filter as data; `whereText` says it as its sender wrote it."""
_KINDS: Final[Mapping[type, str]] = {Count: "count", Amounts: "amounts", Targets: "targets", Backing: "coverage"}


def as_json(comparison: Comparison, imprint: Imprint) -> bytes:
    """The whole comparison, a line a row; `words` says each cell as the other formats do."""
    about = {
        "title": title(comparison),
        "permalink": imprint.permalink(comparison),
        "licence": imprint.licence,
        "citeAs": imprint.citation(comparison),
    }
    rest = {
        "silence": SILENCE,
        "evidence": {
            "recordsNamedPerCell": comparison.request.evidence,
            "most": MOST_EVIDENCE,
            "cellsWithMore": len(cells_with_more(comparison)),
            "words": evidence_words(comparison, imprint),
            "link": fuller(comparison, imprint),
        },
    }
    node = {**about, **rest, **plain(replace(comparison, rows=()), _more, _LEFT_OUT), **about}
    rows = [_written(plain(_without_silence(row), _more, _LEFT_OUT)) for row in comparison.rows]
    entries = [f"{json.dumps(name)}:{_written(value)}" for name, value in node.items() if name != "rows"]
    entries.append('"rows":[' + (",\n".join(["", *rows])[1:] if rows else "") + "]")
    return ("{" + ",\n".join(entries) + "}\n").encode("utf-8", "replace")


def _written(node: Any) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))


def _without_silence(row: Row) -> Row:
    """The row with an empty list in place of the cells of a column in which no side says anything."""
    spoken = (by_side if any(cell != NOT_STATED for cell in by_side) else () for by_side in row.cells)
    return replace(row, cells=tuple(spoken))


def _more(value: Any) -> Mapping[str, Any]:
    """The words of a cell and how many of its records it does not name; of which kind a value is."""
    if isinstance(value, Cell):
        return {"words": cell_words(value), "moreRecords": unnamed(value)}
    return {"kind": _KINDS[type(value)]} if type(value) in _KINDS else {}
