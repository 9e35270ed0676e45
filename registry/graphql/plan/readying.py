"""From a request to what can be run: its document read, its variables taken, its cost known, its plan made.

All of it is kept with the document, so a request that was seen before costs two look-ups in a dictionary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import strawberry
from graphql import DocumentNode, FieldNode, GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.schema.exceptions import CannotGetOperationTypeError

from registry.errors import QueryTooCostly
from registry.graphql.failures import log_unforeseen, shown
from registry.graphql.limits import QueryLimits
from registry.graphql.plan.compiling import Compiler, Types, canonical
from registry.graphql.plan.cost import Cost, PageSizes, Pricing
from registry.graphql.plan.documents import Document, Documents, coerced
from registry.graphql.plan.leaves import as_json
from registry.graphql.plan.looks import Look
from registry.graphql.plan.nodes import NotPlannable, ObjectNode
from registry.graphql.plan.request import Asking
from registry.graphql.schema import unfollowed

HEAVY: Final = 2_000
"""From this cost on a request is better not run on an event loop: about 20 ms, when nothing of it is at hand."""

_MOST_ERRORS: Final = 50
"""As many as graphql-core reports about variables by itself."""
_OWN_WEIGHT: Final = 1_500
_FIXED_WEIGHT: Final = 500_000


@dataclass(slots=True)
class Ready:
    """A request that was judged, whoever sends it."""

    is_query: bool
    cost: Cost
    weight: int = _OWN_WEIGHT
    refusal: bytes | None = None
    """The answer to one that may not run."""
    root: ObjectNode | None = None
    """Its plan; None when the reference executor must answer."""
    is_fixed: bool = False
    """Whether it asks about the schema alone, so that its answer never changes."""
    answer: bytes | None = None
    """The answer to such a one, once it was given."""
    ran: bool = False
    """Whether its plan has run before: what comes a second time may come again, and its answer is kept."""
    look: Look = field(default_factory=Look)
    """Under which its answers are kept."""

    @property
    def heavy(self) -> bool:
        """Whether it is better not run on an event loop."""
        if self.refusal is not None or self.answer is not None:
            return False
        return self.root is None or self.cost.index > 0 or self.cost.total > HEAVY


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that has been read and judged, but not run; it may be run any number of times."""

    asked: Asking
    ready: Ready

    @property
    def is_query(self) -> bool:
        """False for a mutation or subscription, and when it cannot be told."""
        return self.ready.is_query

    @property
    def is_refused(self) -> bool:
        """Whether it will not run at all: it cannot be read, is not valid, or is beyond a limit."""
        return self.ready.refusal is not None

    @property
    def heavy(self) -> bool:
        """Whether it asks for so much that it is better not run on an event loop."""
        return self.ready.heavy

    @property
    def cost(self) -> int:
        """What it may cost at most, as `registry.graphql.plan.cost` counts."""
        return self.ready.cost.total


class Readying:
    """Judges requests by one schema and its limits."""

    def __init__(self, schema: strawberry.Schema, limits: QueryLimits, sizes: PageSizes, budget: int) -> None:
        self._types = Types(schema)
        self._limits = limits
        self._sizes = sizes
        self.documents = Documents(schema, limits, budget)

    def ready(self, asked: Asking) -> Ready:
        """The request, judged."""
        document = self.documents.read(asked.query)
        values = canonical(asked.variables) if asked.variables and document.takes_variables else ""
        if values is None:
            return self._judged(document, asked)
        key = (asked.operation_name, values)
        found: Ready | None = document.kept.get(key)
        if found is None:
            found = self._judged(document, asked)
            found.weight += 2 * len(values)
            found = self.documents.keep(document, key, found)
        return found

    def _judged(self, document: Document, asked: Asking) -> Ready:
        operation = document.operation(asked.operation_name)
        is_query = operation is not None and operation.operation is OperationType.QUERY
        if not asked.query:
            return self._refused([GraphQLError("The query is empty.")], is_query=is_query)
        if document.syntax is not None:
            return self._refused([document.syntax], is_query=is_query)
        if operation is None:
            reason = CannotGetOperationTypeError(asked.operation_name).as_http_error_reason()
            return self._refused([GraphQLError(reason)], is_query=is_query)
        if operation.operation is OperationType.SUBSCRIPTION:
            return self._refused([unfollowed()], is_query=False)
        errors = document.refused(asked.operation_name)
        if errors:
            return self._refused(errors, is_query=is_query)
        if not is_query:
            return Ready(is_query=False, cost=Cost(0))
        return self._planned(document, operation, dict(asked.variables or {}))

    def _planned(self, document: Document, operation: OperationDefinitionNode, raw: Mapping[str, Any]) -> Ready:
        values = self._values(operation, raw)
        if isinstance(values, list):
            return self._refused(values, is_query=True)
        cost = Pricing(self._types.core, cast("DocumentNode", document.tree), values, self._sizes).of(operation)
        if cost.total > self._limits.cost:
            error = QueryTooCostly(self._limits.cost, cost.total)
            return self._refused([GraphQLError(error.message, original_error=error)], is_query=True, cost=cost)
        try:
            root = Compiler(self._types, self.documents, document, operation, values, raw).root()
        except (NotPlannable, GraphQLError, RecursionError):
            root = None
        is_fixed = root is None and _is_about_schema(operation)
        return Ready(
            is_query=True,
            cost=cost,
            weight=_FIXED_WEIGHT if is_fixed else _OWN_WEIGHT,
            root=root,
            is_fixed=is_fixed,
        )

    def _values(
        self, operation: OperationDefinitionNode, raw: Mapping[str, Any]
    ) -> VariableValues | list[GraphQLError]:
        declared = operation.variable_definitions or ()
        try:
            return get_variable_values(self._types.core, declared, dict(raw), max_errors=_MOST_ERRORS)
        except Exception as error:  # of a value that Python cannot take
            return [coerced(error)]

    def _refused(self, errors: Sequence[GraphQLError], *, is_query: bool, cost: Cost | None = None) -> Ready:
        log_unforeseen(list(errors))
        told = [shown(error, self._limits).formatted for error in errors]
        return Ready(is_query=is_query, cost=cost or Cost(0), refusal=as_json({"errors": told}))


def _is_about_schema(operation: OperationDefinitionNode) -> bool:
    selections = operation.selection_set.selections
    return all(isinstance(node, FieldNode) and node.name.value.startswith("__") for node in selections)
