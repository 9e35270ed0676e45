"""The records of a class as pages of a list: at `/id/<segment>/`, each page with the way to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi.responses import Response

from registry.errors import InvalidArgument, NotFound
from registry.index.projection import Projection
from registry.model.graph import Graph
from registry.model.spec import Kind, Model, RecordClass
from registry.namespaces import PUBLISHED, RDF_TYPE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Subject, Triple, text
from registry.rest.addresses import Addresses
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering, Description
from registry.rest.linked.request import Asked
from registry.rest.negotiate import LIST_FORMS, split_ending
from registry.services.dumps.cells import cells, csv_text
from registry.services.find import Finder, Listing, Page, PageRequest
from registry.store.port import Store
from registry.store.records import statements_of

_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_FIRST: Final = "first"
_AFTER: Final = "after"
USUAL: Final = 50


@dataclass(frozen=True)
class Lists:
    """Answers with lists of records. `largest` is the most that a page has."""

    model: Model
    finder: Finder
    store: Store
    addresses: Addresses
    pages: Pages
    answering: Answering
    largest: int

    def answer(self, segment: str, asked: Asked) -> Response:
        """A page of the records whose IRIs have that segment; raises `NotFound`, `NotAcceptable`, `InvalidArgument`,
        and `InvalidCursor` for an `after` that this list did not give."""
        segment, form = split_ending(segment)
        record_class = self.model.by_segment.get(segment)
        if record_class is None:
            raise NotFound(f"There is no list of {segment[:100]!r}.")
        asked.refuse_state_and_profile()
        given = asked.parameters or {}
        size = self._size(given.get(_FIRST))
        query = {_FIRST: str(size), **({_AFTER: given[_AFTER]} if _AFTER in given else {})}
        page = self.finder.pinned().page(Listing(record_class.name), PageRequest(first=size, after=given.get(_AFTER)))
        following = {_FIRST: str(size), _AFTER: page.cursors[-1]} if page.has_next else None
        path = f"/id/{segment}"
        iri = f"{self.addresses.record_base}{segment}/"
        here = path + (form.ending if form else "/")  # who asked for a table goes on with tables
        next_address = f"{here}?{urlencode(following)}" if following else ""
        links = [f'<{iri}>; rel="canonical"', f'<{here}?{urlencode({_FIRST: size})}>; rel="first"']
        if following:
            links.append(f'<{next_address}>; rel="next"')
        return self.answering.of(
            Description(
                iri=iri,
                path=path,
                triples=lambda: _listed(iri, record_class, page, query, following),
                graph=PUBLISHED,
                form=form,
                page=lambda _: self.pages.listing(record_class, path, iri, page, next_address),
                table=lambda: self._table(record_class, page.records),
                forms=LIST_FORMS,
                query=query,
                links=links,
            ),
            asked,
        )

    def _size(self, given: str | None) -> int:
        if given is None:
            return min(USUAL, self.largest)
        if not (given.isascii() and given.isdecimal()) or not 1 <= int(given[:9]) <= self.largest:
            raise InvalidArgument(f"`first` is {given[:20]!r}; it must be a number from 1 to {self.largest}.")
        return int(given)

    def _table(self, record_class: RecordClass, records: Sequence[Projection]) -> str:
        fields = [field for field in record_class.fields if field.kind is not Kind.PART]
        graph = Graph(statements_of(self.store, [record.iri for record in records]))
        head = ["iri", *(field.name for field in fields)]
        rows = ([record.iri, *cells(self.model, graph, Iri(record.iri), fields)] for record in records)
        return csv_text([head, *rows])


def _listed(
    iri: str, record_class: RecordClass, page: Page, query: dict[str, str], following: dict[str, str] | None
) -> list[Triple]:
    """The page as a Hydra collection, with class and titles of each record."""
    collection, view = Iri(iri), Iri(f"{iri}?{urlencode(query)}")
    triples = [
        Triple(collection, Iri(RDF_TYPE), Iri(_HYDRA + "Collection")),
        Triple(collection, Iri(_HYDRA + "totalItems"), Literal(str(page.total), XSD + "integer")),
        Triple(collection, Iri(_HYDRA + "view"), view),
        Triple(view, Iri(RDF_TYPE), Iri(_HYDRA + "PartialCollectionView")),
        Triple(view, Iri(_HYDRA + "first"), Iri(f"{iri}?{urlencode({_FIRST: query[_FIRST]})}")),
    ]
    if following:
        triples.append(Triple(view, Iri(_HYDRA + "next"), Iri(f"{iri}?{urlencode(following)}")))
    for record in page.records:
        member: Subject = Iri(record.iri)
        triples.append(Triple(collection, Iri(_HYDRA + "member"), Iri(record.iri)))
        triples.append(Triple(member, Iri(RDF_TYPE), Iri(record_class.iri)))
        for title in record.many("title"):
            if isinstance(title, tuple):
                language, words = title
                value = text(words, language) if language else Literal(words)
                triples.append(Triple(member, Iri(TERMS + "title"), value))
    return triples
