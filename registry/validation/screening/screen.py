"""The screen: for a record, which shapes pySHACL has to be asked about, and of which of its nodes.

It reads the same shapes as pySHACL. A shape with a constraint that is not known here is always suspect; shapes with a
target that is not known here, or with kinds of constraints of their own, make no screen at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rdflib.plugins.sparql.sparql import Query

from registry.model.graph import Graph
from registry.namespaces import RDF_TYPE, RDFS, SH, XSD
from registry.rdf.terms import Iri, Literal, Subject, Term, Triple
from registry.validation.screening.facts import Facts
from registry.validation.screening.patterns import Ask, asking
from registry.validation.screening.values import Constraints, Holds, Superclasses
from registry.validation.submission import Record

_SUBCLASS: Final = RDFS + "subClassOf"
_TARGET_CLASS: Final = SH + "targetClass"
_OTHER_TARGETS: Final = tuple(SH + name for name in ("target", "targetNode", "targetObjectsOf", "targetSubjectsOf"))
_NOT_VALUES: Final = ("property", "sparql", "closed", "ignoredProperties")
_CUSTOM: Final = SH + "ConstraintComponent"
_TRUE: Final = Literal("true", XSD + "boolean")


@dataclass(slots=True)
class Suspects:
    """What pySHACL is to be asked: shapes (IRIs) with the nodes (IRIs) that they may find something wrong with."""

    nodes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Node shapes, taken without the property shapes and queries that they name."""
    rules: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    """Queries of node shapes, each by its shape and its number among those."""
    properties: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Property shapes that look at the values of one property, and at nothing else but their classes."""
    wider: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Property shapes that may look at anything."""

    def __bool__(self) -> bool:
        return bool(self.nodes or self.rules or self.properties or self.wider)


@dataclass(frozen=True, slots=True)
class _PropertyShape:
    iri: str
    path: str | None
    """None where it is no single property."""
    constraints: Sequence[Holds] | None
    """None where one is not known."""

    @property
    def is_local(self) -> bool:
        """Whether it looks at the values of its property and their classes only."""
        return self.path is not None and self.constraints is not None

    def surely_holds(self, focus: Subject, facts: Facts) -> bool:
        if self.path is None or self.constraints is None:
            return False
        values = facts.values(focus, self.path)
        return all(holds(values, facts) for holds in self.constraints)


@dataclass(frozen=True, slots=True)
class _NodeShape:
    iri: str
    constraints: Sequence[Holds] | None
    allowed: frozenset[str] | None
    """The properties that a closed shape allows; None for an open one."""
    rules: Sequence[Ask]
    properties: Sequence[_PropertyShape]

    def surely_holds(self, focus: Subject, facts: Facts) -> bool:
        if self.constraints is None:
            return False
        if self.allowed is not None and not facts.of(focus).keys() <= self.allowed:
            return False
        return all(holds((focus,), facts) for holds in self.constraints)


