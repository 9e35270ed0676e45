"""What a plan is made of: nodes that write an object, a list or a leaf as bytes, depth first as graphql-core goes.

`registry.graphql.plan.compiling` makes them from a document, once; a run passes through them.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graphql import FieldNode, GraphQLError, GraphQLObjectType, Undefined
from graphql.pyutils import inspect, is_iterable

from registry.graphql.execution import Item
from registry.graphql.plan.leaves import NULL, Write, quoted
from registry.graphql.plan.looks import Look
from registry.graphql.plan.running import Path, Run

Complete: TypeAlias = Callable[[Run, Any, Path, str | int], bytes]
"""Writes what a reader gave; the last two are where it stands: the place that holds it, and its key there."""
Read: TypeAlias = Callable[[Any], Any]
TYPENAME: Final = "__typename"


class NotPlannable(Exception):
    """What only the reference executor can answer."""


class Field:
    """A field of a selection, as far as every object has it alike."""

    __slots__ = ("arguments", "below", "key", "name", "nodes", "non_null", "parent", "prefix")

    def __init__(self, parent: str, key: str, nodes: Sequence[FieldNode], *, non_null: bool) -> None:
        self.parent = parent
        self.key = key
        self.name = nodes[0].name.value
        self.nodes = nodes
        self.prefix = quoted(key) + b":"
        self.non_null = non_null
        self.arguments: str | None = None
        """Their values as text; None where text cannot tell one way of asking for this field from another."""
        self.below: Look | None = None
        """How the objects look that it leads to."""

    @property
    def look(self) -> Hashable | None:
        """What two fields share that write the same of an object; None where that cannot be told."""
        return None if self.arguments is None else (self.key, self.name, self.arguments, self.below)

    def missing(self) -> TypeError:
        """The error of a null that may not stand here."""
        return TypeError(f"Cannot return null for non-nullable field {self.parent}.{self.name}.")


@dataclass(frozen=True, slots=True)
class Step:
    """How a field is answered. The field knows nothing of it, so that a plan goes as soon as nobody holds it."""

    field: Field
    read: Read
    complete: Complete


class ObjectNode:
    """A selection on one object type."""

    __slots__ = ("_fits", "_nodes", "_steps", "_type", "is_kept", "look", "weight")

    def __init__(
        self,
        type_: GraphQLObjectType,
        nodes: Sequence[FieldNode],
        steps: Sequence[Step],
        *,
        look: Look,
        is_kept: bool,
        weight: int,
    ) -> None:
        self._type = type_
        self._nodes = nodes
        self._fits = type_.is_type_of
        self.look = look
        self.is_kept = is_kept
        self.weight = weight
        self._steps = [(each.read, each.complete, each.field.prefix, each.field.key, each.field) for each in steps]

    def write(self, run: Run, source: Any, path: Path) -> bytes:
        """The object's fields; raises the error of a field that may not be null."""
        pieces = []
        for read, complete, prefix, key, field in self._steps:
            try:
                pieces.append(prefix + complete(run, read(source), path, key))
            except NotPlannable:
                raise
            except Exception as error:
                pieces.append(prefix + run.fail(error, field.nodes, (path, key), non_null=field.non_null))
        return b"{%b}" % b",".join(pieces)

    def complete(self, run: Run, source: Any, parent: Path, key: str | int) -> bytes:
        """The object, or null."""
        if source is None or source is Undefined:
            return NULL
        if self.is_kept and type(source) is Item:
            return self._kept(run, source, parent, key)
        self._check(source)
        return self.write(run, source, (parent, key))

    def _kept(self, run: Run, item: Item, parent: Path, key: str | int) -> bytes:
        """The bytes at hand, or else those that are written now and kept for the next time."""
        side = run.side(item.level, self.look)
        iri = item.projection.iri
        found = side.fragments.get(iri)
        if found is not None and run.purse.pay(found[1]):
            run.records += found[2]
            return found[0]
        self._check(item)
        errors, left, records = len(run.errors), run.purse.left, run.records
        run.begin()
        body = self.write(run, run.fresh(item, side), (parent, key))
        if len(run.errors) == errors:
            side.keep(iri, (body, left - run.purse.left, run.records - records))
        return body

    def _check(self, source: Any) -> None:
        if isinstance(source, Exception):
            raise source
        if self._fits is not None and not self._fits(source, None):  # type: ignore[arg-type]
            raise GraphQLError(f"Expected value of type '{self._type.name}' but got: {inspect(source)}.", self._nodes)


