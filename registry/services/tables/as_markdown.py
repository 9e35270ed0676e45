"""Markdown of a comparison: a table with numbered references to its sources, then notes, coverage, sources."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from registry.services.compare.comparison import Cell, Cited, Comparison
from registry.services.tables.evidence import evidence_words, unnamed
from registry.services.tables.imprint import Imprint, title
from registry.services.tables.wide import WideLine, heading, wide_lines

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_UNSAFE_IN_ADDRESS: Final = re.compile(r"[\s<>()\\|\"]")


def as_markdown(comparison: Comparison, imprint: Imprint) -> bytes:
    """A document that can be pasted into a report."""
    references = sources(comparison)
    names = [escaped(name) for name in heading(comparison)]
    lines = [f"# {escaped(title(comparison))}", ""]
    lines += [_line(names), _line(["---"] * len(names))]
    lines += [_line(_entries(line, references)) for line in wide_lines(comparison)]
    if not comparison.rows:
        lines += ["", "No row: none of the records that are compared says anything of this dimension."]
    lines += ["", "## Notes", ""]
    lines += [f"- **{name}**: {_address_or_text(text)}" for name, text in imprint.lines(comparison) if name != "Title"]
    more = evidence_words(comparison, imprint)
    lines += ["", "## Sources", "", *([_with_address(more), ""] if more else [])]
    lines += [f"{number}. {_source(cited)}" for cited, number in references.items()] or ["No citation is named here."]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def sources(comparison: Comparison) -> dict[Cited, int]:
    """Every citation behind a cell, numbered in the order of the table; one that stands behind several cells, or
    behind several records of a cell, has one number."""
    references: dict[Cited, int] = {}
    for row in comparison.rows:
        for by_side in row.cells:
            for cell in by_side:
                for cited in cell.citations:
                    references.setdefault(alone(cited), len(references) + 1)
    return references


def alone(cited: Cited) -> Cited:
    """A citation as it is, whichever record of a cell it stands behind."""
    return replace(cited, counted="")


def escaped(text: str) -> str:
    """Text in which Markdown sees no sign of its own; on one line."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text)).strip() or "(no name)"


def _entries(line: WideLine, references: dict[Cited, int]) -> Iterator[str]:
    yield from map(escaped, line.labels)
    for place, entry in enumerate(line.entries):
        marks = _marks(line.cells[place], references) if line.cells else ""
        yield f"{escaped(_grouped(entry))}{marks}"
    yield escaped(_grouped(line.total))


def _grouped(entry: str | int) -> str:
    return f"{entry:,}" if isinstance(entry, int) else entry


def _marks(cell: Cell, references: dict[Cited, int]) -> str:
    """The numbers of all its citations, and how many of its records are not named, whose citations are not here."""
    numbers = list(dict.fromkeys(str(references[alone(cited)]) for cited in cell.citations))
    more = f"{unnamed(cell):,} more {'record' if unnamed(cell) == 1 else 'records'}" if unnamed(cell) else ""
    said = "; ".join(filter(None, (", ".join(numbers), more)))
    return f" \\[{said}\\]" if said else ""


def _line(entries: "list[str] | Iterator[str]") -> str:
    return f"| {' | '.join(entries)} |"


def _source(cited: Cited) -> str:
    place = f", {escaped(cited.locator)}" if cited.locator else ""
    status = f" ({escaped(cited.status)})" if cited.status else ""
    source = _linked(cited.source_label, cited.link or cited.source)
    return f"{source}{place}{status}: {escaped(cited.property)} of {_linked(cited.record_label, cited.record)}"


def _linked(label: str, address: str) -> str:
    return f"[{escaped(label)}]({_UNSAFE_IN_ADDRESS.sub(_percent, address)})"


def _address_or_text(text: str) -> str:
    return f"<{_UNSAFE_IN_ADDRESS.sub(_percent, text)}>" if re.fullmatch(r"https?://\S+", text) else escaped(text)


def _with_address(text: str) -> str:
    """A sentence with its addresses as links."""
    return " ".join(map(_address_or_text, text.split(" ")))


def _percent(found: "re.Match[str]") -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
