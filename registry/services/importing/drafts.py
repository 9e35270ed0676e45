"""A row as the record that it is to be, and the way back from what is found wrong with that to the row's columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from registry.model.report import Finding
from registry.model.spec import Field, Model, Severity
from registry.rdf.terms import Literal, Triple
from registry.services.importing.advising import for_cells
from registry.services.importing.cells import Place
from registry.services.importing.headers import Sheet, example
from registry.services.importing.merging import field_of_step

_CELL: Final = "cell"
"""The kind of rule that a cell breaks which cannot be read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One row on its way into the registry."""

    number: int
    """The row's number in the file."""
    source: str
    """The row as it stands in the file of rows to mend: JSON of its cells, or the record's own text."""
    record: str
    """IRI of the record; empty where it cannot be told."""
    triples: tuple[Triple, ...] = ()
    """The whole record as it is to be."""
    exists: bool = False
    """Whether it is published already."""
    known_by: str = ""
    """How the record was recognised, in words; empty for a new one."""
    findings: tuple[Finding, ...] = ()
    """What was wrong before any rule was asked."""
    waits_for: tuple[str, ...] = ()
    """Names that no record bears yet: another row may bring it."""
    columns: "Columns | None" = None
    """How findings lead back to columns; None where the file has none."""
    title: str = ""
    names: tuple[tuple[str, str], ...] = ()
    """What the record is called, with the class, and what it is recognised by: for other rows of the same file."""
    is_same: bool = False
    """Whether the published record says all that already."""
    is_double: bool = False
    """Whether an earlier row is the same record."""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do: it is as it should be, and nothing is wrong with the row."""
        return self.is_same and all(each.severity is not Severity.VIOLATION for each in self.findings)

    def columns_of(self, finding: Finding) -> tuple[str, ...]:
        """The columns that a finding is about; where the file has none, the path of the field."""
        if self.columns is not None:
            return self.columns.of(finding)
        return (finding.field_path,) if finding.field_path else ()

    def for_cells(self, finding: Finding) -> Finding:
        """The finding with advice for whoever fills cells, where the file has columns."""
        if self.columns is None:
            return finding
        headings = self.columns.of(finding)
        return for_cells(finding, headings, self.columns.field_of(finding))

    def doubling(self, first: int) -> "Draft":
        """The draft as one of a record that row `first` is already."""
        finding = Finding(
            severity=Severity.VIOLATION,
            record=self.record,
            field_path="",
            rdf_path=(),
            value=None,
            constraint="row",
            message=f"Row {first} is the same record.",
            advice="Leave one of the two out. If they are two records, give each an address of its own in a column id.",
            shape="",
            focus=self.record,
        )
        return replace(self, findings=(*self.findings, finding), is_double=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one row's sheet and the addresses of the row's parts."""

    sheet: Sheet
    places: Mapping[str, Place]
    """By IRI of the record or part, where it is filled."""
    renamed: Callable[[str], str] = str
    """What the file itself calls a column, where a mapping gave it our heading."""
    model: Model = field(kw_only=True)

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The headings of the columns that a finding is about, as the file has them."""
        return tuple(dict.fromkeys(self.renamed(heading) for heading in self._of(finding)))

    def field_of(self, finding: Finding) -> Field | None:
        """The field that a finding is about."""
        owner = self.sheet.record_class
        for step in self.places.get(finding.focus, ()):
            part, _ = field_of_step(step, owner)
            owner = self.model.classes[part.target or ""]
        return owner.by_path.get(finding.rdf_path[-1]) if finding.rdf_path else None

    def _of(self, finding: Finding) -> tuple[str, ...]:
        """The headings of the columns that a finding is about; the heading that is wanting where there is none yet."""
        place = self.places.get(finding.focus)
        if place is None or not finding.rdf_path:
            return (finding.field_path,) if finding.field_path else ()
        path = finding.rdf_path[-1]
        found = self.sheet.by_place.get((place, path), ())
        if isinstance(finding.value, Literal) and finding.value.language:
            spoken = [column for column in found if column.language == finding.value.language]
            found = spoken or found
        if found:
            return tuple(column.header for column in found)
        of_field = self.field_of(finding)
        return (".".join((*place, example(of_field))),) if of_field else (finding.field_path,)


def told(own: Sequence[Finding], judged: Iterable[Finding]) -> tuple[Finding, ...]:
    """All findings on one row: what a cell is about is told once, in the words that know the cell.

    What else was odd about the row is in the judgement already, where there is one.
    """
    found = list(judged)
    kept = [each for each in own if each.constraint == _CELL or not found]
    known = {(each.focus, each.rdf_path[-1:], _text(each)) for each in kept}
    places = {(each.focus, each.rdf_path[-1:]) for each in kept if each.rdf_path}
    rest = (
        each
        for each in found
        if each not in kept
        and (each.focus, each.rdf_path[-1:], _text(each)) not in known
        and not (each.constraint in ("minCount", "maxCount") and (each.focus, each.rdf_path[-1:]) in places)
    )
    return (*kept, *rest)


def _text(finding: Finding) -> str:
    return finding.value.lexical if isinstance(finding.value, Literal) else ""
