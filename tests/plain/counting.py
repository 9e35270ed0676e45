"""Facets, crossed facets and histograms, by counting records one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from registry.errors import InvalidArgument
from registry.index.columns import DATES, facetables
from registry.index.projection import Projection
from registry.services.find import Bin, Cell, Facet, FacetValue
from tests.plain.dates import beginning, named
from tests.plain.world import World, parts_of


def values_of(world: World, record: Projection, name: str) -> list[str]:
    """The different values that a record has for a facet, its own or those of its parts."""
    facet = facetables(world.model, world.class_of(record)).get(name)
    if facet is None:
        raise InvalidArgument(f"{record.class_name} has no facet {name}.")
    nodes = [record] if facet.part is None else parts_of(record, facet.part.name)
    return sorted({str(value) for node in nodes for value in node.many(facet.field.name)})


def facet_of(world: World, records: Sequence[Projection], name: str, size: int) -> Facet:
    """How the records spread over the values of one facet."""
    values = [values_of(world, record, name) for record in records]
    counts = Counter(value for of_record in values for value in of_record)
    frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Facet(
        name,
        [FacetValue(key, count) for key, count in frequent[:size]],
        not_stated=sum(not of_record for of_record in values),
        distinct=len(counts),
    )


def cells_of(world: World, records: Iterable[Projection], names: Sequence[str]) -> list[Cell]:
    """How often each combination of values occurs; a record counts once for each that it has."""
    none: tuple[str | None, ...] = (None,)
    counts = Counter(
        keys for record in records for keys in product(*(values_of(world, record, name) or none for name in names))
    )
    by_keys = sorted(counts.items(), key=lambda item: [(key is None, key or "") for key in item[0]])
    return [Cell(keys, count) for keys, count in by_keys]


def bins_of(world: World, records: Iterable[Projection], field: str, interval: str) -> list[Bin]:
    """How many records have a date that begins in each year, month or decade, from the earliest on."""
    counts: Counter[int] = Counter()
    for record in records:
        found = world.field_of(record, field)
        if found is None or found.kind not in DATES:
            raise InvalidArgument(f"{record.class_name} has no date {field}.")
        counts.update({beginning(str(value), interval) for value in record.many(field)})
    return [Bin(named(number, interval), counts[number]) for number in sorted(counts)]
