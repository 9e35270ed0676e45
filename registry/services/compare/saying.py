"""What one record says of one thing, for the columns of `registry.index.tables`: small functions of a record.

A record says a value, or by an absence why there is none, or nothing. What no field says outright (whether there is a
target, when a record begins) is worked out here from its fields.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from registry.index.facts import canonical
from registry.index.projection import Projection, Value
from registry.index.tables import (
    DOES_NOT_APPLY,
    HAS,
    LACKS,
    LOOKED_IN_VAIN,
    NO_PART,
    NOBODY_KNOWS,
    Said,
)
from registry.model.spec import Field, Kind
from registry.namespaces import CODES, TERMS
from registry.services.naming.codes import alike

_REASONS: Final = {
    f"{CODES}absence-reason/not-set": LACKS,
    f"{CODES}absence-reason/not-applicable": DOES_NOT_APPLY,
    f"{CODES}absence-reason/unknown": NOBODY_KNOWS,
}
_VERDICTS: Final = {
    f"{CODES}verdict/met": HAS,
    f"{CODES}verdict/not-met": LACKS,
    f"{CODES}verdict/not-stated": LOOKED_IN_VAIN,
}
TITLE: Final = TERMS + "title"
BETWEEN: Final = "\x1f"
"""Stands between the pieces of a text that says several things."""
TARGET, MEASURABLE, DEADLINE, BOTH = "target", "measurable-target", "deadline", "measurable-target-and-deadline"


def absences(record: Projection, paths: Iterable[str]) -> Iterator[int]:
    """How the record says that these properties have no value: each of its absences for one of them."""
    wanted = frozenset(paths)
    for each in record.many("absences"):
        if isinstance(each, Projection) and each.values.get("property") in wanted:
            way = _REASONS.get(str(each.values.get("absenceReason")))
            if way is not None:
                yield way


def shown(value: Value) -> str:
    """A value as the text that a column keeps of it."""
    if isinstance(value, tuple):
        return value[1]
    return value.iri if isinstance(value, Projection) else canonical(value)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a field of the record."""

    field: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """Each value, or why there is none."""
        values = record.many(self.field.name)
        for value in values:
            yield NO_PART, shown(value), HAS
        if not values:
            for way in absences(record, (self.field.path,)):
                yield NO_PART, None, way


