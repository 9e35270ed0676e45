"""Lists of records in the schema, by the rules of Relay's connections: `nodes`, or `edges` with cursors.

Every list takes the same arguments: a page, a filter and, where its class can be sorted, an order.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from strawberry.types.arguments import StrawberryArgument

from registry.graphql.building import Builder, ReadField
from registry.graphql.execution import ItemPage, ListRequest
from registry.graphql.orders import order_type, read_order
from registry.graphql.where import FilterReader, Filters
from registry.services.find import PageRequest

_PAGE: Final = ("first", "after", "last", "before")


class ListReader:
    """Reads a field that is a list of records. The arguments are the same for all sources and can be read once."""

    __slots__ = ("_filter", "_read")

    def __init__(self, read: Callable[[Any, ListRequest], ItemPage], filter_reader: FilterReader) -> None:
        self._read = read
        self._filter = filter_reader

    def request(self, given: Mapping[str, Any]) -> ListRequest:
        """What the arguments ask for; raises `InvalidArgument` and `QueryTooDeep`."""
        page = PageRequest(**{name: given[name] for name in _PAGE if name in given})
        return ListRequest(page, self._filter(given.get("where")), read_order(given.get("orderBy")))

    def page(self, source: Any, request: ListRequest) -> ItemPage:
        """The page that the list of one source has."""
        return self._read(source, request)

    def __call__(self, source: Any, **given: Any) -> ItemPage:
        """Both in one."""
        return self._read(source, self.request(given))


class Lists:
    """Makes fields that are lists of records."""

    def __init__(
        self, builder: Builder, filters: Filters, with_order: Collection[str], *, usual: int, largest: int
    ) -> None:
        self._builder = builder
        self._filters = filters
        self._with_order = with_order
        self._paging = _page_arguments(builder, usual, largest)

    def field(self, name: str, class_name: str, read: Callable[[Any, ListRequest], ItemPage], text: str) -> ReadField:
        """A list of records of a class, or of any class."""
        reader = ListReader(read, self._filters[class_name])
        return self._builder.field(name, connection_type(class_name), reader, text, self._arguments(class_name))

    def _arguments(self, class_name: str) -> Sequence[StrawberryArgument]:
        where = self._builder.argument("where", f"{class_name}Filter | None", "Only the records that fit.")
        if class_name not in self._with_order:
            return [*self._paging, where]
        text = "In which order; by id when left out. Cursors of one order are refused in another."
        return [*self._paging, where, self._builder.argument("orderBy", f"{order_type(class_name)} | None", text)]


def _page_arguments(builder: Builder, usual: int, largest: int) -> Sequence[StrawberryArgument]:
    size = f"At most {largest}; {usual} when neither `first` nor `last` is given."
    return [
        builder.argument("first", "int | None", f"How many records, from the start of the list. {size}"),
        builder.argument("after", "str | None", "Cursor of a record: only those that follow it."),
        builder.argument("last", "int | None", f"How many records, from the end of the list. {size}"),
        builder.argument("before", "str | None", "Cursor of a record: only those that precede it."),
    ]


def add_page_info(builder: Builder) -> None:
    """The type of what a page says about its neighbours."""
    builder.object(
        "PageInfo",
        [
            builder.field("hasNextPage", "bool", lambda p: p.page.has_next, "Whether the list goes on after the page."),
            builder.field(
                "hasPreviousPage", "bool", lambda p: p.page.has_previous, "Whether there is more before the page."
            ),
            builder.field(
                "startCursor",
                "str | None",
                lambda p: p.page.cursors[0] if p.page.cursors else None,
                "Cursor of the page's first record; null on an empty page.",
            ),
            builder.field(
                "endCursor",
                "str | None",
                lambda p: p.page.cursors[-1] if p.page.cursors else None,
                "Cursor of the page's last record; null on an empty page.",
            ),
        ],
        "Where a page lies in its list.",
    )


def connection_type(class_name: str) -> str:
    """The name of the type of a page of records of a class, or of any class."""
    return f"{class_name}Connection"


def add_connection(builder: Builder, node: str, more: Sequence[ReadField] = ()) -> None:
    """The types of a page of that record type or interface; `more` are fields that its connection has besides."""
    builder.object(
        f"{node}Edge",
        [
            builder.field("cursor", "str", lambda edge: edge[0], "Where the record stands in the list."),
            builder.field("node", node, lambda edge: edge[1], "The record."),
        ],
        f"A record of type {node} in a list.",
    )
    builder.object(
        connection_type(node),
        [
            builder.field("totalCount", "int", lambda p: p.page.total, "How many records the whole list has."),
            builder.field("nodes", f"list[{node}]", lambda p: p.items, "The records of the page."),
            builder.field(
                "edges",
                f"list[{node}Edge]",
                lambda p: list(zip(p.page.cursors, p.items, strict=True)),
                "The records of the page with their cursors.",
            ),
            builder.field("pageInfo", "PageInfo", lambda p: p, "Where the page lies in the list."),
            *more,
        ],
        f"A page of records of type {node}.",
    )
