"""Errors as GraphQL answers carry them: a sentence, and in `extensions` the code and the way out.

Whatever nobody foresaw is logged with its cause and shown without it.
"""

import logging
from collections.abc import Iterator
from typing import Final

from graphql import GraphQLError, GraphQLSyntaxError
from graphql.validation.validate import ValidationAbortedError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import InvalidOperationTypeError

from registry.errors import QueryError, RegistryError
from registry.graphql.limits import QueryLimits, too_deep, too_long, too_repetitive

INTERNAL: Final = "internal-error"
_INTERNAL_MESSAGE: Final = "Something went wrong in the server. It has been noted; the query is not at fault."
_INTERNAL_ADVICE: Final = "Try again later; if it stays, report the query to the person who runs this registry."
# What graphql-core says when it gives up; tests notice when it says something else.
_TOO_MANY_TOKENS: Final = "tokens. Parsing aborted."
_TOO_REPETITIVE: Final = "Validation aborted."
_TOO_DEEP: Final = "nested too deeply. Parsing aborted."

_LONGEST: Final = 500
"""Characters of a message; some of graphql-core's quote the whole of what was sent."""

_FORESEEN: Final = (RegistryError, GraphQLError, InvalidOperationTypeError)

_log: Final = logging.getLogger(__name__)


def is_foreseen(error: GraphQLError) -> bool:
    """Whether the error is the query's, or one of the registry's own, and may be shown as it is."""
    original = error.original_error
    return original is None or isinstance(original, _FORESEEN) or _is_endless(original)


def _is_endless(cause: Exception) -> bool:
    """Whether a number in the query has more digits than Python converts."""
    return isinstance(cause, ValueError) and "integer string conversion" in str(cause)


def shown(error: GraphQLError, limits: QueryLimits) -> GraphQLError:
    """The error as the one who asked gets it."""
    limit = _limit_met(error, limits)
    if limit is not None:
        return _coded(error, limit.message, limit.slug(), limit.advice)
    cause = _cause(error)
    if isinstance(cause, RegistryError):
        return _coded(error, error.message, cause.slug(), cause.advice)
    if cause is not None and _is_endless(cause):
        return _coded(error, "A number has too many digits to be read.", QueryError.slug(), QueryError.advice)
    if is_foreseen(error):
        return _coded(error, error.message, QueryError.slug(), QueryError.advice)
    return _coded(error, _INTERNAL_MESSAGE, INTERNAL, _INTERNAL_ADVICE)


def _cause(error: GraphQLError) -> Exception | None:
    """What went wrong first: GraphQL wraps the error of a variable's value into one that names the variable."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _limit_met(error: GraphQLError, limits: QueryLimits) -> RegistryError | None:
    if isinstance(error, ValidationAbortedError) and error.message == _TOO_REPETITIVE:
        return too_repetitive()
    if not isinstance(error, GraphQLSyntaxError):
        return None
    if _TOO_MANY_TOKENS in error.message:
        return too_long(limits)
    return too_deep(limits) if _TOO_DEEP in error.message else None


def _coded(error: GraphQLError, message: str, code: str, advice: str) -> GraphQLError:
    extensions = {**(error.extensions or {}), "code": code, "advice": advice}
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]} ... (shortened)"
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
