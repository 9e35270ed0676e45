from collections import Counter

import pytest
from rdflib import Graph
from rdflib.term import Node

from tests.shapes.shape_graph import MR, SH, SHAPES, class_shapes, local, read_shapes, segment_of

GRAPH = read_shapes()
CLASSES = class_shapes(GRAPH)


def listed(target: Node) -> list[Node]:
    return list(GRAPH.objects(CLASSES[target], SH.property))


def fields(target: Node) -> list[str]:
    """The names of the fields of a class; a shape with a third word adds a rule to a field and makes none."""
    return [name[0] for _, *name in (local(shape).split("-") for shape in listed(target)) if len(name) == 1]


def inverses(target: Node) -> list[str]:
    """The names that links of other classes give to this class; a link inside a part is known by its own name."""
    shapes = [s for s in GRAPH.subjects(SH["class"], target) if (s, MR.inverseName, None) in GRAPH]
    return [str(GRAPH.value(shape, MR.inverseName)) for shape in shapes]


@pytest.mark.parametrize("target", CLASSES, ids=local)
def test_fields_and_inverse_fields_of_a_class_have_different_names(target: Node) -> None:
    counts = Counter(fields(target) + inverses(target))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("target", CLASSES, ids=local)
def test_no_two_fields_of_a_class_have_the_same_path_or_order(target: Node) -> None:
    own = [shape for shape in listed(target) if local(shape).count("-") == 1]
    for predicate in (SH.path, SH.order):
        counts = Counter(GRAPH.value(shape, predicate) for shape in own)
        assert [value for value, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("target", CLASSES, ids=local)
def test_a_further_rule_stands_beside_the_field_whose_path_it_has(target: Node) -> None:
    for shape in listed(target):
        if local(shape).count("-") == 2:
            field = next(s for s in listed(target) if local(s) == local(shape).rpartition("-")[0])
            assert GRAPH.value(field, SH.path) == GRAPH.value(shape, SH.path)


def test_links_have_a_way_back_and_nothing_else_has() -> None:
    records = {t for t, shape in CLASSES.items() if str(GRAPH.value(shape, MR.kind)) == "record"}
    links = {shape for target in records for shape in GRAPH.subjects(SH["class"], target)}
    assert links == set(GRAPH.subjects(MR.inverseName))


def test_every_class_stands_in_the_file_that_is_named_after_its_segment() -> None:
    for target, shape in CLASSES.items():
        file = Graph().parse(SHAPES / f"{segment_of(GRAPH, target)}.ttl")
        assert (shape, SH.targetClass, target) in file


def test_segments_plurals_and_orders_of_classes_are_their_own() -> None:
    for predicate in (MR.segment, SH.order):
        counts = Counter(GRAPH.value(shape, predicate) for shape in CLASSES.values())
        assert [value for value, count in counts.items() if count > 1] == []
    plurals = Counter(str(GRAPH.value(shape, MR.plural)) for shape in CLASSES.values())
    assert max(plurals.values()) == 1
