"""Which part belongs to which record, where it stands there, and what it is called.

A part is what a record links to by one of its part fields. Parts without an IRI get one from their record, the field
and their number, so that the same input always gives the same names.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.model.report import Finding
from registry.model.spec import Field, Kind, Model, RecordClass
from registry.namespaces import RDF_TYPE
from registry.rdf.terms import BlankNode, Iri, Subject, Term, Triple
from registry.validation import remarks
from registry.validation.spelling import last_name
from registry.validation.submission import Position

Statements = Mapping[Subject, list[Triple]]


@dataclass(slots=True)
class Owned:
    """What is known of records and parts after all were visited."""

    names: dict[Subject, Iri]
    """What blank nodes are called from now on."""
    parts: dict[Subject, list[Subject]] = field(default_factory=lambda: defaultdict(list))
    """The parts of each record, in the order of the input."""
    positions: dict[Subject, dict[str, Position]] = field(default_factory=lambda: defaultdict(dict))
    """Of each record, itself and its parts by IRI."""
    owners: dict[Subject, Subject] = field(default_factory=dict)
    """The record that each part, or blank node below it, belongs to."""
    findings: list[Finding] = field(default_factory=list)

    def name(self, subject: Subject) -> Iri:
        """The IRI of a record or part."""
        return subject if isinstance(subject, Iri) else self.names[subject]


def own(
    roots: Mapping[Subject, RecordClass], statements: Statements, names: Mapping[Subject, Iri], model: Model
) -> Owned:
    """Gives each part to its record; `roots` are the records with their classes, `names` those of unnamed records."""
    owned = Owned(dict(names))
    taken = {term.value for triples in statements.values() for t in triples for term in _iris(t)}
    for root, record_class in roots.items():
        visit = _Visit(root, roots, statements, model, owned, taken)
        visit.record(record_class)
    for root in roots:
        _claim_blank_values(root, statements, owned)
    return owned


def part_stem(part_field: Field) -> str:
    """What the names of a field's parts begin with, before their number."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", last_name(part_field.path)).lower()


def _iris(triple: Triple) -> list[Iri]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, Iri)]


@dataclass(slots=True)
class _Visit:
    """The walk through one record."""

    root: Subject
    roots: Mapping[Subject, RecordClass]
    statements: Statements
    model: Model
    owned: Owned
    taken: set[str]

    def record(self, record_class: RecordClass) -> None:
        iri = self.owned.name(self.root).value
        ahead = [(self.root, Position(iri, record_class))]
        for subject, position in ahead:
            self.owned.positions[self.root][self.owned.name(subject).value] = position
            remark = remarks.other_classes(position, self.owned.name(subject).value, self._classes(subject))
            self.owned.findings += remark
            ahead += self._parts(subject, position)

    def _classes(self, subject: Subject) -> list[str]:
        triples = self.statements.get(subject, ())
        return [t.object.value for t in triples if t.predicate.value == RDF_TYPE and isinstance(t.object, Iri)]

    def _parts(self, subject: Subject, position: Position) -> list[tuple[Subject, Position]]:
        found = []
        numbers: dict[str, int] = defaultdict(int)
        for triple in self.statements.get(subject, ()):
            part_field = position.record_class.by_path.get(triple.predicate.value)
            if part_field is None or part_field.kind is not Kind.PART or part_field.target is None:
                continue
            number = numbers[part_field.path]
            numbers[part_field.path] += 1
            part = triple.object
            if (
                isinstance(part, (Iri, BlankNode))
                and part not in self.roots
                and self._claim(part, part_field, position)
            ):
                found.append((part, self._position(part, part_field, number, position)))
        return found

    def _claim(self, part: Subject, part_field: Field, position: Position) -> bool:
        if part in self.owned.owners:
            first = self.owned.name(self.owned.owners[part]).value
            self.owned.findings.append(remarks.part_of_two(position, part_field, self.owned.name(part), first))
            return False
        root = self.owned.name(self.root).value
        if isinstance(part, BlankNode):
            self.owned.names[part] = self._free_name(root, part_field)
        elif not part.value.startswith(f"{root}#"):
            self.owned.findings.append(remarks.part_elsewhere(position, part_field, part, root))
            if part not in self.statements:
                return False
        self.owned.owners[part] = self.root
        self.owned.parts[self.root].append(part)
        return True

    def _free_name(self, root: str, part_field: Field) -> Iri:
        stem = part_stem(part_field)
        number = 1
        while f"{root}#{stem}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{root}#{stem}-{number}")
        return Iri(f"{root}#{stem}-{number}")

    def _position(self, part: Subject, part_field: Field, number: int, above: Position) -> Position:
        known = (self.model.by_iri[c] for c in self._classes(part) if c in self.model.by_iri)
        step = f"{part_field.name}[{number}]" if part_field.many else part_field.name
        return Position(
            record=above.record,
            record_class=next((c for c in known if c.is_part), self.model.classes[part_field.target or ""]),
            field_path=f"{above.field_path}.{step}".lstrip("."),
            rdf_path=(*above.rdf_path, part_field.path),
            order=(*above.order, part_field.order, number),
        )


def _claim_blank_values(root: Subject, statements: Statements, owned: Owned) -> None:
    """Reports blank nodes that are no part, and takes all that hangs below them as spoken for."""
    for subject in (root, *owned.parts[root]):
        position = owned.positions[root][owned.name(subject).value]
        strange: dict[str, Term] = {
            t.predicate.value: t.object
            for t in statements.get(subject, ())
            if isinstance(t.object, BlankNode) and t.object not in owned.names
        }
        for path in strange:
            owned.findings.append(remarks.value_without_iri(position, path, owned.name(subject).value))
        ahead: list[Term] = [t.object for t in statements.get(subject, ()) if isinstance(t.object, BlankNode)]
        while ahead:
            node = ahead.pop()
            if isinstance(node, BlankNode) and node not in owned.names and node not in owned.owners:
                owned.owners[node] = root
                ahead += [t.object for t in statements.get(node, ())]
