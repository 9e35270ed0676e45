"""What comparing reads of the records of one moment, now or in the past."""

from collections.abc import Collection, Mapping
from typing import Protocol

from registry.index.filters import Filter
from registry.index.projection import Projection
from registry.index.tables import Plan, Tables
from registry.services.find import Work


class Compared(Protocol):
    """What comparing reads: a `Finder`, or the records of a moment in the past."""

    @property
    def revision(self) -> int:
        """The revision that it is of."""
        ...

    @property
    def work(self) -> Work:
        """What has been read."""
        ...

    def record(self, iri: str) -> Projection | None:
        """The record with that IRI, if there was one."""
        ...

    def records(self, iris: Collection[str]) -> Mapping[str, Projection]:
        """Those of the records that there were, by IRI."""
        ...

    def tables(self, plan: Plan) -> Tables:
        """What the records said."""
        ...

    def keys(self, class_name: str, where: Filter) -> Collection[int]:
        """The keys of the records of a class that fitted."""
        ...
