"""Errors as GraphQL answers carry them: a sentence, and in `extensions` the code and the way out.

Whatever nobody foresaw is logged with its cause and shown without it.
"""

import logging
from collections.abc import Iterator
from typing import Final

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import SchemaExtension

from registry.errors import QueryError, RegistryError
from registry.graphql.limits import QueryLimits, too_deep, too_long

INTERNAL: Final = "internal-error"
_INTERNAL_MESSAGE: Final = "Something went wrong in the server. It has been noted; the query is not at fault."
_INTERNAL_ADVICE: Final = "Try again later; if it stays, report the query to the person who runs this registry."
# What graphql-core's parser says when it gives up; tests notice when it says something else.
_TOO_MANY_TOKENS: Final = "tokens. Parsing aborted."
_TOO_DEEP: Final = "nested too deeply. Parsing aborted."

_log: Final = logging.getLogger(__name__)


def is_foreseen(error: GraphQLError) -> bool:
    """Whether the error is the query's, or one of the registry's own, and may be shown as it is."""
    original = error.original_error
    return original is None or isinstance(original, RegistryError | GraphQLError)


def shown(error: GraphQLError, limits: QueryLimits) -> GraphQLError:
    """The error as the one who asked gets it."""
    original = _limit_of_parser(error, limits) or error.original_error
    if isinstance(original, RegistryError):
        return _coded(error, original.message, type(original).slug(), original.advice)
    if is_foreseen(error):
        return _coded(error, error.message, QueryError.slug(), QueryError.advice)
    return _coded(error, _INTERNAL_MESSAGE, INTERNAL, _INTERNAL_ADVICE)


def _limit_of_parser(error: GraphQLError, limits: QueryLimits) -> RegistryError | None:
    if not isinstance(error, GraphQLSyntaxError):
        return None
    if _TOO_MANY_TOKENS in error.message:
        return too_long(limits)
    return too_deep(limits) if _TOO_DEEP in error.message else None


def _coded(error: GraphQLError, message: str, code: str, advice: str) -> GraphQLError:
    extensions = {**(error.extensions or {}), "code": code, "advice": advice}
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )


def log_unforeseen(errors: list[GraphQLError]) -> None:
    """Writes those errors to the log that no query can be blamed for."""
    for error in errors:
        if not is_foreseen(error):
            _log.error("Unforeseen error at %s", error.path, exc_info=error.original_error)


def showing(limits: QueryLimits) -> type[SchemaExtension]:
    """A Strawberry extension that gives every error its code and advice."""

    class Showing(SchemaExtension):
        def on_operation(self) -> Iterator[None]:
            yield
            result = self.execution_context.result
            if result is not None and result.errors:
                result.errors = [shown(error, limits) for error in result.errors]

    return Showing