@dataclass(frozen=True, slots=True)
class PartValues:
    """The values of a field of the record's parts; each part is numbered as it stands in the record."""

    part: Field
    field: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """Each part's values; for a part without one, and a record without parts, why there is none."""
        parts = parts_of(record, self.part.name)
        why = tuple(absences(record, (self.part.path, self.field.path)))
        for number, part in enumerate(parts):
            values = part.many(self.field.name)
            for value in values:
                yield number, shown(value), HAS
            if not values:
                for way in why:
                    yield number, None, way
        if not parts:
            for way in why:
                yield NO_PART, None, way


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria that the record was assessed by: met is had, not met is lacked, not stated was looked for."""

    part: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """Each assessed criterion."""
        parts = parts_of(record, self.part.name)
        for number, part in enumerate(parts):
            criterion, way = part.values.get("criterion"), _VERDICTS.get(str(part.values.get("verdict")))
            if isinstance(criterion, str) and way is not None:
                yield number, criterion, way
        if not parts:
            for way in absences(record, (self.part.path,)):
                yield NO_PART, None, way


def is_measurable(target: Projection) -> bool:
    """Whether a target has a value with a unit."""
    return "value" in target.values and "unit" in target.values


def targets_of_rows(record: Projection) -> dict[str, list[int]]:
    """Of each row of the dimension `target` the numbers of the targets that have what it names.

    The record itself (`NO_PART`) is named for a deadline of its own, and where one of its targets has the value and
    another the deadline, so that it has both and none of them does.
    """
    own, targets = "deadline" in record.values, parts_of(record, "targets")
    measurable = [number for number, target in enumerate(targets) if is_measurable(target)]
    dated = [number for number, target in enumerate(targets) if own or "deadline" in target.values]
    deadline = [NO_PART, *dated] if own else dated
    both = [number for number in measurable if number in dated]
    if measurable and deadline and not both:
        both = [NO_PART]
    return {TARGET: [*range(len(targets))], MEASURABLE: measurable, DEADLINE: deadline, BOTH: both}


@dataclass(frozen=True, slots=True)
class TargetPresence:
    """Of each target whether it is there, has a value, a deadline (its own or the record's), and both."""

    targets: Field
    deadline: Field | None

    def __call__(self, record: Projection) -> Iterator[Said]:
        """What is there, and what the record says that there is not."""
        found = targets_of_rows(record)
        no_target = tuple(absences(record, (self.targets.path,)))
        no_deadline = tuple(absences(record, (self.deadline.path,) if self.deadline else ()))
        why = {
            TARGET: no_target,
            MEASURABLE: no_target,
            DEADLINE: no_deadline,
            BOTH: (*no_target, *no_deadline),
        }
        for key, targets in found.items():
            for number in targets:
                yield number, key, HAS
            if not targets:
                for way in why[key]:
                    yield NO_PART, key, way


@dataclass(frozen=True, slots=True)
class TargetQuality:
    """Of each target whether it has a value with a unit, and whether it or its record has a deadline: `11`, `10` ...

    Of a record without targets why there are none."""

    targets: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """Each target."""
        own, targets = "deadline" in record.values, parts_of(record, self.targets.name)
        for number, target in enumerate(targets):
            dated = own or "deadline" in target.values
            yield number, f"{is_measurable(target):d}{dated:d}", HAS
        if not targets:
            for way in absences(record, (self.targets.path,)):
                yield NO_PART, None, way


@dataclass(frozen=True, slots=True)
class YearOf:
    """The years of a date field, of the record and of its parts; a part without a date of its own has the record's."""

    field: Field
    part: Field | None = None
    inner: Field | None = None

    def __call__(self, record: Projection) -> Iterator[Said]:
        """Each year, of the record and of each part, or why there is none."""
        own = sorted({year_of(str(date)) for date in record.many(self.field.name)})
        said = [(NO_PART, year) for year in own]
        if self.part is not None and self.inner is not None:
            for number, part in enumerate(parts_of(record, self.part.name)):
                years = sorted({year_of(str(date)) for date in part.many(self.inner.name)})
                said += [(number, year) for year in years or own]
        for number, year in said:
            yield number, year, HAS
        if not said:
            for way in absences(record, (self.field.path,)):
                yield NO_PART, None, way


def year_of(date: str) -> str:
    """The year of a partial date: `2030` for 2030-06, `-0044` for -0044-03."""
    sign = "-" if date.startswith("-") else ""
    return sign + date.removeprefix("-").partition("-")[0].partition("+")[0].removesuffix("Z")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last date as one text, and whether the record says that it has no end."""

    start: Field
    end: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """One text for a record with a date, or why there is none."""
        start, end = (str(record.values.get(each.name, "")) for each in (self.start, self.end))
        endless = LACKS in absences(record, (self.end.path,))
        if start or end:
            yield NO_PART, BETWEEN.join((start, end, "endless" if endless and not end else "")), HAS
        else:
            for way in absences(record, (self.start.path,)):
                yield NO_PART, None, way


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts, currency and year as one text; several amounts are sources that disagree."""

    amounts: Field
    currency: Field
    start: Field

    def __call__(self, record: Projection) -> Iterator[Said]:
        """One text for a record with an amount, or why there is none."""
        amounts = [str(value) for value in record.many(self.amounts.name) if isinstance(value, Decimal)]
        if amounts:
            start = str(record.values.get(self.start.name, ""))
            currency = str(record.values.get(self.currency.name, "")).replace(BETWEEN, "")
            yield NO_PART, BETWEEN.join((currency, year_of(start), *amounts)), HAS
        else:
            for way in absences(record, (self.amounts.path,)):
                yield NO_PART, None, way


def called(record: Projection) -> Iterator[Said]:
    """What the record is called, but for case and accents: to find it by what people write."""
    for name in ("title", "alternativeTitles"):
        for value in record.many(name):
            if isinstance(value, tuple):
                yield NO_PART, alike(value[1]), HAS


def itself(record: Projection) -> Iterator[Said]:
    """The record's own IRI."""
    yield NO_PART, record.iri, HAS


def parts_of(record: Projection, name: str) -> list[Projection]:
    """The parts in a field."""
    return [part for part in record.many(name) if isinstance(part, Projection)]


def comparable(field: Field) -> bool:
    """Whether the shapes mark the field for comparing, and its values can be rows."""
    return "compare" in field.uses and field.kind in (Kind.CODE, Kind.LINK, Kind.STRING, Kind.BOOLEAN, Kind.YEAR)
