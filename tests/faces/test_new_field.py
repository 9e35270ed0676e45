"""A property that is added to a shape is everywhere, without a change of code."""

import shutil
from pathlib import Path

import pytest

from registry.bootstrap import printed_schema
from registry.finders import empty_finder
from registry.graphql.schema import build_schema, execute
from registry.model.jsonld import context, contexts, document
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import TERMS
from registry.rdf.parsing import parse
from registry.resources import ONTOLOGY, SHAPES
from registry.services.find import PageLimits
from registry.services.indexed import IndexFinder
from registry.settings import Settings
from registry.validation.check import validate_bytes
from registry.validation.neighbourhood import KnownTriples
from registry.validation.validator import Validator
from tools.record_pages import record_pages

MOTTO = """
mrs:MissionShape sh:property mrs:Mission-motto .
mrs:Mission-motto a sh:PropertyShape ;
    sh:path mr:motto ;
    sh:name "motto"@en ;
    sh:description "A short phrase that the mission is known by. Example: Every street a park"@en ;
    sh:datatype xsd:string ; sh:maxCount 1 ;
    sh:message "The motto is given more than once or is not plain text. Give at most one, without a language."@en ;
    sh:severity sh:Violation ; sh:order 30 ; sh:group mrs:group-content ;
    mr:use "search" .
"""
RECORD = """
@prefix mr: <https://w3id.org/mission-registry/def/> .
@base <https://w3id.org/mission-registry/id/> .
<mission/streets> a mr:Mission ; mr:title "Streets"@en ; mr:country <place/sweden> ; mr:motto {motto} .
<place/sweden> a mr:Place ; mr:title "Sweden"@en ; mr:isoCode "SE" ;
    mr:placeKind <https://w3id.org/mission-registry/code/place-kind/country> .
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The project's ontology and shapes, copied, with one property more."""
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    shutil.copytree(SHAPES, tmp_path / "shapes", ignore=shutil.ignore_patterns("examples"))
    with (tmp_path / "shapes" / "mission.ttl").open("a", encoding="utf-8") as file:
        file.write(MOTTO)
    return tmp_path / "ontology", tmp_path / "shapes"


@pytest.fixture
def model(folders: tuple[Path, Path]) -> Model:
    return read_model(*folders)


def statements(motto: str) -> bytes:
    return RECORD.replace("{motto}", motto).encode()


def test_it_is_in_the_graphql_schema_and_answers(model: Model) -> None:
    assert "motto: String" in printed_schema(model, Settings())
    finder = IndexFinder.over(model, parse(statements('"Every street a park"')), 1, PageLimits(20, 100))
    schema = build_schema(model, finder, Settings())
    answer = execute(schema, '{ mission(slug: "streets") { motto presence(of: motto) } }')
    assert answer.as_json() == {"data": {"mission": {"motto": "Every street a park", "presence": "STATED"}}}
    assert execute(build_schema(model, empty_finder(model, Settings()), Settings()), "{ missions { totalCount } }")


def test_it_is_judged_in_its_own_words(model: Model, folders: tuple[Path, Path]) -> None:
    validator = Validator.read(model, *folders)
    report = validate_bytes(validator, statements('"Ett"@sv'), "turtle", KnownTriples(), 10_000)
    found = [finding for finding in report.findings if finding.field_path == "motto"]
    assert [(f.constraint, f.message.startswith("The motto is given more than once")) for f in found] == [
        ("datatype", True)
    ]
    assert validate_bytes(validator, statements('"One"'), "turtle", KnownTriples(), 10_000).conforms


def test_it_is_in_the_json_ld_context_and_survives_the_way_there_and_back(model: Model) -> None:
    assert context(model)["Mission"]["@context"]["motto"] == {"@id": TERMS + "motto"}
    triples = [quad.triple for quad in parse(statements('"One"'))]
    record = document(model, "https://w3id.org/mission-registry/id/mission/streets", triples)
    assert record["motto"] == "One"
    assert contexts(model)


def test_it_is_in_the_reference(model: Model) -> None:
    page = record_pages(model)["Mission.md"]
    assert "| `motto` | A short phrase that the mission is known by." in page
    assert "| `Mission-motto` | maxCount `1` | must | The motto is given more than once" in page
