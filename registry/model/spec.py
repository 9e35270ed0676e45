"""What a model is made of: classes, fields, rules and code lists, as immutable data without behaviour of their own.

`registry.model.reader` makes one from ontology and shapes; every face, form, index and document is made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

Texts = Mapping[str, str]
"""One text in several languages: language tag (lower case) to text."""


class Kind(Enum):
    """What a field's values are."""

    TEXT = "text"
    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    YEAR = "year"
    PARTIAL_DATE = "partial date"
    URL = "url"
    IRI = "iri"
    CODE = "code"
    LINK = "link"
    PART = "part"
    PROPERTY = "property"
    ANY = "any"


class Severity(Enum):
    """How much a broken rule matters: must, should, could."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint on a field or class: the SHACL component, its parameter, and the words for people."""

    shape: str
    component: str
    """Local name of the constraint component's parameter, e.g. `minCount`, `class`, `or`, `sparql`."""
    value: str
    severity: Severity
    message: Texts


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a class, as people and programs name it."""

    name: str
    path: str
    kind: Kind
    target: str | None
    """The class that a LINK or PART leads to, or the code list of a CODE; None for the other kinds."""
    many: bool
    required: bool
    label: Texts
    description: Texts
    shape: str
    order: float
    group: str
    uses: frozenset[str]
    """What the field is good for: `search`, `sort`, `facet`, `compare`."""
    inverse: str | None
    """Name of the field that the target class gets for the way back, for a LINK."""
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Inverse:
    """The way back over a link: from the record linked to, to the records that link."""

    name: str
    source: str
    """The class whose field links here."""
    field: str
    owners: tuple[str, ...]
    """The record classes given back: the source itself, or the classes that hold it where the source is a part."""


@dataclass(frozen=True)
class RecordClass:
    """A class of records, or of parts that live inside records."""

    name: str
    iri: str
    shape: str
    is_part: bool
    segment: str
    """The path segment of its records' IRIs; empty for a part."""
    plural: str
    """The name of its list, e.g. `missions`; empty for a part."""
    label: Texts
    description: Texts
    fields: tuple[Field, ...]
    inverses: tuple[Inverse, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by the name that people use."""
        return {f.name: f for f in self.fields}

    @cached_property
    def by_path(self) -> Mapping[str, Field]:
        """Its fields by the IRI of their property."""
        return {f.path: f for f in self.fields}

    @cached_property
    def inverse_by_name(self) -> Mapping[str, Inverse]:
        """Its ways back by name."""
        return {i.name: i for i in self.inverses}


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list."""

    iri: str
    notation: str
    label: Texts
    definition: Texts
    broader: str | None


@dataclass(frozen=True)
class CodeList:
    """A closed list of values with labels (a SKOS concept scheme)."""

    name: str
    scheme: str
    label: Texts
    description: Texts
    codes: tuple[Code, ...]

    @cached_property
    def by_iri(self) -> Mapping[str, Code]:
        """Its codes by IRI."""
        return {c.iri: c for c in self.codes}

    @cached_property
    def by_notation(self) -> Mapping[str, Code]:
        """Its codes by notation."""
        return {c.notation: c for c in self.codes}


@dataclass(frozen=True)
class Model:
    """Everything that ontology and shapes say about records."""

    version: str
    """The ontology's version."""
    digest: str
    """A hash of all ontology and shape statements: two models with the same digest are the same."""
    records: tuple[RecordClass, ...]
    parts: tuple[RecordClass, ...]
    code_lists: tuple[CodeList, ...]
    terms: Mapping[str, Texts] = field(default_factory=dict)
    """Label of every term of the ontology, by IRI."""

    @cached_property
    def classes(self) -> Mapping[str, RecordClass]:
        """Records and parts by name."""
        return {c.name: c for c in (*self.records, *self.parts)}

    @cached_property
    def by_iri(self) -> Mapping[str, RecordClass]:
        """Records and parts by the IRI of their class."""
        return {c.iri: c for c in (*self.records, *self.parts)}

    @cached_property
    def by_segment(self) -> Mapping[str, RecordClass]:
        """Record classes by the path segment of their IRIs."""
        return {c.segment: c for c in self.records}

    @cached_property
    def lists(self) -> Mapping[str, CodeList]:
        """Code lists by name."""
        return {c.name: c for c in self.code_lists}

    @cached_property
    def codes(self) -> Mapping[str, Code]:
        """Every code of every list by IRI."""
        return {code.iri: code for code_list in self.code_lists for code in code_list.codes}

    @cached_property
    def field_names(self) -> Mapping[str, str]:
        """The name of the field that a property stands behind, by the property's IRI."""
        return {f.path: f.name for c in (*self.parts, *self.records) for f in c.fields}
