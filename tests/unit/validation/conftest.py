from collections.abc import Callable
from pathlib import Path

import pytest

from registry.model.reader import read_model
from registry.model.report import Finding, Report
from registry.model.spec import Model, Severity
from registry.rdf.parsing import parse
from registry.rdf.terms import Triple
from registry.validation.check import validate_bytes
from registry.validation.neighbourhood import KnownTriples
from registry.validation.validator import Validator

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "shapes" / "examples"
PREFIXES = """
@base <https://w3id.org/mission-registry/id/> .
@prefix mr: <https://w3id.org/mission-registry/def/> .
@prefix code: <https://w3id.org/mission-registry/code/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
MISSION = '<mission/streets> a mr:Mission ; mr:title "Streets"@en ; mr:country <place/sweden>'
IRI = "https://w3id.org/mission-registry/id/mission/streets"

Judged = Callable[..., Report]


def statements(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path.read_bytes())]


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="session")
def validator(model: Model) -> Validator:
    return Validator.read(model)


@pytest.fixture(scope="session")
def neighbours() -> KnownTriples:
    return KnownTriples(statements(EXAMPLES / "neighbours.ttl"))


@pytest.fixture
def judged(validator: Validator, neighbours: KnownTriples) -> Judged:
    """Judges Turtle that may leave out the prefixes, or bytes of another format."""

    def judge(data: str | bytes, rdf_format: str = "turtle", limit: int = 1_000_000) -> Report:
        if isinstance(data, str):
            data = ((PREFIXES if rdf_format in ("turtle", "trig") else "") + data).encode()
        return validate_bytes(validator, data, rdf_format, neighbours, limit, "input.ttl")

    return judge


def violations(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity is Severity.VIOLATION]


def only_violation(report: Report) -> Finding:
    [finding] = violations(report)
    return finding
