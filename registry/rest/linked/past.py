"""What the descriptions need of the history: when a record last changed, how it stood, and what it said before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from registry.rdf.terms import Triple
from registry.services.history import Standing
from registry.services.revisions import Revision


class Past(Protocol):
    """The history of published records; `registry.services.history.History` is it. Raises `StoreError`."""

    def revisions(self, record: str | None = None, *, first: int = 20, before: int | None = None) -> Sequence[Revision]:
        """The newest revisions that touched a record, before a number where it is given."""
        ...

    def revision(self, number: int) -> Revision | None:
        """The revision of that number."""
        ...

    def revision_at(self, when: datetime) -> int:
        """The last revision that is not later."""
        ...

    def last_change(self, iris: Iterable[str]) -> Mapping[str, int]:
        """For each record the last revision that touched it; 0 where the history names none."""
        ...

    def record_at(self, iri: str, revision: int) -> list[Triple]:
        """The record's statements after that revision."""
        ...

    def standing(self, iri: str) -> Standing:
        """Whether the record is published or withdrawn."""
        ...
