"""Of when an answer is. Whatever is kept from one answer for the next holds for one moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Self

from registry.services.find import Finder


@dataclass(frozen=True, slots=True)
class Moment:
    """The records as they stood, and the day, since a question may be about today.

    A store that was set back to an older revision comes to the same numbers again, with other records; their index
    has another mark then.
    """

    revision: int
    mark: object
    day: date

    @classmethod
    def of(cls, finder: Finder, day: date) -> Self:
        """The moment of these records on that day."""
        return cls(finder.revision, getattr(finder, "mark", None), day)

    @property
    def tag(self) -> str:
        """The moment in a few letters, the revision first."""
        return f"{self.revision}-{blake2b(repr((self.mark, self.day)).encode(), digest_size=6).hexdigest()}"


def today() -> date:
    """The day in the time of the world (UTC)."""
    return datetime.now(UTC).date()
