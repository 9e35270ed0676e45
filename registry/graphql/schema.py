"""The GraphQL schema of a model, and asking it: the one place where its modules meet."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Final

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.execution import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from registry.errors import InvalidArgument
from registry.graphql.building import Builder
from registry.graphql.classes import any_record
from registry.graphql.codes import add_code_types
from registry.graphql.comparing.filters import ComparedFilters, add_compared_filter
from registry.graphql.comparing.roots import ComparisonRoots
from registry.graphql.execution import Request
from registry.graphql.facets import add_counting_types
from registry.graphql.failures import log_unforeseen, showing, shown
from registry.graphql.limits import QueryLimits, limiting
from registry.graphql.mutations.asking import Contributing
from registry.graphql.mutations.roots import MUTATION, add_mutation
from registry.graphql.mutations.scalars import VALUE_SCALARS, add_value_scalars
from registry.graphql.mutations.submissions import add_submission_types
from registry.graphql.mutations.verdicts import add_verdict_types
from registry.graphql.orders import add_orders
from registry.graphql.paging import Lists, add_page_info
from registry.graphql.plan.cost import PageSizes
from registry.graphql.presence import add_presence
from registry.graphql.roots import QUERY, add_query
from registry.graphql.scalars import SCALARS, add_scalars
from registry.graphql.subscriptions import SUBSCRIPTION, Follow, add_subscription
from registry.graphql.texts import add_text_types
from registry.graphql.types import add_types
from registry.graphql.where import add_filters
from registry.model.spec import Model
from registry.services.compare.compare import Comparing
from registry.services.compare.desk import ComparisonDesk
from registry.services.find import Finder
from registry.settings import Settings

LIMITS = QueryLimits()
_FOLLOWED: Final = frozenset({OperationType.SUBSCRIPTION})
_ANSWERED_AT_ONCE: Final = frozenset({OperationType.QUERY, OperationType.MUTATION})


class RegistrySchema(strawberry.Schema):
    """Strawberry's schema, which logs only what no query can be blamed for."""

    compared_filters: ComparedFilters
    """What reads filters of comparisons in text."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:  # noqa: ARG002
        """Logs the errors before their causes are hidden from the one who asked."""
        log_unforeseen(errors)

    async def followed(self, query: str | None, **options: Any) -> AsyncGenerator[ExecutionResult, None]:
        """The results of a subscription as they come, every error with its code; takes what `stream` takes."""
        async with aclosing(await self.stream(query, **options, allowed_operation_types=_FOLLOWED)) as results:
            async for result in results:
                if isinstance(result, ExecutionResult):  # all are: the schema has nothing that comes in parts
                    yield replace(result, errors=[with_code(error) for error in result.errors or ()] or None)


def build_schema(
    model: Model,
    finder: Finder,
    settings: Settings,
    contributing: Contributing | None = None,
    desk: ComparisonDesk | None = None,
    follow: Follow | None = None,
) -> RegistrySchema:
    """The schema of that model, answering from `finder`; raises `ModelError` where two names clash.

    Without `contributing` everything is there, but nothing can be handed in and the past is closed; without `desk`
    only the present can be compared; without `follow` no change can be waited for.
    """
    builder = Builder()
    limits = QueryLimits.of(settings)
    record = any_record(model)
    add_scalars(builder)
    add_text_types(builder)
    add_code_types(builder, model)
    add_page_info(builder)
    add_presence(builder, (*model.records, record))
    filters = add_filters(builder, model, record)
    with_order = add_orders(builder, (*model.records, record))
    lists = Lists(builder, filters, with_order, usual=settings.page_size, largest=settings.max_page_size)
    add_counting_types(builder, model, (*model.records, record))
    add_types(builder, model, record, lists)
    add_value_scalars(builder)
    add_verdict_types(builder)
    add_submission_types(builder, model)
    add_compared_filter(builder, model)
    compared = ComparedFilters(filters)
    desk = desk or ComparisonDesk(Comparing(model, settings.record_base))
    comparing = ComparisonRoots(builder, desk, compared) if model.records else None
    add_query(builder, model, settings, lists, filters, contributing, comparing)
    add_mutation(builder, model, contributing)
    add_subscription(builder, follow)
    schema = RegistrySchema(
        query=builder.namespace[QUERY],
        mutation=builder.namespace[MUTATION],
        subscription=builder.namespace[SUBSCRIPTION],
        # What no field leads to is part of the schema too: a code list may be there for people alone.
        types=[builder.namespace[name] for name in [*(c.name for c in model.records), *model.lists]],
        config=StrawberryConfig(scalar_map={**SCALARS, **VALUE_SCALARS}),
        extensions=[
            _reading(finder, settings),
            limiting(limits, PageSizes(settings.page_size, settings.max_page_size)),
            showing(limits),
        ],
    )
    compared.know(schema)
    schema.compared_filters = compared
    return schema


def _reading(finder: Finder, settings: Settings) -> type[SchemaExtension]:
    """Gives every operation that brings no `Request` of its own one at the present revision."""

    class Reading(SchemaExtension):
        def on_operation(self) -> Iterator[None]:
            context = self.execution_context
            if context.root_value is None:
                context.root_value = Request(finder.pinned(), settings.languages)
            yield

    return Reading


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: data, errors, or both."""

    data: Mapping[str, Any] | None
    errors: Sequence[Mapping[str, Any]] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as the GraphQL specification spells it (section 7.1); without `errors` where there are none."""
        body: dict[str, Any] = {"errors": list(self.errors)} if self.errors else {}
        # A request that was refused before it ran has no entry `data` at all.
        return body if self.data is None and self.errors and not self._ran else {**body, "data": self.data}

    @property
    def _ran(self) -> bool:
        return any("path" in error for error in self.errors)


def execute(
    schema: strawberry.Schema,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    request: Request | None = None,
) -> Answer:
    """The answer to a query; `request` where the reader's languages or revision are other than usual."""
    try:
        result = schema.execute_sync(
            query,
            variable_values=dict(variables or {}),
            operation_name=operation_name,
            root_value=request,
            allowed_operation_types=_ANSWERED_AT_ONCE,
        )
        data, errors = result.data, result.errors or []
    except MissingQueryError:
        data, errors = None, [GraphQLError("The query is empty.")]
    except CannotGetOperationTypeError as error:
        data, errors = None, [GraphQLError(error.as_http_error_reason())]
    except InvalidOperationTypeError:
        data, errors = None, [unfollowed()]
    return answer_of(data, errors)


def unfollowed() -> GraphQLError:
    """The error of a subscription that was sent like a query."""
    error = InvalidArgument(
        "A subscription is followed: over WebSocket by `graphql-transport-ws`, or with `Accept: text/event-stream`."
    )
    return GraphQLError(error.message, original_error=error)


def answer_of(data: Mapping[str, Any] | None, errors: Sequence[GraphQLError]) -> Answer:
    """What an operation gave, every error with its code."""
    return Answer(data, [with_code(error).formatted for error in errors])


def with_code(error: GraphQLError) -> GraphQLError:
    """What was raised outside of the operation has passed no extension and gets its code here."""
    return error if "code" in (error.extensions or {}) else shown(error, LIMITS)
