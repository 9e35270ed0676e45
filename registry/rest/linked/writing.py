"""A description written down in one of its forms: for people in a fixed order, for programs as they want it."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from registry.errors import NotAcceptable
from registry.model.jsonld import document
from registry.model.spec import Model
from registry.namespaces import PREFIXES, RDF_TYPE
from registry.rdf.nested import nested
from registry.rdf.parsing import serialize
from registry.rdf.terms import Iri, Literal, Triple
from registry.rdf.writing import write_lines, write_trig, write_turtle
from registry.rest.negotiate import RDF_XML, Form

VOCABULARIES: Final = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
"""What is shortened in descriptions of things that are no records."""

# XML 1.0 section 2.2: these can stand in no document, not even escaped.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(model: Model, form: Form, iri: str, triples: Sequence[Triple], graph: str) -> bytes:
    """The statements about `iri`, which stand in `graph`, in any form but HTML and CSV.

    Raises `NotAcceptable` for a text that RDF/XML cannot hold.
    """
    match form.writer:
        case "turtle":
            return write_turtle(triples, VOCABULARIES).encode()
        case "trig":
            return write_trig(triples, graph, VOCABULARIES).encode()
        case "n-triples":
            return "".join(write_lines(triples)).encode()
        case "n-quads":
            return "".join(write_lines(triples, graph)).encode()
        case "json-ld":
            return json.dumps(_document(model, iri, triples), ensure_ascii=False, indent=2).encode() + b"\n"
        case _:
            return _xml(triples)


def _document(model: Model, iri: str, triples: Sequence[Triple]) -> dict[str, Any]:
    classes = (t.object for t in triples if t.subject == Iri(iri) and t.predicate.value == RDF_TYPE)
    if any(isinstance(each, Iri) and each.value in model.by_iri for each in classes):
        return document(model, iri, triples)
    return nested(iri, triples, VOCABULARIES)


def _xml(triples: Sequence[Triple]) -> bytes:
    if any(isinstance(t.object, Literal) and _NOT_IN_XML.search(t.object.lexical) for t in triples):
        raise NotAcceptable(
            f"{RDF_XML.media_type} (it has a character that XML cannot hold)", ["every other form of this description"]
        )
    # XML readers take a carriage return for the end of a line unless it is escaped.
    return serialize(list(triples), RDF_XML.writer).replace(b"\r", b"&#13;")
