"""Addresses for records that come without one: made from the title, and never one that is or was taken."""

import hashlib
import re
import uuid
from collections.abc import Collection
from typing import Final

from registry.index.letters import folded
from registry.model.spec import RecordClass
from registry.namespaces import HISTORY, PUBLISHED, RECORDS, SUBMISSIONS
from registry.rdf.terms import Iri
from registry.store.graphs import NOTHING
from registry.store.port import Store
from registry.store.queries import bind

_LONGEST: Final = 80
_TRIED: Final = 20
"""So many numbers are put behind a name before one is drawn by lot."""
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"}
)


class Minter:
    """Makes addresses below the base of a registry's records."""

    def __init__(self, store: Store, record_base: str = RECORDS, *, author: str = "") -> None:
        """`author` is the person (IRI) whose own submissions have taken a name too.

        Those of others have not, or a name would tell that there is one: whoever comes second is told when it is out.
        """
        self._store = store
        self._record_base = record_base
        self._author = author or NOTHING

    def minted(self, record_class: RecordClass, title: str, avoiding: Collection[str] = ()) -> str:
        """An IRI for a record of that class and title, in one look-up.

        Never one of a record that is published, was withdrawn or is proposed by the author, nor one of `avoiding`.
        """
        stem = f"{self._record_base}{record_class.segment}/{slug_of(title, record_class.segment)}"
        possible = [stem, *(f"{stem}-{number}" for number in range(2, _TRIED + 1))]
        taken = self._taken(possible) | set(avoiding)
        return next((iri for iri in possible if iri not in taken), f"{stem}-{uuid.uuid4().hex[:12]}")

    def _taken(self, iris: Collection[str]) -> set[str]:
        query = bind(
            "taken",
            iris=[Iri(iri) for iri in iris],
            graph=Iri(PUBLISHED),
            history=Iri(HISTORY),
            submissions=Iri(SUBMISSIONS),
            author=Iri(self._author),
        )
        return {row["iri"].value for row in self._store.select(query) if isinstance(row["iri"], Iri)}


def slug_of(title: str, stem: str) -> str:
    """The title in small letters, digits and hyphens; of a title in another script, the stem and a hash of it."""
    words = re.findall(r"[a-z0-9]+", folded(title.lower().translate(_LETTERS)))
    slug = "-".join(words)
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return slug or f"{stem}-{hashlib.blake2s(title.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
