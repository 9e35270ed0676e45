import re

import pytest

from registry.model.report import Finding
from registry.model.spec import Severity
from registry.namespaces import SHAPES
from tests.shapes.examples import Assertion, Example, read_examples
from tests.unit.validation.conftest import Judged

EXAMPLES = list(read_examples())
ASSERTING = [example for example in EXAMPLES if example.assertion]


def is_mended_at_the_door(example: Example) -> bool:
    """A part without an IRI, which SHACL alone would refuse, gets one."""
    asserted = example.assertion
    return (
        asserted is not None
        and (asserted.field, asserted.component) == ("shape", "nodeKind")
        and "_:part" in example.path.read_text(encoding="utf-8")
    )


def says(finding: Finding, asserted: Assertion) -> bool:
    """Whether it comes from that field; what several classes share has the name of none of them."""
    owner, _, rest = finding.shape.removeprefix(SHAPES).partition("-")
    field = rest.partition("-")[0] or "shape"
    segment = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", owner.removesuffix("Shape")).lower()
    shared = segment in ("record", "period") or asserted.segment == "record"
    return (field, finding.constraint) == (asserted.field, asserted.component) and (
        shared or segment == asserted.segment
    )


@pytest.mark.parametrize("example", [e for e in ASSERTING if not is_mended_at_the_door(e)], ids=lambda e: e.name)
def test_an_example_gives_the_one_finding_that_its_name_asserts(example: Example, judged: Judged) -> None:
    asserted = example.assertion
    assert asserted is not None
    severity = Severity(asserted.severity)
    found = [f for f in judged(example.path.read_bytes()).findings if f.severity is severity]
    mine = [f for f in found if says(f, asserted)]
    assert len(mine) == 1, found
    if severity is Severity.VIOLATION:
        assert found == mine


@pytest.mark.parametrize("example", [e for e in ASSERTING if is_mended_at_the_door(e)], ids=lambda e: e.name)
def test_a_part_without_an_iri_is_given_one(example: Example, judged: Judged) -> None:
    assert judged(example.path.read_bytes()).conforms


@pytest.mark.parametrize("example", [e for e in EXAMPLES if not e.assertion], ids=lambda e: e.name)
def test_a_valid_example_conforms(example: Example, judged: Judged) -> None:
    assert judged(example.path.read_bytes()).conforms


@pytest.mark.parametrize("example", ASSERTING, ids=lambda e: e.name)
def test_every_finding_says_where_why_and_what_to_do(example: Example, judged: Judged) -> None:
    for finding in judged(example.path.read_bytes()).findings:
        assert finding.message.endswith((".", "?"))
        assert "{?" not in finding.message
        assert finding.advice == "" or finding.advice.endswith((".", "?", "...>"))
        assert finding.constraint
        assert len(finding.rdf_path) >= finding.field_path.count(".")
