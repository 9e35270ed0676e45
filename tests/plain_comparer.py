"""The reference that comparing is held against: plain Python that looks at every record for every cell.

What each record says is worked out one record at a time, what a cell says by going through all records. Which
dimensions there are, and the ways to them, is data of `registry.services.compare.dimensions`; how these are followed,
joined and counted is written here a second time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from registry.index.projection import Projection
from registry.index.sorting import date_span
from registry.model.spec import Inverse, Kind, Model
from registry.namespaces import CODES, TERMS
from registry.services.compare.comparison import Measure, State
from registry.services.compare.dimensions import Dimension, Fold, Route
from tests.plain.world import World, parts_of

REASONS: Final = {"not-set": State.ABSENT, "not-applicable": State.NOT_APPLICABLE, "unknown": State.UNKNOWN}
VERDICTS: Final = {"met": State.PRESENT, "not-met": State.ABSENT, "not-stated": State.NOT_STATED}
ORDER: Final = (State.PRESENT, State.ABSENT, State.NOT_APPLICABLE, State.UNKNOWN, State.NOT_STATED)


@dataclass(frozen=True)
class Claim:
    """What a record says: of which of its elements, which value (None: any at all), and how."""

    element: object
    value: str | None
    state: State


class PlainComparer:
    """Answers about a few records."""

    def __init__(self, world: World, day: date, helix_roles: int) -> None:
        self.world, self.model, self.day, self.roles = world, world.model, day, helix_roles

    # Who belongs where.

    def above(self, place: str) -> set[str]:
        """The place and all that it lies within."""
        found: set[str] = set()
        waiting = [place]
        while waiting:
            iri = waiting.pop()
            if iri not in found:
                found.add(iri)
                record = self.world.records.get(iri)
                if record is not None and record.class_name == "Place":
                    waiting += [str(each) for each in record.many("within")]
        return found

    def belongs(self, record: Projection, side: str) -> bool:
        """Whether a record belongs to a side."""
        own = [str(value) for name in ("country", "places") for value in record.many(name)]
        links = [
            str(value)
            for field in self.model.classes[record.class_name].fields
            if field.kind is Kind.LINK and field.target in ("Mission", "PolicyInitiative")
            for value in record.many(field.name)
        ]
        return record.iri == side or side in links or any(side in self.above(place) for place in own)

    # What a record says.

    def claims(self, record: Projection, dimension: Dimension) -> list[tuple[str | None, list[Claim]]]:
        """For each way to the dimension: the element that it is of, and its claims."""
        ways = []
        for route in dimension.routes[record.class_name]:
            claims = list(self.over(record, route))
            if record.class_name in dimension.otherwise:
                claims = self.filled(claims, list(self.over(record, dimension.otherwise[record.class_name])))
            ways.append((route[0] if len(route) > 1 else None, self.folded(dimension, claims)))
        return ways

    def filled(self, claims: list[Claim], otherwise: list[Claim]) -> list[Claim]:
        """Elements without a value have that of the other way."""
        having = {claim.element for claim in claims if claim.state is State.PRESENT}
        more = [each for each in otherwise if each.state is State.PRESENT and each.element not in having]
        mended = {claim.element for claim in more}
        return [claim for claim in claims if claim.element not in mended] + more

    def over(self, record: Projection, route: Route) -> Iterator[Claim]:
        """What comes over a way."""
        owner, name, rest = self.model.classes[record.class_name], route[0], route[1:]
        if name.startswith("!"):
            yield from self.special(record, name)
            return
        field = owner.by_name.get(name)
        if field is None:
            yield from self.coming_back(record, owner.inverse_by_name[name], rest)
            return
        paths = [field.path]
        nodes: list[tuple[object, Projection]] = [(None, record)]
        if field.kind is Kind.PART:
            paths.append(self.model.classes[field.target or ""].by_name[rest[0]].path)
            nodes = list(enumerate(parts_of(record, name)))
            name, rest = rest[0], rest[1:]
        why = self.denials(record, paths)
        if not nodes:
            yield from (Claim(None, None, state) for state in why)
        for element, node in nodes:
            values = [plain(value) for value in node.many(name)]
            if not values:
                yield from (Claim(element, None, state) for state in why)
            for value in values:
                yield from self.further(node, element, name, value, rest)

    def further(self, node: Projection, element: object, name: str, value: str, rest: Route) -> Iterator[Claim]:
        """A value, or what the record that it leads to says."""
        if not rest:
            yield Claim(element, value, State.PRESENT)
            return
        target = self.world.class_of(node).by_name[name].target
        other = self.world.records.get(value)
        if other is not None and other.class_name == target:
            of = value if element is None else element
            yield from (Claim(of, claim.value, claim.state) for claim in self.over(other, rest))

    def coming_back(self, record: Projection, inverse: Inverse, rest: Route) -> Iterator[Claim]:
        """The records that link here, or what they say."""
        for other in self.world.records.values():
            if other.class_name == inverse.source and record.iri in map(str, other.many(inverse.field)):
                if rest:
                    yield from (Claim(other.iri, claim.value, claim.state) for claim in self.over(other, rest))
                else:
                    yield Claim(None, other.iri, State.PRESENT)

    def denials(self, record: Projection, paths: Sequence[str]) -> list[State]:
        """Why there is no value, as the record says."""
        reasons = [
            str(each.values.get("absenceReason")).rpartition("/")[2]
            for each in parts_of(record, "absences")
            if each.values.get("property") in paths
        ]
        return [REASONS[reason] for reason in reasons if reason in REASONS]

    def special(self, record: Projection, name: str) -> Iterator[Claim]:
        """What is worked out of a record's fields."""
        of: dict[str, Callable[[Projection], Iterator[Claim]]] = {
            "!criterion": self.criteria,
            "!target": self.presence,
            "!startYear": lambda each: self.years(each, "startDate", []),
            "!deadline": lambda each: self.years(each, "deadline", parts_of(each, "targets")),
            "!period": self.period,
        }
        yield from of[name](record)

    def criteria(self, record: Projection) -> Iterator[Claim]:
        """Which criteria are met, not met, or looked for in vain."""
        assessments = parts_of(record, "criterionAssessments")
        for number, each in enumerate(assessments):
            verdict = VERDICTS.get(str(each.values.get("verdict")).rpartition("/")[2])
            if verdict is not None and "criterion" in each.values:
                yield Claim(number, str(each.values["criterion"]), verdict)
        if not assessments:
            why = self.denials(record, [f"{TERMS}criterionAssessment"])
            yield from (Claim(None, None, state) for state in why)

    def presence(self, record: Projection) -> Iterator[Claim]:
        """Whether there is a target, a measurable one, a deadline, and both."""
        targets = parts_of(record, "targets")
        measurable = [t for t in targets if "value" in t.values and "unit" in t.values]
        dated = "deadline" in record.values or any("deadline" in t.values for t in targets)
        no_target, no_deadline = (self.denials(record, [TERMS + path]) for path in ("target", "deadline"))
        for key, there, why in (
            ("target", targets, no_target),
            ("measurable-target", measurable, no_target),
            ("deadline", dated, no_deadline),
            ("measurable-target-and-deadline", measurable and dated, no_target + no_deadline),
        ):
            yield from [Claim(None, key, State.PRESENT)] if there else [Claim(None, key, s) for s in why]

    def years(self, record: Projection, field: str, parts: list[Projection]) -> Iterator[Claim]:
        """The years of a date, of the record and of some parts."""
        dates = [str(date) for node in (record, *parts) for date in node.many(field)]
        yield from (Claim(None, year(date), State.PRESENT) for date in dates)
        if not dates:
            yield from (Claim(None, None, state) for state in self.denials(record, [TERMS + field]))

    def period(self, record: Projection) -> Iterator[Claim]:
        """Where the day lies between a record's dates."""
        start, end = record.values.get("startDate"), record.values.get("endDate")
        today = int(self.day.strftime("%Y%m%d"))
        if start is None and end is None:
            yield from (Claim(None, None, state) for state in self.denials(record, [f"{TERMS}startDate"]))
        elif start is not None and date_span(str(start))[0] > today:
            yield Claim(None, "planned", State.PRESENT)
        elif end is not None and date_span(str(end))[1] < today:
            yield Claim(None, "ended", State.PRESENT)
        elif start is not None:
            endless = State.ABSENT in self.denials(record, [f"{TERMS}endDate"])
            yield Claim(None, "running" if end is not None or endless else "begun", State.PRESENT)

    def folded(self, dimension: Dimension, claims: list[Claim]) -> list[Claim]:
        """The same, values as rows have them."""
        if dimension.fold is Fold.GOAL:
            return [Claim(c.element, c.value and goal(self.model, c.value), c.state) for c in claims]
        third = f"{CODES}helix-role/third-sector"
        if dimension.code_list == "HelixRole" and self.roles == 4:
            return [claim for claim in claims if claim.value != third]
        return claims

    def said(self, record: Projection, dimensions: Sequence[Dimension]) -> list[tuple[str | None, str | None, State]]:
        """What a record says of one dimension (the second value is then empty), or of two together."""
        first = self.claims(record, dimensions[0])
        if len(dimensions) == 1:
            return [(claim.value, "", claim.state) for _, claims in first for claim in claims]
        return [
            (one.value, other.value, weaker(one.state, other.state))
            for element, ones in first
            for also, others in self.claims(record, dimensions[1])
            for one in ones
            for other in others
            if element is None or element != also or one.element == other.element
        ]

    # What many records come to.

    def state_of(self, record: Projection, dimensions: Sequence[Dimension], row: str, column: str) -> State | None:
        """How a record says a combination; None when it says nothing."""
        states = [
            state
            for one, other, state in self.said(record, dimensions)
            if one in (row, None) and other in (column, None)
        ]
        return min(states, key=ORDER.index) if states else None

    def measured(self, records: Sequence[Projection], measure: Measure) -> object:
        """What records come to by a measure, as simple as it can be said."""
        if measure is Measure.RECORDS:
            return len(records)
        if measure is Measure.ACTORS:
            return len({actor for record in records for actor in actors(record)})
        if measure is Measure.TARGETS:
            return self.targets(records)
        if measure is Measure.COVERAGE:
            return self.backing(records)
        return self.money(records)

    def targets(self, records: Sequence[Projection]) -> tuple[int, int, int, int]:
        """How many targets, with value, with deadline, with both."""
        kinds = [
            ("value" in t.values and "unit" in t.values, "deadline" in t.values or "deadline" in owner.values)
            for record in records
            for owner in self.owners(record, "Mission", "missions")
            for t in parts_of(owner, "targets")
        ]
        return len(kinds), sum(v for v, _ in kinds), sum(d for _, d in kinds), sum(v and d for v, d in kinds)

    def owners(self, record: Projection, class_name: str, name: str) -> list[Projection]:
        """The record itself where it is of the class, else those of the class that a link or a way back gives."""
        if record.class_name == class_name:
            return [record]
        owner = self.model.classes[record.class_name]
        if name in owner.by_name:
            linked = [self.world.records.get(str(iri)) for iri in record.many(name)]
            return [each for each in linked if each is not None and each.class_name == class_name]
        back = owner.inverse_by_name[name]
        every = self.world.records.values()
        return [
            each for each in every if each.class_name == back.source and record.iri in map(str, each.many(back.field))
        ]

    def backing(self, records: Sequence[Projection]) -> tuple[int, int, int, dict[str, int]]:
        """Records, those that cite, sources, and kinds of source."""
        cited = [[str(c.values["source"]) for c in parts_of(r, "citations") if "source" in c.values] for r in records]
        sources = {source for each in cited for source in each}
        kinds: dict[str, int] = {}
        for source in sources:
            record = self.world.records.get(source)
            code = str(record.values.get("sourceKind", "")) if record and record.class_name == "Source" else ""
            kind = self.model.codes[code].notation if code else "not stated"
            kinds[kind] = kinds.get(kind, 0) + 1
        return len(records), sum(1 for each in cited if each), len(sources), dict(sorted(kinds.items()))

    def money(self, records: Sequence[Projection]) -> tuple[object, int]:
        """Amounts by currency and year: total, how many records, and the disputed ones; and how many are silent."""
        instruments = {i.iri: i for record in records for i in self.owners(record, "Instrument", "instruments")}
        linked = {str(iri) for record in records for iri in self.linked_instruments(record)}
        found: dict[tuple[str, str], list[tuple[str, list[Decimal]]]] = {}
        for iri, instrument in sorted(instruments.items()):
            amounts = sorted(a for a in instrument.many("amounts") if isinstance(a, Decimal))
            if amounts:
                start = str(instrument.values.get("startDate", ""))
                key = str(instrument.values.get("currency", "")), str(int(year(start))) if start else ""
                found.setdefault(key, []).append((iri, amounts))
        told = {
            key: (
                sum(scaled(amounts[0]) for _, amounts in of if len(amounts) == 1),
                sum(1 for _, amounts in of if len(amounts) == 1),
                tuple((iri, tuple(amounts)) for iri, amounts in of if len(amounts) > 1),
            )
            for key, of in found.items()
        }
        return told, len(linked) - sum(len(of) for of in found.values())

    def linked_instruments(self, record: Projection) -> list[str]:
        """The instruments that a record is told to have, there or not."""
        if record.class_name == "Project":
            return [str(iri) for iri in record.many("instruments")]
        return [each.iri for each in self.owners(record, "Instrument", "instruments")]


