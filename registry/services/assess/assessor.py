"""Assesses records: asks every rule once for all records together, and gives each its answers with their evidence."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.index.projection import Projection, Projector
from registry.model.spec import Model
from registry.rdf.terms import Triple
from registry.services.assess.assessment import Assessment
from registry.services.assess.evidence import Witnesses, plain
from registry.services.assess.gathering import Gathering, Surroundings
from registry.services.assess.levels import Levels
from registry.services.assess.rules import TABLES, Rules, packaged_rules
from registry.services.assess.signs import signs
from registry.services.assess.statements import Statements
from registry.services.assess.tables import Rows, barriers, criteria, helix, targets
from registry.services.find import Finder
from registry.store.loose import LooseStatements

_CITED: Final = frozenset({"Strategy"})
"""Classes whose citations a rule looks at when they are neighbours."""


@dataclass(frozen=True, slots=True)
class Assessor:
    """Assesses records of one model; any number of threads may ask it."""

    model: Model
    page_size: int = 100
    rules: Rules | None = None
    """Other rules than the packaged ones."""

    def assess(
        self, finder: Finder, iris: Collection[str], *, languages: Sequence[str] = ("en",), helix_roles: int = 5
    ) -> Mapping[str, Assessment]:
        """The assessments of those of the records that there are, by IRI, in the order asked."""
        found = finder.records(tuple(dict.fromkeys(iris)))
        return self._assessed(finder, [found[iri] for iri in iris if iri in found], languages, helix_roles)

    def assess_given(
        self, finder: Finder, triples: Iterable[Triple], *, languages: Sequence[str] = ("en",), helix_roles: int = 5
    ) -> Mapping[str, Assessment]:
        """The assessments of records given as statements, such as drafts; what they link to is read."""
        return self._assessed(finder, list(Projector(self.model)(triples)), languages, helix_roles)

    def _assessed(
        self, finder: Finder, records: Sequence[Projection], languages: Sequence[str], helix_roles: int
    ) -> Mapping[str, Assessment]:
        if not records:
            return {}
        near = Gathering(self.model, finder, self.page_size).around(records)
        rules = self.rules or packaged_rules()
        dataset = LooseStatements(self._statements(near))
        witnesses = Witnesses(self.model, near.around, languages)
        tables = {name: _by_record(dataset.rows(rules.tables[name]), near) for name in TABLES}
        levels = Levels(self.model, languages)
        found_signs = signs(rules.signs, dataset, near, witnesses)

        def one(record: Projection) -> Assessment:
            iri = record.iri
            mission = record.class_name == "Mission"
            level, missing = levels(record)
            return Assessment(
                record=iri,
                title=witnesses.title(iri),
                class_name=record.class_name,
                revision=finder.revision,
                criteria=criteria(self.model, record, tables["criteria"][iri], witnesses, languages) if mission else (),
                signs=found_signs[iri],
                helix=helix(self.model, record, tables["helix"][iri], witnesses, languages, helix_roles),
                targets=targets(record, tables["targets"][iri], witnesses, languages),
                barriers=barriers(self.model, record, tables["barriers"][iri], witnesses),
                level=level,
                missing=missing,
            )

        return {record.iri: one(record) for record in records}

    def _statements(self, near: Surroundings) -> Iterator[Triple]:
        """What the rules look at. Citations are most of all statements, and few rules ask for those of neighbours."""
        write = Statements(self.model)
        whole = [each for iri, each in near.around.items() if iri in near.asked or each.class_name in _CITED]
        yield from write(whole)
        rest = near.around.keys() - {each.iri for each in whole}
        yield from write((near.around[iri] for iri in rest), without=("citations", "summary"))


def _by_record(rows: Rows, near: Surroundings) -> Mapping[str, Rows]:
    """The rows about each asked record; those about its surroundings are left out."""
    sorted_out: dict[str, Rows] = {iri: [] for iri in near.asked}
    for row in rows:
        record = plain(row.get("record"))
        if record in sorted_out:
            sorted_out[record].append(row)
    return sorted_out
