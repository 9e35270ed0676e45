"""Making a whole index from the store: a batch of records after the other, so that a million need no more memory.

`registry.index.following` decides when, and keeps an index up to date that is there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from registry import __version__
from registry.errors import Misuse
from registry.index.documents import Documents
from registry.index.engine import Engine, Mark
from registry.index.projection import Projection, Projector
from registry.model.spec import Model
from registry.store.port import Store
from registry.store.records import records_of, statements_of
from registry.store.revisions import Position

FORMAT: Final = 3
"""Raised whenever documents come to look otherwise than an index that lies on a disk has them."""
BATCH: Final = 100
"""How many records are read from the store at once: with more, Oxigraph takes longer for each."""

Watch: TypeAlias = Callable[[Iterable[str], str, int], Iterable[str]]
"""Hands on the IRIs of records while it says how far they are: what is done, and how many there are."""


def unwatched(items: Iterable[str], what: str, total: int) -> Iterable[str]:  # noqa: ARG001  # that is its point
    """Says nothing."""
    return items


@dataclass(frozen=True)
class Recipe:
    """By what rules an index is made: one made by others is of no use."""

    model: Model
    languages: tuple[str, ...]
    """Of which of several titles records are sorted by."""
    record_base: str

    @cached_property
    def stamp(self) -> str:
        """The same text for the same rules."""
        parts = (str(FORMAT), __version__, self.model.digest, ",".join(self.languages), self.record_base)
        return " ".join(parts)

    @cached_property
    def documents(self) -> Documents:
        """Makes documents by these rules."""
        return Documents(self.model, self.languages, self.record_base)

    @cached_property
    def projector(self) -> Projector:
        """Makes records of statements."""
        return Projector(self.model)

    def mark(self, position: Position) -> Mark:
        """What an index is marked with that was made by these rules when the store stood there."""
        return Mark(position.revision, position.token, self.stamp)


def build(recipe: Recipe, store: Store, position: Position, directory: Path | None, watch: Watch = unwatched) -> Engine:
    """An index of all published records, in an empty folder or in memory.

    `position` is where the store stood before. What is written meanwhile may be in the index or not: who follows from
    that position reads it again. Raises `IndexNotWritten`, leaves of `StoreError`, and `Misuse` when no record begins
    with the base that the settings name.
    """
    records = records_of(store, [each.iri for each in recipe.model.records])
    if records and not any(iri.startswith(recipe.record_base) for iri in records):
        raise Misuse(
            f"The records of this store do not begin with record_base {recipe.record_base}; set the base they have."
        )
    engine = Engine.create(recipe.model, directory)
    writing = engine.writing(threads=2)
    try:
        for projection in projections(recipe, store, watch(records, "indexing record", len(records))):
            writing.add(recipe.documents(projection))
        writing.commit(recipe.mark(position))
    except BaseException:
        writing.close()
        raise
    writing.settle()
    engine.reload()
    return engine


def projections(recipe: Recipe, store: Store, iris: Iterable[str]) -> Iterator[Projection]:
    """The records of these IRIs as the store has them now; what is no record of a known class is left out."""
    remaining = iter(iris)
    while batch := set(islice(remaining, BATCH)):
        for projection in recipe.projector(statements_of(store, batch)):
            if projection.iri in batch:
                yield projection
