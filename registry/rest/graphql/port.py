"""What the HTTP face asks of whoever answers GraphQL. `registry.app` joins the two."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from registry.identity.person import ANONYMOUS, Person


@dataclass(frozen=True, slots=True)
class Asked:
    """One GraphQL request."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    languages: tuple[str, ...] | None = None
    """What the reader prefers, first choice first; None for the registry's own languages."""
    explain: bool = False
    """Whether the answer is to say in `extensions.explain` what it has cost."""
    who: Person = ANONYMOUS
    """Who asks."""


class Prepared(Protocol):
    """A request that has been read and judged, but not run; it may be run any number of times."""

    @property
    def is_query(self) -> bool:
        """False for a mutation, and when it cannot be told."""
        ...

    @property
    def is_refused(self) -> bool:
        """Whether it will not run at all; running it gives the reasons."""
        ...

    @property
    def heavy(self) -> bool:
        """Whether it asks for so much that others should not wait for it; what is refused asks for nothing."""
        ...


class Answered(Protocol):
    """An answer as it goes over the wire."""

    @property
    def body(self) -> bytes:
        """A JSON object in UTF-8; where there are errors, they stand first in it."""
        ...

    @property
    def ran(self) -> bool:
        """Whether it has an entry `data`."""
        ...

    @property
    def moment(self) -> str:
        """Of when the answer is, in letters that an entity tag may have."""
        ...


P = TypeVar("P", bound=Prepared)


class Executor(Protocol[P]):
    """Answers GraphQL. May be used by several threads at once."""

    @property
    def moment(self) -> str:
        """Of when an answer would be now."""
        ...

    @property
    def stamp(self) -> str:
        """Changes with whatever else than moment and request an answer depends on, such as schema and settings."""
        ...

    def knows(self, query: str) -> bool:
        """Whether it has read that document before, so that `prepare` takes no time to speak of."""
        ...

    def prepare(self, asked: Asked) -> P:
        """Reads and judges a request; what is wrong with it comes out when it is run."""
        ...

    def at_hand(self, prepared: P) -> Answered | None:
        """The answer that the same request has had before, if it is still right and at hand; takes no time."""
        ...

    def run(self, prepared: P) -> Answered:
        """The answer at the present moment. Raises leaves of `RegistryError` where there is none."""
        ...

    def follow(self, asked: Asked) -> AsyncIterator[bytes]:
        """The results of a subscription as they come, each an answer; what is none has one answer, which says so."""
        ...
