"""Of which other records the same can be asked, when those that were asked say nothing: missions may be silent on
barriers of which the actors of the same countries speak."""

from collections.abc import Iterator, Sequence

import numpy as np

from registry.errors import NotComparable
from registry.index.tables import HAS
from registry.model.spec import Model
from registry.services.compare.dimensions import Dimension
from registry.services.compare.grouping import claims_of, crossed
from registry.services.compare.reading import Said
from registry.services.compare.sides import Named, membership


def speaking(
    model: Model, said: Said, dimensions: Sequence[Dimension], sides: Sequence[Named], asked: str
) -> Iterator[tuple[str, int]]:
    """Other classes whose records of these sides say something of all dimensions, and how many records do so."""
    for each in model.records:
        if each.name == asked or not all(each.name in dimension.routes for dimension in dimensions):
            continue
        try:
            rows, _ = membership(model, said.tables, each.name, sides)
        except NotComparable:  # its records belong to no side of that kind
            continue
        ways = [said.ways(each.name, dimension) for dimension in dimensions]
        claims = crossed(ways[0], ways[1]) if len(ways) > 1 else claims_of(ways[0])
        found = np.intersect1d(claims.rows[claims.ways == HAS], rows)
        if len(found):
            yield each.name, len(found)
