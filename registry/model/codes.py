"""Code lists of the ontology as data."""

import re
from typing import Final

from registry.errors import ModelError
from registry.model.graph import Graph
from registry.model.spec import Code, CodeList
from registry.namespaces import SKOS, TERMS
from registry.rdf.terms import Iri, Subject

CONCEPT_CLASS: Final = TERMS + "conceptClass"
_PIECES: Final = re.compile(r"[0-9]+|[^0-9]+")
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


def read_code_lists(graph: Graph) -> tuple[CodeList, ...]:
    """Every scheme that says which class its concepts have, by name; raises `ModelError` for one without codes."""
    lists = [_read_list(graph, scheme) for scheme in graph.of_class(SKOS + "ConceptScheme")]
    return tuple(sorted(lists, key=lambda code_list: code_list.name))


def _read_list(graph: Graph, scheme: Subject) -> CodeList:
    concept_class = graph.iri(scheme, CONCEPT_CLASS)
    if not isinstance(scheme, Iri) or concept_class is None:
        raise ModelError(f"The concept scheme {scheme} needs an IRI and mr:conceptClass, the class of its concepts.")
    codes = [_read_code(graph, concept) for concept in graph.of_class(concept_class) if isinstance(concept, Iri)]
    if not codes:
        raise ModelError(f"The code list {scheme.value} has no concept of class {concept_class}.")
    return CodeList(
        name=concept_class.removeprefix(TERMS),
        scheme=scheme.value,
        label=graph.texts(scheme, SKOS + "prefLabel"),
        description=graph.texts(scheme, SKOS + "definition"),
        codes=tuple(sorted(codes, key=lambda code: natural(code.notation))),
    )


def _read_code(graph: Graph, concept: Iri) -> Code:
    notation = graph.text(concept, SKOS + "notation")
    if notation is None:
        raise ModelError(f"The code {concept.value} has no skos:notation.")
    return Code(
        iri=concept.value,
        notation=notation,
        label=graph.texts(concept, SKOS + "prefLabel"),
        definition=graph.texts(concept, SKOS + "definition"),
        broader=graph.iri(concept, SKOS + "broader"),
    )


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts 3.4 before 3.10."""
    return tuple((int(part), "") if _NUMBER.fullmatch(part) else (-1, part) for part in _PIECES.findall(text))
