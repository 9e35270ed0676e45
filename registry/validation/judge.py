"""The judge: pySHACL on a small graph, with shapes and queries that are read once and kept.

Only shapes that we ship are ever read as shapes; nothing is inferred, imported, fetched or executed. Every shape finds
its focus nodes as pySHACL finds them; of those, only the nodes of the submission are judged, so no result is lost and
none is about a neighbour.
"""

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import rdflib
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib.namespace import SH as SHACL
from rdflib.term import Node

from registry.errors import ModelError
from registry.namespaces import RDFS, SH, TERMS
from registry.rdf.terms import Triple
from registry.validation.queries import ParsedQueries, QueriedGraph, Reach, reach_of
from registry.validation.rdflib_terms import triples_to_rdflib
from registry.validation.results import Result

_SHAPE_FAULTS: Final = (
    ConstraintLoadError,
    NotImplementedError,
    ReportableRuntimeError,
    ShapeLoadError,
    ValidationFailure,
)
_WORDS: Final = frozenset(
    [SH + name for name in ("name", "description", "order", "group")]
    + [RDFS + name for name in ("label", "comment", "isDefinedBy")]
    + [TERMS + name for name in ("use", "inverseName", "kind", "segment", "plural")]
)
"""What judges nothing; pySHACL looks at every statement of a shape each time, which took a third of its time."""
_LOG: Final = logging.getLogger("registry.validation")


class Judge:
    """Shapes that are ready to judge. For one thread at a time: rdflib and pySHACL keep notes while they work."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        """Raises `ModelError` for shapes that pySHACL cannot read, or with a query that would call out."""
        graph = rdflib.Graph("SimpleMemory", bind_namespaces="none")
        for triple in triples_to_rdflib(t for t in shapes if t.predicate.value not in _WORDS):
            graph.add(triple)
        self._queries = ParsedQueries()
        with _faults_named():
            kept = ShapesGraph(graph, False, _LOG)
            every = list(kept.shapes)
            for shape in every:  # it has read these; what stays is looked at again for every node
                graph.remove((shape.node, SHACL.message, None))
                graph.remove((shape.node, SHACL.severity, None))
            self._targeting = [shape for shape in every if any(list(nodes) for nodes in shape.target())]
            self.reach: Reach = reach_of(self._queries(text) for text in _rule_texts(every, graph))

    def results(self, data: Iterable[Triple], own: Collection[Node] | None = None) -> Iterator[Result]:
        """What is wrong with the nodes `own` of a graph; with None, with all of its nodes."""
        graph = QueriedGraph(self._queries)
        for triple in triples_to_rdflib(data):
            graph.add(triple)
        executor = SHACLExecutor()
        for shape in self._targeting:
            with _faults_named():
                found: set[Node] = shape.focus_nodes(graph)
                focus = [node for node in found if own is None or node in own]
                reports = shape.validate(executor, graph, focus=focus)[1] if focus else ()
            for _, node, statements in reports:
                yield _result(node, statements)


class Judges:
    """As many judges as there are threads that ask at once; each is used by one at a time."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._shapes = tuple(shapes)
        first = Judge(self._shapes)
        self.reach = first.reach
        self._free = deque([first])

    def results(self, data: Iterable[Triple], own: Collection[Node] | None = None) -> list[Result]:
        """See `Judge.results`."""
        try:
            judge = self._free.pop()
        except IndexError:
            judge = Judge(self._shapes)
        try:
            return list(judge.results(data, own))
        finally:
            self._free.append(judge)


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except _SHAPE_FAULTS as error:
        raise ModelError(f"pySHACL cannot use the shapes: {error}") from error


def _rule_texts(shapes: Iterable[Shape], graph: rdflib.Graph) -> Iterator[str]:
    """The queries of all SPARQL constraints, letter by letter as pySHACL will ask them."""
    for shape in shapes:
        if graph.value(shape.node, SHACL.sparql, any=True) is not None:
            for constraint in SPARQLBasedConstraint(shape).sparql_constraints:
                _, text = constraint.pre_bind_variables(shape.node)
                yield constraint.apply_prefixes(text)


def _result(node: Node, statements: Iterable[tuple[Node, Node, Any]]) -> Result:
    """A result from the statements that pySHACL would write; it pairs a node with the graph that describes it."""
    parts: dict[Node, Node] = {}
    messages: set[Node] = set()
    for subject, predicate, value in statements:
        if subject == node and predicate == SHACL.resultMessage:
            messages.add(value)
        elif subject == node:
            parts[predicate] = value[1] if isinstance(value, tuple) else value
    return Result(
        focus=parts[SHACL.focusNode],
        path=parts.get(SHACL.resultPath),
        value=parts.get(SHACL.value),
        component=str(parts[SHACL.sourceConstraintComponent]).removeprefix(SH),
        shape=parts[SHACL.sourceShape],
        rule=parts.get(SHACL.sourceConstraint),
        severity=parts[SHACL.resultSeverity],
        messages=frozenset(messages),
    )
