"""Revisions at their addresses: who changed which published records, when and why.

A revision that touched no published record is told to nobody: it may be about a draft.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fastapi.responses import Response

from registry.errors import NotFound
from registry.namespaces import DCTERMS, PROV, RDF_TYPE, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Triple
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering, Description
from registry.rest.linked.moments import http_date
from registry.rest.linked.past import Past
from registry.rest.linked.request import Asked
from registry.rest.negotiate import split_ending
from registry.services.revisions import Revision
from registry.store.revisions import revision_iri

REVISIONS_PATH: Final = "/revision"


@dataclass(frozen=True)
class Revisions:
    """Answers with revisions."""

    past: Past
    pages: Pages
    answering: Answering

    def answer(self, name: str, asked: Asked) -> Response:
        """The revision of that number, perhaps with an ending; raises `NotFound` and `NotAcceptable`."""
        name, form = split_ending(name)
        found = self.past.revision(int(name)) if name.isascii() and name.isdecimal() and len(name) < 13 else None
        if found is None or not is_public(found):
            raise NotFound(f"There is no revision {name[:20]!r} of published records.")
        asked.refuse_state_and_profile()
        revision, path = found, f"{REVISIONS_PATH}/{found.number}"
        iri = revision_iri(revision.number).value
        return self.answering.of(
            Description(
                iri=iri,
                path=path,
                triples=lambda: list(described(revision)),
                graph=iri,
                form=form,
                page=lambda _: self.pages.revision(iri, path, revision),
                links=[f'<{iri}>; rel="canonical"'],
                modified=http_date(revision.time),
            ),
            asked,
        )


def is_public(revision: Revision) -> bool:
    """Whether the revision touched published records."""
    return revision.records is None or bool(revision.records)


def described(revision: Revision) -> Iterator[Triple]:
    """What anybody may know of a revision: neither the submission behind it nor the report on it."""
    node = revision_iri(revision.number)
    yield Triple(node, Iri(RDF_TYPE), Iri(PROV + "Activity"))
    yield Triple(node, Iri(RDF_TYPE), Iri(TERMS + "Revision"))
    yield Triple(node, Iri(TERMS + "revisionNumber"), Literal(str(revision.number), XSD + "integer"))
    yield Triple(node, Iri(PROV + "endedAtTime"), Literal(revision.time.isoformat(), XSD + "dateTime"))
    if revision.message:
        yield Triple(node, Iri(DCTERMS + "description"), Literal(revision.message))
    if revision.author_name:
        yield Triple(node, Iri(TERMS + "authorName"), Literal(revision.author_name))
    for touched in revision.records or ():
        yield Triple(node, touched.kind.iri, Iri(touched.iri))
