"""`/robots.txt`, `/sitemap.xml` with its pages, and `/.well-known/security.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from registry.errors import NotFound
from registry.model.spec import Model
from registry.namespaces import PUBLISHED
from registry.rdf.terms import Iri
from registry.rest.addresses import Addresses
from registry.rest.linked.request import address_of
from registry.rest.routing import readable
from registry.services.catalogue.figures import Counting
from registry.store.port import Store
from registry.store.queries import bind

MOST_ADDRESSES: Final = 50_000
"""Of one page of a sitemap (sitemaps.org)."""
SECURITY: Final = "/.well-known/security.txt"
_VALID: Final = timedelta(days=180)
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "max-age=3600",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Crawlers:
    """Answers crawlers. `contact` is where holes are reported; `most` what a page of the sitemap may hold."""

    model: Model
    store: Store
    counting: Counting
    addresses: Addresses
    contact: str = ""
    languages: tuple[str, ...] = ("en",)
    address: str = ""
    most: int = MOST_ADDRESSES

    def robots(self, request: Request) -> Response:
        """What crawlers may read: everything but what is asked by query."""
        lines = ["User-agent: *", "Disallow: /graphql", "Disallow: /sparql?", "Allow: /", ""]
        text = "\n".join([*lines, f"Sitemap: {self._address(request)}/sitemap.xml", ""])
        return PlainTextResponse(text, headers=_HEADERS)

    def sitemap(self, request: Request) -> Response:
        """The pages of the sitemap."""
        by_class = self.counting.figures().by_class
        pages = (
            f"<sitemap><loc>{escape(self._address(request))}/sitemap/{each.segment}-{number}.xml</loc></sitemap>"
            for each in self.model.records
            for number in range(1, -(-by_class[each.iri] // self.most) + 1)
        )
        return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">\n{_lines(pages)}</sitemapindex>\n')

    def page(self, name: str, request: Request) -> Response:
        """The addresses of some records of a class; raises `NotFound` where there are none."""
        segment, _, number = name.removesuffix(".xml").rpartition("-")
        record_class = self.model.by_segment.get(segment)
        found: list[str] = []
        if record_class is not None and number.isascii() and number.isdecimal() and 0 < len(number) < 7 and int(number):
            start = (int(number) - 1) * self.most
            found = list(islice(self._records(record_class.iri), start, start + self.most))
        if not found:
            raise NotFound(f"There is no page {name[:100]!r} of the sitemap.")
        address = escape(self._address(request))
        lines = (f"<url><loc>{address}{escape(self.addresses.path_of(iri) or '')}</loc></url>" for iri in found)
        return _xml(f'<urlset xmlns="{_NAMESPACE}">\n{_lines(lines)}</urlset>\n')

    def security(self, request: Request) -> Response:
        """Where to report a security hole (RFC 9116); raises `NotFound` where nobody has set it."""
        if not self.contact:
            raise NotFound("The people who run this server have set no contact (the setting `contact`).")
        expires = datetime.now(UTC).replace(microsecond=0, second=0, minute=0, hour=0) + _VALID
        lines = [
            f"Contact: {self.contact}",
            f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
            f"Preferred-Languages: {', '.join(self.languages)}",
            f"Canonical: {self._address(request)}{SECURITY}",
        ]
        return PlainTextResponse("\n".join(lines) + "\n", headers=_HEADERS)

    def _records(self, class_iri: str) -> Iterator[str]:
        """The records of a class in the store's own order, which stays until something is written."""
        for triple in self.store.construct(bind("listed", graph=Iri(PUBLISHED), kinds=[Iri(class_iri)])):
            if isinstance(triple.subject, Iri):
                yield triple.subject.value

    def _address(self, request: Request) -> str:
        return self.address or address_of(request)


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _xml(text: str) -> Response:
    return Response(_XML + text, media_type="application/xml", headers=_HEADERS)


def crawler_router(crawlers: Crawlers) -> APIRouter:
    """The routes for crawlers."""
    router = APIRouter(tags=["Operation"])

    def robots(request: Request) -> Response:
        """What crawlers may read."""
        return crawlers.robots(request)

    def sitemap(request: Request) -> Response:
        """The pages of the sitemap."""
        return crawlers.sitemap(request)

    def page(name: str, request: Request) -> Response:
        """Addresses of records, at most 50,000."""
        return crawlers.page(name, request)

    def security(request: Request) -> Response:
        """Where to report a security hole."""
        return crawlers.security(request)

    readable(router, "/robots.txt", robots)
    readable(router, "/sitemap.xml", sitemap)
    readable(router, "/sitemap/{name}", page)
    readable(router, SECURITY, security)
    return router
