"""SPARQL 1.1 Query Results JSON as rows of terms (W3C recommendation of that name, sections 3 and 4)."""

import json
from typing import Any

from registry.rdf.terms import BlankNode, Iri, Literal, Term, text
from registry.store.port import Row


def rows(answer: bytes) -> list[Row]:
    """The rows of a SELECT's answer; raises `ValueError` when it is none."""
    try:
        return [
            {name: _term(term) for name, term in binding.items()}
            for binding in json.loads(answer)["results"]["bindings"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it has no bindings") from error


def columns(answer: bytes) -> list[str]:
    """The names of a SELECT's columns in their order; raises `ValueError` when it is none."""
    try:
        return [str(name) for name in json.loads(answer)["head"]["vars"]]
    except (KeyError, TypeError) as error:
        raise ValueError("it has no columns") from error


def truth(answer: bytes) -> bool:
    """The answer of an ASK; raises `ValueError` when it is none."""
    document = json.loads(answer)
    if not isinstance(document, dict) or not isinstance(document.get("boolean"), bool):
        raise ValueError("it has no boolean")
    return bool(document["boolean"])


def _term(term: dict[str, Any]) -> Term:
    match term:
        case {"type": "uri", "value": str(value)}:
            return Iri(value)
        case {"type": "bnode", "value": str(value)}:
            return BlankNode(value)
        case {"type": "literal", "value": str(value), "xml:lang": str(language)}:
            return text(value, language)
        # Older servers say `typed-literal` where there is a datatype.
        case {"type": "literal" | "typed-literal", "value": str(value), "datatype": str(datatype)}:
            return Literal(value, datatype)
        case {"type": "literal", "value": str(value)}:
            return Literal(value)
    raise ValueError(f"it has a term of type {term.get('type')!r}")
