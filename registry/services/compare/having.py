"""Which sides have which values, whatever rows and columns are shown: what overlaps and gaps are told by.

It rests on the records that there are, and not on what is measured of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from registry.index.tables import ANY, DOES_NOT_APPLY, HAS, LACKS, Mask, Numbers
from registry.services.compare.grouping import Claims


@dataclass(frozen=True, slots=True)
class Having:
    """Who has and who denies what. Values are numbers of names, sides their places."""

    sides: Mapping[tuple[int, int], tuple[int, ...]]
    """By values of the first and second dimension (`ANY` where there is none): the sides that have both, in order."""
    addressing: Mapping[int, tuple[int, ...]]
    """By value of the first dimension the sides that have it, whatever they say of the second one."""
    denials: frozenset[tuple[int, int, int]]
    """Values and side of whoever says that there is none, or that it does not apply."""

    def denies(self, first: int, second: int, side: int) -> bool:
        """Whether a side says so of these values together, or of any."""
        said = [(one, other, side) for one in (first, ANY) for other in (second, ANY)]
        return not self.denials.isdisjoint(said)


def having_of(claims: Claims, sides: Numbers, alone: Claims, addressing: Numbers) -> Having:
    """What these claims come to, each with its side; `alone` are those of the first dimension by itself."""
    having: dict[tuple[int, int], list[int]] = {}
    for first, second, side in _each_once(claims, sides, claims.ways == HAS):
        having.setdefault((first, second), []).append(side)
    subjects: dict[int, list[int]] = {}
    for first, _, side in _each_once(alone, addressing, alone.ways == HAS):
        subjects.setdefault(first, []).append(side)
    denied = (claims.ways == LACKS) | (claims.ways == DOES_NOT_APPLY)
    return Having(
        {values: tuple(own) for values, own in having.items()},
        {value: tuple(own) for value, own in subjects.items()},
        frozenset((first, second, side) for first, second, side in _each_once(claims, sides, denied)),
    )


def _each_once(claims: Claims, sides: Numbers, chosen: Mask) -> list[list[int]]:
    """Values and side of the chosen claims, in order."""
    found: list[list[int]] = np.unique(
        np.stack([claims.first[chosen], claims.second[chosen], sides[chosen]]), axis=1
    ).T.tolist()
    return found
