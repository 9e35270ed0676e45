"""One run of a plan: what has been spent and gone wrong so far, and which fragments are at hand.

`registry.graphql.plan.nodes` writes the bytes; it asks here for what belongs to the request rather than to the plan.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, Union

from graphql import FieldNode, GraphQLError, located_error

from registry.graphql.execution import Allowance, Item, Level, Request
from registry.graphql.plan.fragments import Fragment, Fragments, Shelf
from registry.graphql.plan.leaves import NULL
from registry.graphql.plan.looks import Look
from registry.graphql.plan.watching import Deadline

Path: TypeAlias = Union[tuple["Path", str | int], None]  # noqa: UP007
"""Where a value stands in the answer: the place that it is in, and its name or number there."""

_LOOK_EVERY: Final = 256
"""After so many records written the deadline is looked at."""


def as_list(path: Path) -> list[str | int]:
    """The path from the root down."""
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    return keys[::-1]


class Purse(Allowance):
    """An allowance that can be asked what is left, and spent for records whose bytes are at hand."""

    __slots__ = ()

    @property
    def left(self) -> int:
        """How many items may still be given out; less than nothing once it was exceeded."""
        return self._left

    def pay(self, items: int) -> bool:
        """Spends so many items, or nothing and False where they are not left: then they must be read one by one."""
        if self._left < items:
            return False
        self._left -= items
        return True


class Side:
    """The records of one level under one look: those at hand, and a level of those that must be read."""

    __slots__ = ("_shelf", "fragments", "level")

    def __init__(self, level: Level, shelf: Shelf) -> None:
        self._shelf = shelf
        self.fragments: dict[str, Fragment] = {}
        for iri in level.members:
            found = shelf.get(iri)
            if found is not None:
                self.fragments[iri] = found
        # While none is at hand it stays the same level, which other nodes of the plan may have fetched for.
        missing = [each for iri, each in level.members.items() if iri not in self.fragments] if self.fragments else None
        self.level = level if missing is None else Level(level.request, missing)

    def keep(self, iri: str, fragment: Fragment) -> None:
        """Keeps the fragment for this run and for others."""
        self.fragments[iri] = fragment
        self._shelf.keep(iri, fragment)


class Run:
    """The state of one run."""

    __slots__ = ("_deadline", "_fragments", "_sides", "errors", "purse", "records", "request")

    def __init__(self, request: Request, purse: Purse, deadline: Deadline, fragments: Fragments) -> None:
        self.request = request
        self.purse = purse
        self.errors: list[GraphQLError] = []
        self.records = 0
        """Records that stand in the answer so far, each time that one does."""
        self._deadline = deadline
        self._fragments = fragments
        self._sides: dict[tuple[Level, Look], Side] = {}

    def side(self, level: Level, look: Look) -> Side:
        """The records of a level under a look; worked out when the first of them is written."""
        key = (level, look)
        side = self._sides.get(key)
        if side is None:
            side = self._sides[key] = Side(level, self._fragments.shelf(look, level.request.languages))
        return side

    def at_hand(self, level: Level, look: Look) -> Callable[[str], Fragment | None]:
        """What finds the fragment of a record of that level, without working out which of them must be read."""
        side = self._sides.get((level, look))
        return self._fragments.shelf(look, level.request.languages).get if side is None else side.fragments.get

    def begin(self) -> None:
        """One more record is written; raises `QueryTooSlow` when the time is over."""
        self.records += 1
        if not self.records % _LOOK_EVERY:
            self._deadline.check()

    def fail(self, raw: Exception, nodes: Sequence[FieldNode], path: Path, *, non_null: bool) -> bytes:
        """Notes what went wrong at that place and gives null for it; raises it further where null may not stand.

        When the time is over it is raised to the root: nothing more is read.
        """
        error = located_error(raw, nodes, as_list(path))
        if non_null or self._deadline.is_over:
            raise error
        self.errors.append(error)
        return NULL

    def fresh(self, item: Item, side: Side) -> Item:
        """The record beside those that must be read like it."""
        if side.level is item.level or item.iri not in side.level.members:
            return item
        return Item(item.projection, side.level)
