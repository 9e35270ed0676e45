"""What the resolvers of contributions and of the past know of a request: who asks, and where requests go.

A schema that nobody can contribute by, such as the one that is printed, has no desk.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from registry.errors import NotAllowed
from registry.graphql.execution import Request
from registry.index.projection import Projection
from registry.rdf.terms import Triple
from registry.services.contribute.desk import Desk
from registry.services.find import Finder

Project: TypeAlias = Callable[[Iterable[Triple]], Iterable[Projection]]
"""Makes records of statements, as the index holds them."""


@dataclass(frozen=True, slots=True)
class Contributing:
    """What the schema's resolvers ask beside the index: the desk, and the records after a write."""

    open_desk: Callable[[], Desk]
    """The desk, which is made when it is first asked for."""
    finder: Finder
    project: Project

    def after_write(self, request: Request) -> Request:
        """The same request, over the records as they are now."""
        return Request(self.finder.pinned(), request.languages, request.allowance, request.who)


def required(contributing: Contributing | None) -> Contributing:
    """What resolvers ask; raises `NotAllowed` where there is nothing to be asked."""
    if contributing is None:
        raise NotAllowed("Nothing can be handed in here, and the past is closed; ask the server by HTTP.")
    return contributing


def desk_of(contributing: Contributing | None) -> Desk:
    """The desk; raises `NotAllowed` where there is none."""
    return required(contributing).open_desk()
