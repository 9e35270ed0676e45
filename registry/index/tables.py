"""Tables beside the index: what the records of a class say, as columns of numbers that can be counted at once.

The index answers which records fit; a table says of all of them what they have, so that a comparison of many countries
needs no look-up a cell. What the columns are of is for the one who asks to say (`Plan`). A table is read from the index
when it is first asked for, and follows the records that change.
"""

import threading
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from registry.index.facts import key_of
from registry.index.projection import Projection

Numbers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Said: TypeAlias = tuple[int, str | None, int]
"""One thing that a record says: of which of its parts (`NO_PART` for itself), which value, and how (`HAS` ...).

None stands for any value: there is none at all."""
Extract: TypeAlias = Callable[[Projection], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns the tables have; two plans of the same stamp are the same."""

    stamp: str
    columns: Mapping[str, Mapping[str, Extract]]
    """For each class its columns, by name, and what reads them from a record."""


NO_PART: Final = -1
ANY: Final = 0
"""The number of no value in particular."""
HAS, LACKS, DOES_NOT_APPLY, NOBODY_KNOWS, LOOKED_IN_VAIN = range(5)
"""How a record says something, the weightier first."""


class Names:
    """Texts and the numbers that stand for them; 0 stands for any. Only grows; threads may share it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = [""]
        self._adding = threading.Lock()

    def number(self, text: str) -> int:
        """The number of a text, a new one where it has none."""
        found = self._numbers.get(text)
        if found is None:
            with self._adding:
                found = self._numbers.get(text)
                if found is None:
                    found = len(self.texts)
                    self.texts.append(text)
                    self._numbers[text] = found
        return found

    def known(self, text: str) -> int | None:
        """The number of a text that has one."""
        return self._numbers.get(text)


@dataclass(frozen=True, slots=True)
class Column:
    """What records say of one thing: entries in the order of their rows, four numbers each."""

    rows: Numbers
    parts: Numbers
    values: Numbers
    ways: Numbers

    @classmethod
    def of(cls, rows: Numbers, parts: Numbers, values: Numbers, ways: Numbers) -> Self:
        """The same entries, in the order of their rows."""
        order = np.argsort(rows, kind="stable")
        return cls(rows[order], parts[order], values[order], ways[order])

    def where(self, chosen: Mask) -> "Column":
        """Only these entries."""
        return Column(self.rows[chosen], self.parts[chosen], self.values[chosen], self.ways[chosen])


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a class in the order of their IRIs, and their columns."""

    iris: Sequence[str]
    names: Numbers
    """The number of each row's IRI."""
    keys: Numbers
    """`registry.index.facts.key_of` each row's IRI."""
    columns: Mapping[str, Column]

    def rows_of(self, keys: Collection[int]) -> Numbers:
        """The rows of the records with these keys, in order; others are left out."""
        wanted = np.fromiter(keys, np.int64, len(keys))
        return np.flatnonzero(np.isin(self.keys, wanted))

    def rows_named(self, names: Numbers, size: int) -> Numbers:
        """For each number of an IRI the row that it stands for, or -1; there are `size` numbers in all."""
        places = np.full(size, -1, np.int64)
        places[self.names] = np.arange(len(self.names))
        found: Numbers = places[names]
        return found


def make_table(records: Iterable[Projection], extracts: Mapping[str, Extract], names: Names) -> Table:
    """The table of these records."""
    in_order = _Draft(extracts)
    for record in records:
        in_order.add(record, names)
    return in_order.table(names)


def changed_table(table: Table, gone: Collection[str], more: Table) -> Table:
    """The table without the records that are gone and with those of another table; both have the same columns."""
    left = set(gone) | set(more.iris)
    kept = np.fromiter((iri not in left for iri in table.iris), np.bool_, len(table.iris))
    iris = [iri for iri in table.iris if iri not in left] + list(more.iris)
    order = sorted(range(len(iris)), key=iris.__getitem__)
    place = np.empty(len(iris), np.int64)
    place[order] = np.arange(len(iris))
    moved = np.full(len(table.iris), -1, np.int64)
    moved[kept] = place[: int(kept.sum())]
    added = place[int(kept.sum()) :]
    return Table(
        [iris[each] for each in order],
        np.concatenate([table.names[kept], more.names])[order],
        np.concatenate([table.keys[kept], more.keys])[order],
        {
            name: _joined(column.where(kept[column.rows]), moved, more.columns[name], added)
            for name, column in table.columns.items()
        },
    )


def _joined(old: Column, moved: Numbers, new: Column, added: Numbers) -> Column:
    return Column.of(
        np.concatenate([moved[old.rows], added[new.rows]]),
        np.concatenate([old.parts, new.parts]),
        np.concatenate([old.values, new.values]),
        np.concatenate([old.ways, new.ways]),
    )


class _Draft:
    """A table while its records are read."""

    def __init__(self, extracts: Mapping[str, Extract]) -> None:
        self._iris: list[str] = []
        self._columns = [(name, extract, array("q")) for name, extract in extracts.items()]

    def add(self, record: Projection, names: Names) -> None:
        row = len(self._iris)
        self._iris.append(record.iri)
        for _, extract, entries in self._columns:
            for part, value, way in extract(record):
                entries.extend((row, part, ANY if value is None else names.number(value), way))

    def table(self, names: Names) -> Table:
        order = sorted(range(len(self._iris)), key=self._iris.__getitem__)
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        columns = {}
        for name, _, entries in self._columns:
            rows, parts, values, ways = np.array(entries, np.int64).reshape(-1, 4).T
            columns[name] = Column.of(place[rows], parts, values, ways)
        iris = [self._iris[each] for each in order]
        count = len(iris)
        return Table(
            iris,
            np.fromiter(map(names.number, iris), np.int64, count),
            np.fromiter(map(key_of, iris), np.int64, count),
            columns,
        )


class Tables:
    """The tables of one state of the records, each made when it is first asked for. Threads may share them."""

    def __init__(
        self,
        plan: Plan,
        read: Callable[[str], Iterable[Projection]],
        find: Callable[[Collection[str]], Mapping[str, Projection]],
        before: "Tables | None" = None,
        changed: Collection[str] = (),
    ) -> None:
        self.plan = plan
        self.names: Names = Names() if before is None else before.names
        self._read, self._find = read, find
        self._ready: dict[str, Table] = {}
        self._stale: dict[str, tuple[Table, frozenset[str]]] = {} if before is None else before._after(changed)
        self._making = threading.RLock()
        self.kept: dict[object, Any] = {}
        """What was worked out from these tables, by whatever says what."""

    def of(self, class_name: str) -> Table:
        """The table of a class."""
        found = self._ready.get(class_name)
        if found is None:
            with self._making:
                found = self._ready.get(class_name)
                if found is None:
                    found = self._ready[class_name] = self._made(class_name)
                    self._stale.pop(class_name, None)
        return found

    def _made(self, class_name: str) -> Table:
        extracts = self.plan.columns[class_name]
        stale = self._stale.get(class_name)
        if stale is None:
            return make_table(self._read(class_name), extracts, self.names)
        table, changed = stale
        records = [each for each in self._find(changed).values() if each.class_name == class_name]
        return changed_table(table, changed, make_table(records, extracts, self.names))

    def _after(self, changed: Collection[str]) -> dict[str, tuple[Table, frozenset[str]]]:
        """What tables of a later state, in which so many records changed, may be made from."""
        some = frozenset(changed)
        with self._making:
            stale = {name: (table, before | some) for name, (table, before) in self._stale.items()}
            return stale | {name: (table, some) for name, table in self._ready.items()}


class AmendedTables(Tables):
    """The tables of another state, in which some records are otherwise: as they once were, for example."""

    def __init__(self, now: Tables, otherwise: Mapping[str, Projection | None]) -> None:
        super().__init__(now.plan, lambda _: (), lambda _: {})
        self.names = now.names
        self._now, self._otherwise = now, otherwise

    def _made(self, class_name: str) -> Table:
        records = [each for each in self._otherwise.values() if each is not None and each.class_name == class_name]
        other = make_table(records, self.plan.columns[class_name], self.names)
        return changed_table(self._now.of(class_name), self._otherwise, other)
