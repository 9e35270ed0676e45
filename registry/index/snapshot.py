"""One state of the index with what was worked out from it: what every reader of that state shares.

Caches belong to the state, so nothing in them can be stale. Records that did not change go over to the next state
decoded as they are. `registry.services.indexed` answers from here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, Final, Self

from registry.errors import InvalidArgument
from registry.index import columns, joins
from registry.index.asking import Address, Columns, Query, Reading, all_but, all_of
from registry.index.caching import Cache
from registry.index.columns import Facetable, facetables, sortables
from registry.index.engine import Engine, Mark, mark_of
from registry.index.facts import key_of, link_fact
from registry.index.filters import EVERYTHING, RECORD, Filter, Order
from registry.index.iris import IriOrder
from registry.index.ordering import Entry, OrderedList, Run
from registry.index.packing import Packer
from registry.index.projection import Projection
from registry.index.queries import Conditions
from registry.index.short import ShortList
from registry.index.tables import Plan, Tables
from registry.index.words import Texts
from registry.model.spec import Inverse, Model

_TIMES_DECODED: Final = 3
"""How many bytes of memory a decoded record takes for each byte that it is kept in."""
_RECORD_BYTES: Final = 500
_TOTAL_BYTES: Final = 300
_SHARE_OF_TOTALS: Final = 50
"""A small part of the memory: totals are short."""
_MOST_NUMBERS: Final = 10_000
_INERTIA: Final = 16
_KEY_BYTES: Final = 40
_BATCH: Final = 500
"""How many records are looked up in one query."""


class Snapshot:
    """One state of the index. Threads may share it.

    Nothing in `answers` may lead back here: a state that nobody reads any more goes at once, with all that it kept.
    """

    def __init__(
        self,
        model: Model,
        engine: Engine,
        record_base: str,
        cache_bytes: int,
        *,
        packer: Packer | None = None,
        records: Cache[int, Projection] | None = None,
    ) -> None:
        searcher = engine.searcher()
        self.mark: Mark = mark_of(searcher, engine.schema) or Mark(0, None, "")
        """What it is of."""
        self.reading = Reading(searcher, engine.schema)
        self.make = Columns(engine.schema)
        self.texts = Texts(model, self.make, self.reading, engine)
        self.conditions = Conditions(model, self.make, self.reading, self.texts, Cache(cache_bytes // 4))
        self.answers: Cache[Any, Any] = Cache(cache_bytes // 4)
        """What was answered before, by whatever says the question."""
        self.totals = Totals(self.reading, self.conditions, Cache(cache_bytes // _SHARE_OF_TOTALS))
        self._facetables: dict[str, Mapping[str, Facetable]] = {}
        self._tables: dict[str, Tables] = {}
        self._numbers: dict[object, int] = {}
        self._next_number = count()
        self._model, self._engine, self._base, self._cache_bytes = model, engine, record_base, cache_bytes
        self._order = IriOrder(model, record_base)
        self._packer = packer or Packer(model)
        self._records: Cache[int, Projection] = Cache(cache_bytes // 2) if records is None else records
        self.record_bytes = _RECORD_BYTES
        """How much memory a record takes, as those that were read of late."""

    def following(self, changed: Collection[str] | None) -> Self:
        """The engine's present state; decoded records stay, but for those that changed (None: nobody knows which)."""
        records = None if changed is None else self._records.without([key_of(iri) for iri in changed])
        after = type(self)(
            self._model, self._engine, self._base, self._cache_bytes, packer=self._packer, records=records
        )
        after.record_bytes = self.record_bytes
        if changed is not None:
            after._tables = {
                stamp: Tables(tables.plan, after.every, after.records, tables, changed)
                for stamp, tables in self._tables.items()
            }
        return after

    def number_of(self, key: object) -> int:
        """A number that stands for a long key in other keys, where many begin alike."""
        number = self._numbers.get(key)
        if number is None:
            if len(self._numbers) >= _MOST_NUMBERS:
                self._numbers.clear()
            number = self._numbers[key] = next(self._next_number)
        return number

    def listed(self, class_name: str, where: Filter, order: Order) -> OrderedList:
        """The records of a class that fit, in an order."""
        query = self.conditions.fitting(class_name, where)
        return self.ordered(class_name, query, order, may_be_short=where != EVERYTHING)

    def links(self, inverse: Inverse, iri: str, where: Filter) -> Query:
        """The records that link to that one and fit."""
        link = self.make.term(columns.FACTS, link_fact(inverse.source, inverse.field, iri))
        return all_of([link, self.conditions.linking(inverse, where)])

    def ordered(self, class_name: str, query: Query, order: Order, *, may_be_short: bool = True) -> OrderedList:
        """What a query gives of a class, in an order; raises `InvalidArgument` for one that the class does not have."""
        if order.field is None:
            runs = [Run(query, columns.ID, order.descending, may_be_short)]
        else:
            self._require_sortable(class_name, order.field)
            stated = self.conditions.stating(class_name, order.field)
            runs = [
                Run(all_of([query, stated]), columns.sort_column(order.field), order.descending),
                Run(all_of([query, all_but(stated)]), columns.ID, descending=False),
            ]
        return OrderedList(self.reading, self.make, self._order, runs)

    def by_iri(self, addresses: list[Address]) -> ShortList:
        """A few records that were found, in the order of their IRIs."""
        return ShortList(self.reading, self.make, self._order, addresses)

    def facetables(self, class_name: str) -> Mapping[str, Facetable]:
        """What the records of a class can be counted by, by name."""
        found = self._facetables.get(class_name)
        if found is None:
            found = self._facetables[class_name] = facetables(self._model, self._model.classes[class_name])
        return found

    def _require_sortable(self, class_name: str, field: str) -> None:
        classes = self.conditions.classes(class_name)
        shapes = [{each.shape for each in sortables(one) if each.name == field} for one in classes]
        if not set.intersection(*shapes):
            raise InvalidArgument(f"{class_name} cannot be ordered by {field!r}.")

    def records(self, iris: Collection[str]) -> dict[str, Projection]:
        """Those of the records that there are, by IRI."""
        found: dict[str, Projection] = {}
        missing = []
        for iri in iris:
            kept = self._records.get(key_of(iri))
            if kept is None or kept.iri != iri:
                missing.append(iri)
            else:
                found[iri] = kept
        for start in range(0, len(missing), _BATCH):
            keys = [key_of(iri) for iri in missing[start : start + _BATCH]]
            for address in self.reading.addresses(self.make.terms(columns.KEY, keys), len(keys)):
                record = self._read(address)
                if record is not None:
                    found[record.iri] = record
        return {iri: found[iri] for iri in iris if iri in found} if missing else found

    def read(self, entries: Iterable[Entry]) -> list[Projection]:
        """The records that stand in a list."""
        get = self._records.get
        found = [get(entry.key) or self._read(entry.address) for entry in entries]
        return [record for record in found if record is not None]

    def tables(self, plan: Plan) -> Tables:
        """The tables of this state that have these columns."""
        found = self._tables.get(plan.stamp)
        return found or self._tables.setdefault(plan.stamp, Tables(plan, self.every, self.records))

    def every(self, class_name: str) -> Iterator[Projection]:
        """All records of a class, in no order; none of them is kept."""
        for address in self.reading.addresses(self.conditions.fitting(class_name)):
            data = self.reading.stored(address, columns.PROJECTION)
            if data is not None:
                yield self._packer.unpack(data)

    def keys(self, class_name: str, where: Filter) -> list[int]:
        """The keys of the records of a class that fit."""
        found: list[int] | None = self.answers.get(("keys", class_name, where))
        if found is None:
            found = joins.keys_of(self.reading, self.conditions.fitting(class_name, where))
            self.answers.keep(("keys", class_name, where), found, _RECORD_BYTES + _KEY_BYTES * len(found))
        return found

    def at(self, addresses: list[Address]) -> list[Projection]:
        """The records that lie there."""
        keys = self.reading.numbers(columns.KEY, addresses)
        return self.read(Entry(key or 0, None, address) for key, address in zip(keys, addresses, strict=True))

    def _read(self, address: Address) -> Projection | None:
        """The record of a document; None for a part."""
        data = self.reading.stored(address, columns.PROJECTION)
        if data is None:
            return None
        record = self._packer.unpack(data)
        cost = _RECORD_BYTES + _TIMES_DECODED * len(data)
        self.record_bytes += (cost - self.record_bytes) // _INERTIA
        self._records.keep(key_of(record.iri), record, cost)
        return record

    @property
    def total(self) -> int:
        """How many records there are."""
        return self.totals.of(RECORD, EVERYTHING)


class Totals:
    """How many records there are of what; each counted once."""

    def __init__(self, reading: Reading, conditions: Conditions, kept: Cache[object, int]) -> None:
        self._reading = reading
        self._conditions = conditions
        self._kept = kept

    def of(self, class_name: str, where: Filter) -> int:
        """How many records of a class fit."""
        found = self._kept.get((class_name, where))
        if found is None:
            found = self._reading.count(self._conditions.fitting(class_name, where))
            self._kept.keep((class_name, where), found, _TOTAL_BYTES)
        return found
