"""What happened to the published records: revisions, a record at a date, what changed since, and differences.

The history keeps what each revision took from a record and gave it (`registry.store.versions`). The state at a date is
the present state with the revisions after it undone, the newest first. Drafts have no history here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final, Literal, TypeAlias

from registry.model.spec import Model
from registry.namespaces import HISTORY
from registry.rdf.terms import Iri, Triple
from registry.rdf.terms import Literal as LiteralTerm
from registry.services.differences import Difference, difference
from registry.services.revisions import Revision, read_revisions, times_of
from registry.store.port import Row, Store
from registry.store.queries import bind
from registry.store.records import exists, statements_of
from registry.store.revisions import revision_iri
from registry.store.versions import (
    HAPPENINGS,
    Happening,
    Version,
    by_record,
    comparable,
    versions_in,
    versions_of_record,
)

Kind: TypeAlias = Literal["published", "withdrawn", "unknown"]

_PROBES: Final = 50
"""How many revisions' times are asked for at once when a date is looked for."""
_REVISIONS_A_QUERY: Final = 500
_RECORDS_A_QUERY: Final = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands: published, withdrawn (with the reason given), or never heard of."""

    kind: Kind
    revision: int
    """The last that touched it; 0 when the history names none."""
    time: datetime | None
    reason: str = ""


class History:
    """The past of a store's published records. Reads the store; safe to use from several threads.

    Every method raises `StoreError` leaves when the store does not answer.
    """

    def __init__(self, store: Store, model: Model) -> None:
        self._store, self._model = store, model

    def revisions(self, record: str | None = None, *, first: int = 20, before: int | None = None) -> Sequence[Revision]:
        """The newest revisions, of all records or of one, at most `first`; those before a number where it is given."""
        if record is None:
            last = self._store.head() if before is None else min(before - 1, self._store.head())
            numbers: Sequence[int] = range(last, max(last - first, 0), -1)
        else:
            touching = [number for number, _ in self._touching(record)]
            numbers = list(islice((n for n in touching if before is None or n < before), first))
        return read_revisions(self._store, numbers)

    def between(self, after: int, until: int) -> Sequence[Revision]:
        """The revisions after one, up to another, the oldest first."""
        return read_revisions(self._store, range(after + 1, until + 1))

    def revision(self, number: int) -> Revision | None:
        """The revision of that number; None when there is none yet."""
        found = read_revisions(self._store, [number]) if number > 0 else []
        return found[0] if found else None

    def revision_at(self, when: datetime) -> int:
        """The last revision that is not later than that moment; 0 before the first one.

        Revisions are dated to the second, so a moment counts to the end of its second. Raises `ValueError` for a
        moment without a time zone.
        """
        if when.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        until = when.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        low, high = 0, self._store.head()  # times never run backwards: the answer lies in low..high
        while low < high:
            step = max(1, -(-(high - low) // _PROBES))
            probes = sorted({*range(low + step, high, step), high})
            times = times_of(self._store, probes)
            early = [number for number in probes if times[number] < until]
            late = [number for number in probes if times[number] >= until]
            low = max(early, default=low)
            high = min(late) - 1 if late else low
        return low

    def last_change(self, iris: Iterable[str]) -> Mapping[str, int]:
        """For each record the last revision that touched it; 0 where the history names none."""
        found = dict.fromkeys(iris, 0)
        remaining = iter(list(found))
        while some := [Iri(iri) for iri in islice(remaining, _REVISIONS_A_QUERY)]:
            query = bind("last_change", history=Iri(HISTORY), records=some, happenings=HAPPENINGS)
            for row in self._store.select(query):
                record, number = row.get("record"), row.get("number")
                if isinstance(record, Iri) and isinstance(number, LiteralTerm):
                    found[record.value] = max(found[record.value], int(number.lexical))
        return found

    def record_at(self, iri: str, revision: int) -> list[Triple]:
        """The record's statements, with those of its parts, after that revision; empty when it was not there then."""
        newer = versions_of_record(self._store, iri, revision)
        while True:
            now = self._present([iri])[iri]
            again = versions_of_record(self._store, iri, newer[0].revision if newer else revision)
            if not again:  # nobody wrote to it between the two
                return _in_order(_undone(now, newer))
            newer = [*again, *newer]

    def changed_since(self, revision: int) -> Mapping[str, list[Triple]]:
        """Every record that is not now as it was after that revision, with its statements then (empty: not there)."""
        newer: dict[str, list[Version]] = {}
        now: dict[str, frozenset[Triple]] = {}
        seen = revision
        while (head := self._store.head()) > seen:
            touched = set()
            for version in reversed(self._versions_between(seen, head)):
                newer.setdefault(version.record, []).insert(0, version)
                touched.add(version.record)
            now |= self._present(touched)
            seen = head
        then = {record: _undone(now[record], versions) for record, versions in sorted(newer.items())}
        return {record: _in_order(before) for record, before in then.items() if before != now[record]}

    def standing(self, iri: str) -> Standing:
        """Whether the record is published or withdrawn, since which revision, and why it was withdrawn."""
        touching = self._touching(iri)
        number, last = touching[0] if touching else (0, None)
        revision = self.revision(number)
        time = revision.time if revision else None
        if exists(self._store, iri):
            return Standing("published", number, time)
        if revision is not None and last is Happening.WITHDRAWN:
            return Standing("withdrawn", number, time, revision.message)
        return Standing("unknown", 0, None)

    def diff(self, iri: str, one: int, other: int) -> Difference:
        """What is otherwise in a record after one revision and after another, by statement and by field."""
        return difference(self._model, iri, self.record_at(iri, one), self.record_at(iri, other))

    def _touching(self, record: str) -> list[tuple[int, Happening]]:
        """The revisions that touched a record and what they did, the newest first."""
        rows = self._store.select(bind("touching", history=Iri(HISTORY), record=Iri(record), happenings=HAPPENINGS))
        return sorted((_touch(row) for row in rows), reverse=True)

    def _versions_between(self, after: int, until: int) -> list[Version]:
        found: list[Version] = []
        for start in range(after + 1, until + 1, _REVISIONS_A_QUERY):
            numbers = range(start, min(start + _REVISIONS_A_QUERY, until + 1))
            found = [*versions_in(self._store, [revision_iri(number) for number in numbers]), *found]
        return found

    def _present(self, records: Collection[str]) -> dict[str, frozenset[Triple]]:
        """The statements of records as they are now; nothing for those that are not there."""
        found: dict[str, frozenset[Triple]] = dict.fromkeys(records, frozenset())
        remaining = iter(sorted(records))
        while some := list(islice(remaining, _RECORDS_A_QUERY)):
            for record, triples in by_record(statements_of(self._store, some)).items():
                found[record] = comparable(triples)
        return found


def _touch(row: Row) -> tuple[int, Happening]:
    number, happening = row["number"], row["happening"]
    if not isinstance(number, LiteralTerm) or not isinstance(happening, Iri):
        raise TypeError(f"the history has a revision that is told otherwise than it was written: {row}")
    return int(number.lexical), next(each for each in Happening if each.iri == happening)


def _undone(now: frozenset[Triple], newest_first: Iterable[Version]) -> frozenset[Triple]:
    for version in newest_first:
        now = version.undone(now)
    return now


def _in_order(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda t: (str(t.subject), t.predicate, str(t.object)))
