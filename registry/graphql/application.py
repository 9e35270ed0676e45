"""The GraphQL face as an ASGI application: GET for queries, POST for everything, answers as JSON."""

import strawberry
from strawberry.asgi import GraphQL


def graphql_application(schema: strawberry.Schema) -> GraphQL[None, None]:
    """An application to be mounted; the query page is served elsewhere."""
    return GraphQL(schema, graphql_ide=None, allow_queries_via_get=True)
