"""The changes of published records from a revision on, oldest first, in pages that miss nothing and repeat nothing.

Revisions that touched no published record (drafts, reviews, the vocabulary) are passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from registry.errors import NotFound
from registry.services.history import History
from registry.services.revisions import Revision

MOST: Final = 100
"""Revisions that one page looks at."""


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the feed."""

    revisions: Sequence[Revision]
    """Those that touched published records, oldest first."""
    reached: int
    """The last revision that was looked at: the next page comes after it."""
    last: int
    """The registry's last revision when the page was read."""

    @property
    def is_last(self) -> bool:
        """Whether nothing has happened beyond this page yet."""
        return self.reached >= self.last


class ChangeFeed:
    """Reads the feed. `last` gives the revision that readers are at, beyond which nothing is told."""

    def __init__(self, history: History, last: Callable[[], int]) -> None:
        self._history, self._last = history, last

    @property
    def last(self) -> int:
        """The revision that readers are at."""
        return self._last()

    def after(self, revision: int, most: int = MOST) -> Changes:
        """The changes after a revision, of the next `most` revisions; raises `NotFound` for one yet to come."""
        last = self._last()
        if not 0 <= revision <= last:
            raise NotFound(f"There is no revision {revision}; the last one is {last}.")
        reached = min(revision + most, last)
        found = self._history.between(revision, reached)
        return Changes([each for each in found if is_public(each)], reached, last)

    def latest(self, most: int) -> Sequence[Revision]:
        """The last changes, newest first, among the last `MOST` revisions."""
        last = self._last()
        found = [each for each in self._history.between(max(0, last - MOST), last) if is_public(each)]
        return found[::-1][:most]


def is_public(revision: Revision) -> bool:
    """Whether it touched a published record."""
    return revision.records is None or bool(revision.records)
