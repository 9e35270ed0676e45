"""RDF terms to the plain values of a field, by its kind: one small function a kind.

Each reads one term and gives the value, or None for a term that does not fit the kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

from registry.model.spec import CodeList, Field, Kind
from registry.rdf.terms import BlankNode, Iri, Literal, Term

# The lexical spaces of XML Schema 1.1 Part 2 (sections 3.3.3, 3.4.13, 3.3.9 to 3.3.11), dates without their calendar.
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_YEAR: Final = r"-?[0-9]{4,}"
_MONTH: Final = r"-(?:0[1-9]|1[0-2])"
_DAY: Final = r"-(?:0[1-9]|[12][0-9]|3[01])"
_DATE: Final = re.compile(_YEAR + _MONTH + _DAY + _ZONE)
_GREGORIAN_YEAR: Final = re.compile(_YEAR + _ZONE)
_PARTIAL_DATE: Final = re.compile(f"{_YEAR}(?:{_MONTH}(?:{_DAY})?)?{_ZONE}")
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
# Longer numbers than this cost more to read than they are worth; the longest real one has 13 digits.
_MOST_DIGITS: Final = 100


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads the values of one field."""

    read: Callable[[Term], Any]
    """One term's value; None when it does not fit."""
    order: Callable[[Any], Any] | None = None
    """By what several values are sorted, where not by themselves."""

    def __call__(self, terms: list[Term]) -> tuple[list[Any], list[str]]:
        """The values in order, each once, and the texts of the terms that do not fit."""
        if len(terms) == 1:
            value = self.read(terms[0])
            return ([], [shown(terms[0])]) if value is None else ([value], [])
        values = [(self.read(term), term) for term in terms]
        kept = {value for value, _ in values if value is not None}
        return sorted(kept, key=self.order), [shown(term) for value, term in values if value is None]


def decoder_of(field: Field, code_lists: Mapping[str, CodeList]) -> Decoder | None:
    """How to read the values of that field; None for parts, which need more than their own terms."""
    if field.kind is Kind.CODE:
        ranks = {code.iri: rank for rank, code in enumerate(code_lists[field.target or ""].codes)}
        return Decoder(partial(_code, ranks), ranks.__getitem__)
    return _DECODERS.get(field.kind)


def _text(term: Term) -> tuple[str, str] | None:
    return (term.language or "", term.lexical) if isinstance(term, Literal) else None


def _string(term: Term) -> str | None:
    """Any literal's text, whatever its datatype."""
    return term.lexical if isinstance(term, Literal) else None


def _address(term: Term) -> str | None:
    """A web address may have been written as a literal or as an IRI."""
    return None if isinstance(term, BlankNode) else shown(term)


def _iri(term: Term) -> str | None:
    return term.value if isinstance(term, Iri) else None


def _code(ranks: Mapping[str, int], term: Term) -> str | None:
    return term.value if isinstance(term, Iri) and term.value in ranks else None


def _any(term: Term) -> Term:
    return term


def _matching(pattern: re.Pattern[str], convert: Callable[[str], Any], term: Term) -> Any:
    if not isinstance(term, Literal) or len(term.lexical) > _MOST_DIGITS or not pattern.fullmatch(term.lexical):
        return None
    return convert(term.lexical)


def shown(term: Term) -> str:
    """The term's text, without datatype and language."""
    if isinstance(term, Iri):
        return term.value
    return term.lexical if isinstance(term, Literal) else f"_:{term.label}"


def _order(term: Term) -> tuple[str, str, str]:
    return (shown(term), term.datatype, term.language or "") if isinstance(term, Literal) else (shown(term), "", "")


_DECODERS: Final[Mapping[Kind, Decoder]] = {
    Kind.TEXT: Decoder(_text),
    Kind.STRING: Decoder(_string),
    Kind.URL: Decoder(_address),
    Kind.IRI: Decoder(_iri),
    Kind.LINK: Decoder(_iri),
    Kind.PROPERTY: Decoder(_iri),
    Kind.ANY: Decoder(_any, _order),
    Kind.INTEGER: Decoder(partial(_matching, _INTEGER, int)),
    Kind.DECIMAL: Decoder(partial(_matching, _DECIMAL, Decimal)),
    Kind.BOOLEAN: Decoder(partial(_matching, re.compile("|".join(_BOOLEANS)), _BOOLEANS.__getitem__)),
    Kind.DATE: Decoder(partial(_matching, _DATE, str)),
    Kind.YEAR: Decoder(partial(_matching, _GREGORIAN_YEAR, str)),
    Kind.PARTIAL_DATE: Decoder(partial(_matching, _PARTIAL_DATE, str)),
}
