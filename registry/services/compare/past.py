"""Records as they once stood: the present ones with those that changed since laid over them.

Comparing reads tables and a few records, so the past costs what changed, not what there is. Only a filter that looks at
other records, and a list of records such as a timeline, need an index of the state then; that is made in memory, and
kept for the next question.
"""

import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Final, Protocol

from registry.errors import InvalidArgument
from registry.index.facts import key_of
from registry.index.filters import AllOf, AnyOf, Filter, Linked, Not, Stated
from registry.index.projection import Projection, Projector
from registry.index.tables import AmendedTables, Plan, Tables
from registry.model.spec import Kind, Model
from registry.namespaces import RECORDS
from registry.rdf.terms import Iri, Quad, Triple
from registry.services.compare.compared import Compared
from registry.services.find import Finder, PageLimits, Work
from registry.services.indexed import IndexFinder

_LIMITS: Final = PageLimits(20, 100)
_UNPAGED: Final = PageLimits(1, 1)
"""Of an index that only tells which of its records fit."""
_PLUS_LOST: Final = re.compile(r"T[0-9:.]+ [0-9]{2}:?[0-9]{2}$")
_MOST_DIGITS: Final = 12
"""Of a revision's number; no registry is written so often."""
_SHOWN: Final = 100
_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""What is now for who asks may be a little later than it is here."""
_KEPT: Final = 2
"""Indexes of the past that are kept; each holds a whole registry."""


class Dated(Protocol):
    """What is asked of a revision."""

    @property
    def time(self) -> datetime:
        """When it was made."""
        ...


class Changes(Protocol):
    """What comparing needs of `registry.services.history.History`."""

    def changed_since(self, revision: int) -> Mapping[str, list[Triple]]:
        """Every record that is not now as it was after that revision, with its statements then (empty: not there)."""
        ...

    def revision_at(self, when: datetime) -> int:
        """The last revision that is not later than that moment; 0 before the first one."""
        ...

    def revision(self, number: int) -> Dated | None:
        """The revision of that number; None when there is none yet."""
        ...


class Past:
    """Gives finders of the past."""

    def __init__(
        self,
        model: Model,
        changes: Changes,
        published: Callable[[], Iterable[Quad]],
        record_base: str = RECORDS,
        limits: PageLimits = _LIMITS,
        languages: Sequence[str] = ("en",),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`limits` and `languages` are those of the present index, so that a list of then is cut and sorted alike."""
        self._model, self._changes, self._published, self._base = model, changes, published, record_base
        self._limits, self._languages, self._now = limits, languages, now
        self._whole: dict[tuple[int, int], IndexFinder] = {}
        self._making = threading.Lock()

    def revision(self, written: str, newest: int) -> int:
        """The revision of a number or a day or moment (ISO 8601; a day counts to its end, UTC unless told).

        Raises `InvalidArgument`, also for what lies before the first revision or is to come.
        """
        written = written.strip()
        if written.isascii() and written.isdigit():
            number = written.lstrip("0") or "0"
            if len(number) > _MOST_DIGITS:
                raise _none_yet(f"{number[:_SHOWN]}{'...' if len(number) > _SHOWN else ''}", newest)
            return int(number)
        try:
            begun, ended = _moment(written)
            found = self._changes.revision_at(ended)
        except (ValueError, OverflowError):
            raise InvalidArgument(
                f"{written[:100]!r} is no revision's number, no day such as 2026-01-31 and no moment such as "
                "2026-01-31T12:00:00Z."
            ) from None
        if found == 0:
            first = self._changes.revision(1)
            begins = f"; the first is of {_shown(first.time)}" if first else ""
            raise InvalidArgument(f"There is no revision at or before {written[:_SHOWN]}{begins}.")
        last = self._changes.revision(found) if begun > self._now() + _CLOCKS_DIFFER else None
        if last is not None and last.time < begun:
            raise InvalidArgument(
                f"{written[:_SHOWN]} is to come; the newest revision is {found}, of {_shown(last.time)}."
            )
        return found

    def at(self, finder: Finder, revision: int | None) -> Compared:
        """The records after that revision, from those of now; raises `InvalidArgument` for one that is to come."""
        if revision is None or revision == finder.revision:
            return finder
        if not 0 <= revision < finder.revision:
            raise _none_yet(str(revision), finder.revision)
        then = self._changes.changed_since(revision)
        records = {each.iri: each for each in Projector(self._model)(t for triples in then.values() for t in triples)}
        otherwise = {iri: records.get(iri) for iri in then}
        return PastFinder(finder, revision, otherwise, self._model, lambda: self._index(finder, revision, then))

    def _index(self, finder: Finder, revision: int, then: Mapping[str, list[Triple]]) -> IndexFinder:
        """An index of the whole state then."""
        key = (finder.revision, revision)
        with self._making:
            if key not in self._whole:
                kept = (quad for quad in self._published() if _record(quad) not in then)
                statements: Iterable[Triple | Quad] = chain(kept, *then.values())
                while len(self._whole) >= _KEPT:
                    self._whole.pop(next(iter(self._whole)))
                self._whole[key] = IndexFinder.over(
                    self._model, statements, revision, self._limits, self._languages, self._base
                )
            return self._whole[key]


