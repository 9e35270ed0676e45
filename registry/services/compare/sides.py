"""What stands side by side: names read as places, missions or initiatives, and which records belong to each.

A record belongs to a country, or a group of countries, when its country or one of its places is it or lies within it;
it belongs to a mission or initiative when it is it, or links to it. Each record counts once a side.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeAlias

import numpy as np

from registry.errors import NotComparable, TooFewSides, TooManySides, UnknownSide
from registry.index.tables import HAS, Numbers, Table, Tables
from registry.model.spec import Model
from registry.namespaces import CODES
from registry.services.compare.comparison import MOST_SIDES, SideKind
from registry.services.compare.planning import PLACES, SIDE_CLASSES, side_links
from registry.services.compare.reading import expanded
from registry.services.naming.codes import alike, in_full
from registry.services.naming.country_codes import is_country_code, iso_code

_COUNTRY: Final = f"{CODES}place-kind/country"
_GROUPS: Final = (f"{CODES}place-kind/supranational", f"{CODES}place-kind/country-group")
_WHOLE: Final = (_COUNTRY, *_GROUPS)
_SEGMENTS: Final = {"Place": "place", "Mission": "mission", "PolicyInitiative": "policy-initiative"}
_KINDS: Final = {"Place": SideKind.COUNTRY, "Mission": SideKind.MISSION, "PolicyInitiative": SideKind.INITIATIVE}

_NEAR: Final = 0.75
"""How alike a name must be to be asked after: Spein is meant for Spain, and Atlantis for nothing."""

CLASSES: Final = {kind: class_name for class_name, kind in _KINDS.items() if class_name != "Place"}
"""Of which class a side itself is, where it is no place."""


@dataclass(frozen=True, slots=True)
class Named:
    """A side before anything is counted."""

    iri: str
    kind: SideKind
    code: str
    members: tuple[str, ...] = ()


class Atlas:
    """The places of one state: what each is called, and in what it lies."""

    def __init__(self, tables: Tables) -> None:
        self._texts = tables.names.texts
        self.table = tables.of("Place")
        self._codes = self._first("isoCode")
        self.kinds = self._first("placeKind")
        self._within: dict[str, list[str]] = {}
        self._above: dict[str, set[str]] = {}
        for place, above in self._entries("within"):
            self._within.setdefault(place, []).append(above)

    def _entries(self, column: str) -> Iterable[tuple[str, str]]:
        found = self.table.columns[column]
        found = found.where(found.ways == HAS)
        for row, value in zip(found.rows.tolist(), found.values.tolist(), strict=True):
            yield self.table.iris[row], self._texts[value]

    def _first(self, column: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for place, value in self._entries(column):
            found.setdefault(place, value)
        return found

    def code(self, place: str) -> str:
        """Its ISO code, or else the last part of its address."""
        return self._codes.get(place) or place.rpartition("/")[2]

    def above(self, place: str) -> set[str]:
        """The place itself and everything that it lies within, however far up."""
        found = self._above.get(place)
        if found is None:
            found, waiting = {place}, [place]
            while waiting:
                for each in self._within.get(waiting.pop(), ()):
                    if each not in found:
                        found.add(each)
                        waiting.append(each)
            self._above[place] = found
        return found

    def countries_of(self, group: str) -> tuple[str, ...]:
        """The countries within a group."""
        return tuple(iri for iri, kind in sorted(self.kinds.items()) if kind == _COUNTRY and group in self.above(iri))

    def is_country(self, place: str) -> bool:
        """Whether the place is a country."""
        return self.kinds.get(place) == _COUNTRY

    def kind(self, place: str) -> SideKind:
        """A group, or what counts as a country: anything else that has a place on the map."""
        return SideKind.GROUP if self.kinds.get(place) in _GROUPS else SideKind.COUNTRY

    def called(self, written: str) -> list[str]:
        """The places that people call so: by code, by the end of the address, by name, by the beginning of a name."""
        code = iso_code(written)
        by_code = sorted(place for place, own in self._codes.items() if own == code)
        if by_code:
            return by_code
        wanted = alike(written)
        slugs = {place: alike(place.rpartition("/")[2]) for place in self.table.iris}
        named = {place for place, name in self._entries("!names") if name == wanted}
        named |= {place for place, slug in slugs.items() if slug == wanted}
        # Luxembourg is a country before it is a province of its neighbour.
        whole = sorted(place for place in named if self.kinds.get(place) in _WHOLE) or sorted(named)
        return whole or [
            p for p, slug in slugs.items() if self.kinds.get(p) in _GROUPS and slug.startswith(f"{wanted} ")
        ]

    def near(self, written: str) -> list[str]:
        """The places of which one may have been meant, by their IRIs."""
        names = {name: place for place, name in self._entries("!names") if self.kinds.get(place) in _WHOLE}
        names |= {alike(code): place for place, code in self._codes.items()}
        close = get_close_matches(alike(written), names, n=2, cutoff=_NEAR)
        return list(dict.fromkeys(names[each] for each in close))


def atlas_of(tables: Tables) -> Atlas:
    """The places of that state."""
    found: Atlas | None = tables.kept.get("atlas")
    if found is None:
        found = tables.kept["atlas"] = Atlas(tables)
    return found


TitlesOf: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]
"""The titles of records, by IRI."""


def read_sides(tables: Tables, written: Sequence[str], record_base: str, titles_of: TitlesOf) -> list[Named]:
    """The sides of these names, each once; raises `UnknownSide`, `TooFewSides`, `TooManySides`.

    `titles_of` tells what places are called that may have been meant.
    """
    names = list(dict.fromkeys(name.strip() for name in written))
    if len(names) > MOST_SIDES:
        raise TooManySides(len(names), MOST_SIDES)
    reading = _Reading(tables, atlas_of(tables), record_base, titles_of)
    sides = {side.iri: side for side in map(reading.side, names)}
    if len(sides) < 2:
        raise TooFewSides(len(sides), [name.strip() for name in written])
    return list(sides.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what sides are called."""

    tables: Tables
    atlas: Atlas
    base: str
    titles_of: TitlesOf

    def side(self, written: str) -> Named:
        """What is called so; raises `UnknownSide`."""
        by_segment = {segment: class_name for class_name, segment in _SEGMENTS.items()}
        full = f"{self.base}{written}" if written.partition("/")[0] in by_segment else in_full(written)
        class_name = by_segment.get(full.removeprefix(self.base).partition("/")[0])
        if class_name is not None and _is_there(self.tables, class_name, full):
            return _named(self.atlas, class_name, full)
        places = self.atlas.called(written)
        if len(places) == 1:
            return _named(self.atlas, "Place", places[0])
        if places:
            raise UnknownSide(written, self._told(places, lambda place: place.removeprefix(self.base)))
        for class_name in SIDE_CLASSES:
            iri = f"{self.base}{_SEGMENTS[class_name]}/{written}"
            if _is_there(self.tables, class_name, iri):
                return _named(self.atlas, class_name, iri)
        code = iso_code(written)
        other = code if is_country_code(written) and code != written.strip().upper() else None
        raise UnknownSide(written, self._told(self.atlas.near(written), self.atlas.code), other)

    def _told(self, places: Sequence[str], name: Callable[[str], str]) -> list[str]:
        """Places as they can be written, with what they are called: `ES (Spain)`."""
        titles = self.titles_of(places)
        return [f"{name(place)} ({titles[place]})" if place in titles else name(place) for place in places]


