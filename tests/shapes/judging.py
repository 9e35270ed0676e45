"""Judges some nodes of a graph by shapes that are read once: pySHACL, with nothing of the code under test between.

Only nodes that are asked for are judged, each by the shapes that target it, because the rules of SPARQL take most of
the time; for the same reason a query is parsed once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyshacl.graph_abstraction import DataGraph
from pyshacl.monkey import apply_patches
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator, assign_baked_in
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer
from rdflib.term import Node

from tests.shapes.shape_graph import SH, component_of, local

_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True)
class Result:
    """One result: where, by which shape or rule, how bad, and the words that people see."""

    focus: Node | None
    origin: Node | None
    component: str
    severity: str
    path: Node | None
    messages: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.severity} {local(self.origin)} {self.component} at {self.focus}"


@cache
def _parsed(text: str) -> Query:
    return prepareQuery(text)


class _JudgedGraph(Graph):
    """A graph that remembers parsed queries."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        return super().query(_parsed(query_object) if isinstance(query_object, str) else query_object, *args, **kwargs)


class Judge:
    """Keeps the shapes, because reading them takes longer than judging one record."""

    def __init__(self, shapes: Graph) -> None:
        apply_patches()  # type: ignore[no-untyped-call]
        assign_baked_in()  # type: ignore[no-untyped-call]
        self._kept = ShapesGraph(shapes)
        self._shapes = [shape for shape in self._kept.shapes if any((shape.node, t, None) in shapes for t in _TARGETS)]

    def results(self, graphs: Collection[Graph], focus: Collection[Node]) -> list[Result]:
        """Every result for these nodes of the graphs taken together."""
        graph = _JudgedGraph()
        for part in graphs:
            for triple in part:
                graph.add(triple)
        data = DataGraph.from_rdflib(graph)
        validator = Validator(data, shacl_graph=Graph(), options={"inplace": True})
        executor, found = validator.make_executor(), []
        for shape in self._shapes:
            targets = shape.focus_nodes(data) & set(focus)
            if targets:
                found += shape.validate(executor, data, focus=sorted(targets))[1]
        report, _ = Validator.create_validation_report(self._kept, not found, found)
        return [self._result(report, node) for node in report.objects(None, SH.result)]

    def _result(self, report: Graph, node: Node) -> Result:
        return Result(
            focus=report.value(node, SH.focusNode),
            origin=report.value(node, SH.sourceConstraint) or report.value(node, SH.sourceShape),
            component=component_of(report.value(node, SH.sourceConstraintComponent)),
            severity=local(report.value(node, SH.resultSeverity)),
            path=report.value(node, SH.resultPath),
            messages=tuple(str(message) for message in report.objects(node, SH.resultMessage)),
        )