class AbstractNode:
    """A selection on an interface: which object type it is, each source says for itself."""

    __slots__ = ("_made", "_make", "_name_of")

    def __init__(self, name_of: Callable[[Any], Any], make: Callable[[Any, Any], ObjectNode]) -> None:
        self._name_of = name_of
        self._make = make
        self._made: dict[str, ObjectNode] = {}

    def complete(self, run: Run, source: Any, parent: Path, key: str | int) -> bytes:
        """The object, or null."""
        if source is None or source is Undefined:
            return NULL
        if isinstance(source, Exception):
            raise source
        name = self._name_of(source)
        node = self._made.get(name) if type(name) is str else None
        if node is None:
            # Two threads may be here at once; the plan has one node for both.
            node = self._made[name] = self._make(name, source)
        return node.complete(run, source, parent, key)


def leaf(write: Write) -> Complete:
    """A scalar or enum value, or null."""

    def complete(run: Run, value: Any, parent: Path, key: str | int) -> bytes:  # noqa: ARG001
        return NULL if value is None or value is Undefined else write(value)

    return complete


def required_leaf(write: Write, field: Field) -> Complete:
    """A scalar or enum value that must be there."""

    def complete(run: Run, value: Any, parent: Path, key: str | int) -> bytes:  # noqa: ARG001
        if value is None or value is Undefined:
            raise field.missing()
        return write(value)

    return complete


def required(inner: Complete, field: Field) -> Complete:
    """Any other value that must be there."""

    def complete(run: Run, value: Any, parent: Path, key: str | int) -> bytes:
        if value is None or value is Undefined:
            raise field.missing()
        return inner(run, value, parent, key)

    return complete


def many(item: Complete, field: Field, *, non_null: bool) -> Complete:
    """A list, or null; an error of an item is one of the list where its items may not be null."""

    def complete(run: Run, values: Any, parent: Path, key: str | int) -> bytes:
        if type(values) is not list:
            if values is None or values is Undefined:
                return NULL
            _check_list(values, field)
        path = (parent, key)
        pieces = []
        for index, value in enumerate(values):
            try:
                pieces.append(item(run, value, path, index))
            except NotPlannable:
                raise
            except Exception as error:
                pieces.append(run.fail(error, field.nodes, (path, index), non_null=non_null))
        return b"[%b]" % b",".join(pieces)

    return complete


def records(node: ObjectNode, field: Field, *, non_null: bool) -> Complete:
    """A list of records whose bytes may be at hand: as `many`, with the shortest way to those that are."""
    usual = many(required(node.complete, field) if non_null else node.complete, field, non_null=non_null)

    def complete(run: Run, values: Any, parent: Path, key: str | int) -> bytes:
        if type(values) is not list:
            return usual(run, values, parent, key)
        pieces = []
        level = None
        for value in values:
            if type(value) is not Item:
                return usual(run, values, parent, key)
            if value.level is not level:
                level = value.level
                find = run.at_hand(level, node.look)
            found = find(value.projection.iri)
            if found is None:
                break
            pieces.append(found)
        if len(pieces) < len(values) or not run.purse.pay(sum(each[1] for each in pieces)):
            return usual(run, values, parent, key)
        run.records += sum(each[2] for each in pieces)
        return b"[%b]" % b",".join([each[0] for each in pieces])

    return complete


def _check_list(values: Any, field: Field) -> None:
    if isinstance(values, Exception):
        raise values
    if not is_iterable(values):
        raise GraphQLError(f"Expected Iterable, but did not find one for field '{field.parent}.{field.name}'.")
