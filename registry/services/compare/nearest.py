"""The missions of other countries that are most like one, with the reasons: which values of which dimensions both have.

The score is the mean of Jaccard's measure over the dimensions that the record states, challenges counting thrice and
goals twice; what the record says nothing of counts for nothing. Where the other one says nothing of a dimension, they
have nothing in common there, or else whoever says least would be nearest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from registry.errors import NotComparable, NotFound
from registry.index.projection import Projection
from registry.index.tables import HAS, Tables
from registry.services.compare.answering import chosen
from registry.services.compare.compare import Comparing
from registry.services.compare.compared import Compared
from registry.services.compare.comparison import Heading
from registry.services.compare.dimensions import Dimension
from registry.services.compare.evidence import title_of
from registry.services.compare.grouping import claims_of
from registry.services.compare.planning import PLACES
from registry.services.compare.reading import Said
from registry.services.compare.sides import atlas_of
from registry.services.naming.codes import in_full

MEASURE: Final = (
    "Mean of Jaccard's measure over the dimensions that the record states; challenges count three times, goals twice"
)
_WEIGHTS: Final[Mapping[str, int]] = {
    "challenge": 3, "sdgGoal": 2, "instrumentType": 1, "moipType": 1, "helixRole": 1, "actorKind": 1, "strategy": 1,
    "barrier": 1, "side": 1,
}  # fmt: skip
MISSION: Final = "Mission"
FIRST: Final = 10
Scores: TypeAlias = NDArray[np.float64]
_DAY_DOES_NOT_MATTER: Final = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """What two records have in common."""

    dimension: str
    label: str
    keys: tuple[str, ...]
    """The values that both have."""
    labels: tuple[str, ...]
    score: float

    @property
    def headings(self) -> list[Heading]:
        """The values that both have."""
        return [Heading(key, label) for key, label in zip(self.keys, self.labels, strict=True)]


@dataclass(frozen=True, slots=True)
class Near:
    """A record that is like another."""

    iri: str
    label: str
    countries: tuple[str, ...]
    """IRIs of the countries that it belongs to."""
    country_labels: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]


def nearest(
    comparing: Comparing, finder: Compared, iri: str, *, first: int = FIRST, languages: Sequence[str] = ("en",)
) -> tuple[Near, ...]:
    """The missions of other countries that are most like this one, best first.

    `iri` may be short: `mission/school-food`, or what follows `mission/`. Raises `NotFound`, and `NotComparable` for a
    record that is no mission.
    """
    record = finder.record(_in_full(iri, comparing.record_base))
    if record is None:
        raise NotFound(f"There is no mission {iri[:200]!r}.")
    if record.class_name != MISSION:
        kind = comparing.model.classes[record.class_name].label.get("en", record.class_name).lower()
        raise NotComparable(f"{iri[:200]!r} is of the kind {kind}; nearest missions are told of a mission.")
    return _Nearest(comparing, finder, record, languages).found(first)


def _in_full(written: str, record_base: str) -> str:
    """The IRI of a record that is named by it, by its class and slug, or as a mission by its slug alone."""
    full = in_full(written.strip())
    if full.startswith(("http://", "https://")):
        return full
    return record_base + (full if "/" in full else f"mission/{full}")


class _Nearest:
    """Looks for what is like one record."""

    def __init__(self, comparing: Comparing, finder: Compared, record: Projection, languages: Sequence[str]) -> None:
        self._comparing, self._finder, self._languages = comparing, finder, languages
        self._class_name, self._iri = record.class_name, record.iri
        self._tables: Tables = finder.tables(comparing.plan)
        self._table = self._tables.of(record.class_name)
        said = Said(comparing.model, self._tables, comparing.today(), _DAY_DOES_NOT_MATTER)
        self._row = int(np.flatnonzero(self._table.names == self._tables.names.known(record.iri))[0])
        self._claims = {}
        for name in _WEIGHTS:
            dimension = comparing.dimensions.get(name)
            if dimension is not None and record.class_name in dimension.routes:
                claims = claims_of(said.ways(record.class_name, dimension))
                has = claims.ways == HAS
                pairs = np.unique(np.stack([claims.rows[has], claims.first[has]]), axis=1)
                self._claims[name] = (pairs[0], pairs[1])

    def found(self, first: int) -> tuple[Near, ...]:
        """The records, best first, ties by IRI."""
        total, weight = np.zeros(len(self._table.iris)), 0
        scores: dict[str, Scores] = {}
        for name, (rows, values) in self._claims.items():
            own = values[rows == self._row]
            if len(own):
                common = np.bincount(rows[np.isin(values, own)], minlength=len(total))
                every = np.bincount(rows, minlength=len(total)) + len(own) - common
                scores[name] = common / np.maximum(every, 1)
                total += _WEIGHTS[name] * scores[name]
                weight += _WEIGHTS[name]
        countries = self._countries()
        here = countries.get(self._row, set())
        total[[row for row, there in countries.items() if there & here]] = 0
        total[self._row] = 0
        best = [row for row in np.lexsort((np.arange(len(total)), -total))[:first].tolist() if total[row] > 0]
        told = {row: {name: float(each[row]) for name, each in scores.items() if each[row] > 0} for row in best}
        return self._described(best, total / max(weight, 1), told, countries)

    def _countries(self) -> dict[int, set[str]]:
        """For each row the countries that it belongs to."""
        atlas, texts = atlas_of(self._tables), self._tables.names.texts
        found: dict[int, set[str]] = {}
        above: dict[int, set[str]] = {}
        for (name,) in PLACES:
            column = self._table.columns.get(name)
            if column is not None:
                for row, value in zip(column.rows.tolist(), column.values.tolist(), strict=True):
                    if value not in above:
                        above[value] = {each for each in atlas.above(texts[value]) if atlas.is_country(each)}
                    found.setdefault(row, set()).update(above[value])
        return found

    def _described(
        self,
        rows: Sequence[int],
        scores: Scores,
        told: Mapping[int, Mapping[str, float]],
        countries: Mapping[int, set[str]],
    ) -> tuple[Near, ...]:
        common = {row: {name: self._common(name, row) for name in names} for row, names in told.items()}
        wanted = [self._table.iris[row] for row in rows]
        wanted += [iri for row in rows for iri in countries.get(row, ())]
        wanted += [key for by_name in common.values() for keys in by_name.values() for key in keys]
        records = self._finder.records([iri for iri in dict.fromkeys(wanted) if iri not in self._comparing.model.codes])
        titles = {iri: title_of(record, self._languages) for iri, record in records.items()}
        return tuple(
            Near(
                self._table.iris[row],
                titles.get(self._table.iris[row], self._table.iris[row]),
                there := tuple(sorted(countries.get(row, ()))),
                tuple(titles.get(each, each) for each in there),
                float(scores[row]),
                tuple(
                    self._reason(name, common[row][name], told[row][name], titles)
                    for name in sorted(told[row], key=lambda name: (-_WEIGHTS[name] * told[row][name], name))
                ),
            )
            for row in rows
        )

    def _common(self, name: str, row: int) -> list[str]:
        rows, values = self._claims[name]
        shared = np.intersect1d(values[rows == self._row], values[rows == row])
        return sorted(self._tables.names.texts[value] for value in shared.tolist())

    def _reason(self, name: str, keys: Sequence[str], score: float, titles: Mapping[str, str]) -> Reason:
        dimension: Dimension = self._comparing.dimensions[name]
        codes = self._comparing.model.codes
        labels = tuple(
            chosen(codes[key].label, self._languages) or key if key in codes else titles.get(key, key) for key in keys
        )
        return Reason(name, dimension.label, tuple(keys), labels, score)
