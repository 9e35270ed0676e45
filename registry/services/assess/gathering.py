"""What the rules need to see of a record: itself, what it links to, what serves it, what answers its barriers.

So many look-ups whatever the number of records: the records, what they link to, and one for each way back (more only
where a way back leads to more records than one page holds).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from registry.index.projection import Projection
from registry.model.spec import Field, Kind, Model
from registry.services.find import Finder
from registry.services.turning import all_linking

_LINKED: Final = frozenset({"Actor", "Barrier", "PolicyInitiative", "Source"})
"""Classes that the rules look at beyond the record."""
_BACK: Final = (("Mission", "instruments"), ("Mission", "projects"), ("Barrier", "strategies"))
"""Ways back that the rules follow, by class and name of the inverse."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Some records and all around them that the rules look at, by IRI."""

    asked: Mapping[str, Projection]
    around: Mapping[str, Projection]
    """The asked ones among them."""


class Gathering:
    """Gathers surroundings through a finder, a page of `page_size` at a time."""

    def __init__(self, model: Model, finder: Finder, page_size: int) -> None:
        self._model = model
        self._finder = finder
        self._page_size = page_size

    def around(self, asked_records: Iterable[Projection]) -> Surroundings:
        """The surroundings of these records, which need not be published."""
        asked = {record.iri: record for record in asked_records}
        found = {**self._finder.records(self._links(asked.values()) - asked.keys()), **asked}
        for class_name, name in _BACK:
            targets = [iri for iri, record in found.items() if record.class_name == class_name]
            if class_name == "Mission":
                targets = [iri for iri in targets if iri in asked]
            inverse = self._model.classes[class_name].inverse_by_name[name]
            for records in all_linking(self._finder, targets, inverse, self._page_size).values():
                found.update({each.iri: each for each in records if each.iri not in found})
        sources = self._sources(found.values()) - found.keys()
        return Surroundings(asked, {**found, **(self._finder.records(sources) if sources else {})})

    def _links(self, records: Iterable[Projection]) -> set[str]:
        return {iri for record in records for field, iri in _linked(self._model, record) if field.target in _LINKED}

    def _sources(self, records: Iterable[Projection]) -> set[str]:
        return {iri for record in records for field, iri in _linked(self._model, record) if field.target == "Source"}


def _linked(model: Model, node: Projection) -> Iterator[tuple[Field, str]]:
    """Every link of a record and its parts, with its field."""
    for field in model.classes[node.class_name].fields:
        if field.kind is Kind.LINK:
            yield from ((field, str(value)) for value in node.many(field.name))
        elif field.kind is Kind.PART:
            for part in node.many(field.name):
                if isinstance(part, Projection):
                    yield from _linked(model, part)
