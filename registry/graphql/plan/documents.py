"""Documents that have been read: parsed, held to the limits and validated once, however often they are asked.

Errors are kept like everything else: the same mistake costs nothing the second time.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, cast

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Location,
    OperationDefinitionNode,
    Token,
    parse,
)
from graphql.execution.collect_fields import FragmentDetails

from registry.errors import RegistryError
from registry.graphql.limits import QueryLimits, ambiguous, broken_limits
from registry.graphql.plan.selections import Selections
from registry.graphql.plan.validating import validate
from registry.index.caching import Cache

_TOKEN_WEIGHT: Final = 1_200
"""About how many bytes a token's syntax tree and its share of the plan take; measured 550 to 1,400."""
_OWN_WEIGHT: Final = 10_000
_HASH_WEIGHT: Final = 200


class Document:
    """One document and what is known about it."""

    def __init__(self, text: str, schema: strawberry.Schema, limits: QueryLimits, budget: int) -> None:
        self._schema = schema
        self._limits = limits
        self.text = text
        self.tree: DocumentNode | None = None
        self.syntax: GraphQLError | None = None
        """What keeps it from being read at all."""
        try:
            self.tree = _read(text, limits.tokens) if text else None
        except GraphQLError as error:
            self.syntax = error.with_traceback(None)
        tokens = 0 if self.tree is None else self.tree.token_count
        self.weight = _OWN_WEIGHT + len(text) + tokens * _TOKEN_WEIGHT
        self.kept: Cache[Any, Any] = Cache(budget)
        """Plans for the values of variables that have come with it."""
        self.nodes: dict[Any, Any] = {}
        """The plan's nodes that hang on no variable."""

    @property
    def operations(self) -> Sequence[OperationDefinitionNode]:
        """Its operations."""
        definitions = () if self.tree is None else self.tree.definitions
        return [each for each in definitions if isinstance(each, OperationDefinitionNode)]

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of that name, or the first one when no name is given."""
        return next((each for each in self.operations if name is None or (each.name and each.name.value == name)), None)

    @cached_property
    def takes_variables(self) -> bool:
        """Whether any of its operations declares a variable."""
        return any(each.variable_definitions for each in self.operations)

    @cached_property
    def selections(self) -> Selections:
        """What its selections need of the variables."""
        return Selections(cast("DocumentNode", self.tree))

    @cached_property
    def fragments(self) -> dict[str, FragmentDetails]:
        """Its fragments, as graphql-core wants them."""
        definitions = () if self.tree is None else self.tree.definitions
        return {d.name.value: FragmentDetails(d) for d in definitions if isinstance(d, FragmentDefinitionNode)}

    def refused(self, operation_name: str | None) -> Sequence[GraphQLError]:
        """What is wrong with it for an operation of that name; empty when it may run."""
        tree = cast("DocumentNode", self.tree)
        errors: list[RegistryError] = [*ambiguous(tree, operation_name), *self._broken]
        return [GraphQLError(e.message, original_error=e) for e in errors] if errors else self._invalid

    @cached_property
    def _broken(self) -> Sequence[RegistryError]:
        return broken_limits(cast("DocumentNode", self.tree), self._limits)

    @cached_property
    def _invalid(self) -> Sequence[GraphQLError]:
        schema: GraphQLSchema = self._schema._schema
        try:
            return validate(schema, cast("DocumentNode", self.tree))
        except Exception as error:  # of a value that Python cannot take, such as a number of thousands of digits
            return [coerced(error)]


def _read(text: str, most: int) -> DocumentNode:
    """The syntax tree; its tokens do not hold each other, so that it goes as soon as nobody holds it."""
    tree = parse(text, max_tokens=most)
    token: Token | None = cast("Location", tree.loc).start_token
    while token is not None:
        following = token.next
        token.prev = token.next = None
        token = following
    return tree


def coerced(error: Exception) -> GraphQLError:
    """An error from outside of GraphQL as one of GraphQL's, as Strawberry makes it."""
    return error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)


class Documents:
    """The documents that were asked for lately, in about so many bytes.

    One is kept from the second time on: whoever writes values into the text asks each document once, and a memory full
    of such would be for nothing.
    """

    def __init__(self, schema: strawberry.Schema, limits: QueryLimits, budget: int) -> None:
        self._schema, self._limits, self._budget = schema, limits, budget
        self._kept: Cache[str, Document] = Cache(budget)
        self._once: Cache[int, bool] = Cache(budget // 32)
        """The hashes of the texts that were asked once."""

    def __contains__(self, text: str) -> bool:
        return self._kept.get(text) is not None

    def __len__(self) -> int:
        return len(self._kept)

    def read(self, text: str) -> Document:
        """The document with that text; never raises, `Document.syntax` and `Document.refused` say what is wrong."""
        found = self._kept.get(text)
        if found is not None:
            return found
        document = Document(text, self._schema, self._limits, self._budget // 8)
        if self._once.get(hash(text)) is None:
            self._once.keep(hash(text), True, _HASH_WEIGHT)
            return document
        return self._kept.keep(text, document, document.weight)

    def keep(self, document: Document, key: object, value: Any) -> Any:
        """Keeps something that was worked out for that document: gives back the one that is kept."""
        kept = document.kept.keep(key, value, value.weight)
        if kept is value:
            self._kept.grow(document.text, value.weight)
        return kept
