"""Every record in memory, in the orders in which it is asked for; never changed once built.

A refresh builds a new one and puts it in the old one's place (`registry.services.find`), so that a reader who began
with one revision ends with it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from registry.index.projection import Projection, Projector
from registry.model.spec import Inverse, Kind, Model
from registry.rdf.terms import Quad, Triple

Link: TypeAlias = tuple[str, str]
"""Name of the class that holds the link, and of its field."""

_NONE: Final[Sequence[str]] = ()


@dataclass(frozen=True)
class MemoryIndex:
    """The records of one revision: by IRI, by class, and by what they link to."""

    revision: int
    records: Mapping[str, Projection]
    by_class: Mapping[str, Sequence[str]]
    """IRIs of each class's records, sorted."""
    linking: Mapping[Link, Mapping[str, Sequence[str]]]
    """For each link field, by the IRI linked to: sorted IRIs of the records that link, themselves or in a part."""
    malformed: Sequence[tuple[str, str, str]] = field(default=())
    """IRI, field and text of every value that does not fit its field and was left out."""

    def iris_of(self, class_name: str) -> Sequence[str]:
        """The IRIs of a class's records, sorted."""
        return self.by_class.get(class_name, _NONE)

    def iris_linking(self, iri: str, inverse: Inverse) -> Sequence[str]:
        """The IRIs of the records that come back over this link, sorted."""
        return self.linking.get((inverse.source, inverse.field), {}).get(iri, _NONE)


def build_index(model: Model, statements: Iterable[Triple | Quad], revision: int) -> MemoryIndex:
    """The index of all records that these statements describe."""
    return index_of(model, Projector(model)(statements), revision)


def index_of(model: Model, projections: Iterable[Projection], revision: int) -> MemoryIndex:
    """The index of records that are decoded already."""
    records = {projection.iri: projection for projection in projections}
    by_class: dict[str, list[str]] = defaultdict(list)
    linking: dict[Link, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    malformed: list[tuple[str, str, str]] = []
    links = {c.name: [f.name for f in c.fields if f.kind is Kind.LINK] for c in model.classes.values()}
    for iri in sorted(records):
        by_class[records[iri].class_name].append(iri)
        for node in with_parts(records[iri]):
            malformed += [(node.iri, name, text) for name, text in node.malformed]
            for name in links[node.class_name]:
                for target in node.many(name):
                    owners = linking[node.class_name, name][str(target)]
                    if not owners or owners[-1] != iri:
                        owners.append(iri)
    return MemoryIndex(revision, records, dict(by_class), {k: dict(v) for k, v in linking.items()}, tuple(malformed))


def with_parts(projection: Projection) -> Iterator[Projection]:
    """The record itself, then every part inside it."""
    yield projection
    for value in projection.values.values():
        if isinstance(value, Projection):
            yield from with_parts(value)
        elif isinstance(value, tuple) and isinstance(value[0], Projection):
            for part in value:
                yield from with_parts(part)  # type: ignore[arg-type]


def between(iris: Sequence[str], after: str | None, before: str | None) -> tuple[int, int]:
    """Where the IRIs that follow `after` and precede `before` begin and end; neither need be among them."""
    start = 0 if after is None else bisect_right(iris, after)
    end = len(iris) if before is None else bisect_left(iris, before)
    return start, max(start, end)
