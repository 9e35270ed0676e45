"""The judge: pySHACL on a small graph, with shapes and queries that are read once and kept.

Only shapes that we ship are ever read as shapes; nothing is inferred, imported, fetched or executed. Every shape finds
its focus nodes as pySHACL finds them; of those, only the nodes of the submission are judged, so no result is lost and
none is about a neighbour.
"""

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import rdflib
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib.namespace import SH as SHACL
from rdflib.term import Node

from registry.errors import ModelError
from registry.namespaces import RDFS, SH, TERMS
from registry.rdf.terms import Triple
from registry.validation.constraints import Parts, rules_of
from registry.validation.queries import ParsedQueries, QueriedGraph, reach_of
from registry.validation.rdflib_terms import triples_to_rdflib
from registry.validation.reach import Reach
from registry.validation.results import Result
from registry.validation.screening.facts import Facts
from registry.validation.screening.screen import Screen
from registry.validation.submission import Record

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

    def __init__(self, shapes: Iterable[Triple], subclasses: Iterable[Triple] = ()) -> None:
        """Raises `ModelError` for shapes that pySHACL cannot read, or with a query that would call out.

        `subclasses` says which class is a kind of which.
        """
        shapes = tuple(shapes)
        graph = rdflib.Graph("SimpleMemory", bind_namespaces="none")
        for triple in triples_to_rdflib(t for t in shapes if t.predicate.value not in _WORDS):
            graph.add(triple)
        self._queries = ParsedQueries()
        self._executor = SHACLExecutor()
        with _faults_named():
            self._kept = ShapesGraph(graph, False, _LOG)
            every = list(self._kept.shapes)
            for shape in every:  # it has read these; what stays is looked at again for every node
                graph.remove((shape.node, SHACL.message, None))
                graph.remove((shape.node, SHACL.severity, None))
            self._targeting = [shape for shape in every if any(list(nodes) for nodes in shape.target())]
            self._parts = Parts()
            self._rules = {str(shape.node): list(rules_of(shape, self._queries)) for shape in every}
        self.reach: Reach = reach_of(rule.query for rules in self._rules.values() for rule in rules)
        self._screen = Screen(shapes, subclasses, lambda shape: [rule.query for rule in self._rules[shape]])

    def results(self, data: Iterable[Triple], own: Collection[Node] | None = None) -> Iterator[Result]:
        """What is wrong with the nodes `own` of a graph; with None, with all of its nodes."""
        graph = self._graph(data)
        for shape in self._targeting:
            with _faults_named():
                found: set[Node] = shape.focus_nodes(graph)
                focus = [node for node in found if own is None or node in own]
                reports = shape.validate(self._executor, graph, focus=focus)[1] if focus else ()
            for _, node, statements in reports:
                yield _result(node, statements)

    def results_on(self, record: Record, facts: Facts, around: Callable[[], Iterable[Triple]]) -> Iterator[Result]:
        """What is wrong with a record: the same as `results`, found by asking only shapes that may find something.

        `facts` are all statements that are known, `around` gives those that a judge of everything would look at.
        """
        suspects = self._screen.suspects(record, facts)
        if suspects is None:
            yield from self.results(around(), {rdflib.URIRef(iri) for iri in record.positions})
            return
        if suspects.nodes or suspects.wider:
            graph = self._graph(around())
            yield from self._found_by(suspects.nodes, graph)
            yield from self._found_by(suspects.wider, graph)
        if suspects.properties:
            yield from self._found_by(suspects.properties, self._graph(self._screen.seen_by(suspects, facts)))
        if suspects.rules:
            yield from self._found_by_rules(suspects.rules, list(around()))

    def _found_by(self, shapes: Mapping[str, Iterable[str]], graph: QueriedGraph) -> Iterator[Result]:
        for iri, nodes in shapes.items():
            shape = self._kept.lookup_shape_from_node(rdflib.URIRef(iri))
            values = shape.value_nodes(graph, [rdflib.URIRef(node) for node in nodes])
            for component in self._parts.of(shape):
                yield from self._evaluated(component, graph, values, shape)

    def _found_by_rules(
        self, rules: Mapping[tuple[str, int], Iterable[str]], around: Iterable[Triple]
    ) -> Iterator[Result]:
        for (iri, number), nodes in rules.items():
            rule = self._rules[iri][number]
            read = rule.mentioned
            graph = self._graph(around if read is None else (t for t in around if t.predicate.value in read))
            values = {node: {node} for node in map(rdflib.URIRef, nodes)}
            yield from self._evaluated(rule.component, graph, values, rule.component.shape)

    def _evaluated(
        self, component: Any, graph: QueriedGraph, values: Mapping[Any, Any], shape: Shape
    ) -> Iterator[Result]:
        with _faults_named():
            reports = component.evaluate(self._executor, graph, values, [shape, component])[1]
        for _, node, statements in reports:
            yield _result(node, statements)

    def _graph(self, data: Iterable[Triple]) -> QueriedGraph:
        graph = QueriedGraph(self._queries)
        for triple in triples_to_rdflib(data):
            graph.add(triple)
        return graph


class Judges:
    """As many judges as there are threads that ask at once; each is used by one at a time."""

    def __init__(self, shapes: Iterable[Triple], subclasses: Iterable[Triple] = ()) -> None:
        self._shapes, self._subclasses = tuple(shapes), tuple(subclasses)
        first = Judge(self._shapes, self._subclasses)
        self.reach = first.reach
        self._free = deque([first])

    def results(self, data: Iterable[Triple], own: Collection[Node] | None = None) -> list[Result]:
        """See `Judge.results`."""
        with self._one() as judge:
            return list(judge.results(data, own))

    def results_on(self, record: Record, facts: Facts, around: Callable[[], Iterable[Triple]]) -> list[Result]:
        """See `Judge.results_on`."""
        with self._one() as judge:
            return list(judge.results_on(record, facts, around))

    @contextmanager
    def _one(self) -> Iterator[Judge]:
        try:
            judge = self._free.pop()
        except IndexError:
            judge = Judge(self._shapes, self._subclasses)
        try:
            yield judge
        finally:
            self._free.append(judge)


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except _SHAPE_FAULTS as error:
        raise ModelError(f"pySHACL cannot use the shapes: {error}") from error


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
