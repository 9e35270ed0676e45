"""Saved comparisons: an IRI, a title and a citation line for a permalink, kept in a graph of their own.

A permalink names its revision, so what was saved stays what it is. Saving the same under the same title gives the same
IRI again. Anybody may read one whose IRI they have; saving takes a role.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from registry.errors import InvalidArgument, NotAllowed, NotFound, NotSignedIn, StaleRevision
from registry.identity.person import Person
from registry.namespaces import COMPARISONS, DCTERMS, PROV, RDF_TYPE, SITE, XSD
from registry.rdf.terms import Iri, Literal, Term, Triple
from registry.services.compare.comparison import Comparison
from registry.store.port import Change, GraphChange, Store
from registry.store.queries import bind

BASE: Final = SITE + "comparison/"
MOST_LETTERS: Final = 300
_TRIES: Final = 8
_TITLE, _PERMALINK, _CREATED, _CREATOR, _CITATION = (
    DCTERMS + name for name in ("title", "source", "created", "creator", "bibliographicCitation")
)
_ENTITY: Final = PROV + "Entity"


@dataclass(frozen=True, slots=True)
class SavedComparison:
    """A comparison that somebody saved."""

    iri: str
    title: str
    permalink: str
    """Path and parameters, with the revision."""
    created: str
    """When, ISO 8601."""
    creator: str | None
    """IRI of the person who saved it."""
    citation: str
    """How to cite it."""

    @property
    def slug(self) -> str:
        """The end of its IRI."""
        return self.iri.removeprefix(BASE)


class SavedComparisons:
    """Those of one store. Every method raises leaves of `StoreError`."""

    def __init__(self, store: Store, refresh: Callable[[], None] = lambda: None) -> None:
        """`refresh` moves readers to the revision that saving makes."""
        self._store, self._refresh = store, refresh

    def save(self, who: Person, title: str, comparison: Comparison, now: datetime | None = None) -> SavedComparison:
        """Keeps a comparison under a title; raises `NotSignedIn`, `NotAllowed` and `InvalidArgument`."""
        if not who.iri:
            raise NotSignedIn("Saving a comparison takes a token.", with_token=False)
        if not who.may_contribute:
            raise NotAllowed("You may read comparisons, but not save them.")
        title = " ".join(title.split())
        if not 1 <= len(title) <= MOST_LETTERS:
            raise InvalidArgument(f"The title has {len(title):,} letters; it has from 1 to {MOST_LETTERS}.")
        iri = BASE + hashlib.blake2b(f"{title}\n{comparison.permalink}".encode(), digest_size=10).hexdigest()
        known = self._read(iri)
        if known is not None:
            return known
        time = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        citation = f"{title}. Mission Registry, revision {comparison.revision}, {time.date().isoformat()}. {iri}"
        saved = SavedComparison(
            iri, title, comparison.permalink, time.strftime("%Y-%m-%dT%H:%M:%SZ"), who.iri, citation
        )
        self._write(saved, time)
        self._refresh()
        return saved

    def find(self, slug: str) -> SavedComparison:
        """The one whose IRI ends so; raises `NotFound`."""
        found = self._read(BASE + slug) if slug.isascii() and slug.isalnum() else None
        if found is None:
            raise NotFound(f"There is no saved comparison {slug[:100]!r}.")
        return found

    def _write(self, saved: SavedComparison, time: datetime) -> None:
        change = GraphChange(COMPARISONS, insert=tuple(_triples(saved)))
        for last in range(_TRIES):
            head = self._store.head()
            try:
                self._store.write(Change(head, f"Comparison saved: {saved.title}", time, (change,), saved.creator))
            except StaleRevision:
                if last == _TRIES - 1:
                    raise
            else:
                return

    def _read(self, iri: str) -> SavedComparison | None:
        query = bind("saved", comparison=Iri(iri), graph=Iri(COMPARISONS))
        said = {triple.predicate.value: _text(triple.object) for triple in self._store.construct(query)}
        if _PERMALINK not in said:
            return None
        return SavedComparison(iri, said[_TITLE], said[_PERMALINK], said[_CREATED], said.get(_CREATOR), said[_CITATION])


def _triples(saved: SavedComparison) -> Sequence[Triple]:
    subject = Iri(saved.iri)
    said: list[tuple[str, Term]] = [
        (RDF_TYPE, Iri(_ENTITY)),
        (_TITLE, Literal(saved.title)),
        (_PERMALINK, Literal(saved.permalink)),
        (_CREATED, Literal(saved.created, XSD + "dateTime")),
        (_CITATION, Literal(saved.citation)),
        *([(_CREATOR, Iri(saved.creator))] if saved.creator else []),
    ]
    return [Triple(subject, Iri(path), value) for path, value in said]


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else str(term.value if isinstance(term, Iri) else term)
