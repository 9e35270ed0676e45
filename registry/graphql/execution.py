"""What resolvers read from: records that stand side by side in an answer, fetched together.

All missions of a page form one level; the first of them that is asked for its country fetches the countries of all.
So the number of look-ups depends on how deep a query is, never on how much it finds. `registry.services.find` answers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from registry.errors import QueryTooCostly
from registry.identity.person import ANONYMOUS, Person
from registry.index.filters import BY_IRI, EVERYTHING, Filter, Order
from registry.index.projection import Projection
from registry.model.spec import Field, Inverse
from registry.services.find import Finder, Listing, Page, PageRequest

T = TypeVar("T")
Several = TypeVar("Several", bound=Sized)


_FIRST_PAGE: Final = PageRequest()
MOST_ITEMS: Final = 20_000
"""Records and parts that one operation may give out, counted each time that one stands in the answer."""


class Allowance:
    """What an operation may still give out."""

    __slots__ = ("_left",)

    def __init__(self, items: int = MOST_ITEMS) -> None:
        self._left = items

    def spend(self, items: Several) -> Several:
        """The same items; raises `QueryTooCostly` when they are more than what is left."""
        self._left -= len(items)
        if self._left < 0:
            raise QueryTooCostly(MOST_ITEMS)
        return items


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What is asked of a list: which page of those records that fit, in which order."""

    page: PageRequest = _FIRST_PAGE
    where: Filter = EVERYTHING
    order: Order = BY_IRI


@dataclass(frozen=True, slots=True)
class Request:
    """One operation: the records as they stood when it began, the languages of its reader, and what it may give out."""

    finder: Finder
    languages: tuple[str, ...]
    allowance: Allowance = field(default_factory=Allowance)
    who: Person = ANONYMOUS
    """Who asks; what records say is the same for everybody."""

    def item(self, projection: Projection | None) -> "Item | None":
        """A record on a level of its own."""
        return None if projection is None else Item(projection, Level(self, [projection]))

    def page(self, class_name: str, asked: ListRequest) -> "ItemPage":
        """A page of the records of a class, or of any class; its records form one level."""
        listing = Listing(class_name, asked.where, asked.order)
        page = self.finder.page(listing, asked.page)
        return ItemPage(page, Level(self, page.records), listing)


class Level:
    """Records or parts side by side; what it has fetched for all of them it keeps."""

    __slots__ = ("_kept", "members", "request")

    def __init__(self, request: Request, members: Iterable[Projection]) -> None:
        self.request = request
        self.members = {member.iri: member for member in members}
        self._kept: dict[object, Any] = {}

    def linked(self, class_name: str, field: Field) -> Mapping[str, "Item"]:
        """The records that a link field of all members of that class leads to, by IRI; dangling links are left out."""
        return self._once((class_name, field.name), lambda: self._linked(class_name, field))

    def _linked(self, class_name: str, field: Field) -> Mapping[str, "Item"]:
        wanted = {str(iri): None for member in self._of_class(class_name) for iri in member.many(field.name)}
        found = self.request.finder.records(tuple(wanted)) if wanted else {}
        fitting = {iri: record for iri, record in found.items() if record.class_name == field.target}
        return _items(self.request, fitting.values())

    def parts(self, class_name: str, field: Field) -> Mapping[str, "Item"]:
        """The parts that all members of that class have in a field, by IRI."""
        return self._once((class_name, field.name), lambda: self._parts(class_name, field))

    def _parts(self, class_name: str, field: Field) -> Mapping[str, "Item"]:
        values = [value for member in self._of_class(class_name) for value in member.many(field.name)]
        return _items(self.request, (value for value in values if isinstance(value, Projection)))

    def linking(self, class_name: str, inverse: Inverse, asked: ListRequest) -> Mapping[str, "ItemPage"]:
        """For each member of that class, by IRI, a page of the records that link to it; all pages form one level."""
        return self._once((class_name, inverse.name, asked), lambda: self._pages(class_name, inverse, asked))

    def _pages(self, class_name: str, inverse: Inverse, asked: ListRequest) -> Mapping[str, "ItemPage"]:
        iris = [member.iri for member in self._of_class(class_name)]
        pages = self.request.finder.linking(iris, inverse, asked.page, asked.where, asked.order)
        level = Level(self.request, (record for page in pages.values() for record in page.records))
        return {iri: ItemPage(page, level, WayBack(inverse, iri)) for iri, page in pages.items()}

    def _of_class(self, class_name: str) -> Sequence[Projection]:
        return [member for member in self.members.values() if member.class_name == class_name]

    def _once(self, key: object, fetch: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = fetch()
        kept: T = self._kept[key]
        return kept


@dataclass(frozen=True, slots=True)
class Item:
    """One record or part of an answer, on its level."""

    projection: Projection
    level: Level

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.projection.iri

    @property
    def class_name(self) -> str:
        """The name of its class."""
        return self.projection.class_name

    @property
    def languages(self) -> tuple[str, ...]:
        """What its reader prefers."""
        return self.level.request.languages

    def linked(self, field: Field) -> list["Item"]:
        """The records that a link field leads to, without those that there are not."""
        found = self.level.linked(self.class_name, field)
        return self._given([found[str(iri)] for iri in self.projection.many(field.name) if iri in found])

    def parts(self, field: Field) -> list["Item"]:
        """The parts in a field."""
        found = self.level.parts(self.class_name, field)
        parts = (part for part in self.projection.many(field.name) if isinstance(part, Projection))
        return self._given([found[part.iri] for part in parts])

    def _given(self, items: "list[Item]") -> "list[Item]":
        return self.level.request.allowance.spend(items)

    def linking(self, inverse: Inverse, asked: ListRequest) -> "ItemPage":
        """A page of the records that link to this one."""
        return self.level.linking(self.class_name, inverse, asked)[self.iri]


@dataclass(frozen=True, slots=True)
class WayBack:
    """The list of the records that link to one record."""

    inverse: Inverse
    iri: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of a list, its records on one level with those of its sibling pages."""

    page: Page
    level: Level
    listing: Listing | WayBack
    """The list that it is a page of."""

    @property
    def items(self) -> list[Item]:
        """Its records."""
        return self.level.request.allowance.spend([Item(record, self.level) for record in self.page.records])


def _items(request: Request, projections: Iterable[Projection]) -> Mapping[str, Item]:
    level = Level(request, projections)
    return {iri: Item(member, level) for iri, member in level.members.items()}
