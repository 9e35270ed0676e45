"""Amounts of money by currency and year: the sums of what single instruments state, and these single amounts.

Nothing is converted, and nothing is added across currencies or years. Amounts of one currency and year may still
contain one another, a programme its parts; `registry.services.compare.containing` says where that can be told.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from heapq import nsmallest
from typing import Final, TypeAlias

import numpy as np

from registry.index.tables import Numbers
from registry.model.spec import Model
from registry.services.compare.comparison import Amount, Amounts
from registry.services.compare.dimensions import Route
from registry.services.compare.grouping import Groups
from registry.services.compare.reached import Reached, Told, each_once, saying
from registry.services.compare.reading import Said
from registry.services.compare.saying import BETWEEN

MOST_STATED: Final = 50
"""So many single amounts of one currency and year are named."""
_Key: TypeAlias = tuple[str | None, int | None]
"""Currency and year."""


class Money:
    """Amounts by currency and year."""

    def __init__(self, model: Model, said: Said, class_name: str, route: Route, most: int) -> None:
        """`route` leads to the amounts; so many single ones are named at most."""
        self._reached = Reached(model, said, class_name, [route])
        self.kinds, self.silence = self._reached.kinds, self._reached.silence
        self._instruments = None if len(route) == 1 else Reached(model, said, class_name, [route[:1]])
        self._most = most
        table = said.tables.of("Instrument")
        self._texts, self._iris = said.tables.names.texts, table.iris
        self._own_rows = class_name == "Instrument"
        self._read: dict[int, tuple[str | None, int | None, tuple[Decimal, ...]]] = {}

    def __call__(self, groups: Groups) -> Told:
        """The amounts of each group; each instrument counts once a group."""
        member, entry = self._reached.of(groups)
        group, column = groups.member_groups[member], self._reached.columns[0]
        # An instrument is told by its row, or by the number of its address where it is reached over a link.
        instrument = column.rows[entry] if self._own_rows else column.parts[entry]
        found: list[dict[_Key, _Sum]] = [{} for _ in groups.numbers]
        for place, which, said in _once(group, instrument, column.values[entry]):
            currency, year, amounts = self._amounts(said)
            name = self._iris[which] if self._own_rows else self._texts[which]
            found[place].setdefault((currency, year), _Sum()).add(name, amounts)
        stating = np.bincount(each_once(group, instrument)[0], minlength=len(groups.numbers)).tolist()
        return Told(
            [
                self._told(by, every - some) if every else None
                for by, every, some in zip(found, self._there(groups), stating, strict=True)
            ],
            saying(groups, member),
        )

    def _told(self, by: Mapping[_Key, "_Sum"], silent: int) -> Amounts:
        return Amounts(tuple(by[key].told(*key, self._most) for key in sorted(by, key=_currency_first)), silent)

    def _there(self, groups: Groups) -> list[int]:
        """How many instruments each group has."""
        if self._instruments is None:
            return [int(number) for number in groups.counts.tolist()]
        member, entry = self._instruments.of(groups)
        own, _ = each_once(groups.member_groups[member], self._instruments.columns[0].values[entry])
        return [int(number) for number in np.bincount(own, minlength=len(groups.numbers)).tolist()]

    def _amounts(self, said: int) -> tuple[str | None, int | None, tuple[Decimal, ...]]:
        if said not in self._read:
            currency, year, *amounts = self._texts[said].split(BETWEEN)
            self._read[said] = (currency or None, int(year) if year else None, tuple(sorted(map(Decimal, amounts))))
        return self._read[said]


def _once(groups: Numbers, instruments: Numbers, said: Numbers) -> Sequence[tuple[int, int, int]]:
    """Group, instrument and what it says, each once; an instrument says one thing."""
    order = np.lexsort((instruments, groups))
    group, instrument, what = groups[order], instruments[order], said[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(group) != 0) | (np.diff(instrument) != 0)
    return list(zip(group[new].tolist(), instrument[new].tolist(), what[new].tolist(), strict=True))


class _Sum:
    """The amounts of one currency and year in one group."""

    def __init__(self) -> None:
        self._total: Decimal | None = None
        self._stated: list[tuple[Decimal, str]] = []
        self._disputed: list[tuple[str, tuple[Decimal, ...]]] = []

    def add(self, instrument: str, amounts: tuple[Decimal, ...]) -> None:
        if len(amounts) > 1:
            self._disputed.append((instrument, amounts))
            return
        self._total = amounts[0] if self._total is None else exact_sum(self._total, amounts[0])
        self._stated.append((amounts[0].copy_negate(), instrument))

    def told(self, currency: str | None, year: int | None, most: int) -> Amount:
        stated = tuple((instrument, amount.copy_negate()) for amount, instrument in nsmallest(most, self._stated))
        return Amount(currency, year, self._total, len(self._stated), tuple(sorted(self._disputed)), stated)


def exact_sum(one: Decimal, other: Decimal) -> Decimal:
    """The sum with all digits, however many these are."""
    (_, _, low), (_, _, high) = one.as_tuple(), other.as_tuple()
    exponent = min(int(low), int(high))
    total = _scaled(one, exponent) + _scaled(other, exponent)
    sign, digits, _ = Decimal(total).as_tuple()
    return Decimal((sign, digits, exponent))


def _scaled(number: Decimal, exponent: int) -> int:
    sign, digits, own = number.as_tuple()
    value = int("".join(map(str, digits))) * int(10 ** (int(own) - exponent))
    return -value if sign else value


def _currency_first(key: tuple[str | None, int | None]) -> tuple[bool, str, bool, int]:
    currency, year = key
    return currency is None, currency or "", year is None, year or 0
