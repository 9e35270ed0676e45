"""Amounts that may contain one another: those of one currency and year whose instruments belong together.

Whether one is a part of the other no field says; that both serve one initiative or mission, or come from one provider,
is where to look first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from registry.index.tables import HAS
from registry.services.compare.comparison import Amount, Amounts
from registry.services.compare.reading import Said

_LINKS: Final = ("initiatives", "missions", "provider")


@dataclass(frozen=True, slots=True)
class Together:
    """Single amounts that may contain one another."""

    amount: Amount
    """Of which currency and year."""
    stated: tuple[tuple[str, Decimal], ...]
    """Instruments (IRI) with what they state, largest first."""
    common: str
    """IRI of the initiative, mission or provider that they have in common."""


def together(said: Said, total: Amounts) -> Iterator[Together]:
    """The single amounts of a total that may contain one another, each set of them once."""
    for amount in total.amounts:
        known: set[frozenset[str]] = set()
        if len(amount.stated) > 1:
            for common, instruments in _common(said, [iri for iri, _ in amount.stated]):
                if instruments not in known:
                    known.add(instruments)
                    yield Together(amount, tuple(each for each in amount.stated if each[0] in instruments), common)


def _common(said: Said, instruments: list[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What two or more of these instruments link to, and which do."""
    table, names = said.tables.of("Instrument"), said.tables.names
    numbers = np.array([names.number(iri) for iri in instruments], np.int64)
    rows = table.rows_named(numbers, len(names.texts))
    for link in _LINKS:
        column = table.columns.get(link)
        if column is None:
            continue
        mine = column.where(np.isin(column.rows, rows) & (column.ways == HAS))
        # By text: the numbers of names go by who was read first, and the same question has one answer.
        for value in sorted(np.unique(mine.values).tolist(), key=names.texts.__getitem__):
            found = frozenset(table.iris[row] for row in mine.rows[mine.values == value].tolist())
            if len(found) > 1:
                yield names.texts[value], found