def nobody_there(tables: Tables) -> bool:
    """Whether there is nothing at all that could be a side."""
    return not any(len(tables.of(class_name).iris) for class_name in _SEGMENTS)


def _is_there(tables: Tables, class_name: str, iri: str) -> bool:
    there = tables.of(class_name).names
    number = tables.names.known(iri)
    return number is not None and bool(np.any(there == number))


def _named(atlas: Atlas, class_name: str, iri: str) -> Named:
    if class_name != "Place":
        return Named(iri, _KINDS[class_name], iri.rpartition("/")[2])
    kind = atlas.kind(iri)
    return Named(iri, kind, atlas.code(iri), atlas.countries_of(iri) if kind is SideKind.GROUP else ())


def membership(model: Model, tables: Tables, class_name: str, sides: Sequence[Named]) -> tuple[Numbers, Numbers]:
    """Which records of a class belong to which sides: rows and numbers of sides, in order, each pair once.

    Raises `NotComparable` for records that belong nowhere.
    """
    record_class, table = model.classes[class_name], tables.of(class_name)
    places = [side for side in sides if side.kind in (SideKind.COUNTRY, SideKind.GROUP)]
    links = side_links(record_class)
    if places and "country" not in record_class.by_name and class_name != "Place":
        raise NotComparable(
            f"Records of type {class_name} belong to no country, so countries cannot be compared by them."
        )
    if len(places) < len(sides) and not links and class_name not in SIDE_CLASSES:
        raise NotComparable(f"Records of type {class_name} belong to no mission or initiative.")
    numbers = {side.iri: number for number, side in enumerate(sides)}
    pieces = [_of_places(tables, table, numbers)] if places else []
    pieces += [_of_links(tables, table, name, numbers) for name in links]
    pieces.append(_themselves(tables, table, numbers))
    pairs = np.unique(np.concatenate(pieces))
    return pairs // len(sides), pairs % len(sides)


def _of_places(tables: Tables, table: Table, numbers: Mapping[str, int]) -> Numbers:
    """Rows with the sides that their places lie in, as row times number of sides plus side."""
    atlas, texts = atlas_of(tables), tables.names.texts
    pieces = [np.empty(0, np.int64)]
    for (name,) in PLACES:
        if name in table.columns:
            stated = table.columns[name].where(table.columns[name].ways == HAS)
            known, which = np.unique(stated.values, return_inverse=True)
            above = [
                [numbers[each] for each in atlas.above(texts[value]) if each in numbers] for value in known.tolist()
            ]
            counts = np.array([len(each) for each in above], np.int64)
            flat = np.array([side for each in above for side in each], np.int64)
            entry, place = expanded((np.cumsum(counts) - counts)[which], counts[which])
            pieces.append(stated.rows[entry] * len(numbers) + flat[place])
    return np.concatenate(pieces)


def _of_links(tables: Tables, table: Table, name: str, numbers: Mapping[str, int]) -> Numbers:
    column = table.columns[name]
    pieces = [
        column.rows[(column.values == (tables.names.known(iri) or -1)) & (column.ways == HAS)] * len(numbers) + side
        for iri, side in numbers.items()
    ]
    return np.concatenate(pieces)


def _themselves(tables: Tables, table: Table, numbers: Mapping[str, int]) -> Numbers:
    pieces = [
        np.flatnonzero(table.names == (tables.names.known(iri) or -1)) * len(numbers) + side
        for iri, side in numbers.items()
    ]
    return np.concatenate(pieces)
