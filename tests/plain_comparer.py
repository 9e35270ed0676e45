"""The reference that comparing is held against: plain Python that looks at every record for every cell.

What each record says is worked out one record at a time, what a cell says by going through all records. Which
dimensions there are, and the ways to them, is data of `registry.services.compare.dimensions`; how these are followed,
joined and counted is written here a second time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.index.projection import Projection
from registry.index.sorting import date_span
from registry.model.spec import Inverse, Kind, Model
from registry.namespaces import CODES, TERMS
from registry.services.compare.comparison import State
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


Picks = tuple[tuple[str, object], ...]
"""The elements of a record that a claim is told of, by the name of the part or link; none for the whole record."""


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
            claims, otherwise = list(self.over(record, route)), dimension.otherwise.get(record.class_name)
            if otherwise is not None and route[0] == otherwise[0]:
                claims = self.filled(claims, list(self.over(record, otherwise)))
            ways.append((self.element(record, route), self.folded(dimension, claims)))
        if len(ways) > 1 and not all(any(c.state is not State.PRESENT for c in claims) for _, claims in ways):
            # What only some of the ways deny is not denied: without a lead somebody may take part all the same.
            return [(name, [c for c in claims if c.state is State.PRESENT]) for name, claims in ways]
        return ways

    def element(self, record: Projection, route: Route) -> str | None:
        """The part or link of the record that a way's claims are told of."""
        if route[0].startswith("!"):
            return "targets" if route[0] in ("!deadline", "!target") else None
        field = self.model.classes[record.class_name].by_name.get(route[0])
        return route[0] if len(route) > 1 or field is None or field.kind is Kind.LINK else None

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
            linked = element is None and self.world.class_of(node).by_name[name].kind is Kind.LINK
            yield Claim(value if linked else element, value, State.PRESENT)
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
                    yield Claim(other.iri, other.iri, State.PRESENT)

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
        """Whether there is a target, a measurable one, a deadline, and both: of each target, or else of the record."""
        targets = parts_of(record, "targets")
        own: set[object] = {None} if "deadline" in record.values else set()
        whole: set[object] = {*range(len(targets))}
        measurable: set[object] = {n for n, t in enumerate(targets) if {"value", "unit"} <= set(t.values)}
        dated = own | {n for n, t in enumerate(targets) if own or "deadline" in t.values}
        both = measurable & dated or ({None} if measurable and dated else set())
        no_target, no_deadline = (self.denials(record, [TERMS + path]) for path in ("target", "deadline"))
        for key, there, why in (
            ("target", whole, no_target),
            ("measurable-target", measurable, no_target),
            ("deadline", dated, no_deadline),
            ("measurable-target-and-deadline", both, no_target + no_deadline),
        ):
            if there:
                yield from (Claim(element, key, State.PRESENT) for element in there)
            else:
                yield from (Claim(None, key, state) for state in why)

    def years(self, record: Projection, field: str, parts: list[Projection]) -> Iterator[Claim]:
        """The years of a date, of the record and of some parts; a part without one has those of the record."""
        own = [(None, str(date)) for date in record.many(field)]
        dates: list[tuple[object, str]] = [*own]
        for number, part in enumerate(parts):
            dates += [(number, str(date)) for date in part.many(field)] or [(number, date) for _, date in own]
        yield from (Claim(element, year(date), State.PRESENT) for element, date in dates)
        if not dates:
            yield from (Claim(None, None, state) for state in self.denials(record, [TERMS + field]))

    def period(self, record: Projection) -> Iterator[Claim]:
        """Where the day lies between a record's dates."""
        start, end = record.values.get("startDate"), record.values.get("endDate")
        today = int(self.day.strftime("%Y%m%d"))
        if start is None and end is None:
            yield from (Claim(None, None, state) for state in self.denials(record, [f"{TERMS}startDate"]))
            return
        starts = {earlier(day, today) for day in date_span(str(start))} if start is not None else set()
        ends = {earlier(day, today) for day in date_span(str(end))} if end is not None else set()
        if starts == {1}:
            yield Claim(None, "planned", State.PRESENT)
        elif ends == {-1}:
            yield Claim(None, "ended", State.PRESENT)
        elif 1 in starts or -1 in ends:
            yield Claim(None, "about", State.PRESENT)
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

    def said(
        self, record: Projection, dimensions: Sequence[Dimension]
    ) -> list[tuple[str | None, str | None, State, Picks]]:
        """What a record says of one dimension (the second value is then empty), or of two together, of what."""
        first = self.claims(record, dimensions[0])
        if len(dimensions) == 1:
            return [
                (claim.value, "", claim.state, picks((name, claim.element)))
                for name, claims in first
                for claim in claims
            ]
        second = self.claims(record, dimensions[1])
        shared = {name for name, _ in first if name} & {name for name, _ in second}
        return [
            (one.value, other.value, weaker(one.state, other.state), picks((name, one.element), (also, other.element)))
            for name, ones in first
            for also, others in second
            if not shared or (name == also and name in shared)
            for one in ones
            for other in others
            if not shared or one.element == other.element
        ]


def picks(*elements: tuple[str | None, object]) -> Picks:
    """The elements that have a name."""
    return tuple((name, element) for name, element in elements if name is not None)


def earlier(day: int, today: int) -> int:
    """-1 for a day that is over, 1 for one that is to come, 0 for today."""
    return (day > today) - (day < today)


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


def weaker(one: State, other: State) -> State:
    """How two things are said together."""
    if one is State.PRESENT or other is State.PRESENT:
        return other if one is State.PRESENT else one
    return min(one, other, key=ORDER.index)
