"""Walks of whole lists by cursors, and what of a page two finders must agree about."""

from collections.abc import Callable
from typing import Any

from registry.index.filters import Filter, Order
from registry.model.spec import Inverse
from registry.services.find import Finder, Listing, Page, PageRequest

Read = Callable[[PageRequest], Page]


def seen(page: Page) -> dict[str, Any]:
    """What a page says, all but its cursors, which are each finder's own."""
    assert len(page.cursors) == len(page.records)
    return {
        "iris": [record.iri for record in page.records],
        "records": page.records,
        "total": page.total,
        "has_next": page.has_next,
        "has_previous": page.has_previous,
    }


def forward(read: Read, size: int) -> list[dict[str, Any]]:
    """All pages of a list from its beginning."""
    page = read(PageRequest(first=size))
    pages = [page]
    while page.has_next:
        assert page.cursors, "an empty page leads nowhere"
        page = read(PageRequest(first=size, after=page.cursors[-1]))
        pages.append(page)
    return [seen(each) for each in pages]


def backward(read: Read, size: int) -> list[dict[str, Any]]:
    """All pages of a list from its end."""
    page = read(PageRequest(last=size))
    pages = [page]
    while page.has_previous:
        assert page.cursors, "an empty page leads nowhere"
        page = read(PageRequest(last=size, before=page.cursors[0]))
        pages.append(page)
    return [seen(each) for each in pages]


def reading(finder: Finder, listing: Listing) -> Read:
    """Reads pages of one list."""
    return lambda request: finder.page(listing, request)


def reading_linking(finder: Finder, iri: str, inverse: Inverse, where: Filter, order: Order) -> Read:
    """Reads pages of the records that link to one."""
    return lambda request: finder.linking([iri], inverse, request, where, order)[iri]
