"""What a face asks of the executor and what it gets back; the faces know nothing else of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from registry.graphql.plan.moments import Moment
from registry.identity.person import ANONYMOUS, Person


class Asking(Protocol):
    """One GraphQL request, as a face takes it in."""

    @property
    def query(self) -> str:
        """The document."""
        ...

    @property
    def variables(self) -> Mapping[str, Any] | None:
        """Values of its variables."""
        ...

    @property
    def operation_name(self) -> str | None:
        """Which of its operations is meant."""
        ...

    @property
    def languages(self) -> tuple[str, ...] | None:
        """What the reader prefers; None for the registry's own languages."""
        ...

    @property
    def explain(self) -> bool:
        """Whether the answer says in `extensions.explain` what it has cost."""
        ...

    @property
    def who(self) -> Person:
        """Who asks."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with nothing else to it; see `Asking`."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    languages: tuple[str, ...] | None = None
    explain: bool = False
    who: Person = ANONYMOUS


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it goes over the wire."""

    body: bytes
    """A JSON object in UTF-8."""
    ran: bool
    """False when the request was refused before anything was read: the body has no entry `data` then."""
    is_query: bool
    """False for a mutation or subscription, and when it cannot be told."""
    at: Moment
    """Of when the answer is: at another moment another answer may be right."""
    heavy: bool
    """Whether it was asked for so much that it is better not answered on an event loop."""

    @property
    def moment(self) -> str:
        """The same in letters, for an entity tag."""
        return self.at.tag
