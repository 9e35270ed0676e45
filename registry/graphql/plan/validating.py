"""Whether a document is valid, told sooner than graphql-core tells it: by its own rules, in a walk that knows them.

graphql-core asks each of its rules at each node whether it has anything to do there. That is known beforehand, so here
a node meets only the rules that look at its kind. What is wrong with a document that is not valid, graphql-core says.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from graphql import DocumentNode, GraphQLError, GraphQLSchema, TypeInfo, ValidationContext
from graphql.language.ast import QUERY_DOCUMENT_KEYS, Node
from graphql.language.visitor import BREAK, SKIP
from graphql.pyutils import RefMap
from strawberry.schema.schema import validate_document
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from registry.graphql.merging import RULES

_ALL: Final = (*RULES, MaybeNullValidationRule, OneOfInputValidationRule)
"""The rules that Strawberry's `validate_document` goes by."""
_KEYS: Final = {kind: tuple(key for key in keys if key != "description") for kind, keys in QUERY_DOCUMENT_KEYS.items()}

Methods = tuple[tuple[int, Callable[..., Any]], ...]
"""Numbers of rules, each with what it does at a node of some kind."""


class _Wrong(Exception):
    """A rule is broken."""


def validate(schema: GraphQLSchema, document: DocumentNode) -> Sequence[GraphQLError]:
    """What is wrong with the document; empty when it may run."""
    return () if is_valid(schema, document) else validate_document(schema, document, RULES)


def is_valid(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether the document keeps all rules; False as well where it cannot be told, such as of one nested too deeply."""
    try:
        _Walk(schema, document).visit(document, None, None, [], [])
    except (_Wrong, GraphQLError, RecursionError):
        return False
    return True


class _Context(ValidationContext):
    """What rules ask about a document. What it remembers of a node it finds by the node itself.

    graphql-core finds it by the hash of all that is below the node, worked out anew each time.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._fragment_spreads: Any = RefMap()
        self._variable_usages: Any = RefMap()
        self._recursive_variable_usages: Any = RefMap()


@cache
def _methods(when: str, kind: str) -> Methods:
    found = ((i, getattr(rule, f"{when}_{kind}", None) or getattr(rule, when, None)) for i, rule in enumerate(_ALL))
    return tuple((i, method) for i, method in found if method)


@cache
def _is_passed(kind: str) -> bool:
    """Whether no rule looks at nodes of that kind, nor anything below them."""
    return not _KEYS.get(kind) and not _methods("enter", kind) and not _methods("leave", kind)


class _Walk:
    """One walk through one document: every rule meets its nodes in the order and with the arguments of `visit`."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._types = TypeInfo(schema)
        context = _Context(schema, document, self._types, _refuse)
        self._rules = [rule(context) for rule in _ALL]
        self._skipping: list[Any] = [None] * len(_ALL)

    def visit(self, node: Node, key: Any, parent: Any, path: list[Any], ancestors: list[Any]) -> None:
        """Goes through a node and all that is below it; raises `_Wrong` at the first rule that is broken."""
        kind = node.kind
        self._types.enter(node)
        skipped = self._enter(_methods("enter", kind), node, key, parent, path, ancestors)
        if parent is not None:
            ancestors.append(parent)
        for name in _KEYS.get(kind, ()):
            inner = getattr(node, name, None)
            if inner is None:
                continue
            path.append(name)
            if isinstance(inner, tuple):
                ancestors.append(node)
                for place, each in enumerate(inner):
                    path.append(place)
                    self.visit(each, place, inner, path, ancestors)
                    path.pop()
                ancestors.pop()
            elif not _is_passed(inner.kind):
                self.visit(inner, name, node, path, ancestors)
            path.pop()
        if parent is not None:
            ancestors.pop()
        self._leave(_methods("leave", kind), node, key, parent, path, ancestors)
        for number in skipped:
            self._skipping[number] = None
        self._types.leave(node)

    def _enter(self, methods: Methods, *where: Any) -> list[int]:
        """Gives the rules that want nothing of what is below this node."""
        skipped = []
        for number, method in methods:
            if self._skipping[number] is None:
                wish = method(self._rules[number], *where)
                if wish is SKIP or wish is False:
                    self._skipping[number] = SKIP
                    skipped.append(number)
                elif wish is BREAK or wish is True:
                    self._skipping[number] = BREAK
        return skipped

    def _leave(self, methods: Methods, *where: Any) -> None:
        for number, method in methods:
            if self._skipping[number] is None:
                wish = method(self._rules[number], *where)
                if wish is BREAK or wish is True:
                    self._skipping[number] = BREAK


def _refuse(error: GraphQLError) -> None:
    raise _Wrong from error
