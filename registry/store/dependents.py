"""Who links to records: found by what is linked to, so it takes no longer in a large store than in a small one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri
from registry.store.port import Row, Store
from registry.store.queries import bind

_MOST: Final = 1_000
"""So many links are followed back at once; the queries ask for one more."""


@dataclass(frozen=True, slots=True)
class Linking:
    """The published records (IRIs) that link to others, themselves or by their parts."""

    records: frozenset[str] = frozenset()
    more: bool = False
    """Whether there are more than were read."""


def linking_to(store: Store, things: Collection[str], links: Collection[str]) -> Linking:
    """The records that link to one of these things by one of these properties."""
    query = bind("dependents", graph=Iri(PUBLISHED), things=_iris(things), links=_iris(links))
    return _linking(store.select(query))


def descending_from(store: Store, things: Collection[str], link: str) -> Linking:
    """The records from which that property, followed as often as need be, leads to one of these things."""
    query = bind("descendants", graph=Iri(PUBLISHED), things=_iris(things), link=Iri(link))
    return _linking(store.select(query))


def _linking(rows: list[Row]) -> Linking:
    subjects = (row["subject"] for row in rows[:_MOST])
    records = {subject.value.partition("#")[0] for subject in subjects if isinstance(subject, Iri)}
    return Linking(frozenset(records), len(rows) > _MOST)


def _iris(values: Iterable[str]) -> list[Iri]:
    return [Iri(value) for value in sorted(values)]