class PastFinder:
    """The records after an earlier revision."""

    def __init__(
        self,
        now: Finder,
        revision: int,
        otherwise: Mapping[str, Projection | None],
        model: Model,
        whole: Callable[[], IndexFinder],
    ) -> None:
        self._now, self._revision, self._otherwise = now, revision, otherwise
        self._model, self._whole = model, whole
        self._amended: dict[str, AmendedTables] = {}

    @property
    def revision(self) -> int:
        """The revision that it is of."""
        return self._revision

    @property
    def work(self) -> Work:
        """What has been read."""
        return self._now.work

    def whole(self) -> IndexFinder:
        """All records then, in an index of their own: for what lists them."""
        return self._whole()

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there was one."""
        return self.records((iri,)).get(iri)

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there were, by IRI."""
        found = dict(self._now.records([iri for iri in iris if iri not in self._otherwise]))
        then = ((iri, self._otherwise.get(iri)) for iri in iris)
        return found | {iri: record for iri, record in then if record is not None}

    def tables(self, plan: Plan) -> Tables:
        """What the records said."""
        if plan.stamp not in self._amended:
            self._amended[plan.stamp] = AmendedTables(self._now.tables(plan), self._otherwise)
        return self._amended[plan.stamp]

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        """The keys of the records of a class that fitted."""
        if not is_local(self._model, class_name, where):
            return self._whole().keys(class_name, where)
        gone = {key_of(iri) for iri in self._otherwise}
        then = [record for record in self._otherwise.values() if record is not None]
        few = IndexFinder.of_records(self._model, then, self._revision, _UNPAGED)
        return [*(key for key in self._now.keys(class_name, where) if key not in gone), *few.keys(class_name, where)]


def is_local(model: Model, class_name: str, where: Filter) -> bool:
    """Whether a filter looks at nothing but the record itself and its parts."""
    match where:
        case AllOf() | AnyOf():
            return all(is_local(model, class_name, each) for each in where.filters)
        case Not():
            return is_local(model, class_name, where.filter)
        case Linked():
            field = model.classes[class_name].by_name.get(where.field)
            inner = field.target if field is not None and field.kind is Kind.PART else None
            return inner is not None and is_local(model, inner, where.filter)
        case Stated():
            return where.field in model.classes[class_name].by_name
        case _:
            return True


def _moment(written: str) -> tuple[datetime, datetime]:
    """When a day begins and ends; of a moment twice the same. Raises `ValueError` and `OverflowError`."""
    # In an address a plus sign is a space, and people forget to write it as %2B.
    text = written.replace(" ", "+") if _PLUS_LOST.search(written) else written
    if len(text) == len("2026-01-31"):
        day = date.fromisoformat(text)
        return datetime.combine(day, time.min, UTC), datetime.combine(day, time.max, UTC)
    read = datetime.fromisoformat(text)
    moment = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return moment, moment


def _none_yet(number: str, newest: int) -> InvalidArgument:
    return InvalidArgument(f"There is no revision {number}; the newest is {newest}.")


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _record(quad: Quad) -> str:
    """The record that a statement belongs to, itself or by a part."""
    return quad.subject.value.partition("#")[0] if isinstance(quad.subject, Iri) else ""
