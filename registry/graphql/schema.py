"""The GraphQL schema of a model, and asking it: the one place where its modules meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types.execution import ExecutionContext

from registry.graphql.building import Builder
from registry.graphql.classes import any_record
from registry.graphql.codes import add_code_types
from registry.graphql.execution import Request
from registry.graphql.facets import add_counting_types
from registry.graphql.failures import log_unforeseen, showing, shown
from registry.graphql.limits import QueryLimits, limiting
from registry.graphql.orders import add_orders
from registry.graphql.paging import Lists, add_page_info
from registry.graphql.plan.cost import PageSizes
from registry.graphql.presence import add_presence
from registry.graphql.roots import QUERY, add_query
from registry.graphql.scalars import SCALARS, add_scalars
from registry.graphql.texts import add_text_types
from registry.graphql.types import add_types
from registry.graphql.where import add_filters
from registry.model.spec import Model
from registry.services.find import Finder
from registry.settings import Settings

LIMITS = QueryLimits()


class RegistrySchema(strawberry.Schema):
    """Strawberry's schema, which logs only what no query can be blamed for."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:  # noqa: ARG002
        """Logs the errors before their causes are hidden from the one who asked."""
        log_unforeseen(errors)


def build_schema(model: Model, finder: Finder, settings: Settings) -> strawberry.Schema:
    """The schema of that model, answering from `finder`; raises `ModelError` where two names clash."""
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
    add_query(builder, model, settings, lists, filters)
    return RegistrySchema(
        query=builder.namespace[QUERY],
        # What no field leads to is part of the schema too: a code list may be there for people alone.
        types=[builder.namespace[name] for name in [*(c.name for c in model.records), *model.lists]],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            _reading(finder, settings),
            limiting(limits, PageSizes(settings.page_size, settings.max_page_size)),
            showing(limits),
        ],
    )


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
            query, variable_values=dict(variables or {}), operation_name=operation_name, root_value=request
        )
        data, errors = result.data, result.errors or []
    except MissingQueryError:
        data, errors = None, [GraphQLError("The query is empty.")]
    except CannotGetOperationTypeError as error:
        data, errors = None, [GraphQLError(error.as_http_error_reason())]
    return Answer(data, [_with_code(error).formatted for error in errors])


def _with_code(error: GraphQLError) -> GraphQLError:
    """What was raised outside of the operation has passed no extension and gets its code here."""
    return error if "code" in (error.extensions or {}) else shown(error, LIMITS)
