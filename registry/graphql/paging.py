"""Pages of records in the schema, by the rules of Relay's connections: `nodes`, or `edges` with cursors."""

from collections.abc import Callable, Sequence
from typing import Any

from strawberry.types.arguments import StrawberryArgument

from registry.graphql.building import Builder, Reader
from registry.graphql.execution import ItemPage
from registry.services.find import PageRequest

RECORD_CONNECTION = "RecordConnection"


def page_arguments(builder: Builder, usual: int, largest: int) -> Sequence[StrawberryArgument]:
    """The four arguments of every list of records."""
    size = f"At most {largest}; {usual} when neither `first` nor `last` is given."
    return [
        builder.argument("first", "int | None", f"How many records, from the start of the list. {size}"),
        builder.argument("after", "str | None", "Cursor of a record: only those that follow it."),
        builder.argument("last", "int | None", f"How many records, from the end of the list. {size}"),
        builder.argument("before", "str | None", "Cursor of a record: only those that precede it."),
    ]


def page_reader(read: Callable[[Any, PageRequest], ItemPage]) -> Reader:
    """A field reader that turns the four arguments into one page request."""

    def read_page(
        source: Any,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> ItemPage:
        return read(source, PageRequest(first, after, last, before))

    return read_page


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


def add_connection(builder: Builder, node: str) -> str:
    """The types of a page of that record type or interface; gives back the connection's name."""
    builder.object(
        f"{node}Edge",
        [
            builder.field("cursor", "str", lambda edge: edge[0], "Where the record stands in the list."),
            builder.field("node", node, lambda edge: edge[1], "The record."),
        ],
        f"A record of type {node} in a list.",
    )
    return _add_connection_type(builder, node)


def _add_connection_type(builder: Builder, node: str) -> str:
    name = f"{node}Connection"
    builder.object(
        name,
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
        ],
        f"A page of records of type {node}, in the order of their IRIs.",
    )
    return name