class Screen:
    """What is known of the shapes, ready to look at records. For one thread at a time, as the queries are."""

    def __init__(
        self,
        shapes: Iterable[Triple],
        subclasses: Iterable[Triple],
        queries_of: Callable[[str], Sequence[Query]],
    ) -> None:
        """`queries_of` gives the queries of a shape's SPARQL constraints."""
        self._graph = Graph(shapes)
        self._queries_of = queries_of
        self._superclasses = _superclasses(subclasses)
        self._constraints = Constraints(self._graph, self._superclasses)
        self._by_class: dict[str, list[_NodeShape]] = defaultdict(list)
        self._paths: dict[str, str] = {}
        self._knows_targets = not self._graph.of_class(_CUSTOM)
        self._read()

    def suspects(self, record: Record, facts: Facts) -> Suspects | None:
        """What may be wrong with the record, in the light of what is known; None when anything may be."""
        if not self._knows_targets:
            return None
        found = Suspects()
        for iri in record.positions:
            focus = Iri(iri)
            shapes = {shape.iri: shape for c in facts.classes(focus) for shape in self._shapes_for(c)}
            for shape in shapes.values():
                if not shape.surely_holds(focus, facts):
                    found.nodes[shape.iri].append(iri)
                for number, may_find in enumerate(shape.rules):
                    if may_find(focus, facts):
                        found.rules[shape.iri, number].append(iri)
            for each in {each.iri: each for shape in shapes.values() for each in shape.properties}.values():
                if not each.surely_holds(focus, facts):
                    (found.properties if each.is_local else found.wider)[each.iri].append(iri)
        return found

    def seen_by(self, suspects: Suspects, facts: Facts) -> Iterator[Triple]:
        """All statements that the suspect property shapes look at; `nodes` and `wider` may look at others."""
        for iri, nodes in suspects.properties.items():
            path = self._paths[iri]
            for node in nodes:
                for value in facts.values(Iri(node), path):
                    yield Triple(Iri(node), Iri(path), value)
                    yield from self._classes_of(value, facts)

    def _classes_of(self, value: Term, facts: Facts) -> Iterator[Triple]:
        if not isinstance(value, Iri):
            return
        for each in facts.classes(value):
            yield Triple(value, Iri(RDF_TYPE), each)
            if isinstance(each, Iri):
                for above in self._superclasses.get(each.value, ()):
                    yield Triple(each, Iri(_SUBCLASS), Iri(above))

    def _shapes_for(self, class_term: Term) -> list[_NodeShape]:
        if not isinstance(class_term, Iri):
            return []
        classes = self._superclasses.get(class_term.value, (class_term.value,))
        return [shape for each in classes for shape in self._by_class.get(each, ())]

    def _read(self) -> None:
        for subject in self._graph.subjects():
            if any(self._graph.objects(subject, each) for each in _OTHER_TARGETS):
                self._knows_targets = False
            if not isinstance(subject, Iri):
                continue
            targets = [each.value for each in self._graph.objects(subject, _TARGET_CLASS) if isinstance(each, Iri)]
            if targets:
                shape = self._node_shape(subject)
                if shape is None:
                    self._knows_targets = False
                    return
                for target in dict.fromkeys(targets):
                    self._by_class[target].append(shape)

    def _node_shape(self, shape: Iri) -> _NodeShape | None:
        properties = [self._property_shape(each) for each in self._graph.objects(shape, SH + "property")]
        if self._graph.iri(shape, SH + "path") is not None or None in properties:
            return None
        known = [each for each in properties if each is not None]
        allowed = None
        if _TRUE in self._graph.objects(shape, SH + "closed"):
            ignored = [
                m for each in self._graph.objects(shape, SH + "ignoredProperties") for m in self._graph.members(each)
            ]
            paths = [each.path for each in known if each.path is not None]
            allowed = frozenset([*paths, *(each.value for each in ignored if isinstance(each, Iri))])
        constraints = self._constraints.read(shape, _NOT_VALUES)
        rules = [asking(query) for query in self._queries_of(shape.value)]
        return _NodeShape(shape.value, constraints, allowed, rules, known)

    def _property_shape(self, shape: Term) -> _PropertyShape | None:
        """None for one without a name, which could not be asked for."""
        if not isinstance(shape, Iri):
            return None
        paths = self._graph.objects(shape, SH + "path")
        path = paths[0].value if len(paths) == 1 and isinstance(paths[0], Iri) else None
        if path is not None:
            self._paths[shape.value] = path
        return _PropertyShape(shape.value, path, self._constraints.read(shape))


def _superclasses(subclasses: Iterable[Triple]) -> Superclasses:
    above: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in subclasses:
        if predicate.value == _SUBCLASS and isinstance(subject, Iri) and isinstance(value, Iri):
            above[subject.value].add(value.value)
    found: dict[str, frozenset[str]] = {}
    for name in above:
        reached, ahead = {name}, [name]
        while ahead:
            steps = above.get(ahead.pop(), set()) - reached
            reached |= steps
            ahead += steps
        found[name] = frozenset(reached)
    return found
