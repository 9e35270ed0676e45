"""Values as cells of a table that people open in a spreadsheet: several in one cell, and nothing that runs there.

Tables are for reading and counting; what must come back without loss is taken as RDF.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from registry.model.graph import Graph
from registry.model.spec import Field, Kind, Model
from registry.rdf.terms import BlankNode, Literal, Subject, Term

BETWEEN: Final = " | "
"""What stands between several values of one cell."""
# A cell that begins so is run as a formula by spreadsheets.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL})


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def cells(model: Model, graph: Graph, subject: Subject, fields: Sequence[Field]) -> list[str]:
    """The values of a record or part, a cell a field."""
    return [_cell(model, field, graph.objects(subject, field.path)) for field in fields]


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(model: Model, field: Field, values: Sequence[Term]) -> str:
    shown = sorted(_shown(model, field, value) for value in values)
    text = BETWEEN.join(shown)
    return text if field.kind in _NUMBERS else harmless(text)


def _shown(model: Model, field: Field, value: Term) -> str:
    if isinstance(value, Literal):
        return f"{value.language}: {value.lexical}" if value.language else value.lexical
    if isinstance(value, BlankNode):
        return ""
    code = model.codes.get(value.value) if field.kind is Kind.CODE else None
    return code.notation if code else value.value
