"""What is promised to whoever reads a whole list while others write, and the book that it is held against.

By cursors, page after page, either way:

- a record that is there during the whole walk, with the same sort value, is met exactly once;
- no record is met twice, unless its sort value changed in between; in the order of IRIs none ever does;
- what is met is there when its page is read.

A record that is added or withdrawn, or whose sort value changes, during the walk may be met or not.
"""

from collections.abc import Iterable


class Ledger:
    """Notes what is met and what is written in between; `broken` says which promises were not kept."""

    def __init__(self, there: Iterable[str]) -> None:
        self._from_the_start = set(there)
        self._unsteady: set[str] = set()
        self._gone: set[str] = set()
        self._met: set[str] = set()
        self._broken: list[str] = []

    @property
    def met_count(self) -> int:
        """How many different records were met."""
        return len(self._met)

    def added(self, iri: str) -> None:
        """A record was added, or came back."""
        self._unsteady.add(iri)
        self._gone.discard(iri)

    def withdrawn(self, iri: str) -> None:
        """A record was withdrawn."""
        self._unsteady.add(iri)
        self._gone.add(iri)

    def moved(self, iri: str) -> None:
        """A record's sort value changed: it may stand before or behind the reader now."""
        self._unsteady.add(iri)
        self._met.discard(iri)

    def met(self, iris: Iterable[str]) -> None:
        """A page with these records was read."""
        for iri in iris:
            if iri in self._met:
                self._broken.append(f"{iri} was met twice")
            if iri in self._gone:
                self._broken.append(f"{iri} was met after it had been withdrawn")
            self._met.add(iri)

    def broken(self) -> list[str]:
        """What was not kept, once the walk is over."""
        missed = self._from_the_start - self._unsteady - self._met
        return [*self._broken, *(f"{iri} was there all the time and was not met" for iri in sorted(missed))]
