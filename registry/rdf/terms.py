"""RDF terms and statements as plain, comparable values, and the one serialiser of a term.

Everything that puts a term into a query or a file goes through `to_ntriples`, so escaping happens in one place.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from registry.errors import HostileIri, MalformedInput
from registry.namespaces import RDF_LANG_STRING, XSD_STRING

# RFC 3987 leaves these out of every IRI; N-Triples 1.1 section 2.2 (IRIREF) names the same characters.
_FORBIDDEN_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_LABEL: Final = re.compile(r"\w(?:[\w.-]*[\w-])?")
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An absolute IRI."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class BlankNode:
    """A node without a name; the label holds within one document only."""

    label: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value: its lexical form, its datatype IRI and, for text, its language tag in lower case."""

    lexical: str
    datatype: str = XSD_STRING
    language: str | None = None


Subject: TypeAlias = Iri | BlankNode
Term: TypeAlias = Iri | BlankNode | Literal


class Triple(NamedTuple):
    """One statement. A named tuple, because a registry is read as hundreds of thousands of them."""

    subject: Subject
    predicate: Iri
    object: Term

    def with_blank_nodes(self, prefix: str) -> "Triple":
        """The same statement with its blank nodes renamed, so that those of two documents stay apart."""
        subject, value = self.subject, self.object
        if isinstance(subject, BlankNode):
            subject = BlankNode(prefix + subject.label)
        if isinstance(value, BlankNode):
            value = BlankNode(prefix + value.label)
        return Triple(subject, self.predicate, value)


class Quad(NamedTuple):
    """One statement in a graph; `graph` is None in the default graph."""

    subject: Subject
    predicate: Iri
    object: Term
    graph: Subject | None = None

    @property
    def triple(self) -> Triple:
        """The statement without its graph."""
        return Triple(self.subject, self.predicate, self.object)


def text(lexical: str, language: str) -> Literal:
    """A language-tagged string; tags are kept in lower case, as RDF 1.1 section 3.3 allows."""
    return Literal(lexical, RDF_LANG_STRING, language.lower())


def checked_iri(value: str) -> Iri:
    """An `Iri` from a string that came from outside; raises `HostileIri` when it is relative or unsafe to write."""
    if not _ABSOLUTE.match(value) or _FORBIDDEN_IN_IRI.search(value):
        raise HostileIri(value)
    return Iri(value)


def to_ntriples(term: Term) -> str:
    """The term as N-Triples, Turtle and SPARQL all read it; raises `HostileIri` or `MalformedInput`
    rather than write an unsafe IRI, language tag or label."""
    if isinstance(term, Iri):
        return f"<{checked_iri(term.value).value}>"
    if isinstance(term, BlankNode):
        if not _LABEL.fullmatch(term.label):
            raise MalformedInput(f"{term.label[:200]!r} is not the label of a blank node")
        return f"_:{term.label}"
    quoted = f'"{term.lexical.translate(_ESCAPES)}"'
    if term.language is not None:
        if not _LANGUAGE.fullmatch(term.language):
            raise MalformedInput(f"{term.language[:200]!r} is not a language tag")
        return f"{quoted}@{term.language}"
    if term.datatype == XSD_STRING:
        return quoted
    return f"{quoted}^^<{checked_iri(term.datatype).value}>"
