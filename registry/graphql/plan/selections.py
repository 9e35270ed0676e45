"""What hangs on the request's variables in each selection of a document; found once, however often fragments repeat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    SelectionSetNode,
    VariableNode,
)

_CURSORS: Final = frozenset({"after", "before"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What a selection needs, all fragments and inner selections taken in."""

    variables: frozenset[str] = frozenset()
    cursors: frozenset[str] = frozenset()
    """Those of the variables that say where a page begins or ends."""
    has_cursor: bool = False
    """Whether a page's place is written out in the selection itself."""

    def __or__(self, other: "Needs") -> "Needs":
        return Needs(
            self.variables | other.variables, self.cursors | other.cursors, self.has_cursor or other.has_cursor
        )


_NOTHING: Final = Needs()


class Selections:
    """The needs of all selections of one valid document."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[int, Needs] = {}

    def needs(self, selections: SelectionSetNode | None) -> Needs:
        """What a selection needs; the document must outlive this object."""
        if selections is None:
            return _NOTHING
        found = self._known.get(id(selections))
        if found is None:
            found = _NOTHING
            for node in selections.selections:
                found = found | self._of(node)
            self._known[id(selections)] = found
        return found

    def _of(self, node: Any) -> Needs:
        own = _of_arguments(node)
        if isinstance(node, FragmentSpreadNode):
            return own | self.needs(self._fragments[node.name.value].selection_set)
        return own | self.needs(node.selection_set)


def _of_arguments(node: Any) -> Needs:
    found = _NOTHING
    for directive in node.directives or ():
        found = found | Needs(frozenset(variables_in(directive)))
    if isinstance(node, FieldNode):
        for argument in node.arguments or ():
            found = found | _of_argument(argument)
    return found


def _of_argument(argument: ArgumentNode) -> Needs:
    variables = frozenset(variables_in(argument.value))
    if argument.name.value not in _CURSORS:
        return Needs(variables) if variables else _NOTHING
    return Needs(variables, variables, not variables)


def variables_in(node: Node) -> Iterator[str]:
    """The names of the variables that are used below an argument or directive."""
    if isinstance(node, VariableNode):
        yield node.name.value
        return
    for key in node.keys:
        inner = getattr(node, key, None)
        for each in inner if isinstance(inner, list | tuple) else (inner,):
            if isinstance(each, Node):
                yield from variables_in(each)


def at_a_cursor(needs: Needs, values: Mapping[str, Any]) -> bool:
    """Whether a page somewhere in the selection begins or ends at a cursor, with these values of variables."""
    return needs.has_cursor or any(values.get(name) is not None for name in needs.cursors)
