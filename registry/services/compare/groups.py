"""Whose records a group of countries counts: its own and those of its countries, told by how many have any."""

from collections.abc import Iterator

import numpy as np

from registry.index.tables import HAS, Numbers, Table, Tables
from registry.services.compare.comparison import Comparison, Side, SideKind
from registry.services.compare.layout import Members
from registry.services.compare.planning import PLACES
from registry.services.compare.sides import atlas_of


def group_notes(answer: Comparison, plural: str, tables: Tables, members: Members) -> Iterator[str]:
    """A sentence for each group of countries that has records; `plural` is what these are called."""
    for number, side in enumerate(answer.sides):
        rows = members.rows[members.sides == number]
        if side.kind is SideKind.GROUP and side.members and len(rows):
            having, own = _whose(side, rows, tables, tables.of(answer.class_name))
            # A group may have more countries than the registry has places.
            countries = "country that is" if len(side.members) == 1 else "countries that are"
            there = f"{having:,} of the {len(side.members):,} {countries} on record"
            yield f"{side.label}: {plural} of {there}; of its own {f'{own:,}' if own else 'none'}."


def _whose(side: Side, rows: Numbers, tables: Tables, table: Table) -> tuple[int, int]:
    """How many countries of a group these records belong to, and how many belong to none of them."""
    atlas, texts, countries = atlas_of(tables), tables.names.texts, frozenset(side.members)
    having: set[str] = set()
    of_countries = np.zeros(len(table.iris), np.bool_)
    for (name,) in PLACES:
        if name in table.columns:
            stated = table.columns[name]
            stated = stated.where((stated.ways == HAS) & np.isin(stated.rows, rows))
            known, which = np.unique(stated.values, return_inverse=True)
            found = [countries & atlas.above(texts[value]) for value in known.tolist()]
            having.update(*found)
            of_countries[stated.rows[np.array([bool(each) for each in found], np.bool_)[which]]] = True
    return len(having), len(rows) - int(np.count_nonzero(of_countries[rows]))
