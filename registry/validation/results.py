"""One result of the judge, as SHACL names its parts, still in rdflib's terms."""

from dataclasses import dataclass

from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Result:
    """One broken constraint (SHACL section 3.6.2); the words are taken from the shapes, not from here."""

    focus: Node
    path: Node | None
    value: Node | None
    component: str
    """Local name of the constraint component, e.g. `MinCountConstraintComponent`."""
    shape: Node
    rule: Node | None
    """The SPARQL constraint, where it is one."""
    severity: Node
    messages: frozenset[Node] = frozenset()
