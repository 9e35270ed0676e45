"""Makes the same description always the same text."""

import re
from collections.abc import Iterable

from registry.rdf.terms import Iri, Literal, Term, Triple


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """The statements by subject, property and value, numbers in natural order."""
    return sorted(triples, key=_place)


def _place(triple: Triple) -> tuple[object, ...]:
    return _padded(triple.subject), triple.predicate.value, _padded(triple.object), str(triple.object)


def _padded(term: Term) -> str:
    text = term.value if isinstance(term, Iri) else term.lexical if isinstance(term, Literal) else term.label
    return re.sub(r"[0-9]+", lambda digits: digits.group().zfill(12), text)
