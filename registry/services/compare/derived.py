"""Where the records of missions show a criterion as met that no curator judged met.

The rules are those of assessments (`ontology/assessments/criteria.rq`), counted here on columns for all missions at
once; a test holds the two together on the seed.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from registry.index.tables import HAS, LACKS, Column, Numbers
from registry.model.spec import Model
from registry.services.compare.dimensions import Route, leads
from registry.services.compare.reading import Said

_MISSION: Final = "Mission"
_LEAST_ROLES: Final = 3
_LEAST_PROJECTS: Final = 2
_TARGETS: Final[Route] = ("!targets",)
_ROLES: Final[Route] = ("participations", "helixRole")
_ACTORS_ROLES: Final[Route] = ("participations", "actor", "helixRole")
_PROJECTS: Final[Route] = ("projects",)
_CRITERIA: Final[Route] = ("!criterion",)


def differing(model: Model, said: Said, missions: Numbers) -> Iterator[tuple[str, Numbers]]:
    """Criteria (IRI), with those of the missions, by row, that show them as met where no curator does."""
    codes, names = model.lists["MissionCriterion"].by_notation, said.tables.names
    judged = said.column(_MISSION, _CRITERIA)
    for notation, shown in _shown(model, said).items():
        if notation in codes:
            mine = judged.where(judged.values == names.number(codes[notation].iri))
            met = np.setdiff1d(mine.rows[mine.ways == HAS], mine.rows[mine.ways == LACKS])
            found = np.setdiff1d(np.intersect1d(shown, missions), met)
            if len(found):
                yield codes[notation].iri, found


def _shown(model: Model, said: Said) -> dict[str, Numbers]:
    """By criterion the missions whose records show it as met."""
    shown: dict[str, Numbers] = {}
    mission = model.classes[_MISSION]
    if leads(model, mission, _TARGETS):
        targets = said.column(_MISSION, _TARGETS)
        shown["clear-targeted"] = np.unique(targets.rows[targets.values == said.tables.names.number("11")])
    if leads(model, mission, _ACTORS_ROLES):
        roles = said.filled(said.column(_MISSION, _ROLES), said.column(_MISSION, _ACTORS_ROLES))
        shown["cross-actor"] = _having(roles, _LEAST_ROLES)
    if leads(model, mission, _PROJECTS):
        shown["bottom-up-solutions"] = _having(said.column(_MISSION, _PROJECTS), _LEAST_PROJECTS)
    return shown


def _having(column: Column, least: int) -> Numbers:
    """The rows with so many different values at least."""
    has = column.ways == HAS
    pairs = np.unique(np.stack([column.rows[has], column.values[has]]), axis=1)
    rows, counts = np.unique(pairs[0], return_counts=True)
    found: Numbers = rows[counts >= least]
    return found
