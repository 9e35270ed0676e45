"""How much stands behind each side, so that a country with three records is not read as doing little."""

from collections.abc import Mapping, Sequence

import numpy as np

from registry.index.tables import DOES_NOT_APPLY, HAS, LACKS, LOOKED_IN_VAIN, NOBODY_KNOWS
from registry.services.compare.comparison import Answered, Backing, Coverage
from registry.services.compare.grouping import Claims
from registry.services.compare.layout import Members

FEW = 5
"""Fewer records than this are too few to conclude from."""
_SILENT = LOOKED_IN_VAIN + 1


def answered(members: Members, claims: Claims) -> list[Answered]:
    """For each side how many of its records say what of a dimension."""
    best = np.full(members.size, _SILENT, np.int64)
    np.minimum.at(best, claims.rows, claims.ways)
    width = _SILENT + 1
    found = np.bincount(members.sides * width + best[members.rows], minlength=members.count * width)
    told = []
    for side in found.reshape(-1, width).tolist():
        silent = side[_SILENT] + side[LOOKED_IN_VAIN]
        told.append(Answered(side[HAS], side[LACKS], side[DOES_NOT_APPLY], side[NOBODY_KNOWS], silent))
    return told


def coverage(
    label: str,
    plural: str,
    backing: Backing,
    of: Mapping[str, Answered],
    labels: Mapping[str, str],
    on_record: int,
    *,
    is_itself: bool = False,
) -> Coverage:
    """What stands behind a side, and what of it is thin, in words.

    `labels` are those of the dimensions by name, `on_record` counts what does not fit the filter too. A side that
    `is_itself` what is counted, as a mission among missions, is not thin for being one.
    """
    thin = tuple(_thin(label, plural, backing, of, labels, on_record, is_itself=is_itself))
    return Coverage(backing, of, thin, on_record)


def _thin(
    label: str,
    plural: str,
    backing: Backing,
    of: Mapping[str, Answered],
    labels: Mapping[str, str],
    on_record: int,
    *,
    is_itself: bool,
) -> Sequence[str]:
    records = backing.records
    if not records and on_record:
        return [f"{label}: no {plural} that fit the filter ({on_record:,} on record)."]
    if not records:
        return [f"{label}: no {plural} on record. That does not say that there are none."]
    said = []
    if records < FEW and not is_itself:
        fitting = f"fit the filter ({records} of {on_record:,} on record)" if on_record > records else ""
        few = fitting or f"are on record ({records})"
        said.append(f"{label}: few {plural} {few}, which may be far from all.")
    if backing.cited < records:
        uncited = records - backing.cited
        said.append(f"{label}: {uncited} of {records} {plural} {'cites' if uncited == 1 else 'cite'} no source.")
    if backing.sources == 1 and records > 1:
        said.append(f"{label}: all that is cited is one source.")
    elif len(backing.source_kinds) == 1 and backing.sources > 1:
        said.append(f"{label}: all sources are of one kind ({spoken(next(iter(backing.source_kinds)))}).")
    for name, each in of.items():
        if each.not_stated * 2 > records:
            verb = "says" if each.not_stated == 1 else "say"
            said.append(f"{label}: {each.not_stated} of {records} {plural} {verb} nothing of {labels[name]}.")
    return said


def spoken(notation: str) -> str:
    """A code in words: `agency page` for agency-page."""
    return notation.replace("-", " ")
