"""How large a query may be: levels, aliases, words, and what it may cost. Checked before anything is read.

Counting takes time in proportion to the document, however often its fragments spread each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_operation_ast,
)
from graphql.execution.values import get_variable_values
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import ExecutionContext, ExecutionResult

from registry.errors import (
    InvalidArgument,
    QueryTooCostly,
    QueryTooDeep,
    QueryTooLong,
    RegistryError,
    TooManyAliases,
)
from registry.graphql.merging import RULES
from registry.graphql.plan.cost import PageSizes, Pricing
from registry.settings import Settings


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The most that one query may have."""

    depth: int = 15
    aliases: int = 100
    tokens: int = 5_000
    cost: int = 20_000
    """Records and parts that the answer may hold, by the sizes of its lists (`registry.graphql.plan.cost`)."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings name."""
        return cls(
            depth=settings.max_query_depth,
            aliases=settings.max_query_aliases,
            tokens=settings.max_query_tokens,
            cost=settings.max_query_cost,
        )


@dataclass(frozen=True, slots=True)
class Extent:
    """How deep a selection goes, and how many aliases it has when all fragments are written out."""

    depth: int = 0
    aliases: int = 0


def extents(document: DocumentNode) -> list[Extent]:
    """The extent of each operation. Introspection costs nothing; a fragment inside itself counts once."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    known: dict[str, Extent] = {}

    def of_fragment(name: str) -> Extent:
        if name not in known:
            known[name] = Extent()  # What a cycle meets; validation refuses cycles and unknown names by itself.
            if name in fragments:
                known[name] = of_selections(fragments[name].selection_set)
        return known[name]

    def of_selections(selections: SelectionSetNode | None) -> Extent:
        depth = aliases = 0
        for node in () if selections is None else selections.selections:
            extent = of_node(node)
            depth, aliases = max(depth, extent.depth), aliases + extent.aliases
        return Extent(depth, aliases)

    def of_node(node: Any) -> Extent:
        if isinstance(node, FragmentSpreadNode):
            return of_fragment(node.name.value)
        inner = of_selections(node.selection_set)
        if isinstance(node, InlineFragmentNode):
            return inner
        return _of_field(node, inner)

    return [of_selections(d.selection_set) for d in document.definitions if isinstance(d, OperationDefinitionNode)]


def _of_field(node: FieldNode, inner: Extent) -> Extent:
    alias = 1 if node.alias is not None else 0
    if node.name.value.startswith("__"):
        return Extent(0, alias)
    return Extent(1 + inner.depth, alias + inner.aliases)


def too_deep(limits: QueryLimits, depth: int | None = None) -> QueryTooDeep:
    """The error of a query of that depth, or of one that could not even be counted."""
    found = "nested too deeply to be counted" if depth is None else f"{depth:,} levels deep"
    return QueryTooDeep(f"The query is {found}; the limit is {limits.depth:,}.")


def too_long(limits: QueryLimits) -> QueryTooLong:
    """The error of a query with more tokens than the limit."""
    return QueryTooLong(f"The query has more than {limits.tokens:,} words and signs (tokens), which is the limit.")


def too_repetitive() -> QueryTooLong:
    """The error of a query that names the same fields so often that comparing them all takes too long."""
    return QueryTooLong("The query names the same fields in the same places too often for them to be compared.")


def broken_limits(document: DocumentNode, limits: QueryLimits) -> list[RegistryError]:
    """What is too much about that document: nothing, its depth, its aliases, or both."""
    try:
        found = extents(document)
    except RecursionError:
        return [too_deep(limits)]
    deepest = max((extent.depth for extent in found), default=0)
    aliases = max((extent.aliases for extent in found), default=0)
    errors: list[RegistryError] = []
    if deepest > limits.depth:
        errors.append(too_deep(limits, deepest))
    if aliases > limits.aliases:
        errors.append(TooManyAliases(f"The query has {aliases:,} aliases; the limit is {limits.aliases:,}."))
    return errors


def limiting(limits: QueryLimits, sizes: PageSizes) -> type[SchemaExtension]:
    """A Strawberry extension that holds every operation to the limits, before it is validated or run."""

    class Limits(SchemaExtension):
        operation_name: str | None = None

        def on_operation(self) -> Iterator[None]:
            self.execution_context.parse_options["max_tokens"] = limits.tokens
            self.execution_context.validation_rules = RULES
            # Before parsing this is the name that came with the query; later Strawberry falls back on the first.
            self.operation_name = self.execution_context.operation_name
            yield

        def on_validate(self) -> Iterator[None]:
            document = cast("DocumentNode", self.execution_context.graphql_document)
            errors = [*ambiguous(document, self.operation_name), *broken_limits(document, limits)]
            if errors:
                self.execution_context.pre_execution_errors = [
                    GraphQLError(error.message, original_error=error) for error in errors
                ]
            yield

        def on_execute(self) -> Iterator[None]:
            # Only now the values of variables are known, which the sizes of pages may hang on.
            context = self.execution_context
            cost = _cost(context, sizes)
            if cost > limits.cost:
                error = QueryTooCostly(limits.cost, cost)
                told = GraphQLError(error.message, original_error=error)
                context.result = ExecutionResult(data=None, errors=[told])
            yield

    return Limits


def _cost(context: ExecutionContext, sizes: PageSizes) -> int:
    schema, document = context.schema._schema, cast("DocumentNode", context.graphql_document)
    operation = get_operation_ast(document, context.operation_name)
    if operation is None:
        return 0
    values = get_variable_values(schema, operation.variable_definitions or (), context.variables or {})
    # Values that do not fit their variables are refused by the executor.
    return 0 if isinstance(values, list) else Pricing(schema, document, values, sizes).of(operation).total


def ambiguous(document: DocumentNode, operation_name: str | None) -> Sequence[RegistryError]:
    """GraphQL specification, section 6.1: which of several operations is meant must be said."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if len(operations) > 1 and operation_name is None:
        return [InvalidArgument(f"The document holds {len(operations)} operations; `operationName` says which to run.")]
    return []
