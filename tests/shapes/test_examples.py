from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal
from rdflib.term import Node

from tests.shapes.examples import NEIGHBOURS, VALID_NAMES, Assertion, Example, read_examples
from tests.shapes.judging import Judge, Result
from tests.shapes.shape_graph import (
    MR,
    MRS,
    SH,
    assertions,
    class_shapes,
    local,
    read_shapes,
    read_vocabulary_types,
    segment_of,
)

EXAMPLES = list(read_examples())


@cache
def shapes() -> Graph:
    return read_shapes()


@cache
def origins() -> dict[Assertion, Node]:
    return dict(assertions(shapes()))


@pytest.fixture(scope="session")
def judge() -> Judge:
    return Judge(read_shapes())


@pytest.fixture(scope="session")
def surroundings() -> Graph:
    return read_vocabulary_types() + Graph().parse(NEIGHBOURS)


def results_of(example: Example, judge: Judge, surroundings: Graph) -> list[Result]:
    """Violations of the record and its parts, and advice on what the example is about.

    A node without an IRI is looked at only where the example is about the shape; else it is a link to nowhere.
    """
    own = Graph().parse(example.path)
    about_shape = example.assertion is not None and example.assertion.field == "shape"
    judged = {s for s in own.subjects(RDF.type) if about_shape or not isinstance(s, BNode)}
    targets = [t for t in class_shapes(shapes()) if example.segment in (segment_of(shapes(), t), "record")]
    subjects = {s for target in targets for s in own.subjects(RDF.type, target)}
    return [r for r in judge.results([own, surroundings], judged) if r.severity == "Violation" or r.focus in subjects]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.assertion], ids=lambda e: e.name)
def test_an_example_gives_exactly_the_result_that_its_name_asserts(
    example: Example, judge: Judge, surroundings: Graph
) -> None:
    asserted = example.assertion
    assert asserted is not None
    assert asserted in origins(), "no shape can give what the name asserts"
    worse = {"Violation": (), "Warning": ("Violation",), "Info": ("Violation", "Warning")}[asserted.severity]
    found = results_of(example, judge, surroundings)
    assert [str(result) for result in found if result.severity in worse] == []
    assert [str(result) for result in found if len(result.messages) != 1] == [], "a finding says one thing"
    expected = Counter({(local(origins()[asserted]), asserted.component): 1})
    if asserted.field == "shape" and asserted.component == "nodeKind":  # what has no IRI cannot match its pattern
        expected[local(origins()[asserted]), "pattern"] = 1
    assert Counter((local(r.origin), r.component) for r in found if r.severity == asserted.severity) == expected


@pytest.mark.parametrize("example", [e for e in EXAMPLES if not e.assertion], ids=lambda e: e.name)
def test_a_valid_example_breaks_no_rule_and_a_full_one_leaves_nothing_to_advise(
    example: Example, judge: Judge, surroundings: Graph
) -> None:
    found = results_of(example, judge, surroundings)
    full = example.path.stem == "valid-full"
    assert [str(result) for result in found if full or result.severity == "Violation"] == []


def test_every_constraint_of_every_shape_has_its_example() -> None:
    shown = {example.assertion for example in EXAMPLES}
    assert sorted(asserted.file_name for asserted in set(origins()) - shown) == []


def test_a_new_constraint_asks_for_its_example_by_file_name() -> None:
    more = shapes() + Graph().add((MRS["Mission-website"], SH.maxLength, Literal(200)))
    asked = {asserted.file_name for asserted, _ in assertions(more)} - {a.file_name for a in origins()}
    assert asked == {"mission/invalid-website-maxLength.ttl"}


def test_a_file_whose_name_asserts_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mission").mkdir()
    (tmp_path / "mission" / "broken.ttl").touch()
    with pytest.raises(ValueError, match="is named neither"):
        list(read_examples(tmp_path))


def test_every_class_has_a_minimal_and_a_full_example() -> None:
    segments = {segment_of(shapes(), target) for target in class_shapes(shapes())}
    wanted = {f"{segment}/{name}" for segment in segments for name in VALID_NAMES}
    assert wanted - {example.name for example in EXAMPLES} == set()


@pytest.mark.parametrize("segment", sorted({e.segment for e in EXAMPLES} - {"record"}))
def test_a_full_example_shows_every_field_of_its_class(segment: str) -> None:
    target = next(t for t in class_shapes(shapes()) if segment_of(shapes(), t) == segment)
    own = Graph().parse(next(e.path for e in EXAMPLES if e.name == f"{segment}/valid-full"))
    subject = next(own.subjects(RDF.type, target))
    listed = shapes().objects(class_shapes(shapes())[target], SH.property)
    paths = {path for shape in listed for path in shapes().objects(shape, SH.path)}
    explained = {p for a in own.objects(subject, MR.absence) for p in own.objects(a, MR.citedProperty)}
    assert {local(path) for path in paths - explained - set(own.predicates(subject))} == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_an_example_says_in_words_on_top_what_it_shows(example: Example) -> None:
    first = example.path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")
