"""The Turtle files of the ontology read the same in both parsers, and the heading says what a reuser must know."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import DCTERMS, OWL, RDF

from tests.ontology.vocabulary import ONTOLOGY, ROOT

FILES = sorted(ONTOLOGY.glob("**/*.ttl"))
HEADING = rdflib.URIRef("https://w3id.org/mission-registry/def/")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_both_parsers_read_the_same_number_of_statements(path: Path) -> None:
    fast = {str(quad) for quad in parse(path=path, format=RdfFormat.TURTLE)}
    assert len(rdflib.Graph().parse(path)) == len(fast) > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_begins_by_saying_what_is_in_it(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


def test_the_heading_gives_version_licence_title_description_and_dates() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / "core.ttl")
    version = str(graph.value(HEADING, OWL.versionInfo))
    assert (HEADING, RDF.type, OWL.Ontology) in graph
    assert graph.value(HEADING, OWL.versionIRI) == HEADING + version
    assert graph.value(HEADING, DCTERMS.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    for wanted in (DCTERMS.title, DCTERMS.description, DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert graph.value(HEADING, wanted)


def test_the_changelog_speaks_of_the_version() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / "core.ttl")
    assert f"## {graph.value(HEADING, OWL.versionInfo)} " in (ONTOLOGY / "CHANGELOG.md").read_text("utf-8")


def test_terms_stand_in_alphabetical_order_below_each_heading_of_the_core() -> None:
    text = (ONTOLOGY / "core.ttl").read_text("utf-8")
    for section in text.split("\n# ")[1:]:
        names = [line.split()[0] for line in section.splitlines() if line.startswith("mr:")]
        assert names == sorted(names)
