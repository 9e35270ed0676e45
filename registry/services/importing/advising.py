"""Advice for whoever fills cells: the column, and an example as one would type it, where a rule speaks of Turtle."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from registry.model.report import Finding
from registry.model.spec import Field, Kind
from registry.services.importing.results import FOR_RDF
from registry.validation.spelling import last_name

_EXAMPLES: Final = {
    Kind.INTEGER: "464",
    Kind.DECIMAL: "95.5",
    Kind.BOOLEAN: "yes or no",
    Kind.DATE: "2030-12-31",
    Kind.YEAR: "2030",
    Kind.PARTIAL_DATE: "2030, 2030-06 or 2030-06-30",
    Kind.URL: "https://example.org/page",
    Kind.IRI: "http://www.wikidata.org/entity/Q34",
    Kind.PROPERTY: "title",
}
"""What may stand in a cell, as one would type it."""
_WORDS: Final = {
    Kind.TEXT: "a text",
    Kind.STRING: "a text",
    Kind.CODE: "a code or label of its list",
    Kind.LINK: "the title or address of a record",
}
"""What may stand in a cell where an example would say less."""
_MISSING: Final = "minCount"
_TOO_MANY: Final = ("maxCount", "uniqueLang")


def for_cells(finding: Finding, columns: Sequence[str], of_field: Field | None) -> Finding:
    """The finding with advice that can be followed in a spreadsheet; other advice stays as it is."""
    if not FOR_RDF.search(finding.advice):
        return finding
    near = finding.suggestion
    where = f"in {columns[0]}" if len(columns) == 1 else f"in {' or '.join(columns)}" if columns else "in its column"
    if near and finding.constraint != _MISSING:
        return replace(finding, advice=f"Did you mean {last_name(near)}?")
    if finding.constraint in _TOO_MANY:
        return replace(finding, advice=f"Keep one value {where}.")
    kind = of_field.kind if of_field else Kind.PART
    example = f"Write {where}, e.g. {_EXAMPLES[kind]}." if kind in _EXAMPLES else ""
    return replace(finding, advice=f"Write {_WORDS[kind]} {where}." if kind in _WORDS else example)
