"""Short ways to say statements about one thing after another."""

from collections.abc import Iterator
from typing import Final

from registry.namespaces import DCTERMS, RDF_TYPE, XSD
from registry.rdf.terms import Iri, Literal, Subject, Term, Triple, text

DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
VOID: Final = "http://rdfs.org/ns/void#"


def node(subject: Subject, kind: str) -> Iterator[Triple]:
    """The class of a thing."""
    yield Triple(subject, Iri(RDF_TYPE), Iri(kind))


def link(subject: Subject, name: str, value: str) -> Triple:
    """One thing leads to another."""
    return Triple(subject, Iri(name), Iri(value))


def said(subject: Subject, name: str, value: Term) -> Triple:
    """Any statement."""
    return Triple(subject, Iri(name), value)


def titled(subject: Subject, title: str, description: str = "") -> Iterator[Triple]:
    """What a thing is called, and what it is."""
    yield Triple(subject, Iri(DCTERMS + "title"), text(title, "en"))
    if description:
        yield Triple(subject, Iri(DCTERMS + "description"), text(description, "en"))


def number(value: int) -> Literal:
    """A count."""
    return Literal(str(value), XSD + "integer")
