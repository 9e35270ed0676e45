"""Subscriptions over WebSocket, by the protocol `graphql-transport-ws`, which Strawberry speaks.

Queries and mutations are answered over HTTP alone, where they are planned, priced and kept.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.execution import ExecutionResult

from registry.graphql.execution import Request
from registry.graphql.schema import RegistrySchema
from registry.services.find import Finder

MOST_SUBSCRIPTIONS: Final = 20
"""Subscriptions on one connection at one time."""
_GREETING: Final = timedelta(seconds=10)


class LiveFace(GraphQL[Any, Request]):
    """An ASGI application for WebSocket connections to `/graphql`."""

    def __init__(self, schema: RegistrySchema, finder: Finder, languages: tuple[str, ...]) -> None:
        super().__init__(
            _OnlySubscriptions(schema),  # type: ignore[arg-type]  # it is asked for nothing else
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=_GREETING,
            max_subscriptions_per_connection=MOST_SUBSCRIPTIONS,
        )
        self._request = Request(finder, languages)

    async def get_root_value(self, request: Any) -> Request:  # noqa: ARG002
        """Where every subscription starts: not pinned, because a connection may be open for days."""
        return self._request


class _OnlySubscriptions:
    """A schema of which one can only follow."""

    def __init__(self, schema: RegistrySchema) -> None:
        self._schema = schema

    async def stream(self, query: str | None, **options: Any) -> AsyncIterator[ExecutionResult]:
        """The results of a subscription; one that says what is wrong with what is none."""
        return self._schema.followed(query, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._schema, name)
