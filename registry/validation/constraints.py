"""pySHACL's constraints one by one, made once and kept: it makes them anew for every node that it looks at.

Each is asked as pySHACL asks it, so what is found is the same, message and all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.shape_based_constraints import PropertyConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.shape import Shape
from rdflib.namespace import SH
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from registry.validation.queries import mentioned_in

_ASKED_APART = (PropertyConstraintComponent, SPARQLBasedConstraint)


class Parts:
    """The constraints of shapes, but for the property shapes and queries that these name."""

    def __init__(self) -> None:
        self._known: dict[Node, Sequence[Any]] = {}

    def of(self, shape: Shape) -> Sequence[Any]:
        """The shape's own constraints."""
        found = self._known.get(shape.node)
        if found is None:
            kinds = dict.fromkeys(
                CONSTRAINT_PARAMETERS_MAP[predicate]
                for predicate in shape.sg.graph.predicates(shape.node)
                if predicate in CONSTRAINT_PARAMETERS_MAP
            )
            found = self._known[shape.node] = [kind(shape) for kind in kinds if kind not in _ASKED_APART]
        return found


@dataclass(frozen=True, slots=True)
class KeptRule:
    """One query of a shape."""

    component: Any
    """pySHACL's constraint with this query alone."""
    query: Query
    mentioned: frozenset[str] | None
    """The properties that it looks at; None for any."""


def rules_of(shape: Shape, parse: Callable[[str], Query]) -> Iterator[KeptRule]:
    """The queries of a shape's SPARQL constraints, letter by letter as pySHACL will ask them."""
    if shape.sg.graph.value(shape.node, SH.sparql, any=True) is None:
        return
    for each in SPARQLBasedConstraint(shape).sparql_constraints:
        if each.deactivated:
            continue
        component = SPARQLBasedConstraint(shape)
        component.sparql_constraints = {each}
        query = parse(each.apply_prefixes(each.pre_bind_variables(shape.node)[1]))
        yield KeptRule(component, query, mentioned_in(query))
