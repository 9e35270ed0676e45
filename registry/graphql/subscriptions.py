"""The type `Subscription`: changes of published records, told as they happen."""

from collections.abc import AsyncIterator, Callable
from typing import Final, TypeAlias

from registry.errors import NotFound
from registry.graphql.building import Builder
from registry.graphql.execution import Request
from registry.graphql.mutations.past import REVISION
from registry.services.revisions import Revision

SUBSCRIPTION: Final = "Subscription"
Follow: TypeAlias = Callable[[int], AsyncIterator[Revision | None]]
"""The changes after a revision as they come; None now and then when nothing does."""


def add_subscription(builder: Builder, follow: Follow | None) -> None:
    """The root type of what is followed; without `follow` nothing can be, and the schema is the same."""

    async def changes(request: Request, after: int | None = None) -> AsyncIterator[Revision]:
        if follow is None:
            raise NotFound("There is no registry behind this schema whose changes could be followed.")
        start = request.finder.revision if after is None else after
        async for revision in follow(start):
            if revision is not None:
                yield revision

    field = builder.field(
        "changes",
        REVISION,
        changes,
        "Every revision that touches published records, as soon as it is written.",
        [
            builder.argument(
                "after",
                "int | None",
                "Begin after this revision, e.g. the last one that you had; when left out, with the next one.",
            )
        ],
        planned=False,
    )
    field.is_subscription = True
    builder.object(SUBSCRIPTION, [field], "What can be followed.")
