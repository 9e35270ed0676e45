"""Our terms as rdflib's and back; pySHACL speaks rdflib.

Literals keep the lexical form that stands in the input, and plain strings are always without a datatype, because rdflib
holds `"EUR"` and `"EUR"^^xsd:string` apart. Values that do not fit their datatype are marked so.
"""

import logging
from collections.abc import Iterable

import rdflib
from rdflib.term import Node

from registry.namespaces import RDF_LANG_STRING, XSD_STRING
from registry.rdf.terms import BlankNode, Iri, Literal, Term, Triple
from registry.validation.lexical import is_well_formed

# A value that does not fit its datatype is a finding here; rdflib would write a traceback to the log as well.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

RdflibTriple = tuple[Node, Node, Node]


def to_rdflib(term: Term) -> Node:
    """The term for a graph of rdflib's."""
    if isinstance(term, Iri):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.label)
    if term.language is not None:
        return rdflib.Literal(term.lexical, lang=term.language)
    if term.datatype == XSD_STRING:
        return rdflib.Literal(term.lexical)
    if not is_well_formed(term.lexical, term.datatype):
        return _ill_typed(term)
    return rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)


def _ill_typed(term: Literal) -> rdflib.Literal:
    """Made without rdflib's constructor, which would find a value where there is none, or warn of it."""
    literal = str.__new__(rdflib.Literal, term.lexical)
    literal._language = None
    literal._datatype = rdflib.URIRef(term.datatype)
    literal._value = None
    literal._ill_typed = True
    return literal


def from_rdflib(node: Node) -> Term:
    """The term as our own data."""
    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return Literal(str(node), RDF_LANG_STRING, node.language)
        return Literal(str(node), XSD_STRING if node.datatype is None else str(node.datatype))
    return BlankNode(str(node))


def triples_to_rdflib(triples: Iterable[Triple]) -> Iterable[RdflibTriple]:
    """The statements for a graph of rdflib's."""
    return ((to_rdflib(t.subject), to_rdflib(t.predicate), to_rdflib(t.object)) for t in triples)
