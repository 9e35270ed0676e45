"""What a query may cost at most, in records and parts, worked out before it runs.

Sizes of lists multiply, as in GitHub's and Wikibase's rules: a page costs 1 + its size x what one of its records costs,
a record 1 + its fields. What the index answers by going through many records has a fixed price.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_directive_values,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues

LIST_SIZE: Final = 5
"""How many records or parts a list without pages is taken to have: links, parts, codes."""
PRICES: Final[Mapping[str, int]] = {
    "search": 500, "facets": 500, "crossedFacets": 1_000, "histogram": 500,
    "compare": 1_000, "overlaps": 1_000, "gaps": 1_000, "similarity": 1_000, "comparisonChange": 2_000,
    "nearestMissions": 1_000,
}  # fmt: skip
"""What fields cost, beside their answer, that make the index go through all records that fit; `facets` each."""
JOIN_PRICE: Final = 200
"""What each condition on linked records costs."""
CONDITION_PRICE: Final = 20
"""What each entry of a filter costs; each value in a list of values costs 1."""
MUTATION_PRICE: Final = 1_000
"""What each field of a mutation costs: a verdict, and mostly a write."""
SCHEMA_PRICES: Final[Mapping[str, int]] = {"__schema": 5_000, "__type": 500}
"""What reading the schema itself costs."""

_JOINS: Final = frozenset({"some", "every", "none"})
_ITEMS: Final = frozenset({"nodes", "edges"})
_Group: TypeAlias = list[tuple[FieldNode, GraphQLNamedType]]


@dataclass(frozen=True, slots=True)
class PageSizes:
    """How many records a page has when nothing is said, and at most."""

    usual: int
    largest: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation may cost, and how much of that is the index going through many records."""

    total: int
    index: int = 0


class Pricing:
    """Prices one operation with its variables."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, values: VariableValues, sizes: PageSizes) -> None:
        self._schema = schema
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._values = values
        self._sizes = sizes
        self._known: dict[tuple[int, ...], int] = {}
        self._index = 0
        self._asking = 0
        """What it costs to read filters: each is read once, however often its list stands in the answer."""

    def of(self, operation: OperationDefinitionNode) -> Cost:
        """The cost of the operation."""
        root = cast("GraphQLNamedType", self._schema.get_root_type(operation.operation))
        total = sum(self._field(group) for group in self._groups([(operation.selection_set, root)]).values())
        return Cost(total + self._asking, self._index)

    def _groups(self, selections: Iterable[tuple[SelectionSetNode, GraphQLNamedType]]) -> Mapping[str, _Group]:
        """Fields by the name that they have in the answer, those of all types that a record may be of."""
        groups: dict[str, _Group] = defaultdict(list)
        seen: set[str] = set()
        waiting = list(selections)
        while waiting:
            selection, parent = waiting.pop()
            for node in selection.selections:
                if not self._is_included(node):
                    continue
                if isinstance(node, FieldNode):
                    groups[(node.alias or node.name).value].append((node, parent))
                elif not isinstance(node, FragmentSpreadNode):
                    waiting.append((node.selection_set, self._type(node, parent)))  # type: ignore[attr-defined]
                elif node.name.value not in seen:
                    seen.add(node.name.value)
                    fragment = self._fragments[node.name.value]
                    waiting.append((fragment.selection_set, self._type(fragment, parent)))
        return groups

    def _type(self, fragment: Any, parent: GraphQLNamedType) -> GraphQLNamedType:
        condition = fragment.type_condition
        return parent if condition is None else (self._schema.get_type(condition.name.value) or parent)

    def _is_included(self, node: Any) -> bool:
        if not node.directives:
            return True
        try:
            skip = get_directive_values(GraphQLSkipDirective, node, self._values)
            include = get_directive_values(GraphQLIncludeDirective, node, self._values)
        except GraphQLError:
            return True  # what holds it will fail by itself
        return not (skip and skip["if"]) and (include is None or include["if"])

    def _field(self, group: _Group) -> int:
        key = tuple(id(node) for node, _ in group)
        if key not in self._known:
            self._known[key] = self._priced(group)
        return self._known[key]

    def _priced(self, group: _Group) -> int:
        node, parent = group[0]
        field = _field_of(parent, node)
        if field is None:
            return SCHEMA_PRICES.get(node.name.value, 0)
        arguments = self._arguments(field, node)
        if parent is self._schema.mutation_type:
            # However large a record is that is handed in, the index reads no filter of it.
            return MUTATION_PRICE + 1 + self._inner(get_named_type(field.type), group)
        fixed = PRICES.get(node.name.value, 0) * _times(arguments) + JOIN_PRICE * _joins(arguments)
        self._index += fixed
        self._asking += _asking(arguments)
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return fixed
        if _is_page(named):
            return fixed + self._page(arguments, self._groups_in(named, group))
        inner = self._inner(named, group)
        return fixed + (1 + LIST_SIZE * (1 + inner) if _is_list(field.type) else 1 + inner)

    def _page(self, arguments: Mapping[str, Any], groups: Mapping[str, _Group]) -> int:
        size = self._size(arguments)
        items = [each for each in groups.values() if each[0][0].name.value in _ITEMS]
        others = [each for each in groups.values() if each[0][0].name.value not in _ITEMS]
        return 1 + size * sum(self._item(each) for each in items) + sum(self._field(each) for each in others)

    def _item(self, group: _Group) -> int:
        node, parent = group[0]
        field = _field_of(parent, node)
        return 1 if field is None else 1 + self._inner(get_named_type(field.type), group)

    def _inner(self, type_: GraphQLNamedType, group: _Group) -> int:
        return sum(self._field(each) for each in self._groups_in(type_, group).values())

    def _groups_in(self, type_: GraphQLNamedType, group: _Group) -> Mapping[str, _Group]:
        return self._groups([(node.selection_set, type_) for node, _ in group if node.selection_set])

    def _size(self, arguments: Mapping[str, Any]) -> int:
        asked = [arguments[name] for name in ("first", "last") if isinstance(arguments.get(name), int)]
        # A page that is too large is refused for that, when it is read.
        return min(max(0, *asked), self._sizes.largest) if asked else self._sizes.usual

    def _arguments(self, field: GraphQLField, node: FieldNode) -> Mapping[str, Any]:
        try:
            return get_argument_values(field, node, self._values)
        except GraphQLError:
            return {}  # the field will fail by itself


def _field_of(parent: GraphQLNamedType, node: FieldNode) -> GraphQLField | None:
    field: GraphQLField | None = getattr(parent, "fields", {}).get(node.name.value)
    return field


def _times(arguments: Mapping[str, Any]) -> int:
    by = arguments.get("by")
    return max(1, len(by)) if isinstance(by, Sequence) and not isinstance(by, str) else 1


def _asking(arguments: Mapping[str, Any]) -> int:
    """What it costs to read the filters among the arguments, however much they find."""
    found, waiting = 0, list(arguments.values())
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            found += CONDITION_PRICE * len(each)
            waiting += each.values()
        elif isinstance(each, list | tuple):
            found += len(each)
            waiting += each
    return found


def _joins(value: Any) -> int:
    found, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            found += sum(1 for key, inner in each.items() if key in _JOINS and inner is not None)
            waiting += each.values()
        elif isinstance(each, list | tuple):
            waiting += each
    return found


def _is_page(type_: GraphQLNamedType) -> bool:
    fields = getattr(type_, "fields", {})
    return "pageInfo" in fields and not _ITEMS.isdisjoint(fields)


def _is_list(type_: Any) -> bool:
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    return isinstance(type_, GraphQLList)
