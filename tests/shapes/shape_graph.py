"""What the shapes can assert, read straight from their triples, and not by the code under test."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from tests.shapes.examples import Assertion

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "shapes"
ONTOLOGY = ROOT / "ontology"
SH = Namespace("http://www.w3.org/ns/shacl#")
MR = Namespace("https://w3id.org/mission-registry/def/")
MRS = Namespace("https://w3id.org/mission-registry/shape/")
# What a shape says about itself; every other word of SHACL is a constraint and needs an example.
NO_CONSTRAINT = {
    *(SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group, SH.flags),
    *(SH.property, SH.sparql, SH.targetClass, SH.ignoredProperties),
}


def read_shapes(folder: Path = SHAPES) -> Graph:
    """All shapes of a folder in one graph, without the shape of shapes."""
    return read_files(path for path in sorted(folder.glob("*.ttl")) if path.name != "meta.ttl")


def read_files(paths: Iterable[Path]) -> Graph:
    """The statements of Turtle files in one graph."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def read_vocabulary_types(folder: Path = ONTOLOGY) -> Graph:
    """What judging needs of the ontology: which concept is of which list, and what is a property."""
    types = Graph()
    for triple in read_files([folder / "core.ttl", *folder.glob("codes/*.ttl")]).triples((None, RDF.type, None)):
        types.add(triple)
    return types


def local(node: Node | None) -> str:
    """The last piece of an IRI."""
    return str(node).rpartition("/")[2].rpartition("#")[2]


def component_of(constraint: Node | None) -> str:
    """`sh:MinCountConstraintComponent` as `minCount`, the way file names spell it."""
    name = local(constraint).removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else name[0].lower() + name[1:]


def class_shapes(shapes: Graph) -> dict[Node, Node]:
    """The shape of each record and part class, by class."""
    return {target: shape for shape in shapes.subjects(MR.kind) for target in shapes.objects(shape, SH.targetClass)}


def segment_of(shapes: Graph, target: Node) -> str:
    """The path segment of a class, which is also its folder of examples."""
    return str(shapes.value(class_shapes(shapes)[target], MR.segment))


def assertions(shapes: Graph) -> Iterator[tuple[Assertion, Node]]:
    """Everything that can be asserted, with the shape or rule that the result must come from."""
    for target, shape in class_shapes(shapes).items():
        segment = segment_of(shapes, target)
        for component in _components(shapes, shape):
            yield Assertion(segment, "shape", component, "Violation"), shape
        for listed in shapes.objects(shape, SH.property):
            for component in _components(shapes, listed):
                yield Assertion(_owner(listed, segment), _field(listed), component, _severity(shapes, listed)), listed
    for carrier, rule in shapes.subject_objects(SH.sparql):
        for target in shapes.objects(carrier, SH.targetClass):
            segment = _owner(rule, segment_of(shapes, target))
            yield Assertion(segment, _field(rule), "sparql", _severity(shapes, carrier)), rule


def _components(shapes: Graph, shape: Node) -> list[str]:
    return sorted(local(p) for p in set(shapes.predicates(shape)) - NO_CONSTRAINT if str(p).startswith(str(SH)))


def _owner(shape: Node, segment: str) -> str:
    """What all records share is shown once, in the folder `record`."""
    return "record" if local(shape).startswith("Record-") else segment


def _field(shape: Node) -> str:
    return local(shape).split("-")[1]


def _severity(shapes: Graph, shape: Node) -> str:
    severity = shapes.value(shape, SH.severity)
    assert isinstance(severity, URIRef), f"{shape} has no severity"
    return local(severity)
