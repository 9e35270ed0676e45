"""Records as the plain reference holds them: a dict, and who links to whom, found by looking at every record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from registry.index.projection import Projection
from registry.model.spec import Field, Inverse, Kind, Model, RecordClass


@dataclass(frozen=True)
class World:
    """All records of one revision."""

    model: Model
    records: Mapping[str, Projection]
    linking: Mapping[tuple[str, str, str], frozenset[str]]
    """By class that holds the link, its field and the IRI linked to: the records that link, themselves or in a part."""
    languages: tuple[str, ...]
    """Which of a text's languages it is sorted by."""

    def class_of(self, node: Projection) -> RecordClass:
        """The class of a record or part."""
        return self.model.classes[node.class_name]

    def field_of(self, node: Projection, name: str) -> Field | None:
        """The field of that name in the class of a record or part; None for an inverse."""
        return self.class_of(node).by_name.get(name)

    def linked(self, node: Projection, field: Field) -> list[Projection]:
        """The records that a link leads to; one that is not there, or is of another class, is none."""
        found = [self.records.get(str(iri)) for iri in node.many(field.name)]
        return [record for record in found if record is not None and record.class_name == field.target]

    def linking_to(self, iri: str, inverse: Inverse) -> list[Projection]:
        """The records that come back over a link, whether or not there is a record of that IRI."""
        return [self.records[owner] for owner in self.linking.get((inverse.source, inverse.field, iri), ())]


def world_of(model: Model, projections: Iterable[Projection], languages: tuple[str, ...]) -> World:
    """The world of these records."""
    records = {projection.iri: projection for projection in projections}
    linking: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for record in records.values():
        for node in with_parts(record):
            for field in model.classes[node.class_name].fields:
                if field.kind is Kind.LINK:
                    for iri in node.many(field.name):
                        linking[node.class_name, field.name, str(iri)].add(record.iri)
    return World(model, records, {link: frozenset(owners) for link, owners in linking.items()}, languages)


def with_parts(node: Projection) -> Iterator[Projection]:
    """A record and every part inside it."""
    yield node
    for name in node.values:
        for part in parts_of(node, name):
            yield from with_parts(part)


def parts_of(node: Projection, name: str) -> list[Projection]:
    """The parts that stand in a field."""
    return [value for value in node.many(name) if isinstance(value, Projection)]