def scaled(amount: Decimal) -> int:
    """The amount times ten to the sixtieth, so that sums are exact."""
    sign, digits, exponent = amount.as_tuple()
    number = int("".join(map(str, digits))) * 10 ** (60 + int(exponent))
    return -number if sign else number


def plain(value: object) -> str:
    """A value as text."""
    return value[1] if isinstance(value, tuple) else str(value)


def year(written: str) -> str:
    """The year of a partial date."""
    digits = written.lstrip("-")
    end = next((place for place, letter in enumerate(digits) if not letter.isdigit()), len(digits))
    return ("-" if written.startswith("-") else "") + digits[:end]


def goal(model: Model, iri: str) -> str:
    """The goal of a target."""
    broader = model.codes[iri].broader if iri in model.codes else None
    return goal(model, broader) if broader in model.codes else iri


def actors(record: Projection) -> Iterator[str]:
    """Who leads, provides, receives or takes part; an actor is itself."""
    if record.class_name == "Actor":
        yield record.iri
    for name in ("lead", "provider", "beneficiaries"):
        yield from map(str, record.many(name))
    for part in parts_of(record, "participations"):
        yield from map(str, part.many("actor"))


def weaker(one: State, other: State) -> State:
    """How two things are said together."""
    if one is State.PRESENT or other is State.PRESENT:
        return other if one is State.PRESENT else one
    return min(one, other, key=ORDER.index)
