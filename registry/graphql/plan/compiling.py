"""From an operation to the nodes of its plan: what graphql-core works out for every object, worked out once.

What hangs on no variable is made once a document and shared by all requests; the rest once for each set of values.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from json import dumps
from types import SimpleNamespace
from typing import Any, Final, cast

import strawberry
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    OperationType,
    get_argument_values,
    is_leaf_type,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import (
    CollectedFields,
    FieldDetailsList,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues
from strawberry.types.arguments import convert_arguments

from registry.graphql.building import ReadField
from registry.graphql.plan.documents import Document, Documents
from registry.graphql.plan.leaves import Write, writer_of
from registry.graphql.plan.looks import Looks
from registry.graphql.plan.nodes import (
    TYPENAME,
    AbstractNode,
    Complete,
    Field,
    NotPlannable,
    ObjectNode,
    Read,
    Step,
    leaf,
    many,
    records,
    required,
    required_leaf,
)
from registry.graphql.plan.selections import Needs, at_a_cursor
from registry.index.filters import RECORD

_DEFINITION: Final = "strawberry-definition"
_FIELD_WEIGHT: Final = 700


class Types:
    """What plans take from the schema, found once."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = schema
        self.core = schema._schema
        self.looks = Looks()
        self._writers: dict[GraphQLLeafType, Write] = {}

    def writer(self, type_: GraphQLLeafType) -> Write:
        """What writes the values of a scalar or enum."""
        if type_ not in self._writers:
            self._writers[type_] = writer_of(type_)
        return self._writers[type_]

    def is_kept(self, type_: GraphQLObjectType) -> bool:
        """Whether its objects are records, which look the same wherever they stand.

        Parts are written with their record, and kept with it.
        """
        return any(interface.name == RECORD for interface in type_.interfaces)

    def arguments(self, field: ReadField, values: dict[str, Any]) -> dict[str, Any]:
        """The arguments as Strawberry gives them to a reader."""
        converter = self.schema.schema_converter
        return convert_arguments(values, field.arguments, converter.scalar_registry, self.schema.config)


