"""Decoded records kept in a file, so that a registry that starts again need not decode them all anew.

Derived and disposable: it is used only for the very revision and model that it was made of, and whatever is odd about
the file means that there is none. JSON, because reading it runs nothing.
"""

import json
import logging
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from registry.index.projection import Projection
from registry.rdf.terms import BlankNode, Iri, Literal

_LOG: Final = logging.getLogger("registry.index")


def keep(path: Path, stamp: str, projections: Iterable[Projection]) -> None:
    """Writes the file whole or not at all; a disk that does not take it is logged and does no harm."""
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"stamp": stamp, "records": [_packed(p) for p in projections]}, ensure_ascii=False)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        _LOG.warning("decoded records are not kept at %s: %s", path, error)


def kept(path: Path, stamp: str) -> list[Projection] | None:
    """The projections in the file, or None when there is none of that stamp."""
    try:
        document = json.loads(path.read_bytes())
        if document["stamp"] != stamp:
            return None
        return [_unpacked(record) for record in document["records"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _packed(value: Any) -> Any:
    match value:
        case Projection():
            fields = {name: _packed(item) for name, item in value.values.items()}
            return {"p": [value.iri, value.class_name, fields, value.malformed]}
        case tuple():
            return [_packed(item) for item in value]
        case Decimal():
            return {"d": str(value)}
        case Iri():
            return {"i": value.value}
        case BlankNode():
            return {"b": value.label}
        case Literal():
            return {"l": [value.lexical, value.datatype, value.language]}
        case _:
            return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_unpacked(item) for item in value])
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    match tag:
        case "p":
            iri, class_name, fields, malformed = content
            values = {name: _unpacked(item) for name, item in fields.items()}
            return Projection(iri, class_name, values, tuple((field, text) for field, text in malformed))
        case "d":
            return Decimal(content)
        case "i":
            return Iri(content)
        case "b":
            return BlankNode(content)
        case _:
            return Literal(*content)
