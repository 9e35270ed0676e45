"""The reference for what comparing measures: plain Python over what single records have, one record at a time.

A record counts as a whole, or only by some of its elements: the participations that have a role, the instruments of a
type, the targets of a year. What it says nothing of is not zero.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from registry.index.projection import Projection
from registry.namespaces import TERMS
from registry.services.compare.comparison import Measure, State
from tests.plain.world import parts_of
from tests.plain_comparer import ORDER, Picks, PlainComparer, year

Counted: TypeAlias = tuple[Projection, Sequence[Picks]]
"""A record, and for each of its claims the elements that this is told of."""
Entry: TypeAlias = tuple[str, object, Projection | str]
"""Something that is measured: the part or link that it is of, which one, and what it is."""
ALWAYS_SAID = (Measure.RECORDS, Measure.COVERAGE)
"""A record is there, and cites sources or none: of these it is never silent."""
ALTOGETHER: Sequence[Picks] = ((),)


class PlainMeasures:
    """Measures records of one class."""

    def __init__(self, comparer: PlainComparer, measure: Measure, class_name: str) -> None:
        self.comparer, self.model, self.world = comparer, comparer.model, comparer.world
        # Different actors among actors are the records themselves.
        self.measure = Measure.RECORDS if (measure, class_name) == (Measure.ACTORS, "Actor") else measure

    def state(self, counted: Counted) -> State:
        """Whether a record says something of what is measured, or why not."""
        record, _ = counted
        if self.measure in ALWAYS_SAID or self.entries(counted):
            return State.PRESENT
        return self.denial(record)

    def told(self, records: Sequence[Counted]) -> object:
        """What records come to, as simple as it can be said; None where nobody says anything."""
        match self.measure:
            case Measure.RECORDS:
                return len(records)
            case Measure.ACTORS:
                return len({str(what) for each in records for _, _, what in self.entries(each)}) or None
            case Measure.TARGETS:
                return self.targets(records)
            case Measure.COVERAGE:
                return self.backing(records)
            case Measure.AMOUNTS:
                return self.money(records)

    def entries(self, counted: Counted) -> list[Entry]:
        """What is measured of a record, only of the elements that its claims are told of."""
        record, claims = counted
        every = list(self.every(record))
        kinds = {self.kind_of(name, record) for name in self.ways(record)}
        chosen: set[tuple[str, object]] = set()
        for claim in claims:
            mine = [each for each in claim if each[0] in kinds]
            if not mine:
                return every
            chosen.add(mine[0])
        return [each for each in every if each[:2] in chosen]

    def ways(self, record: Projection) -> list[str]:
        """The names of the parts and links that lead to what is measured."""
        owner = self.model.classes[record.class_name]
        names = {
            Measure.ACTORS: ["participations", "lead", "provider", "beneficiaries"],
            Measure.TARGETS: ["targets", "missions"],
            Measure.AMOUNTS: ["instruments"],
            Measure.COVERAGE: ["citations"],
        }.get(self.measure, [])
        return [name for name in names if name in owner.by_name or name in owner.inverse_by_name]

    def kind_of(self, name: str, record: Projection) -> str | None:
        """The way as elements are called; an instrument's own money is the whole record's."""
        return None if record.class_name == "Instrument" and self.measure is Measure.AMOUNTS else name

    def every(self, record: Projection) -> Iterator[Entry]:
        """All that is measured of a record."""
        match self.measure:
            case Measure.ACTORS:
                yield from self.in_parts(record, "participations", "actor")
                for name in ("lead", "provider", "beneficiaries"):
                    yield from ((name, str(actor), str(actor)) for actor in record.many(name))
            case Measure.TARGETS:
                yield from self.every_target(record)
            case Measure.AMOUNTS:
                yield from (("instruments", each.iri, each) for each in self.instruments(record) if decimals(each))
            case Measure.COVERAGE:
                yield from self.in_parts(record, "citations", "source")

    def in_parts(self, record: Projection, name: str, field: str) -> Iterator[Entry]:
        """What the parts of a record link to."""
        for number, part in enumerate(parts_of(record, name)):
            yield from ((name, number, str(value)) for value in part.many(field))

    def every_target(self, record: Projection) -> Iterator[Entry]:
        """The targets of a mission, or of an initiative's missions."""
        if record.class_name == "Mission":
            yield from (("targets", number, each) for number, each in enumerate(parts_of(record, "targets")))
            return
        for mission in self.linked(record, "Mission", "missions"):
            yield from (("missions", mission.iri, each) for each in parts_of(mission, "targets"))

    def denial(self, record: Projection) -> State:
        """What a record says of why it has nothing that is measured."""
        said: list[list[State]] = []
        match self.measure:
            case Measure.ACTORS:
                said = [self.without_actor(record, name) for name in self.ways(record)]
            case Measure.TARGETS:
                missions = [record] if record.class_name == "Mission" else self.linked(record, "Mission", "missions")
                silent = [each for each in missions if not parts_of(each, "targets")]
                said = [[state for each in silent for state in self.comparer.denials(each, [f"{TERMS}target"])]]
            case Measure.AMOUNTS:
                silent = [each for each in self.instruments(record) if not decimals(each)]
                said = [[state for each in silent for state in self.comparer.denials(each, [f"{TERMS}amount"])]]
                if record.class_name == "Project" and "instruments" not in record.values:
                    said[0] += self.comparer.denials(record, [f"{TERMS}instrument"])
        if not said or not all(said):
            return State.NOT_STATED
        return min((state for each in said for state in each), key=ORDER.index)

    def without_actor(self, record: Projection, name: str) -> list[State]:
        """Why there is nobody in a field."""
        path = self.model.classes[record.class_name].by_name[name].path
        if name != "participations":
            return [] if record.many(name) else self.comparer.denials(record, [path])
        parts = parts_of(record, name)
        silent = [part for part in parts if "actor" not in part.values]
        return self.comparer.denials(record, [path, f"{TERMS}actor"]) if silent or not parts else []

    def linked(self, record: Projection, class_name: str, name: str) -> list[Projection]:
        """The records of a class that a link or a way back gives."""
        owner = self.model.classes[record.class_name]
        if name in owner.by_name:
            found = [self.world.records.get(str(iri)) for iri in record.many(name)]
            return [each for each in found if each is not None and each.class_name == class_name]
        back = owner.inverse_by_name[name]
        return [
            each
            for each in self.world.records.values()
            if each.class_name == back.source and record.iri in map(str, each.many(back.field))
        ]

    def instruments(self, record: Projection) -> list[Projection]:
        """The record itself where it is an instrument, else those that serve it."""
        return [record] if record.class_name == "Instrument" else self.linked(record, "Instrument", "instruments")

    def targets(self, records: Sequence[Counted]) -> tuple[int, int, int, int] | None:
        """How many targets, with value, with deadline, with both."""
        kinds = []
        for counted in records:
            for name, element, each in self.entries(counted):
                owner = self.world.records[str(element)] if name == "missions" else counted[0]
                assert isinstance(each, Projection)
                dated = "deadline" in each.values or "deadline" in owner.values
                kinds.append(("value" in each.values and "unit" in each.values, dated))
        told = len(kinds), sum(v for v, _ in kinds), sum(d for _, d in kinds), sum(v and d for v, d in kinds)
        return told if kinds else None

    def backing(self, records: Sequence[Counted]) -> tuple[int, int, int, dict[str, int]]:
        """Records, those that cite, sources, and kinds of source."""
        cited = [[str(source) for _, _, source in self.entries(each)] for each in records]
        sources = {source for each in cited for source in each}
        kinds: dict[str, int] = {}
        for source in sources:
            record = self.world.records.get(source)
            code = str(record.values.get("sourceKind", "")) if record and record.class_name == "Source" else ""
            kind = self.model.codes[code].notation if code else "not stated"
            kinds[kind] = kinds.get(kind, 0) + 1
        return len(records), sum(1 for each in cited if each), len(sources), dict(sorted(kinds.items()))

    def money(self, records: Sequence[Counted]) -> tuple[object, int] | None:
        """Amounts by currency and year: total, single amounts, and the disputed ones; and how many are silent."""
        own = {
            each.iri: each for counted in records for _, _, each in self.entries(counted) if not isinstance(each, str)
        }
        found: dict[tuple[str, str], list[tuple[str, list[Decimal]]]] = {}
        for iri, instrument in sorted(own.items()):
            start = str(instrument.values.get("startDate", ""))
            key = str(instrument.values.get("currency", "")), str(int(year(start))) if start else ""
            found.setdefault(key, []).append((iri, decimals(instrument)))
        told = {
            key: (
                sum(scaled(amounts[0]) for _, amounts in of if len(amounts) == 1),
                tuple(sorted(((i, scaled(a[0])) for i, a in of if len(a) == 1), key=lambda pair: (-pair[1], pair[0]))),
                tuple((iri, tuple(amounts)) for iri, amounts in of if len(amounts) > 1),
            )
            for key, of in found.items()
        }
        there = {iri for counted in records for iri in self.all_instruments(counted)}
        return (told, len(there - set(own))) if there else None

    def all_instruments(self, counted: Counted) -> Collection[str]:
        """The instruments that a record is told to have, there or not, of the elements that count."""
        record, claims = counted
        if record.class_name == "Instrument":
            return [record.iri]
        project = record.class_name == "Project"
        every = [str(i) for i in record.many("instruments")] if project else [i.iri for i in self.instruments(record)]
        chosen = [[element for name, element in claim if name == "instruments"] for claim in claims]
        return every if not all(chosen) else [iri for iri in every if iri in [each[0] for each in chosen]]


def decimals(instrument: Projection) -> list[Decimal]:
    """The amounts of an instrument."""
    return sorted(each for each in instrument.many("amounts") if isinstance(each, Decimal))


def scaled(amount: Decimal) -> int:
    """The amount times ten to the sixtieth, so that sums are exact."""
    sign, digits, exponent = amount.as_tuple()
    number = int("".join(map(str, digits))) * int(10 ** (60 + int(exponent)))
    return -number if sign else number
