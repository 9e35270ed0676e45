"""Characters that no text may have: those that nobody sees, and those that turn a title's letters around.

XML cannot carry most of them at all, and the others make a text look like another one.
"""

import re
from collections.abc import Iterator
from typing import Final

from registry.model.report import Finding
from registry.model.spec import Severity
from registry.namespaces import RDF, TERMS, XSD
from registry.rdf.terms import Iri, Literal, Triple
from registry.validation.remarks import below
from registry.validation.submission import Position, Record

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK: Final = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u2060\ufeff]*")
_TITLES: Final = frozenset(TERMS + name for name in ("title", "alternativeTitle"))
_TEXTS: Final = frozenset((RDF + "langString", XSD + "string"))


def unseen(text: str) -> str:
    """The first character that no text may have, as `U+0007`; empty where there is none."""
    return _shown(_UNSEEN.search(text))


def remarks_on_characters(record: Record) -> Iterator[Finding]:
    """One finding for each value of the record that has such a character, or says nothing."""
    for triple in record.triples:
        subject, value = triple.subject, triple.object
        if isinstance(value, Literal) and isinstance(subject, Iri) and (why := _fault(triple.predicate.value, value)):
            yield _finding(record.positions[subject.value], triple, *why)


def _fault(path: str, value: Literal) -> tuple[str, str, str] | None:
    if found := unseen(value.lexical):
        return (
            "characters",
            f"has a character that nobody sees ({found})",
            "Take it out; type the text anew if need be.",
        )
    if path in _TITLES and (found := _shown(_TURNING.search(value.lexical))):
        return "characters", f"has a sign that turns letters around ({found})", "Write the title without it."
    # Of an empty title the shapes say so.
    if value.datatype in _TEXTS and (value.lexical or path not in _TITLES) and _BLANK.fullmatch(value.lexical):
        return "blank", "says nothing: it is empty, or blanks alone", "Write the text, or leave the field out."
    return None


def _shown(found: re.Match[str] | None) -> str:
    return f"U+{ord(found[0]):04X}" if found else ""


def _finding(position: Position, triple: Triple, constraint: str, fault: str, advice: str) -> Finding:
    path = triple.predicate.value
    field = position.record_class.by_path.get(path)
    name = field.name if field else path
    return Finding(
        severity=Severity.VIOLATION,
        record=position.record,
        field_path=below(position, name),
        rdf_path=(*position.rdf_path, path),
        value=triple.object,
        constraint=constraint,
        message=f"A value of {name} {fault}.",
        advice=advice,
        shape=field.shape if field else "",
        focus=triple.subject.value if isinstance(triple.subject, Iri) else position.record,
    )
