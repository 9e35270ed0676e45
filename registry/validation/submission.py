"""What an input holds once it is read: records with their parts, each part with its place in the input."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from registry.model.report import Finding
from registry.model.spec import RecordClass
from registry.rdf.terms import Triple


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record or part stands in the input."""

    record: str
    """IRI of the record that it is or belongs to."""
    record_class: RecordClass
    """The class that it has, or that its place asks for."""
    field_path: str = ""
    """From the record down, in field names, parts counted from 0: `targets[1]`; empty for the record itself."""
    rdf_path: tuple[str, ...] = ()
    order: tuple[float, ...] = ()
    """Sorts positions of one record as a reader meets them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record with all statements about it and its parts, in the order of the input."""

    iri: str
    record_class: RecordClass
    triples: tuple[Triple, ...]
    positions: Mapping[str, Position]
    """The record and its parts, by IRI."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The records of one input, and what was found wrong before any shape was asked."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)
    """Every record and part of the submission, by IRI."""

    @property
    def triples(self) -> Iterator[Triple]:
        """All statements of all records."""
        return (triple for record in self.records for triple in record.triples)
