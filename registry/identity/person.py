"""A person as the registry knows one: a name that stays, what the person may do, and for which records.

Whether somebody may do a thing to a record is for `registry.services.contribute` to say; here is what it goes by.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do. Whoever has none may read and validate."""

    CONTRIBUTOR = "contributor"
    """Hands records in."""
    REVIEWER = "reviewer"
    """Judges what others handed in, and hands records in."""
    ADMIN = "admin"
    """All that, and publishes own work without review."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks. The IRI stands in the history for good and is the same whenever the person comes back."""

    iri: str
    name: str
    roles: frozenset[Role] = frozenset()
    countries: frozenset[str] | None = None
    """ISO codes of the countries whose records the person may touch; None for all."""
    organisations: frozenset[str] | None = None
    """IRIs of the actors whose records the person may touch; None for all."""

    @property
    def may_contribute(self) -> bool:
        """Whether the person may hand records in: everybody who is signed in with a role."""
        return bool(self.roles)

    @property
    def may_review(self) -> bool:
        """Whether the person may see and judge what others handed in."""
        return not self.roles.isdisjoint((Role.REVIEWER, Role.ADMIN))

    @property
    def is_admin(self) -> bool:
        """Whether the person may do everything."""
        return Role.ADMIN in self.roles


ANONYMOUS: Final = Person("", "")
"""Whoever has not signed in: may read and validate, nothing else."""