class Compiler:
    """Plans one operation with its variables."""

    def __init__(
        self,
        types: Types,
        documents: Documents,
        document: Document,
        operation: OperationDefinitionNode,
        values: VariableValues,
        raw: Mapping[str, Any],
    ) -> None:
        self._types = types
        self._documents = documents
        self._document = document
        self._operation = operation
        self._values = values
        self._raw = raw

    def root(self) -> ObjectNode:
        """The node of the whole operation; raises `NotPlannable`, and `GraphQLError` for directives without values."""
        type_ = self._types.core.query_type
        if type_ is None or self._operation.operation is not OperationType.QUERY:
            raise NotPlannable
        needs = self._document.selections.needs(self._operation.selection_set)

        def fields() -> GroupedFieldSet:
            return self._collected(collect_fields, type_, self._operation)

        return self._node(("", id(self._operation)), needs, type_, (), fields)

    def _object(self, type_: GraphQLObjectType, details: FieldDetailsList) -> ObjectNode:
        nodes = [each.node for each in details]
        needs = Needs()
        for node in nodes:
            needs = needs | self._document.selections.needs(node.selection_set)

        def fields() -> GroupedFieldSet:
            return self._collected(collect_subfields, self._operation, type_, details)

        return self._node((type_.name, *map(id, nodes)), needs, type_, nodes, fields)

    def _planned(self, type_: GraphQLObjectType, details: FieldDetailsList) -> ObjectNode:
        try:
            return self._object(type_, details)
        except GraphQLError as error:
            # A directive below cannot be read, and that is an error of the objects where it stands.
            raise NotPlannable from error

    def _collected(self, collect: Callable[..., CollectedFields], *arguments: Any) -> GroupedFieldSet:
        return collect(self._types.core, self._document.fragments, self._values, *arguments).grouped_field_set

    def _node(
        self,
        key: tuple[object, ...],
        needs: Needs,
        type_: GraphQLObjectType,
        nodes: Sequence[FieldNode],
        collect: Callable[[], GroupedFieldSet],
    ) -> ObjectNode:
        """The node that is kept under that key and these values of variables, or a new one."""
        used = self._used(needs)
        if used is not None:
            kept = self._document.kept.get((key, used)) if used else self._document.nodes.get(key)
            if kept is not None:
                return cast("ObjectNode", kept)
        steps = [self._step(type_, name, details) for name, details in collect().items()]
        is_kept = self._types.is_kept(type_) and not at_a_cursor(needs, self._values.coerced)
        look = self._types.looks.of(type_.name, [step.field.look for step in steps])
        weight = _FIELD_WEIGHT * (1 + len(steps))
        node = ObjectNode(type_, nodes, steps, look=look, is_kept=is_kept, weight=weight)
        if used is None:
            return node
        if not used:
            return cast("ObjectNode", self._document.nodes.setdefault(key, node))
        return cast("ObjectNode", self._documents.keep(self._document, (key, used), node))

    def _used(self, needs: Needs) -> str | None:
        """The values of the variables that are needed, as text; None when they have none."""
        if not needs.variables:
            return ""
        raw = {name: self._raw[name] for name in sorted(needs.variables) if name in self._raw}
        values = canonical(raw)
        return None if values is None else f"{id(self._operation)} {values}"

    def _step(self, type_: GraphQLObjectType, key: str, details: FieldDetailsList) -> Step:
        nodes = [each.node for each in details]
        # There is none of that name only in documents that are not valid.
        definition = cast("GraphQLField", self._types.core.get_field(type_, nodes[0].name.value))
        field = Field(type_.name, key, nodes, non_null=isinstance(definition.type, GraphQLNonNull))
        read = self._reader(type_, definition, nodes[0], field)
        return Step(field, read, self._completion(definition.type, details, field))

    def _reader(self, type_: GraphQLObjectType, definition: GraphQLField, node: FieldNode, place: Field) -> Read:
        if node.name.value == TYPENAME:
            place.arguments = ""
            return lambda source: type_.name  # noqa: ARG005
        field = definition.extensions.get(_DEFINITION)
        if not isinstance(field, ReadField) or not field.planned:
            raise NotPlannable
        try:
            values = get_argument_values(definition, node, self._values) if definition.args else {}
            arguments = self._types.arguments(field, values)
        except Exception as error:
            return _failing(error)
        place.arguments = canonical(values) if values else ""
        return partial(field.read, **arguments) if arguments else field.read

    def _completion(self, type_: GraphQLOutputType, details: FieldDetailsList, field: Field) -> Complete:
        if isinstance(type_, GraphQLNonNull):
            if is_leaf_type(type_.of_type):
                return required_leaf(self._types.writer(type_.of_type), field)
            return required(self._completion(type_.of_type, details, field), field)
        if isinstance(type_, GraphQLList):
            return self._list(type_.of_type, details, field)
        if is_leaf_type(type_):
            return leaf(self._types.writer(type_))
        if isinstance(type_, GraphQLObjectType):
            node = self._object(type_, details)
            field.below = node.look
            return node.complete
        field.arguments = None  # Which object follows, and how it looks, is known when it is met.
        return self._abstract(cast("GraphQLInterfaceType", type_), details, field)

    def _list(self, type_: GraphQLOutputType, details: FieldDetailsList, field: Field) -> Complete:
        non_null = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(inner, GraphQLObjectType):
            node = self._object(inner, details)
            if node.is_kept:
                field.below = node.look
                return records(node, field, non_null=non_null)
        return many(self._completion(type_, details, field), field, non_null=non_null)

    def _abstract(self, type_: GraphQLInterfaceType, details: FieldDetailsList, field: Field) -> Complete:
        name_of = cast("Callable[..., Any]", type_.resolve_type)  # Strawberry gives one to every interface.

        # What graphql-core's own judgement of a type's name looks at.
        judge: Any = SimpleNamespace(schema=self._types.core)
        place: Any = SimpleNamespace(parent_type=field.parent, field_name=field.name)

        def make(name: Any, source: Any) -> ObjectNode:
            found = Executor.ensure_valid_runtime_type(judge, name, type_, details, place, source)
            return self._planned(found, details)

        return AbstractNode(lambda source: name_of(source, None, type_), make).complete


def _failing(error: Exception) -> Read:
    def read(source: Any) -> Any:  # noqa: ARG001
        # One error for all requests: what one of them saw on the way is not kept with it.
        raise error.with_traceback(None)

    return read


def canonical(variables: Mapping[str, Any]) -> str | None:
    """Values of variables as text, the same for the same values; None for what JSON cannot say."""
    try:
        return dumps(variables)
    except (TypeError, ValueError, RecursionError):
        return None
